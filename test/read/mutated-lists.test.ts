/** Lists damaged at random end in words or in records that add up. `MUTATIONS=10000 npx vitest run test/read/mutated-lists.test.ts` tries more. */
import { env } from "node:process";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DtsenError } from "../../src/errors.ts";
import { openTable, tableRecords } from "../../src/read/table.ts";
import { Office } from "../support/office.ts";
import { random } from "../support/random.ts";

const mutations = Number(env["MUTATIONS"] ?? 400);
/** One in so many goes through the whole of matching. */
const MATCHED = 20;
const NIK = "3201990301700001";
let office: Office;
beforeAll(async () => {
  office = await Office.with([{ nik: NIK, nama: "DARMA KUSNADI", tanggal_lahir: "1970-01-03" }]);
});
afterAll(() => office[Symbol.dispose]());

/** Of NO, NIK, NAMA, TGL LAHIR, ALAMAT: all of them, and lists as thin as offices send. */
const columnSets = [[0, 1, 2, 3, 4], [0, 1, 2, 3, 4], [0, 1, 2, 3, 4], [1, 2], [2, 4], [1], [2, 3], [0, 1, 2]];

function listOf(next: () => number): string {
  const delimiter = ",;|\t"[Math.floor(next() * 4)]!;
  const columns = columnSets[Math.floor(next() * columnSets.length)]!;
  const head = ["NO", "NIK", "NAMA", "TGL LAHIR", "ALAMAT"];
  const rows = Array.from({ length: 1 + Math.floor(next() * 30) }, (_, at) => [
    String(at + 1),
    at === 0 ? NIK : `32019914057${10_000 + at}`,
    at === 0 ? "DARMA KUSNADI" : `ORANG ${"ABCDEFGHIJ"[at % 10]}`,
    "03-01-1970",
    next() < 0.2 ? `"JL. A${delimiter} NO 1"` : "JL. B",
  ]);
  const title = next() < 0.3 ? ["DAFTAR PENERIMA"] : [];
  return [...title, ...[head, ...rows].map((cells) => columns.map((column) => cells[column]!).join(delimiter))].join(
    next() < 0.5 ? "\n" : "\r\n",
  );
}

const pieces = [
  '"',
  ";",
  ",",
  "|",
  "\t",
  "\n",
  "\r",
  "\0",
  "\u00a0",
  "NIK;NAMA;NO",
  "\nNAMA,NIK\n",
  "'",
  "=",
  " ".repeat(2_000),
  "1".repeat(70_000),
  "é",
  "\ufeff",
];

function damaged(text: string, next: () => number): Buffer {
  let bytes = Buffer.from(text, next() < 0.15 ? "utf16le" : "utf8");
  for (let times = 1 + Math.floor(next() * 6); times > 0; times--) {
    const at = Math.floor(next() * bytes.length);
    const kind = next();
    if (kind < 0.3)
      bytes = Buffer.concat([bytes.subarray(0, at), Buffer.from(pieces[Math.floor(next() * pieces.length)]!), bytes.subarray(at)]);
    else if (kind < 0.5) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + Math.floor(next() * 40))]);
    else if (kind < 0.7) bytes[at] = Math.floor(next() * 256);
    else if (kind < 0.8) bytes = bytes.subarray(0, at + 1);
    else if (kind < 0.9) bytes = Buffer.concat([bytes, bytes.subarray(at)]);
    else bytes = Buffer.concat([bytes.subarray(at), bytes.subarray(0, at)]);
  }
  return bytes;
}

/** What became of a list: how many records of each kind, or the fault. */
async function outcome(path: string): Promise<{ readonly sum: number; readonly read: number } | string> {
  try {
    const table = await openTable(path);
    const counts = { row: 0, rejected: 0, furniture: 0 };
    let last = 0;
    for await (const { kind, row } of tableRecords(table)) {
      counts[kind]++;
      expect(row).toBe(++last);
    }
    return { sum: counts.row + counts.rejected + counts.furniture, read: table.rowsRead };
  } catch (error) {
    if (error instanceof DtsenError) return error.code;
    throw error;
  }
}

test("every list ends in words or in records that add up", async () => {
  let read = 0;
  for (let seed = 1; seed <= mutations; seed++) {
    const next = random(seed);
    const path = office.write("rusak.csv", damaged(listOf(next), next));
    const found = await outcome(path);
    if (typeof found !== "string") {
      read++;
      expect(found.sum, `seed ${seed}`).toBe(found.read);
    }
    if (seed % MATCHED !== 0) continue;
    const { exitCode, stdout, stderr } = await office.say([
      "match",
      path,
      "--db",
      office.path("dtsen.db"),
      "--out",
      office.path("laporan"),
      "--json",
      "--overwrite",
    ]);
    expect([0, 1], `seed ${seed}: ${stderr}`).toContain(exitCode);
    if (exitCode !== 0) continue;
    const summary = JSON.parse(stdout) as Record<string, number>;
    expect(summary["rows_read"], `seed ${seed}`).toBe(
      summary["match"]! + summary["conflict"]! + summary["orphan"]! + summary["rejected"]! + summary["furniture"]!,
    );
  }
  expect(read).toBeGreaterThan(0.4 * mutations);
}, 600_000);

test("stray quotes cost no row but their own where each row has its number", async () => {
  for (let seed = 1; seed <= 200; seed++) {
    const next = random(seed);
    const isWide = next() < 0.3;
    const isFirst = next() < 0.5;
    const columns = (number: string, name: string): string =>
      [...(isFirst ? [number, name] : [name, number]), ...(isWide ? ["WANAJAYA"] : [])].join(",");
    const lines = Array.from({ length: 40 }, (_, at) => {
      const quote = next() < 0.1 ? '"' : "";
      const [number, name] = [`32019914057${10_000 + at}`, `ORANG ${at}`];
      return next() < 0.5 ? columns(`${quote}${number}`, name) : columns(number, `${quote}${name}`);
    });
    const path = office.write("kutip.csv", `${[columns("NIK", "NAMA").replace("WANAJAYA", "DESA"), ...lines].join("\n")}\n`);
    const found = await outcome(path);
    expect(found, `seed ${seed}`).toEqual({ sum: 41, read: 41 });
  }
});
