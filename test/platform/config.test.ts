import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { CONFIG_FILE, readConfig, saveMapping } from "../../src/platform/config.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dtsen-config-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, content: unknown): string => {
  const path = join(folder, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
};

test("the file of the working folder is found by itself; none is an empty config", () => {
  expect(readConfig(undefined, folder)).toEqual({});
  write(CONFIG_FILE, { db: "dtsen.db", "max-orphan": "40%", map: { nik: "NO KTP" } });
  expect(readConfig(undefined, folder)).toEqual({ db: "dtsen.db", "max-orphan": "40%", map: { nik: "NO KTP" } });
});

test("paths are meant from the file's own folder", () => {
  mkdirSync(join(folder, "kantor"));
  const file = write("kantor/a.json", { db: "dtsen.db", extract: ["a.csv", "/b.csv"], label: "a/b", mask: true });
  expect(readConfig(file, folder)).toEqual({
    db: join(folder, "kantor/dtsen.db"),
    extract: [join(folder, "kantor/a.csv"), "/b.csv"],
    label: "a/b",
    mask: true,
  });
});

test("all faults are told together", () => {
  const file = write("a.json", { dbs: "x", workers: 0, lang: "fr", mask: "ya", map: { nikk: "A" }, "max-orphan": 40, out: "laporan" });
  expect(() => readConfig(file, folder)).toThrow(
    /"dbs" is not a known key; "workers" cannot be .*; "lang" cannot be .*; "mask" cannot be .*; "map" cannot be .*; "max-orphan" cannot be /,
  );
});

test.each([["[1]"], ['"x"'], ["null"], ["{,}"], [""]])("%j is refused in words", (content) => {
  const file = write("a.json", content);
  expect(() => readConfig(file, folder)).toThrow(expect.objectContaining({ code: expect.stringMatching(/^config-(?:syntax|shape)$/) }));
});

test("a file that was named must be there", () => {
  expect(() => readConfig(join(folder, "b.json"), folder)).toThrow(expect.objectContaining({ code: "file-missing" }));
});

test("a mapping is saved beside what the file had, and read back", () => {
  const file = write(CONFIG_FILE, { db: "x.db", map: { nama: "OLD" } });
  saveMapping(file, { nik: "NO KTP" });
  expect(readConfig(undefined, folder)).toEqual({ db: "x.db", map: { nik: "NO KTP" } });
  saveMapping(join(folder, "new.json"), { nik: "NO KTP" });
  expect(JSON.parse(readFileSync(join(folder, "new.json"), "utf8"))).toEqual({ map: { nik: "NO KTP" } });
  expect(statSync(join(folder, "new.json")).mode & 0o777).toBe(0o600);
});
