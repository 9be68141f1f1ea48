/**
 * An office for tests: an invented extract, indexed, and lists matched against it, by the program in this process.
 * The people a test is about stand in a crowd of two thousand others, since weights follow from the size of an extract.
 */
import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { expect } from "vitest";
import { random } from "./random.ts";
import { Case, type Outcome } from "./run-case.ts";

/** A person of the extract; what is left out is empty, or as ordinary as can be. */
export interface Person {
  readonly nik?: string;
  readonly nokk?: string;
  readonly nama?: string;
  /** `yyyy-mm-dd`. */
  readonly tanggal_lahir?: string;
  /** 1 male, 2 female, as in DTSEN. */
  readonly jenis_kelamin?: string;
  readonly kelurahan_desa?: string;
  readonly kecamatan?: string;
  readonly alamat?: string;
  readonly desil_nasional?: string;
}

const columns = [
  "nik",
  "nokk",
  "nama",
  "tanggal_lahir",
  "jenis_kelamin",
  "alamat",
  "provinsi",
  "kabupaten_kota",
  "kecamatan",
  "kelurahan_desa",
  "desil_nasional",
] as const;

/** A row of match.csv, conflict.csv or orphan.csv, by column name. */
export type ReportRow = Readonly<Record<string, string>> & { readonly report: "match" | "conflict" | "orphan" };

export interface Reports {
  readonly outcome: Outcome;
  readonly rows: readonly ReportRow[];
  readonly rejected: readonly Readonly<Record<string, string>>[];
  readonly summary: Readonly<Record<string, unknown>>;
  /** The row of a list by its number as a spreadsheet shows it. Fails where it is in no report or in two. */
  row(sourceRow: number, file?: string): ReportRow;
  /** Names of all candidates of a row, as kandidat.csv gives them. */
  candidatesOf(row: ReportRow): string[];
}

export class Office extends Case {
  private constructor() {
    super();
  }

  /** An office with an index (`dtsen.db`) of these people among the crowd. The extract is one flat pipe file, `ekstrak.csv`. */
  static async with(people: readonly Person[], argv: readonly string[] = []): Promise<Office> {
    const office = new Office();
    office.write("ekstrak.csv", extractText([...people, ...crowd(2_000)]));
    const { exitCode, stderr } = await office.say(["index", "ekstrak.csv", "--db", "dtsen.db", ...argv]);
    expect([exitCode, stderr.includes("bug")], stderr).toEqual([0, false]);
    return office;
  }

  /** Writes the list as `name`, matches it, and reads the reports back. Rows of the header and up count, as in a spreadsheet. */
  async match(list: string | Uint8Array, argv: readonly string[] = [], name = "daftar.csv"): Promise<Reports> {
    this.write(name, list);
    return this.matchFiles([name], argv);
  }

  async matchFiles(names: readonly string[], argv: readonly string[] = []): Promise<Reports> {
    const outcome = await this.say(["match", ...names, "--db", "dtsen.db", "--out", "laporan", ...argv]);
    expect([0, 3], outcome.stderr).toContain(outcome.exitCode);
    return this.reports(outcome);
  }

  private reports(outcome: Outcome): Reports {
    const rows = (["match", "conflict", "orphan"] as const).flatMap((report) =>
      this.table(`${report}.csv`).map((row): ReportRow => ({ ...row, report }) as ReportRow),
    );
    const candidates = this.table("kandidat.csv");
    return {
      outcome,
      candidatesOf: (row) =>
        candidates
          .filter((each) => each["source_file"] === row["source_file"] && each["source_row"] === row["source_row"])
          .map((each) => each["dtsen_nama"]!),
      rows,
      rejected: this.table("rejected.csv"),
      summary: JSON.parse(readFileSync(this.path("laporan/summary.json"), "utf8")) as Record<string, unknown>,
      row(sourceRow, file) {
        const found = rows.filter((row) => row["source_row"] === String(sourceRow) && (file === undefined || row["source_file"] === file));
        expect(found, `row ${sourceRow} in the reports`).toHaveLength(1);
        return found[0]!;
      },
    };
  }

  private table(name: string): Record<string, string>[] {
    const text = readFileSync(this.path(`laporan/${name}`));
    const [header = [], ...lines] = parse(text, {
      bom: true,
      delimiter: text.includes("source_file;") ? ";" : ",",
      relax_column_count: true,
    }) as string[][];
    // The report's own columns come first; a list's column of the same name does not hide them.
    return lines.map((cells) => Object.fromEntries(header.map((column, at): [string, string] => [column, cells[at]!]).reverse()));
  }
}

/** Codes in the `reasons` cell. */
export function reasons(row: ReportRow): string[] {
  return row["reasons"] === "" ? [] : row["reasons"]!.split(";");
}

/** A flat extract as text: pipes and quotes, as V3 comes. */
export function extractText(people: readonly Person[]): string {
  const lines = people.map((person) => {
    const full: Record<string, string> = {
      provinsi: "JAWA BARAT",
      kabupaten_kota: "BOGOR",
      kecamatan: "SUKAMAKMUR",
      kelurahan_desa: "SUKAJAYA",
      jenis_kelamin: "1",
      desil_nasional: "3",
      ...person,
    };
    return columns.map((column) => `"${full[column] ?? ""}"`).join("|");
  });
  return `${columns.join("|")}\n${lines.join("\n")}\n`;
}

const commonNames =
  "SITI MUHAMMAD NUR SRI AHMAD ABDUL DEWI AGUS ENDANG RINA SUPARMI SLAMET WAHYU YULI BUDI HENDRA RATNA EKO DIAN ASEP".split(" ");
const syllables = "BA DI KO LA MA NI PU RA SA TI WA YO GU HE JA LU".split(" ");

/** Invented people of ordinary names over twenty villages of kecamatan 99. */
function crowd(size: number): Person[] {
  const chance = random(99);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(chance() * from.length)]!;
  return Array.from({ length: size }, (_, at): Person => {
    const year = 1940 + Math.floor(chance() * 70);
    const month = 1 + Math.floor(chance() * 12);
    const day = 1 + Math.floor(chance() * 28);
    const female = chance() < 0.5;
    const two = (number: number): string => String(number % 100).padStart(2, "0");
    const card = Math.floor(at / 3);
    return {
      nik: `320199${two(day + (female ? 40 : 0))}${two(month)}${two(year)}${String(5000 + (at % 4000)).padStart(4, "0")}`,
      nokk: `320199010110${String(5000 + card)}`,
      nama: `${pick(commonNames)} ${pick(syllables)}${pick(syllables)}${pick(syllables)}`,
      tanggal_lahir: `${year}-${two(month)}-${two(day)}`,
      jenis_kelamin: female ? "2" : "1",
      kelurahan_desa: `DESA ${"ABCDEFGHIJKLMNOPQRST"[card % 20]}`,
    };
  });
}
