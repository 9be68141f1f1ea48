/**
 * From one quarter to the next on the fixtures, as the README tells it: what the program says is the README's text, and the numbers in
 * it are counted anew here from the files, without the program's code.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Case } from "./support/run-case.ts";

const root = resolve(import.meta.dirname, "..");
const fixtures = join(root, "fixtures");
const RULINGS = 30;

type Row = Readonly<Record<string, string>>;
const csv = (path: string, delimiter = ","): Row[] =>
  parse(readFileSync(path), { bom: true, columns: true, delimiter, relax_column_count: true }) as Row[];

interface Person {
  readonly nik: string;
  readonly card: string;
  readonly name: string;
  readonly born: string;
  readonly sex: string;
}
/** An extract as its files have it. */
function extract(folder: string): {
  readonly persons: readonly Person[];
  readonly decileOf: ReadonlyMap<string, number | null>;
  readonly villageOf: ReadonlyMap<string, string>;
} {
  const files = readdirSync(join(fixtures, folder)).map((name) => ({ name, rows: csv(join(fixtures, folder, name), "|") }));
  const families = files.find(({ name }) => name.startsWith("keluarga"))!.rows;
  const persons = files.find(({ name }) => name.startsWith("anggota"))!.rows;
  const decileOf = new Map<string, number | null>();
  const villageOf = new Map<string, string>();
  for (const row of families) {
    const card = row["nomor_kartu_keluarga"]!;
    if (decileOf.has(card)) continue;
    decileOf.set(card, row["desil_nasional"] === "" ? null : Number(row["desil_nasional"]));
    villageOf.set(card, row["kelurahan_desa"]!);
  }
  return {
    decileOf,
    villageOf,
    persons: persons.map((row) => ({
      nik: row["nomor_induk_kependudukan"]!,
      card: row["nomor_kartu_keluarga"]!,
      name: row["nama"]!,
      born: row["tanggal_lahir"]!,
      sex: row["jenis_kelamin"] === "2" ? "P" : "L",
    })),
  };
}
const before = extract("dtsen");
const after = extract("dtsen-triwulan-2");

/** Persons whose number stands once, by it. */
function byNik(persons: readonly Person[]): Map<string, Person> {
  const times = new Map<string, number>();
  for (const { nik } of persons) times.set(nik, (times.get(nik) ?? 0) + 1);
  return new Map(persons.filter(({ nik }) => nik !== "" && times.get(nik) === 1).map((person) => [person.nik, person]));
}

let work: Case;
const transcript: string[] = [];
let filled: Row[] = [];

/** Runs a command as the README writes it; `show` chooses the lines that are shown. */
async function run(command: string, show: (line: string) => boolean = () => true): Promise<void> {
  const words = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!);
  const { exitCode, stdout, stderr } = await work.run(words);
  expect([command, exitCode], stderr).toEqual([command, 0]);
  const lines = stdout.trimEnd().split("\n");
  const shown = lines.filter(show);
  transcript.push(`$ dtsen ${command}`, ...shown, ...(shown.length < lines.length ? ["…"] : []), "");
}

beforeAll(async () => {
  work = new Case();
  for (const folder of ["dtsen", "dtsen-triwulan-2"])
    for (const name of readdirSync(join(fixtures, folder))) work.write(`${folder}/${name}`, readFileSync(join(fixtures, folder, name)));
  work.write("bantuan.csv", readFileSync(join(fixtures, "daftar/rusak.csv")));
  const [families, persons] = [
    readdirSync(join(fixtures, "dtsen")).find((name) => name.startsWith("keluarga"))!,
    readdirSync(join(fixtures, "dtsen")).find((name) => name.startsWith("anggota"))!,
  ];
  const index = (folder: string, quarter: string, date: string): Promise<void> =>
    run(`index ${folder}/${persons} ${folder}/${families} --db dtsen-${quarter}.db --label "DTSEN ${quarter}" --date ${date}`, (line) =>
      /persons/.test(line),
    );
  await index("dtsen", "T1", "2026-02-05");
  await run("match bantuan.csv --db dtsen-T1.db --out laporan-T1 --program sembako --period 2026-Q1", (line) =>
    /rows_read =|within/.test(line),
  );
  fillIn();
  await run("decide isian.csv --decisions keputusan.csv --officer Ani");
  await index("dtsen-triwulan-2", "T2", "2026-05-06");
  await run("match bantuan.csv --db dtsen-T2.db --decisions keputusan.csv --out laporan-T2 --program sembako --period 2026-Q2", (line) =>
    /rows_read =|within|Rulings/.test(line),
  );
  await run("compare dtsen-T1.db dtsen-T2.db --list laporan-T2 --program sembako --period 2026-Q2");
  await run("compare laporan-T1 laporan-T2 --out perubahan-daftar");
  await run("targeting laporan-T2 --db dtsen-T2.db --program sembako --period 2026-Q2");
}, 120_000);
afterAll(() => work[Symbol.dispose]());

/** Thirty rulings on the best candidates of conflict rows, by the truth of the list. */
function fillIn(): void {
  const truth = new Map(csv(join(fixtures, "kebenaran/rusak.csv")).map((row) => [row["source_row"]!, row["dtsen_nik"]!]));
  const seen = new Set<string>();
  const candidates = csv(work.path("laporan-T1/kandidat.csv")).filter(
    ({ urutan, kunci }) => urutan === "1" && !seen.has(kunci!) && seen.add(kunci!),
  );
  filled = candidates
    .slice(0, RULINGS)
    .map((row) => ({ ...row, PUTUSAN: truth.get(row["source_row"]!) === row["dtsen_nik"] ? "SAMA" : "BEDA", DASAR: "KTP" }));
  const columns = Object.keys(filled[0]!);
  const cell = (text: string): string => (/[";\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  work.write(
    "isian.csv",
    `${[columns, ...filled.map((row) => columns.map((column) => row[column]!))].map((cells) => cells.map(cell).join(";")).join("\r\n")}\r\n`,
  );
}

const json = (path: string): Record<string, never> => JSON.parse(readFileSync(work.path(path), "utf8")) as Record<string, never>;

test("the README tells what the program says (UPDATE_README=1 rewrites it)", () => {
  const readme = join(root, "README.md");
  const pattern = /(<!-- begin: quarters -->\n```\n)([\s\S]*?)(\n```\n<!-- end: quarters -->)/;
  const said = transcript.join("\n").trimEnd();
  if (process.env["UPDATE_README"] === "1") {
    writeFileSync(
      readme,
      readFileSync(readme, "utf8").replace(pattern, (_, begin: string, __, end: string) => `${begin}${said}${end}`),
    );
  }
  expect(pattern.exec(readFileSync(readme, "utf8"))?.[2]).toBe(said);
});

test("decide: as many rulings as were filled in", () => {
  expect(filled).toHaveLength(RULINGS);
  const written = csv(work.path("keputusan.csv"));
  const count = (verdict: string): number => filled.filter(({ PUTUSAN }) => PUTUSAN === verdict).length;
  expect(["SAMA", "BEDA"].map((verdict) => written.filter(({ putusan }) => putusan === verdict).length)).toEqual([
    count("SAMA"),
    count("BEDA"),
  ]);
});

test("match --decisions: a ruling is applied where its person is what it was, reviewed where it changed, lapsed where it is gone", () => {
  const now = new Map(after.persons.map((person) => [person.nik, person]));
  const outcome = (row: Row): string => {
    const person = now.get(row["dtsen_nik"]!);
    if (person === undefined) return "lapsed";
    return person.name === row["dtsen_nama"] && person.born === row["dtsen_tanggal_lahir"] && person.sex === row["dtsen_jenis_kelamin"]
      ? row["PUTUSAN"]!
      : "to_review";
  };
  const expected = { same: 0, different: 0, to_review: 0, lapsed: 0 };
  for (const row of filled) {
    const what = outcome(row);
    expected[what === "SAMA" ? "same" : what === "BEDA" ? "different" : (what as "to_review" | "lapsed")]++;
  }
  expect(json("laporan-T2/summary.json")["decisions"]).toMatchObject({
    lines: RULINGS,
    ...expected,
    applied: expected.same + expected.different,
    unused: 0,
  });
  const matched = csv(work.path("laporan-T2/match.csv"));
  for (const row of filled.filter((each) => outcome(each) === "SAMA")) {
    const found =
      matched.find(({ source_row }) => source_row === row["source_row"]) ??
      csv(work.path("laporan-T2/conflict.csv")).find(({ source_row }) => source_row === row["source_row"]);
    expect(["PADAN_PUTUSAN", "PADAN_CATATAN", "GANDA_DI_DAFTAR"]).toContain(found!["status"]);
    expect(found!["dtsen_nik"]).toBe(row["dtsen_nik"]);
  }
});

test("compare: deciles, cards, villages, who is gone and who is new, counted from the two extracts", () => {
  const [old, now] = [byNik(before.persons), byNik(after.persons)];
  const kinds = json("perubahan/perubahan.json")["kinds"] as Record<string, number>;
  const counted = {
    DESIL_NAIK: 0,
    DESIL_TURUN: 0,
    DESIL_MENJADI_KOSONG: 0,
    DESIL_TERISI: 0,
    MELEWATI_BATAS: 0,
    MASUK_BATAS: 0,
    KK_BERUBAH: 0,
    NAMA_BERUBAH: 0,
  };
  const likes = new Map(
    after.persons
      .filter(({ nik }) => !now.has(nik) || !old.has(nik))
      .map((person) => [`${person.card} ${person.name} ${person.born}`, person]),
  );
  for (const was of before.persons) {
    // By number; who has none of their own, or another now, by card, name and birth date.
    const is = old.has(was.nik) && now.has(was.nik) ? now.get(was.nik) : likes.get(`${was.card} ${was.name} ${was.born}`);
    if (is === undefined) continue;
    const [a, b] = [before.decileOf.get(was.card) ?? null, after.decileOf.get(is.card) ?? null];
    if (a !== null && b !== null && b > a) counted.DESIL_NAIK++;
    if (a !== null && b !== null && b < a) counted.DESIL_TURUN++;
    if (a !== null && b === null) counted.DESIL_MENJADI_KOSONG++;
    if (a === null && b !== null) counted.DESIL_TERISI++;
    if (a !== null && b !== null && a <= 4 && b > 4) counted.MELEWATI_BATAS++;
    if (a !== null && b !== null && a > 4 && b <= 4) counted.MASUK_BATAS++;
    if (was.card !== is.card) counted.KK_BERUBAH++;
    if (was.name !== is.name) counted.NAMA_BERUBAH++;
  }
  for (const [kind, count] of Object.entries(counted)) expect([kind, kinds[kind]]).toEqual([kind, count]);
  const gone = csv(join(fixtures, "kebenaran/triwulan-2.csv"));
  expect(kinds["TIDAK_ADA_LAGI"]).toBe(gone.filter(({ jenis }) => jenis === "hilang").length);
  expect(kinds["BARU_ADA"]).toBe(gone.filter(({ jenis }) => jenis === "baru").length);
});

test("targeting: families within the limit and on no list, counted from the extract and the reports", () => {
  const matched = csv(work.path("laporan-T2/match.csv"));
  const conflicts = csv(work.path("laporan-T2/conflict.csv"));
  const orphans = csv(work.path("laporan-T2/orphan.csv"));
  const cards = new Set(matched.map(({ dtsen_no_kk }) => dtsen_no_kk!));
  const perhaps = new Set([
    ...conflicts.map(({ dtsen_no_kk }) => dtsen_no_kk!),
    ...[...conflicts, ...orphans].map((row) => (row["NO KK"] ?? "").trim()),
  ]);
  const villages = new Set(matched.map(({ dtsen_desa }) => dtsen_desa!));
  const living = new Set(after.persons.map(({ card }) => card));
  const within = [...after.decileOf]
    .filter(([card, decile]) => decile !== null && decile <= 4 && living.has(card) && villages.has(after.villageOf.get(card)!))
    .map(([card]) => card);
  const total = json("sasaran/sasaran.json")["total"] as Record<string, number>;
  expect(total["within"]).toBe(within.length);
  expect(total["listed"]).toBe(within.filter((card) => cards.has(card)).length);
  expect(total["perhaps_listed"]).toBe(within.filter((card) => !cards.has(card) && perhaps.has(card)).length);
  const deciles = matched.map(({ dtsen_desil }) => (dtsen_desil === "" ? null : Number(dtsen_desil)));
  expect(total["recipients_above"]).toBe(deciles.filter((decile) => decile !== null && decile > 4).length);
  expect(total["recipients_without_decile"]).toBe(deciles.filter((decile) => decile === null).length);
});

test("report: the blocks of targeting and comparison, each number that of their files", async () => {
  const { exitCode } = await work.run(["report", "laporan-T2", "sasaran", "perubahan", "--out", "cetak.html", "--lang", "id"]);
  expect(exitCode).toBe(0);
  const page = readFileSync(work.path("cetak.html"), "utf8");
  const cells = (row: string): number[] =>
    [...row.matchAll(/<td(?: class="n[^"]*")?>([\d.]+)<\/td>/g)].map(([, digits]) => Number(digits!.replaceAll(".", "")));
  const [, targeting = ""] = page.split('data-block="targeting"');
  const total = json("sasaran/sasaran.json")["total"] as Record<string, number>;
  const names = [...targeting.split("</thead>")[0]!.matchAll(/data-count="(\w+)"/g)].map(([, name]) => name!);
  expect(cells(targeting.split('class="total"')[1]!.split("</tr>")[0]!)).toEqual(names.map((name) => total[name]));
  const kinds = json("perubahan/perubahan.json")["kinds"] as Record<string, number>;
  const shown = [...page.matchAll(/<tr data-kind="(\w+)">(.*?)<\/tr>/g)].map(([, kind, row]) => [kind, cells(row!)[0]]);
  expect(shown).toEqual(Object.entries(kinds).filter(([, count]) => count > 0));
  // Without them, and with one that is damaged.
  await work.run(["report", "laporan-T2", "--out", "polos.html"]);
  expect(readFileSync(work.path("polos.html"), "utf8")).not.toContain("data-block");
  work.write("rusak/sasaran.json", "{}");
  const { exitCode: refused, stderr } = await work.run(["report", "laporan-T2", "rusak"]);
  expect([refused, stderr]).toEqual([1, expect.stringContaining("sasaran.json")]);
});
