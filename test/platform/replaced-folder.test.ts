import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { withReplacedFolder } from "../../src/platform/replaced-folder.ts";
import { Case } from "../support/run-case.ts";

/** Writes a folder that holds these files; `isi.csv` names them. */
async function write(work: Case, files: readonly string[]): Promise<void> {
  await withReplacedFolder(work.path("kerja"), "isi.csv", async (folder) => {
    mkdirSync(`${folder}/KEC`);
    for (const name of files) writeFileSync(`${folder}/${name}`, name);
    writeFileSync(
      `${folder}/isi.csv`,
      ["\ufefffile;rows", ...files.map((name) => (name.includes(",") ? `"${name}";1` : `${name};1`))].join("\r\n"),
    );
  });
}
const seen = (work: Case): string[] => readdirSync(work.folder).sort();

test("a folder is replaced as a whole, and nothing lies beside it afterwards", async () => {
  using work = new Case();
  await write(work, ["KEC/A.xlsx", "B, C.xlsx"]);
  await write(work, ["KEC/D.xlsx"]);
  expect(readdirSync(work.path("kerja")).sort()).toEqual(["KEC", "isi.csv"]);
  expect(readdirSync(work.path("kerja/KEC"))).toEqual(["D.xlsx"]);
  expect(seen(work)).toEqual(["kerja"]);
});

test.each([
  ["of something else", ["tesis.docx"]],
  ["with somebody's file beside ours", ["isi.csv", "KEC/catatan.txt"]],
])("a folder %s is not replaced", async (_, files) => {
  using work = new Case(Object.fromEntries(files.map((name) => [`kerja/${name}`, "file;rows\r\nx;1"])));
  await expect(write(work, ["KEC/A.xlsx"])).rejects.toThrow(expect.objectContaining({ code: "not-replaced" }));
  for (const name of files) expect(readFileSync(work.path(`kerja/${name}`), "utf8")).toContain("file;rows");
  expect(seen(work)).toEqual(["kerja"]);
});

test("work that fails leaves the older folder as it was", async () => {
  using work = new Case();
  await write(work, ["KEC/A.xlsx"]);
  await expect(withReplacedFolder(work.path("kerja"), "isi.csv", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(readdirSync(work.path("kerja/KEC"))).toEqual(["A.xlsx"]);
  expect(seen(work)).toEqual(["kerja"]);
});

test("what a killed run has left: the folder it set aside is put back, its unfinished ones go", async () => {
  using work = new Case();
  await write(work, ["KEC/A.xlsx"]);
  renameSync(work.path("kerja"), work.path(".dtsen-kerja-old"));
  mkdirSync(work.path(".dtsen-kerja-aBcDeF/KEC"), { recursive: true });
  await expect(withReplacedFolder(work.path("kerja"), "isi.csv", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(readdirSync(work.path("kerja/KEC"))).toEqual(["A.xlsx"]);
  expect(seen(work)).toEqual(["kerja"]);
});

test("a link planted in the place of the unfinished folder is not followed", async () => {
  using work = new Case({ "lain/penting.txt": "keep" });
  symlinkSync(work.path("lain"), work.path(".dtsen-kerja-old"));
  symlinkSync(work.path("lain"), work.path(".dtsen-kerja-x"));
  await expect(write(work, ["KEC/A.xlsx"])).rejects.toThrow();
  expect(existsSync(work.path("lain/penting.txt"))).toBe(true);
});
