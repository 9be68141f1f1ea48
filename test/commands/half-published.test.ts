/** A run killed while it published: whoever reads the folder next finds the reports of one run, or is told to wait. */
import { cpSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withFolderLock } from "../../src/platform/lock.ts";
import { Office } from "../support/office.ts";

const person = { nik: "3201990101800001", nama: "BUDI CONTOH", tanggal_lahir: "1980-01-01" };
const list = "NIK;NAMA;TANGGAL LAHIR\n3201990101800001;BUDI CONTOH;01-01-1980\n;TIDAK ADA ORANGNYA;02-02-1990\n";

let office: Office;
let whole: Record<string, string>;
beforeAll(async () => {
  office = await Office.with([person]);
  await office.match(list);
  cpSync(office.path("laporan"), office.path("utuh"), { recursive: true });
  whole = seen("utuh");
});
afterAll(() => office[Symbol.dispose]());

function seen(folder: string): Record<string, string> {
  return Object.fromEntries(readdirSync(office.path(folder)).map((name) => [name, readFileSync(join(office.path(folder), name), "utf8")]));
}

/** Everything old is set aside, the first of the new files has its name already. */
function breakOff(): void {
  rmSync(office.path("laporan"), { recursive: true, force: true });
  cpSync(office.path("utuh"), office.path("laporan"), { recursive: true });
  const at = (name: string): string => office.path(`laporan/${name}`);
  const moves = Object.keys(whole).map((name) => ({ name, temporary: `.dtsen-1-${name}.tmp`, aside: `.dtsen-1-old-${name}.tmp` }));
  for (const { name, aside } of moves) renameSync(at(name), at(aside));
  writeFileSync(at("match.csv"), "new");
  for (const { name, temporary } of moves) if (name !== "match.csv") writeFileSync(at(temporary), "new");
  writeFileSync(at(".dtsen-publishing.json"), JSON.stringify(moves));
}

const readers: readonly (readonly string[])[] = [
  ["report", "laporan"],
  ["report", "laporan", "--review"],
  ["worklist", "laporan", "--out", "kerja", "--overwrite"],
  ["evaluate", "laporan", "--sample", "1", "--out", "sampel.csv"],
  ["compare", "utuh", "laporan", "--out", "perubahan"],
  ["decide", "laporan/conflict.csv", "--decisions", "keputusan.csv", "--officer", "X"],
  ["targeting", "laporan", "--db", "dtsen.db", "--program", "sembako", "--period", "2026-T1", "--out", "sasaran"],
  ["match", "tidak-ada.csv", "--db", "dtsen.db", "--out", "laporan"],
];

test.each(readers.map((words) => [words.join(" "), words]))("%s", async (_, words) => {
  breakOff();
  const argv = words.map((word) => (/^(?:laporan|utuh|kerja|perubahan|sasaran|\w+\.(?:csv|db))/.test(word) ? office.path(word) : word));
  await withFolderLock(office.path("laporan"), async () => {
    expect((await office.say(argv)).exitCode, "under way").toBe(75);
  });
  const { exitCode, stderr } = await office.say(argv);
  expect([0, 1], stderr).toContain(exitCode);
  const after = seen("laporan");
  for (const name of Object.keys(whole)) expect(after[name], name).toBe(whole[name]);
  expect(Object.keys(after).filter((name) => name.startsWith("."))).toEqual([]);
});
