/**
 * From one quarter to the next on the fixtures, as the README tells it: what the program says is the README's text, and the numbers in
 * it are counted anew here from the files, without the program's code.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fillWorkbook } from "./support/fill-workbook.ts";
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
  readonly village: string;
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
      village: row["kelurahan_desa"]!,
    })),
  };
}
const quarters = { T1: extract("dtsen"), T2: extract("dtsen-triwulan-2"), T3: extract("dtsen-triwulan-3") };
const folders = { T1: "dtsen", T2: "dtsen-triwulan-2", T3: "dtsen-triwulan-3" };
type Quarter = keyof typeof quarters;

/** Persons whose number stands once, by it. */
function byNik(persons: readonly Person[]): Map<string, Person> {
  const times = new Map<string, number>();
  for (const { nik } of persons) times.set(nik, (times.get(nik) ?? 0) + 1);
  return new Map(persons.filter(({ nik }) => nik !== "" && times.get(nik) === 1).map((person) => [person.nik, person]));
}

let work: Case;
const transcript: string[] = [];
const filled: Row[] = [];

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
  for (const folder of Object.values(folders))
    for (const name of readdirSync(join(fixtures, folder))) work.write(`${folder}/${name}`, readFileSync(join(fixtures, folder, name)));
  work.write("bantuan.csv", readFileSync(join(fixtures, "daftar/rusak.csv")));
  const [families, persons] = [
    readdirSync(join(fixtures, "dtsen")).find((name) => name.startsWith("keluarga"))!,
    readdirSync(join(fixtures, "dtsen")).find((name) => name.startsWith("anggota"))!,
  ];
  const index = (quarter: Quarter, date: string): Promise<void> => {
    const folder = folders[quarter];
    return run(
      `index ${folder}/${persons} ${folder}/${families} --db dtsen-${quarter}.db --label "DTSEN ${quarter}" --date ${date}`,
      (line) => /persons/.test(line),
    );
  };
  const matched = (line: string): boolean => /rows_read =|within|Rulings/.test(line);
  await index("T1", "2026-02-05");
  await run("match bantuan.csv --db dtsen-T1.db --out laporan-T1 --xlsx --program sembako --period 2026-T1", matched);
  await fillIn();
  await run("decide laporan-T1/laporan.xlsx --decisions keputusan.csv --officer Ani");
  await index("T2", "2026-05-06");
  await run("match bantuan.csv --db dtsen-T2.db --decisions keputusan.csv --out laporan-T2 --program sembako --period 2026-T2", matched);
  await run("compare dtsen-T1.db dtsen-T2.db --list laporan-T2 --program sembako --period 2026-T2");
  await run("targeting laporan-T2 --db dtsen-T2.db --program sembako --period 2026-T2");
  await index("T3", "2026-08-05");
  await run("match bantuan.csv --db dtsen-T3.db --decisions keputusan.csv --out laporan-T3 --program sembako --period 2026-T3", matched);
  await run("compare dtsen-T2.db dtsen-T3.db --list laporan-T3 --program sembako --period 2026-T3 --out perubahan-T3");
  await run("compare laporan-T2 laporan-T3 --out perubahan-daftar");
  await run("report laporan-T1 laporan-T2 laporan-T3 sasaran perubahan perubahan-T3 --out cetak.html");
}, 180_000);
afterAll(() => work[Symbol.dispose]());

/** Thirty rulings typed into the workbook, on the best candidates of its conflict rows, by the truth of the list. */
async function fillIn(): Promise<void> {
  const truth = new Map(csv(join(fixtures, "kebenaran/rusak.csv")).map((row) => [row["source_row"]!, row["dtsen_nik"]!]));
  const best = new Map(
    csv(work.path("laporan-T1/kandidat.csv"))
      .filter(({ urutan }) => urutan === "1")
      .map((row) => [row["kunci"]!, row]),
  );
  const book = readFileSync(work.path("laporan-T1/laporan.xlsx"));
  const typed = await fillWorkbook(book, "Konflik", ({ Kunci, Asal }) => {
    const candidate = best.get(Kunci!);
    if (candidate === undefined || filled.length === RULINGS) return null;
    const row = Asal!.split(":")[1]!;
    const PUTUSAN = truth.get(row) === candidate["dtsen_nik"] ? "SAMA" : "BEDA";
    filled.push({ ...candidate, source_row: row, PUTUSAN });
    best.delete(Kunci!);
    return { PUTUSAN, DASAR: "KTP" };
  });
  writeFileSync(work.path("laporan-T1/laporan.xlsx"), typed);
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
  for (const line of written) expect([line["dtsen_label"], line["dtsen_tanggal"]]).toEqual(["DTSEN T1", "2026-02-05"]);
  // Every row, and every candidate, has room for a ruling.
  const room = ["match", "conflict", "orphan", "kandidat"].reduce((sum, report) => sum + reportOf("T1", report).length, 0);
  const counts = `${count("SAMA")} SAMA, ${count("BEDA")} BEDA, 0 TUNDA, ${room - RULINGS} blank; 0 rejected`;
  expect(said("decide")).toContain(`Read ${told(room)}: ${counts}`);
});

/** What the transcript holds of the nth command of a name. */
function said(command: string, nth = 0): string {
  return transcript
    .join("\n")
    .split("$ dtsen ")
    .filter((text) => text.startsWith(`${command} `))[nth]!;
}
const told = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ",");
const reportOf = (quarter: Quarter, report: string): Row[] => csv(work.path(`laporan-${quarter}/${report}.csv`));
const conflictsOf = (quarter: Quarter): Row[] => reportOf(quarter, "conflict");

test.each([
  ["T1", 0],
  ["T2", 1],
  ["T3", 2],
] as const)("index %s: persons, those without a number, a family or a decile, counted from its files", (quarter, nth) => {
  const { persons, decileOf } = quarters[quarter];
  const text = said("index", nth);
  expect(text).toContain(`dtsen-${quarter}.db: ${told(persons.length)} persons`);
  const count = (of: (person: Person) => boolean): string => told(persons.filter(of).length);
  expect(text).toContain(`${count(({ nik }) => !/^\d{16}$/.test(nik))} persons without a usable NIK`);
  expect(text).toContain(`${count(({ card }) => !decileOf.has(card))} persons without a family row`);
  expect(text).toContain(`${count(({ card }) => decileOf.get(card) === null)} persons with an empty decile`);
});

test.each([
  ["T1", 0],
  ["T2", 1],
  ["T3", 2],
] as const)("match %s: the rows add up, and stand within or above the limit by the extract's deciles", (quarter, nth) => {
  const persons = csv(join(fixtures, "kebenaran/rusak.csv")).length;
  const lines = readFileSync(join(fixtures, "daftar/rusak.csv"), "utf8").trimEnd().split("\n").length;
  const counts = ["match", "conflict", "orphan", "rejected"].map((report) => reportOf(quarter, report).length);
  const furniture = lines - counts.reduce((sum, each) => sum + each, 0);
  expect(counts.reduce((sum, each) => sum + each, 0)).toBe(persons);
  expect(said("match", nth)).toContain(`: ${lines} = ${[...counts, furniture].join(" + ")}`);
  const rows = new Set(
    ["match", "conflict", "orphan", "rejected"].flatMap((report) => reportOf(quarter, report).map((row) => row["source_row"])),
  );
  expect(rows.size).toBe(lines - furniture);
  const { decileOf, persons: people } = quarters[quarter];
  const cardOf = new Map([...byNik(people)].map(([nik, { card }]) => [nik, card]));
  for (const report of ["match", "conflict"]) {
    const deciles = reportOf(quarter, report)
      .filter(({ dtsen_row }) => dtsen_row !== "")
      .map((row) => {
        const card = cardOf.get(row["dtsen_nik"]!) ?? row["dtsen_no_kk"]!;
        return decileOf.has(card) ? decileOf.get(card)! : undefined;
      });
    const within = deciles.filter((decile) => typeof decile === "number" && decile <= 4).length;
    const above = deciles.filter((decile) => typeof decile === "number" && decile > 4).length;
    const empty = deciles.filter((decile) => decile === null).length;
    const missing = deciles.filter((decile) => decile === undefined).length;
    expect(said("match", nth)).toContain(`${report}.csv: within ${within}, above ${above}, decile empty ${empty}, no family ${missing}`);
  }
});

test.each([
  ["T2", 1],
  ["T3", 2],
] as const)(
  "match --decisions %s: a ruling is applied where its person is what it was, reviewed where it changed, lapsed where it is gone",
  (quarter, nth) => {
    const now = new Map(quarters[quarter].persons.map((person) => [person.nik, person]));
    const nameless = new Map(
      quarters[quarter].persons.filter(({ nik }) => nik === "").map((person) => [`${person.card} ${person.name}`, person]),
    );
    const outcome = (row: Row): string => {
      const person = row["dtsen_nik"] === "" ? nameless.get(`${row["dtsen_no_kk"]} ${row["dtsen_nama"]}`) : now.get(row["dtsen_nik"]!);
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
    const applied = expected.same + expected.different;
    expect(json(`laporan-${quarter}/summary.json`)["decisions"]).toMatchObject({ lines: RULINGS, ...expected, applied, unused: 0 });
    expect(said("match", nth)).toContain(
      `Rulings: ${applied} applied (${expected.same} SAMA, ${expected.different} BEDA), ${expected.to_review} to review`,
    );
    const rows = new Map([...reportOf(quarter, "match"), ...conflictsOf(quarter)].map((row) => [row["source_row"], row]));
    for (const row of filled.filter((each) => outcome(each) === "SAMA")) {
      const found = rows.get(row["source_row"]);
      expect(["PADAN_PUTUSAN", "PADAN_CATATAN", "GANDA_DI_DAFTAR"]).toContain(found!["status"]);
      expect(found!["dtsen_nik"]).toBe(row["dtsen_nik"]);
    }
  },
);

test.each([
  ["T1", "T2", "perubahan", 0],
  ["T2", "T3", "perubahan-T3", 1],
] as const)(
  "compare %s %s: deciles, cards, villages, numbers, who is gone and who is new, counted from the two extracts",
  (a, b, folder, nth) => {
    const [before, after] = [quarters[a], quarters[b]];
    const [old, now] = [byNik(before.persons), byNik(after.persons)];
    const kinds = json(`${folder}/perubahan.json`)["kinds"] as Record<string, number>;
    const counted: Record<string, number> = {};
    const count = (kind: string, is: boolean): void => void (counted[kind] = (counted[kind] ?? 0) + Number(is));
    const likes = new Map(
      after.persons
        .filter(({ nik }) => !now.has(nik) || !old.has(nik))
        .map((person) => [`${person.card} ${person.name} ${person.born}`, person]),
    );
    const cardsNow = new Map<string, Set<string>>();
    const cardsBefore = new Map<string, Set<string>>();
    for (const was of before.persons) {
      // By number; who has none of their own, or another now, by card, name and birth date.
      const isSame = old.has(was.nik) && now.has(was.nik);
      const is = isSame ? now.get(was.nik) : likes.get(`${was.card} ${was.name} ${was.born}`);
      if (is === undefined) continue;
      const [c, d] = [before.decileOf.get(was.card) ?? null, after.decileOf.get(is.card) ?? null];
      count("DESIL_NAIK", c !== null && d !== null && d > c);
      count("DESIL_TURUN", c !== null && d !== null && d < c);
      count("DESIL_MENJADI_KOSONG", c !== null && d === null);
      count("DESIL_TERISI", c === null && d !== null);
      count("MELEWATI_BATAS", c !== null && d !== null && c <= 4 && d > 4);
      count("MASUK_BATAS", c !== null && d !== null && c > 4 && d <= 4);
      count("KK_BERUBAH", was.card !== is.card);
      count("NAMA_BERUBAH", was.name !== is.name);
      count("TGL_BERUBAH", was.born !== is.born);
      count("NIK_BERGANTI", !isSame && old.has(was.nik) && was.nik !== is.nik);
      count("PINDAH", (before.villageOf.get(was.card) ?? was.village) !== (after.villageOf.get(is.card) ?? is.village));
      if (!isSame) continue;
      cardsNow.set(was.card, (cardsNow.get(was.card) ?? new Set()).add(is.card));
      cardsBefore.set(is.card, (cardsBefore.get(is.card) ?? new Set()).add(was.card));
    }
    counted["KK_PECAH"] = [...cardsNow.values()].filter(({ size }) => size > 1).length;
    counted["KK_GABUNG"] = [...cardsBefore.values()].filter(({ size }) => size > 1).length;
    const truth = csv(join(fixtures, `kebenaran/triwulan-${b.slice(1)}.csv`));
    counted["TIDAK_ADA_LAGI"] = truth.filter(({ jenis }) => jenis === "hilang").length;
    counted["BARU_ADA"] = truth.filter(({ jenis }) => jenis === "baru").length;
    for (const [kind, number] of Object.entries(counted)) expect([kind, kinds[kind]]).toEqual([kind, number]);
    for (const [kind, number] of Object.entries(counted))
      if (number > 0) expect(said("compare", nth)).toMatch(new RegExp(`^  ${kind} +${told(number)}  `, "m"));
  },
);

test("compare of two runs: statuses and deciles, counted from the reports row by row", () => {
  const rowsOf = (quarter: Quarter): Map<string, Row> =>
    new Map(["match", "conflict", "orphan"].flatMap((report) => reportOf(quarter, report).map((row) => [row["source_row"]!, row])));
  const [before, after] = [rowsOf("T2"), rowsOf("T3")];
  const kinds = json("perubahan-daftar/perubahan.json")["kinds"] as Record<string, number>;
  const counted = { STATUS_BERUBAH: 0, DESIL_NAIK: 0, DESIL_TURUN: 0, DESIL_MENJADI_KOSONG: 0, DESIL_TERISI: 0 };
  for (const [row, now] of after) {
    const was = before.get(row)!;
    if (was["status"] !== now["status"]) counted.STATUS_BERUBAH++;
    const [a, b] = [was, now].map(({ dtsen_desil }) => (dtsen_desil === "" ? null : Number(dtsen_desil))) as [number | null, number | null];
    if (a !== null && b !== null && b > a) counted.DESIL_NAIK++;
    if (a !== null && b !== null && b < a) counted.DESIL_TURUN++;
    if (a !== null && b === null) counted.DESIL_MENJADI_KOSONG++;
    if (a === null && b !== null) counted.DESIL_TERISI++;
  }
  for (const [kind, count] of Object.entries(counted)) expect([kind, kinds[kind]]).toEqual([kind, count]);
  expect(said("compare", 2)).toContain(`${told(after.size)} rows compared`);
});

test("targeting: families within the limit and on no list, counted from the extract and the reports", () => {
  const after = quarters.T2;
  const matched = reportOf("T2", "match");
  const conflicts = conflictsOf("T2");
  const orphans = reportOf("T2", "orphan");
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
  expect(said("targeting")).toContain(`${told(within.length)}. Listed ${told(total["listed"]!)} `);
});

test("report: the blocks of targeting and comparison, each number that of their files", async () => {
  const page = readFileSync(work.path("cetak.html"), "utf8");
  expect(page.match(/data-block="comparison"/g)).toHaveLength(2);
  const cells = (row: string): number[] =>
    [...row.matchAll(/<td(?: class="n[^"]*")?>([\d.]+)<\/td>/g)].map(([, digits]) => Number(digits!.replaceAll(".", "")));
  const [, targeting = ""] = page.split('data-block="targeting"');
  const total = json("sasaran/sasaran.json")["total"] as Record<string, number>;
  const names = [...targeting.split("</thead>")[0]!.matchAll(/data-count="(\w+)"/g)].map(([, name]) => name!);
  expect(cells(targeting.split('class="total"')[1]!.split("</tr>")[0]!)).toEqual(names.map((name) => total[name]));
  const kinds = json("perubahan/perubahan.json")["kinds"] as Record<string, number>;
  const [, comparison = ""] = page.split('data-block="comparison"');
  const shown = [...comparison.matchAll(/<tr data-kind="(\w+)">(.*?)<\/tr>/g)].map(([, kind, row]) => [kind, cells(row!)[0]]);
  expect(shown).toEqual(Object.entries(kinds).filter(([, count]) => count > 0));
  // Without them, and with one that is damaged.
  await work.run(["report", "laporan-T2", "--out", "polos.html"]);
  expect(readFileSync(work.path("polos.html"), "utf8")).not.toContain("data-block");
  work.write("rusak/sasaran.json", "{}");
  const { exitCode: refused, stderr } = await work.run(["report", "laporan-T2", "rusak"]);
  expect([refused, stderr]).toEqual([1, expect.stringContaining("sasaran.json")]);
});
