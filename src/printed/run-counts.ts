/** What a printed report is made of: the counts in a run's `summary.json` and `rekap.csv`, no person. Pure. */
import { parse } from "csv-parse/sync";
import { countFrom } from "../report/numbers.ts";
import { eligibilities, type Eligibility } from "../resolve/eligibility.ts";
import { statuses, type Status } from "../resolve/status.ts";

/** People of one village, or of several together. */
export interface PeopleCounts {
  readonly people: number;
  readonly match: number;
  readonly conflict: number;
  readonly orphan: number;
  readonly rejected: number;
  readonly statuses: Readonly<Record<Status, number>>;
  /** Of the people in `match.csv`; null without a programme's limit. */
  readonly eligible: Readonly<Record<Eligibility, number>> | null;
  /** People of decile 1 to 10, and at 0 those without one. */
  readonly deciles: readonly number[];
}

export interface VillageCounts extends PeopleCounts {
  readonly kecamatan: string;
  readonly desa: string;
}

export interface DecileLimitNote {
  readonly programme: string | null;
  readonly period: string | null;
  readonly limit: number;
  readonly source: string | null;
  readonly confirmedTo: string | null;
}

export interface RunCounts {
  /** How the run is called: its folder. */
  readonly name: string;
  readonly version: string;
  readonly finishedAt: string;
  readonly lists: readonly { readonly file: string; readonly rows: number; readonly sha256: string | null }[];
  readonly index: {
    readonly file: string;
    readonly label: string | null;
    readonly date: string | null;
    readonly persons: number;
    readonly coverage: readonly string[];
    readonly inputs: readonly { readonly file: string; readonly sha256: string | null }[];
  };
  readonly rowsRead: number;
  readonly furniture: number;
  readonly all: PeopleCounts;
  readonly villages: readonly VillageCounts[];
  /** Findings by how many rows have them, most first. */
  readonly reasons: readonly (readonly [code: string, rows: number])[];
  readonly expectedWrongShare: number | null;
  readonly missedShare: number | null;
  readonly calibrated: boolean;
  readonly model: string | null;
  readonly limit: DecileLimitNote | null;
  readonly decisions: Readonly<Record<string, unknown>> | null;
  readonly warnings: readonly unknown[];
  readonly masked: boolean;
}

type Json = Readonly<Record<string, unknown>>;

/** Throws where a count is missing or is none: the page would not add up. */
export function runCounts(name: string, summaryText: string, recapText: string): RunCounts {
  const summary = JSON.parse(summaryText) as Json;
  const records = parse(recapText, { bom: true, delimiter: recapText.slice(0, 200).includes(";") ? ";" : "," }) as string[][];
  const [header = [], ...lines] = records;
  const villages = lines.map((cells) => villageOf(header, cells));
  const all = villages.pop();
  if (all === undefined || all.kecamatan !== "JUMLAH") throw new Error("rekap.csv does not end in JUMLAH");
  const index = summary["index"] as Json;
  const limit = summary["decile_limit"] as Json | null;
  return {
    name,
    version: textOf(summary["dtsen"]) ?? "",
    finishedAt: textOf((summary["times"] as Json)["finished_at"]) ?? "",
    lists: (summary["lists"] as readonly Json[]).map((list) => ({
      file: textOf(list["file"]) ?? "",
      rows: countFrom(list["rows_read"]),
      sha256: textOf(list["sha256"]),
    })),
    index: {
      file: textOf(index["file"]) ?? "",
      label: textOf(index["label"]),
      date: textOf(index["date"]),
      persons: countFrom(index["persons"]),
      coverage: (index["coverage"] as readonly unknown[]).map(String),
      inputs: ((index["inputs"] as readonly Json[] | undefined) ?? []).map((input) => ({
        file: textOf(input["file"] ?? input["name"]) ?? "",
        sha256: textOf(input["sha256"]),
      })),
    },
    rowsRead: countFrom(summary["rows_read"]),
    furniture: countFrom(summary["furniture"]),
    all,
    villages,
    reasons: Object.entries(summary["reasons"] as Readonly<Record<string, unknown>>)
      .map(([code, rows]) => [code, countFrom(rows)] as const)
      .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)),
    expectedWrongShare: numberOf(summary["expected_wrong_share"]),
    missedShare: numberOf(summary["estimated_not_found_share"]),
    calibrated: summary["calibrated"] === true,
    model: textOf(summary["model"]),
    limit: limit === null || limit === undefined ? null : limitOf(limit),
    decisions: (summary["decisions"] as Json | undefined) ?? null,
    warnings: (summary["warnings"] as readonly unknown[] | undefined) ?? [],
    masked: summary["masked"] === true,
  };
}

function limitOf(limit: Json): DecileLimitNote {
  return {
    programme: textOf(limit["programme"]),
    period: textOf(limit["period"]),
    limit: countFrom(limit["limit"]),
    source: textOf(limit["source"]),
    confirmedTo: textOf(limit["confirmed_to"] ?? limit["confirmedTo"]),
  };
}

function villageOf(header: readonly string[], cells: readonly string[]): VillageCounts {
  const cell = (column: string): string => {
    const at = header.indexOf(column);
    if (at < 0) throw new Error(`rekap.csv has no column ${column}`);
    return cells[at] ?? "";
  };
  const count = (column: string): number => countFrom(cell(column));
  return {
    kecamatan: cell("kecamatan"),
    desa: cell("desa"),
    people: count("orang"),
    match: count("match"),
    conflict: count("conflict"),
    orphan: count("orphan"),
    rejected: count("rejected"),
    statuses: Object.fromEntries(statuses.map((status) => [status, count(status)])) as Record<Status, number>,
    eligible:
      cell(eligibilities[0]) === ""
        ? null
        : (Object.fromEntries(eligibilities.map((each) => [each, count(each)])) as Record<Eligibility, number>),
    deciles: [count("tanpa_desil"), ...Array.from({ length: 10 }, (_, at) => count(`desil_${at + 1}`))],
  };
}

/** Villages of one kecamatan added up, in the order of their names as `rekap.csv` has them. */
export function byKecamatan(villages: readonly VillageCounts[]): readonly VillageCounts[] {
  const found = new Map<string, VillageCounts>();
  for (const village of villages) {
    const before = found.get(village.kecamatan);
    found.set(village.kecamatan, before === undefined ? { ...village, desa: "" } : sum(before, village));
  }
  return [...found.values()];
}

function sum(a: VillageCounts, b: VillageCounts): VillageCounts {
  return {
    kecamatan: a.kecamatan,
    desa: "",
    people: a.people + b.people,
    match: a.match + b.match,
    conflict: a.conflict + b.conflict,
    orphan: a.orphan + b.orphan,
    rejected: a.rejected + b.rejected,
    statuses: added(a.statuses, b.statuses),
    eligible: a.eligible === null || b.eligible === null ? null : added(a.eligible, b.eligible),
    deciles: a.deciles.map((count, decile) => count + b.deciles[decile]!),
  };
}

function added<Key extends string>(a: Readonly<Record<Key, number>>, b: Readonly<Record<Key, number>>): Record<Key, number> {
  return Object.fromEntries((Object.keys(a) as Key[]).map((key) => [key, a[key] + b[key]])) as Record<Key, number>;
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function numberOf(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}
