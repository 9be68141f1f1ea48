/** Nothing is answered from damage: changed bytes, a cut file, rows that point nowhere. `npm run attack` changes more of them. */
import { copyFileSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DtsenError } from "../../src/errors.ts";
import { openIndex } from "../../src/index/record-index.ts";
import { verifyIndex } from "../../src/index/verify-index.ts";
import { openSqlite } from "../../src/platform/sqlite.ts";
import { random } from "../support/random.ts";
import { Case } from "../support/run-case.ts";
import { say } from "../support/world.ts";

const fixtures = resolve(import.meta.dirname, "../../fixtures");
const extract = readdirSync(join(fixtures, "dtsen")).map((name) => join(fixtures, "dtsen", name));

let office: Case;
let whole: Buffer;
beforeAll(async () => {
  office = new Case();
  const { exitCode, stderr } = await office.run(["index", ...extract, "--db", "dtsen.db", "--quiet"]);
  expect([exitCode, stderr]).toEqual([0, ""]);
  whole = readFileSync(office.path("dtsen.db"));
}, 120_000);
afterAll(() => office[Symbol.dispose]());

describe("info --check tells", () => {
  test("of every one of 150 changed bytes (seed 3)", () => {
    const next = random(3);
    const damaged = office.path("rusak.db");
    for (let change = 0; change < 150; change++) {
      const bytes = Buffer.from(whole);
      const at = Math.floor(next() * bytes.length);
      bytes[at] = (bytes[at]! + 1 + Math.floor(next() * 255)) & 255;
      writeFileSync(damaged, bytes);
      expect(
        faultOf(() => verifyIndex(damaged)),
        `byte ${at}`,
      ).toMatch(/^(?:index-damaged|index-version|not-an-index)$/);
    }
  }, 120_000);

  test.each([
    ["a person's name", "update person set nama = nama || 'X' where id = 7"],
    ["a decile", "update person set desil = 1 + (desil % 10) where id = 7 and desil is not null"],
    ["a person gone", "delete from person where id = 7"],
    [
      "a person too many",
      "insert into person select id + 1000000, nik, no_kk, nama, nama_baku, tanggal_lahir, jenis_kelamin, tempat_ktp, tempat_keluarga, alamat, rt, rw, kata_alamat, kepala, desil, desil_nasional, desil_provinsi, desil_kabupaten, catatan, file, row, asal, nik_ganda, periksa from person where id = 7",
    ],
    ["a family's decile", "update family set desil = 1 + (coalesce(desil, 0) % 10) where no_kk = (select no_kk from family limit 1)"],
    ["a family gone", "delete from family where no_kk = (select no_kk from family limit 1)"],
    ["a village renamed", "update place set desa = 'LAIN' where id = 0"],
    ["a token's count", "update token set count = count + 1 where token = (select token from token limit 1)"],
    ["a bucket gone", "delete from posting where bucket = 3"],
    ["a bucket of another", "update posting set postings = (select postings from posting where bucket = 5) where bucket = 3"],
    ["a village's people gone", "delete from village where place = 0"],
    ["a date's people of another", "update born set people = (select people from born limit 1) where date = (select max(date) from born)"],
    ["a file's name", "update file set nama = 'lain.csv'"],
    ["a count", "update meta set value = '12' where name = 'bucketBits'"],
    ["an index of SQLite gone wrong", "drop index person_nik"],
  ])("%s", (_, sql) => {
    const damaged = changed(sql);
    expect(
      faultOf(() => verifyIndex(damaged)),
      sql,
    ).toBe("index-damaged");
  });
});

describe("match ends, and says so", () => {
  test.each([
    ["a person's NIK", "update person set nik = '3201990101010009' where id % 2 = 0 and nik is not null"],
    ["persons gone", "delete from person where id % 3 = 0"],
    ["buckets of others", "update posting set postings = x'0102030405060708'"],
    ["buckets gone", "delete from posting"],
    ["a village renamed", "update place set desa = 'LAIN'"],
    ["what it says of itself", "update meta set value = '12' where name = 'bucketBits'"],
    ["a table gone", "drop table posting"],
  ])("%s", async (_, sql) => {
    const damaged = changed(sql);
    const list = join(fixtures, "daftar/lengkap.csv");
    const { exitCode, stderr } = await say(["match", list, "--db", damaged, "--out", office.path("laporan"), "--lang", "en"]);
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining("damaged")]);
    expect(
      readdirSync(office.path(".")).includes("laporan") ? readdirSync(office.path("laporan")).filter((name) => name.endsWith(".csv")) : [],
    ).toEqual([]);
  });

  test("a copy cut off, and one cut off after its room was made", () => {
    const cut = office.path("potong.db");
    writeFileSync(cut, whole);
    truncateSync(cut, whole.length - 5000);
    expect(faultOf(() => openIndex(cut))).toBe("index-damaged");
    writeFileSync(cut, Buffer.concat([whole.subarray(0, whole.length >> 1), Buffer.alloc(whole.length - (whole.length >> 1))]));
    expect(faultOf(() => verifyIndex(cut))).toBe("index-damaged");
  });
});

test("--add tells of damage instead of taking it over", async () => {
  const damaged = changed("update person set nama = 'LAIN' where id = 1234");
  office.write("gabungan_32.03.csv", readFileSync(join(fixtures, "dtsen-flat.csv")));
  const { exitCode, stderr } = await office.run([
    "index",
    "--add",
    "gabungan_32.03.csv",
    "--paksa",
    "--db",
    damaged,
    "--lang",
    "en",
    "--quiet",
  ]);
  expect([exitCode, stderr]).toEqual([1, expect.stringContaining("damaged")]);
}, 60_000);

/** A copy of the index, changed by SQL as another program would. */
function changed(sql: string): string {
  const path = office.path("diubah.db");
  copyFileSync(office.path("dtsen.db"), path);
  const db = openSqlite(path);
  const { changes } = db.prepare(sql).run();
  db.close();
  expect(changes > 0 || /^drop/.test(sql), sql).toBe(true);
  return path;
}

function faultOf(work: () => unknown): string {
  try {
    const opened = work();
    if (typeof opened === "object" && opened !== null && Symbol.dispose in opened) (opened as Disposable)[Symbol.dispose]();
    return "none";
  } catch (error) {
    return error instanceof DtsenError ? error.code : String(error);
  }
}
