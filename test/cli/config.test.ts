import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readConfig } from "../../src/cli/config.ts";
import { configKeys } from "../../src/cli/options.ts";
import { CONFIG_FILE, saveMapping } from "../../src/platform/config-file.ts";

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
  expect(readConfig(null, folder)).toEqual({ values: {}, mapsOf: {}, letterhead: {}, programmes: [] });
  write(CONFIG_FILE, { db: "dtsen.db", "max-orphan": "40%", "max-rejected": 100, workers: 2, map: { nik: "NO KTP" }, paksa: true });
  expect(readConfig(null, folder).values).toEqual({
    db: "dtsen.db",
    "max-orphan": { kind: "share", share: 0.4 },
    "max-rejected": { kind: "rows", rows: 100 },
    workers: 2,
    map: { nik: "NO KTP" },
    paksa: true,
  });
});

test("what a cron job needs has a key", () => {
  for (const key of ["db", "out", "extract", "label", "date", "map", "model", "workers", "max-orphan", "program", "period", "desil-max"])
    expect(configKeys).toContain(key);
  for (const key of ["mask", "paksa", "quiet", "json", "lang"]) expect(configKeys).toContain(key);
});

test("paths are meant from the file's own folder", () => {
  mkdirSync(join(folder, "kantor"));
  const file = write("kantor/a.json", { db: "dtsen.db", extract: ["a.csv", "/b.csv"], label: "a/b", mask: true });
  expect(readConfig(file, folder).values).toEqual({
    db: join(folder, "kantor/dtsen.db"),
    extract: [join(folder, "kantor/a.csv"), "/b.csv"],
    label: "a/b",
    mask: true,
  });
});

test("all faults are told together, as wrong usage", () => {
  const file = write("a.json", { dbs: "x", workers: 0, lang: "fr", mask: "ya", map: { nikk: "A" }, "max-orphan": "a lot", row: 3 });
  expect(() => readConfig(file, folder)).toThrow(
    /"dbs" is not a known key; "workers" cannot .*; "lang" cannot .*; "mask" cannot .*; "map" cannot .*; "max-orphan" cannot .*; "row" is not a known key/,
  );
});

test.each([
  ['{"db":"a.db","db":"b.db"}', "db"],
  ['{"db":"a.db","files":{"x.csv":{"map":{"nik":"A","nik":"B"}}}}', "nik"],
  ['{"out":"a","label":"\\"db\\": {","\\u006fut":"b"}', "out"],
])("%s: the key %s stands twice, and is told", (content, key) => {
  expect(() => readConfig(write("a.json", content), folder)).toThrow(
    expect.objectContaining({ code: "config-twice", params: expect.objectContaining({ key }) }),
  );
});

test("one key in two objects, or in a text, is no key twice", () => {
  const content = '{"files":{"a.csv":{"map":{"nik":"A"}},"b.csv":{"map":{"nik":"{\\"nik\\":1"}}},"label":"nik","map":{"nik":"C"}}';
  expect(readConfig(write("a.json", content), folder).mapsOf).toEqual({ "a.csv": { nik: "A" }, "b.csv": { nik: '{"nik":1' } });
});

test.each([["[1]"], ['"x"'], ["null"], ["{,}"], [""]])("%j is refused in words", (content) => {
  const file = write("a.json", content);
  expect(() => readConfig(file, folder)).toThrow(expect.objectContaining({ code: expect.stringMatching(/^config-(?:syntax|shape)$/) }));
});

test("a file that was named must be there", () => {
  expect(() => readConfig(join(folder, "b.json"), folder)).toThrow(expect.objectContaining({ code: "file-missing" }));
});

test("a mapping is saved for its own file, beside what the config had, and read back", () => {
  const file = write(CONFIG_FILE, { db: "x.db", map: { nama: "OLD" }, files: { "b.csv": { map: { nik: "#2" } } } });
  saveMapping(file, "a.csv", { nik: "NO KTP" });
  expect(readConfig(null, folder)).toEqual({
    values: { db: "x.db", map: { nama: "OLD" } },
    mapsOf: { "a.csv": { nik: "NO KTP" }, "b.csv": { nik: "#2" } },
    letterhead: {},
    programmes: [],
  });
  saveMapping(join(folder, "new.json"), "a.csv", { nik: "NO KTP" });
  expect(JSON.parse(readFileSync(join(folder, "new.json"), "utf8"))).toEqual({ files: { "a.csv": { map: { nik: "NO KTP" } } } });
  expect(statSync(join(folder, "new.json")).mode & 0o777).toBe(0o600);
});

test("an office's own programmes are read, and told when they cannot be", () => {
  const own = { programme: "blt-kabupaten", from: "2026-T1", to: null, limit: 5, unit: "keluarga", source: "Perbup 12/2026" };
  const place = mkdtempSync(join(tmpdir(), "dtsen-test-"));
  writeFileSync(join(place, "dtsen.config.json"), JSON.stringify({ programmes: [own] }));
  expect(readConfig(null, place).programmes).toMatchObject([
    { programme: "blt-kabupaten", from: "2026-Q1", limit: 5, confirmedTo: "2099-Q4" },
  ]);
  writeFileSync(join(place, "dtsen.config.json"), JSON.stringify({ programmes: [{ ...own, limit: 0 }] }));
  expect(() => readConfig(null, place)).toThrow("programmes");
});

test("what an office has written about its letterhead is not left out in silence", () => {
  const file = join(folder, "kop.json");
  const faultsOf = (report: unknown): string[] => {
    writeFileSync(file, JSON.stringify({ report }));
    try {
      readConfig(file, folder);
      return [];
    } catch (error) {
      return (error as { params: { faults: { key: string }[] } }).params.faults.map(({ key }) => key);
    }
  };
  const whole = {
    kop: ["A", "B"],
    judul: "",
    tempat: "",
    nomor: "12",
    pihak: [{ nama: "X", nip: "1" }, { jabatan: "Y" }],
    mengetahui: null,
    dasar: ["C"],
    perjanjian: "",
  };
  expect(faultsOf(whole)).toEqual([]);
  expect(faultsOf({ kopp: ["A"], kop: "A", tempat: 5, pihak: [{ nipp: "1" }] })).toEqual([
    "report: kopp",
    "report: kop",
    "report: tempat",
    "report: pihak",
  ]);
});
