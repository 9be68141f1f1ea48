/** `dtsen index --add` and `--replace`: what comes out is what building from all files at once gives. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { serialize } from "node:v8";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readIndexMeta } from "../../src/index/index-database.ts";
import { openSqlite } from "../../src/platform/sqlite.ts";
import { Case } from "../support/run-case.ts";

const fixtures = resolve(import.meta.dirname, "../../fixtures");
const [personsHeader, ...persons] = linesOf("anggota_keluarga_dtsen_v3_2026_32.01.csv");
const [familiesHeader, ...families] = linesOf("keluarga_dtsen_v3_2026_32.01.csv");
const flat = readFileSync(join(fixtures, "dtsen-flat.csv"), "utf8").trimEnd().split("\n");
const lists = ["lengkap", "tanpa-nik", "rusak"].map((name) => join(fixtures, "daftar", `${name}.csv`));

const pair = (code: string, year = 2026): [string, string] => [
  `anggota_keluarga_dtsen_v3_${year}_${code}.csv`,
  `keluarga_dtsen_v3_${year}_${code}.csv`,
];
const one = pair("32.01");
const two = pair("32.02");
const older = pair("32.01", 2025);
const tables = ["person", "family", "family_repeated", "place", "spelling", "token", "posting", "village", "born", "file"];

let office: Case;
beforeAll(() => {
  office = new Case();
  // The cuts go through families: persons find their family in the other kabupaten's file, and some cards are in both.
  office.write(one[0], text(personsHeader!, persons.slice(0, 520)));
  office.write(one[1], text(familiesHeader!, families.slice(0, 200)));
  office.write(two[0], text(personsHeader!, persons.slice(480, 1000)));
  office.write(
    two[1],
    text(
      familiesHeader!,
      families.slice(170, 330).map((line) => line.toLowerCase()),
    ),
  );
  // An older state of the first: fewer persons, other families, other spellings.
  office.write(
    older[0],
    text(
      personsHeader!,
      persons
        .slice(40, 600)
        .reverse()
        .map((line) => line.toLowerCase()),
    ),
  );
  office.write(older[1], text(familiesHeader!, families.slice(20, 250).reverse()));
  office.write("gabungan_32.03.csv", text(flat[0]!, flat.slice(1, 300)));
  office.write("gabungan 2026-01.csv", text(flat[0]!, flat.slice(1, 200)));
  office.write("gabungan 2026-07-08.csv", text(flat[0]!, flat.slice(150, 300)));
  office.write("gabungan_v3_2025.csv", text(flat[0]!, flat.slice(1, 200)));
});
afterAll(() => office[Symbol.dispose]());

describe("the same as a full rebuild", () => {
  test.each<[string, readonly (readonly string[])[], readonly string[]]>([
    ["another kabupaten is added", [one, ["--add", ...two]], [...one, ...two]],
    ["… the persons first, their families later", [[one[0]], ["--add", one[1]]], one],
    ["a flat file is added", [one, ["--add", "gabungan_32.03.csv", "--paksa"]], [...one, "gabungan_32.03.csv"]],
    ["three, one after another", [one, ["--add", ...two], ["--add", "gabungan_32.03.csv"]], [...one, ...two, "gabungan_32.03.csv"]],
    [
      "a newer version takes the older one's place",
      [
        [...older, ...two],
        ["--replace", ...one],
      ],
      [...one, ...two],
    ],
    [
      "… in an index with a flat file, on one thread",
      [
        [...older, ...two, "gabungan_32.03.csv"],
        ["--replace", ...one, "--workers", "1"],
      ],
      [...one, ...two, "gabungan_32.03.csv"],
    ],
    [
      "names that end in a date or a year",
      [
        [...two, "gabungan_v3_2025.csv"],
        ["--replace", "gabungan 2026-07-08.csv"],
      ],
      [...two, "gabungan 2026-07-08.csv"],
    ],
    [
      "what is there already is not added again",
      [
        [...one, ...two],
        ["--add", ...two],
      ],
      [...one, ...two],
    ],
  ])("%s", async (_, steps, all) => {
    for (const argv of steps) await index(argv, "bertahap.db");
    const { db, reports } = await whole(all);
    expect(readIndexMeta(office.path("bertahap.db"))).toEqual(readIndexMeta(office.path(db)));
    // Told apart by a checksum: to show how large columns of bytes differ would take minutes.
    for (const table of tables) expect(contents("bertahap.db", table), table).toEqual(contents(db, table));
    expect(await matched("bertahap.db")).toEqual(reports);
    expect(readdirSync(office.path(".")).filter((name) => name.includes(".tmp") || name.startsWith(".dtsen"))).toEqual([]);
  });
});

describe("what is not clear is refused, and the index stays as it was", () => {
  beforeAll(() => index([...one, "--label", "V3", "--date", "2026-07-08"], "ada.db"));

  test.each<[string, readonly string[], number, RegExp]>([
    ["a newer version of a file that is there", ["--add", ...older], 1, /another version of it .*--replace/s],
    ["a file that replaces none", ["--replace", ...two], 1, /newer version of no file .*The index holds: .*32\.01.*--add/s],
    ["a month is no date", ["--replace", "gabungan 2026-01.csv"], 1, /newer version of no file/],
    ["both at once", ["--add", "--replace", ...two], 2, /--add, --replace cannot be used together/],
  ])("%s", async (_, argv, code, message) => {
    const before = readFileSync(office.path("ada.db"));
    const { exitCode, stderr } = await office.say(["index", ...argv, "--db", "ada.db", "--lang", "en"]);
    expect(stderr).toMatch(message);
    expect(exitCode).toBe(code);
    expect(readFileSync(office.path("ada.db")).equals(before)).toBe(true);
  });

  test("an index that is not there", async () => {
    const { exitCode, stderr } = await office.say(["index", ...two, "--add", "--db", "tiada.db", "--lang", "en"]);
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining("there is no index")]);
  });

  test.each(["--add", "--replace"])("%s: an index of another version is built anew from all files", async (how) => {
    await index(one, "lama.db");
    const db = openSqlite(office.path("lama.db"));
    db.pragma("user_version = 3");
    db.close();
    const { exitCode, stderr } = await office.say(["index", ...two, how, "--db", "lama.db", "--lang", "en"]);
    expect([exitCode, stderr]).toEqual([
      1,
      expect.stringMatching(/no file of it replaced[\s\S]*It holds: .*32\.01.*; new files: .*32\.02/),
    ]);
  });

  test("persons beside families that stand for themselves", async () => {
    await index([one[1]], "keluarga.db");
    const { exitCode, stderr } = await office.say(["index", one[0], "--add", "--db", "keluarga.db", "--lang", "en"]);
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining("family files alone")]);
  });

  test("label and date stay unless others are given", async () => {
    await index([...two, "--add", "--label", "V3 lengkap"], "ada.db");
    expect(readIndexMeta(office.path("ada.db"))).toMatchObject({ label: "V3 lengkap", date: "2026-07-08" });
  });
});

interface Whole {
  readonly db: string;
  readonly reports: readonly string[];
}
const wholes = new Map<string, Promise<Whole>>();

/** The index of all files at once, made once. */
function whole(files: readonly string[]): Promise<Whole> {
  const key = files.join();
  const db = `utuh-${wholes.size}.db`;
  const made = wholes.get(key) ?? index(files, db).then(async () => ({ db, reports: await matched(db) }));
  wholes.set(key, made);
  return made;
}

/** Checksums of the reports of all lists. */
async function matched(db: string): Promise<string[]> {
  const { exitCode, stderr } = await office.say(["match", ...lists, "--db", db, "--out", `laporan-${db}`, "--quiet"]);
  expect([exitCode, stderr]).toEqual([0, ""]);
  return ["match.csv", "conflict.csv", "orphan.csv", "rejected.csv"].map(
    (report) => `${report} ${sha256(readFileSync(office.path(`laporan-${db}/${report}`)))}`,
  );
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

async function index(argv: readonly string[], db: string): Promise<void> {
  const whole = ["index", ...argv, "--db", db, "--quiet"];
  // Threads are the built program's.
  const { exitCode, stderr } = await (argv.includes("--workers") ? office.run(whole) : office.say(whole));
  expect([exitCode, stderr]).toEqual([0, ""]);
}

/** How many rows a table has, and the checksum of all that stands in them. */
function contents(db: string, table: string): { readonly rows: number; readonly sha256: string } {
  const open = openSqlite(office.path(db), { readonly: true });
  try {
    const rows = open.prepare(`select * from ${table}`).raw().all();
    return { rows: rows.length, sha256: sha256(serialize(rows)) };
  } finally {
    open.close();
  }
}

function linesOf(name: string): string[] {
  return readFileSync(join(fixtures, "dtsen", name), "utf8")
    .trimEnd()
    .split("\n");
}

function text(header: string, lines: readonly string[]): string {
  return `${[header, ...lines].join("\n")}\n`;
}
