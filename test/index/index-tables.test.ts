/** The index is ordinary SQLite tables: other programs read it, copy it, and write beside it. */
import { execFileSync } from "node:child_process";
import { copyFileSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { execPath } from "node:process";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readIndexMeta } from "../../src/index/index-database.ts";
import { openIndex } from "../../src/index/record-index.ts";
import { verifyIndex } from "../../src/index/verify-index.ts";
import { openSqlite } from "../../src/platform/sqlite.ts";
import { Case } from "../support/run-case.ts";
import { say } from "../support/world.ts";

const fixtures = resolve(import.meta.dirname, "../../fixtures");
const readme = readFileSync(resolve(import.meta.dirname, "../../README.md"), "utf8");
const extract = readdirSync(join(fixtures, "dtsen")).map((name) => join(fixtures, "dtsen", name));
const lists = ["lengkap", "tanpa-nik"].map((name) => join(fixtures, "daftar", `${name}.csv`));

let office: Case;
let asBuilt: string;
beforeAll(async () => {
  office = new Case();
  const { exitCode, stderr } = await office.run(["index", ...extract, "--db", "dtsen.db", "--quiet"]);
  expect([exitCode, stderr]).toEqual([0, ""]);
  asBuilt = await reportsWith("dtsen.db");
}, 120_000);
afterAll(() => office[Symbol.dispose]());

describe("reports are the same bytes", () => {
  test.each<[string, (path: string) => void]>([
    ["after vacuum", (path) => change(path, "vacuum")],
    ["after vacuum with other pages", (path) => change(path, "pragma page_size = 1024; vacuum")],
    ["beside a table of another program", (path) => change(path, "create table notes (x); insert into notes values (1)")],
    [
      "with an index and a view of another program",
      (path) => change(path, "create index by_name on person (nama); create view v as select * from orang"),
    ],
    ["in another journal mode", (path) => change(path, "pragma journal_mode = wal; create table notes (x)")],
  ])(
    "%s",
    async (name, work) => {
      const db = `${name}.db`;
      copyFileSync(office.path("dtsen.db"), office.path(db));
      work(office.path(db));
      expect(await reportsWith(db)).toEqual(asBuilt);
      expect(verifyIndex(office.path(db)).writtenSince).toBe(true);
    },
    60_000,
  );

  test("after .backup", async () => {
    // In a process of its own: what `backup` makes cannot be held (`platform/sqlite.ts`).
    const code = "const D = require('better-sqlite3'); new D(process.argv[1], { readonly: true }).backup(process.argv[2]);";
    execFileSync(execPath, ["-e", code, office.path("dtsen.db"), office.path("cadangan.db")], { cwd: import.meta.dirname });
    expect(await reportsWith("cadangan.db")).toEqual(asBuilt);
    verifyIndex(office.path("cadangan.db"));
  }, 60_000);
});

describe("the README's questions", () => {
  const questions = [...readme.matchAll(/```sql\n([\s\S]*?)```/g)].map(([, sql]) => sql!);
  const families = table("keluarga_dtsen_v3_2026_32.01.csv");
  const persons = table("anggota_keluarga_dtsen_v3_2026_32.01.csv");
  const desilOf = new Map<string, string>();
  for (const family of families) {
    const card = family["nomor_kartu_keluarga"]!;
    if (!desilOf.has(card)) desilOf.set(card, family["desil_nasional"]!);
  }

  test("are three", () => expect(questions).toHaveLength(3));

  test("deciles by kecamatan: everybody is counted once", () => {
    const rows = ask(questions[0]!) as { kecamatan: string; desil: number | null; orang: number }[];
    const counted = rows.filter(({ desil }) => desil === 1).reduce((sum, { orang }) => sum + orang, 0);
    expect(rows.reduce((sum, { orang }) => sum + orang, 0)).toBe(persons.length);
    expect(counted).toBe(persons.filter((person) => desilOf.get(person["nomor_kartu_keluarga"]!) === "1").length);
  });

  test("families without a decile", () => {
    const rows = ask(questions[1]!) as { no_kk: string }[];
    const expected = [...desilOf].filter(([card, desil]) => /^\d{16}$/.test(card) && desil === "").map(([card]) => card);
    expect(rows.map(({ no_kk }) => no_kk).sort()).toEqual(expected.sort());
  });

  test("everyone on a card, the head of the family named", () => {
    const [card] = [...desilOf.keys()];
    const rows = ask(questions[2]!.replace(/'\d{16}'/, `'${card}'`)) as { nama: string; kepala_keluarga: string }[];
    const expected = persons.filter((person) => person["nomor_kartu_keluarga"] === card).map(({ nama }) => nama!);
    expect(rows.map(({ nama }) => nama).sort()).toEqual(expected.sort());
    expect(new Set(rows.map(({ kepala_keluarga }) => kepala_keluarga))).toEqual(new Set([families[0]!["nama_kepala_keluarga"]]));
  });
});

test("a NIK stands as text, and is found by its index", () => {
  const [{ nik, type }] = ask("select nik, typeof(nik) as type from person where nik is not null limit 1") as [
    { nik: string; type: string },
  ];
  expect([nik.length, type]).toEqual([16, "text"]);
  const plan = ask(`explain query plan select * from orang where nik = '${nik}'`) as { detail: string }[];
  expect(plan.map(({ detail }) => detail).join("\n")).toContain("person_nik");
});

test("people of a village and of a date: each block holds exactly those whose rows say so", () => {
  using index = openIndex(office.path("dtsen.db"));
  const people = [...index.references()];
  const byVillage = new Map<number, number[]>();
  const byDate = new Map<number, number[]>();
  for (const { id, placeKtp, placeFamily, birthDate } of people) {
    for (const place of new Set([placeKtp, placeFamily])) if (place >= 0) byVillage.set(place, [...(byVillage.get(place) ?? []), id]);
    if (birthDate !== 0) byDate.set(birthDate, [...(byDate.get(birthDate) ?? []), id]);
  }
  const idsOf = ([blocks]: ReturnType<typeof index.villages>): number[] => blocks!.flatMap(({ ids }) => [...ids]).sort((a, b) => a - b);
  for (const [place, ids] of byVillage) expect(idsOf(index.villages([place]))).toEqual(ids);
  for (const [date, ids] of byDate) expect(idsOf(index.bornOn([date]))).toEqual(ids);
  const places = people.map(({ placeKtp, placeFamily }) => (placeFamily >= 0 ? placeFamily : placeKtp));
  expect(places.filter((place) => place >= 0)).toEqual(places.filter((place) => place >= 0).sort((a, b) => a - b));
});

test("the tables do not depend on the number of threads", async () => {
  const { exitCode } = await office.run(["index", ...extract, "--db", "tiga.db", "--workers", "3", "--quiet"]);
  expect(exitCode).toBe(0);
  expect(readIndexMeta(office.path("tiga.db"))).toEqual(readIndexMeta(office.path("dtsen.db")));
  expect(readFileSync(office.path("tiga.db")).equals(readFileSync(office.path("dtsen.db")))).toBe(true);
}, 60_000);

test("no column of health, disability, income or assets is kept; the file is its owner's", () => {
  const columns = ask("select name from pragma_table_info('person') union select name from pragma_table_info('family')") as {
    name: string;
  }[];
  expect(
    columns.map(({ name }) => name).filter((name) => /penyakit|disabilitas|pekerjaan|pendapatan|lantai|aset|kawin/.test(name)),
  ).toEqual([]);
  expect(statSync(office.path("dtsen.db")).mode & 0o077).toBe(0);
});

async function reportsWith(db: string): Promise<string> {
  const out = office.path("laporan");
  const { exitCode, stderr } = await say(["match", ...lists, "--db", office.path(db), "--out", out, "--quiet"]);
  expect([exitCode, stderr]).toEqual([0, ""]);
  return ["match", "conflict", "orphan", "rejected"].map((name) => readFileSync(join(out, `${name}.csv`), "utf8")).join("");
}

function change(path: string, sql: string): void {
  const db = openSqlite(path);
  db.exec(sql);
  db.close();
}

function ask(sql: string): unknown[] {
  const db = openSqlite(office.path("dtsen.db"), { readonly: true });
  try {
    return db.prepare(sql).all();
  } finally {
    db.close();
  }
}

function table(name: string): Record<string, string>[] {
  return parse(readFileSync(join(fixtures, "dtsen", name)), {
    delimiter: "|",
    columns: true,
    relax_quotes: true,
    relax_column_count: true,
  });
}
