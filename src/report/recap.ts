/** `rekap.csv`: how many people of each village have which answer. Counts alone, no person; it adds up to the summary. */
import type { DecileLimit } from "../programmes/programmes.ts";
import { eligibilities, eligibilityOf, type Eligibility } from "../resolve/eligibility.ts";
import { statuses, type Status } from "../resolve/status.ts";
import { csvLines, type ReportDelimiter } from "./csv.ts";
import { maskText } from "./mask.ts";
import { reportOf, rowReports, type RowReport } from "./status.ts";

const DECILES = 10;

/** What is known of the person named: the decile (`null`: none), and whether the extract has the person's family. */
export interface Household {
  readonly desil: number | null;
  readonly hasFamily: boolean;
}

const NO_FAMILY = 16;

/** The decile (0: none) and whether the family is there, in a byte. */
export function packHousehold({ desil, hasFamily }: Household): number {
  return (desil ?? 0) | (hasFamily ? 0 : NO_FAMILY);
}

export function unpackHousehold(bits: number): Household {
  const desil = bits & (NO_FAMILY - 1);
  return { desil: desil === 0 ? null : desil, hasFamily: (bits & NO_FAMILY) === 0 };
}

/** A village as the recap names it; empty texts where nobody knows. */
export interface Village {
  readonly kecamatan: string;
  readonly desa: string;
}

/** Rows of records that are no furniture but could not be read have no village, nor has a row that names none. */
export const NO_KECAMATAN = "(tanpa kecamatan)";
export const ALL_VILLAGES = "JUMLAH";

/** People by what the programme's limit says, of those in one report. */
export type EligibilityCounts = Record<Eligibility, number>;

class Counts {
  readonly reports: Record<RowReport, number> = { match: 0, conflict: 0, orphan: 0 };
  readonly statuses = new Map<Status, number>();
  rejected = 0;
  /** Of `match.csv` alone: whom a conflict is about is not known. */
  readonly eligibilities: EligibilityCounts = noEligibilities();
  /** From 1; 0 stands for people without one. */
  readonly deciles = Array<number>(DECILES + 1).fill(0);

  add(other: Counts): void {
    for (const report of rowReports) this.reports[report] += other.reports[report];
    for (const [status, count] of other.statuses) this.statuses.set(status, (this.statuses.get(status) ?? 0) + count);
    this.rejected += other.rejected;
    for (const each of eligibilities) this.eligibilities[each] += other.eligibilities[each];
    other.deciles.forEach((count, decile) => (this.deciles[decile]! += count));
  }

  get people(): number {
    return this.reports.match + this.reports.conflict + this.reports.orphan + this.rejected;
  }
}

export function noEligibilities(): EligibilityCounts {
  return { DALAM_BATAS: 0, DI_ATAS_BATAS: 0, DESIL_KOSONG: 0, KELUARGA_TIDAK_ADA: 0 };
}

export const recapColumns = [
  "kecamatan",
  "desa",
  "orang",
  ...rowReports,
  "rejected",
  ...statuses,
  ...eligibilities,
  ...Array.from({ length: DECILES }, (_, at) => `desil_${at + 1}`),
  "tanpa_desil",
] as const;

export class Recap {
  /** What the limit says of the people in `match.csv`, and of the best candidates in `conflict.csv`. */
  readonly eligible: Readonly<Record<"match" | "conflict", EligibilityCounts>> = { match: noEligibilities(), conflict: noEligibilities() };
  private readonly limit: DecileLimit | null;
  private readonly villages = new Map<string, { readonly village: Village; readonly counts: Counts }>();

  /** Without a limit the columns of what it says stay empty. */
  constructor(limit: DecileLimit | null) {
    this.limit = limit;
  }

  /** A row's answer; `household`: of the person named, `null` where nobody is. */
  add(village: Village, status: Status, household: Household | null): void {
    const counts = this.countsOf(village);
    const report = reportOf(status);
    counts.reports[report]++;
    counts.statuses.set(status, (counts.statuses.get(status) ?? 0) + 1);
    if (household === null || report === "orphan") return;
    const eligibility = eligibilityOf(household, this.limit);
    if (eligibility !== null) this.eligible[report][eligibility]++;
    if (report !== "match") return;
    counts.deciles[household.desil ?? 0]!++;
    if (eligibility !== null) counts.eligibilities[eligibility]++;
  }

  reject(rows: number): void {
    if (rows > 0) this.countsOf({ kecamatan: "", desa: "" }).rejected += rows;
  }

  /** The text of `rekap.csv`: villages in the order of their names, those without a kecamatan behind them, then the sum. */
  text(delimiter: ReportDelimiter, mask: boolean): string {
    const all = new Counts();
    const lines = [...this.villages.values()]
      .sort((a, b) => compareVillages(a.village, b.village))
      .map(({ village, counts }) => {
        all.add(counts);
        const names = village.kecamatan === "" ? [NO_KECAMATAN, ""] : [village.kecamatan, village.desa];
        return this.line(mask ? names.map((name) => maskText(name)) : names, counts);
      });
    return csvLines([recapColumns, ...lines, this.line([ALL_VILLAGES, ""], all)], delimiter);
  }

  private line(names: readonly string[], counts: Counts): string[] {
    const [none = 0, ...deciles] = counts.deciles;
    return [
      ...names,
      String(counts.people),
      ...rowReports.map((report) => String(counts.reports[report])),
      String(counts.rejected),
      ...statuses.map((status) => String(counts.statuses.get(status) ?? 0)),
      ...eligibilities.map((each) => (this.limit === null ? "" : String(counts.eligibilities[each]))),
      ...deciles.map(String),
      String(none),
    ];
  }

  private countsOf({ kecamatan, desa }: Village): Counts {
    const village = kecamatan === "" ? { kecamatan, desa: "" } : { kecamatan, desa };
    const key = `${village.kecamatan}\t${village.desa}`;
    let found = this.villages.get(key);
    if (found === undefined) {
      found = { village, counts: new Counts() };
      this.villages.set(key, found);
    }
    return found.counts;
  }
}

function compareVillages(a: Village, b: Village): number {
  const last = Number(a.kecamatan === "") - Number(b.kecamatan === "");
  return last !== 0 ? last : compareText(a.kecamatan, b.kecamatan) || compareText(a.desa, b.desa);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
