/**
 * Reports against truth: what a linkage got right, wrong, missed and left to a clerk. Pure: report rows and truth come in as
 * values, so that it can be said of a run by this tool, by a baseline, or by hand.
 */
import { bandOf, probabilityBands, Reliability, type ReliabilityBand } from "../link/weigh/calibration.ts";
import { stratified, wilson, type Proportion } from "../link/weigh/intervals.ts";

/** The file a row of a list ended in. */
export type ReportName = "match" | "conflict" | "orphan" | "rejected";

/** A row of the list as a report has it. */
export interface ReportedRow {
  readonly file: string;
  readonly row: number;
  readonly report: ReportName;
  /** The official word; empty for a rejected row. */
  readonly status: string;
  /** As printed; null where the report gives none. */
  readonly probability: number | null;
  /** The (best) person of the extract that the row is linked to; null where it is linked to nobody. */
  readonly candidate: ReportedPerson | null;
}

/** A person of the extract as a report names them. */
export interface ReportedPerson {
  readonly file: string;
  readonly row: number;
  readonly nik: string | null;
}

/** Who a row of the list really is. */
export interface TrueRow {
  /** Null where the truth does not name the file: then `row` alone finds the row. */
  readonly file: string | null;
  readonly row: number;
  /** Null when the person is not in the extract. */
  readonly person: TruePerson | null;
  /** What was done to the row, or what is wrong with it; empty for a clean one. */
  readonly errorKinds: readonly string[];
  /** Whether the row truly disagrees with the extract in a way a clerk must see; null where the truth does not say. */
  readonly disagrees: boolean | null;
}

/** Named by its row in the extract, its NIK, or both; either is enough to recognise a person. */
export interface TruePerson {
  readonly file: string | null;
  readonly row: number | null;
  readonly nik: string | null;
}

/** Statuses of `conflict.csv` that assert a link all the same: the person is found, something else is in doubt. */
export const assertingConflicts: ReadonlySet<string> = new Set(["NAMA_PADAN_NIK_BEDA", "GANDA_DI_DAFTAR"]);

export interface Evaluation {
  /** Rows of the truth, which all shares are over; rows the truth does not name are left out. */
  readonly rows: number;
  /** Of these, rows whose person is in the extract. */
  readonly inExtract: number;
  /** Rows the truth names and no report does: furniture, or a truth made for another list. They count as missed. */
  readonly unreported: number;
  readonly reported: Readonly<Record<ReportName, number>>;
  /** Links asserted by `match.csv` and by the two asserting statuses of `conflict.csv`. */
  readonly links: LinkQuality;
  /** `match.csv` by itself. */
  readonly match: LinkQuality;
  /** Rows in `conflict.csv`, over all rows … */
  readonly review: Proportion;
  /** … and, where the truth says so, the rows that truly disagree and should be there. */
  readonly disagreeing: Proportion | null;
  /** Share of `orphan.csv` whose person is indeed not in the extract. */
  readonly orphan: Proportion;
  readonly byStatus: readonly StatusQuality[];
  /** Empty where the truth names no kinds of error. */
  readonly byErrorKind: readonly ErrorKindQuality[];
  /** Stated probabilities against what was right, over every row with a candidate and a probability. */
  readonly reliability: readonly ReliabilityBand[];
  /** The same over `match.csv`. */
  readonly matchReliability: readonly ReliabilityBand[];
  /** Wrong rows of `match.csv`: promised by the probabilities (Σ 1 − p; null where any is missing), and true. */
  readonly matchErrors: { readonly rows: number; readonly stated: number | null; readonly observed: number };
}

export interface LinkQuality {
  /** Right links over links asserted. */
  readonly precision: Proportion;
  /** Rows whose person is in the extract and was found, over rows whose person is in the extract. */
  readonly recall: Proportion;
  /** Harmonic mean of the two; null where either is unknown. */
  readonly f1: number | null;
}

export interface StatusQuality {
  readonly report: ReportName;
  readonly status: string;
  readonly rows: number;
  /** For an orphan: the person is not in the extract; else: the (best) candidate is the person. */
  readonly right: Proportion;
}

export interface ErrorKindQuality {
  readonly kind: string;
  readonly rows: number;
  /** As `links.recall`, over the rows with this error. */
  readonly recall: Proportion;
  /** As `links.precision`, over the rows with this error. */
  readonly precision: Proportion;
  /** Share of the rows with this error that a clerk must look at. */
  readonly review: Proportion;
}

/** Kind under which rows with no named error are counted. */
export const noError = "-";

/** Rows of the truth, found by file and row. */
export class Truth {
  readonly #rows = new Map<string, TrueRow>();
  readonly #byRowAlone = new Map<number, TrueRow>();
  /** Set by a person named by a row of the extract without its file and without a NIK. */
  readonly namesExtractRowAlone: boolean;

  constructor(rows: Iterable<TrueRow>) {
    let rowAlone = false;
    for (const row of rows) {
      if (row.file === null) this.#byRowAlone.set(row.row, row);
      else this.#rows.set(keyOf(row.file, row.row), row);
      if (row.person !== null && row.person.file === null && row.person.nik === null) rowAlone = true;
    }
    this.namesExtractRowAlone = rowAlone;
  }

  /** True where rows are named without their file, so that a report on several lists cannot be judged. */
  get namesRowAlone(): boolean {
    return this.#byRowAlone.size > 0;
  }

  get size(): number {
    return this.#rows.size + this.#byRowAlone.size;
  }

  of(file: string, row: number): TrueRow | undefined {
    return this.#rows.get(keyOf(file, row)) ?? this.#byRowAlone.get(row);
  }

  *[Symbol.iterator](): IterableIterator<TrueRow> {
    yield* this.#rows.values();
    yield* this.#byRowAlone.values();
  }
}

/** Judges the rows of a set of reports. Each row of the list may come once, in any order. */
export function evaluate(reported: Iterable<ReportedRow>, truth: Truth): Evaluation {
  const evaluator = new Evaluator(truth);
  for (const row of reported) evaluator.add(row);
  return evaluator.result();
}

/** The same, row by row, for reports that are read as a stream. */
export class Evaluator {
  readonly #truth: Truth;
  readonly #seen = new Set<TrueRow>();
  readonly #reported: Record<ReportName, number> = { match: 0, conflict: 0, orphan: 0, rejected: 0 };
  readonly #all = newTally();
  readonly #match = newTally();
  readonly #statuses = new Map<string, { report: ReportName; status: string; rows: number; right: number }>();
  readonly #kinds = new Map<string, Tally>();
  readonly #reliability = new Reliability();
  readonly #matchReliability = new Reliability();
  #matchWithoutProbability = 0;
  #orphansRight = 0;

  constructor(truth: Truth) {
    this.#truth = truth;
  }

  add(row: ReportedRow): void {
    const real = this.#truth.of(row.file, row.row);
    if (real === undefined || this.#seen.has(real)) return;
    this.#seen.add(real);
    this.#reported[row.report]++;

    const { report, status, candidate, probability } = row;
    const right = candidate !== null && real.person !== null && isPerson(candidate, real.person);
    const asserted = report === "match" || (report === "conflict" && assertingConflicts.has(status));
    const found = right && (report === "match" || report === "conflict");
    const judgement = { inExtract: real.person !== null, asserted, right, found, reviewed: report === "conflict" };
    count(this.#all, judgement);
    count(this.#match, { ...judgement, asserted: report === "match", found: right && report === "match" });
    for (const kind of real.errorKinds.length > 0 ? real.errorKinds : [noError]) {
      const tally = this.#kinds.get(kind) ?? newTally();
      count(tally, judgement);
      this.#kinds.set(kind, tally);
    }

    const absent = report === "orphan" && real.person === null;
    if (absent) this.#orphansRight++;
    const entry = this.#statuses.get(`${report}/${status}`) ?? { report, status, rows: 0, right: 0 };
    entry.rows++;
    if (right || absent) entry.right++;
    this.#statuses.set(`${report}/${status}`, entry);

    if (report === "match" && probability === null) this.#matchWithoutProbability++;
    if (probability !== null && candidate !== null) {
      this.#reliability.add(probability, right);
      if (report === "match") this.#matchReliability.add(probability, right);
    }
  }

  result(): Evaluation {
    let unreported = 0;
    let disagreeing = 0;
    let saysSo = 0;
    let namesKinds = false;
    for (const real of this.#truth) {
      if (real.errorKinds.length > 0) namesKinds = true;
      if (real.disagrees !== null) saysSo++;
      if (real.disagrees === true) disagreeing++;
      if (this.#seen.has(real)) continue;
      unreported++;
      const missed = { inExtract: real.person !== null, asserted: false, right: false, found: false, reviewed: false };
      count(this.#all, missed);
      count(this.#match, missed);
      for (const kind of real.errorKinds.length > 0 ? real.errorKinds : [noError]) {
        const tally = this.#kinds.get(kind) ?? newTally();
        count(tally, missed);
        this.#kinds.set(kind, tally);
      }
    }
    const matched = this.#match;
    return {
      rows: this.#truth.size,
      inExtract: this.#all.inExtract,
      unreported,
      reported: this.#reported,
      links: qualityOf(this.#all),
      match: qualityOf(matched),
      review: wilson(this.#all.reviewed, this.#truth.size),
      disagreeing: saysSo === 0 ? null : wilson(disagreeing, saysSo),
      orphan: wilson(this.#orphansRight, this.#reported.orphan),
      byStatus: [...this.#statuses.values()]
        .sort((a, b) => reportNames.indexOf(a.report) - reportNames.indexOf(b.report) || compareText(a.status, b.status))
        .map(({ report, status, rows, right }) => ({ report, status, rows, right: wilson(right, rows) })),
      byErrorKind: namesKinds
        ? [...this.#kinds]
            .sort(([a], [b]) => compareText(a, b))
            .map(([kind, tally]) => ({
              kind,
              rows: tally.rows,
              recall: wilson(tally.found, tally.inExtract),
              precision: wilson(tally.assertedRight, tally.asserted),
              review: wilson(tally.reviewed, tally.rows),
            }))
        : [],
      reliability: this.#reliability.table(),
      matchReliability: this.#matchReliability.table(),
      matchErrors: {
        rows: matched.asserted,
        stated: this.#matchWithoutProbability > 0 ? null : this.#matchReliability.expectedWrong(),
        observed: matched.asserted - matched.assertedRight,
      },
    };
  }
}

/** Whether the report's person is the true one. The same NIK is the same person on whatever row of the extract. */
export function isPerson(candidate: ReportedPerson, person: TruePerson): boolean {
  if (person.nik !== null && candidate.nik !== null && person.nik === candidate.nik) return true;
  if (person.row === null || person.row !== candidate.row) return false;
  return person.file === null || person.file === candidate.file;
}

interface Tally {
  rows: number;
  inExtract: number;
  asserted: number;
  assertedRight: number;
  found: number;
  reviewed: number;
}

interface Judgement {
  readonly inExtract: boolean;
  readonly asserted: boolean;
  readonly right: boolean;
  readonly found: boolean;
  readonly reviewed: boolean;
}

function newTally(): Tally {
  return { rows: 0, inExtract: 0, asserted: 0, assertedRight: 0, found: 0, reviewed: 0 };
}

function count(tally: Tally, { inExtract, asserted, right, found, reviewed }: Judgement): void {
  tally.rows++;
  if (inExtract) tally.inExtract++;
  if (asserted) tally.asserted++;
  if (asserted && right) tally.assertedRight++;
  if (found) tally.found++;
  if (reviewed) tally.reviewed++;
}

function qualityOf({ asserted, assertedRight, found, inExtract }: Tally): LinkQuality {
  const precision = wilson(assertedRight, asserted);
  const recall = wilson(found, inExtract);
  const f1 =
    precision.share === null || recall.share === null || precision.share + recall.share === 0
      ? null
      : (2 * precision.share * recall.share) / (precision.share + recall.share);
  return { precision, recall, f1 };
}

const reportNames: readonly ReportName[] = ["match", "conflict", "orphan", "rejected"];

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function keyOf(file: string, row: number): string {
  return `${row}\u0000${file}`;
}

// --- a sample for review ----------------------------------------------------------------------------------------------

/** Rows that a reviewer's time is shared out over: one report's rows in one band of stated probability. */
export interface Stratum {
  readonly report: "match" | "conflict";
  /** Index into `probabilityBands`. */
  readonly band: number;
}

/** The stratum of a row; null for a row without a candidate, of which a reviewer cannot say whether it is the person. */
export function stratumOf({ report, candidate, probability }: ReportedRow): Stratum | null {
  if ((report !== "match" && report !== "conflict") || candidate === null || probability === null) return null;
  return { report, band: bandOf(probability) };
}

/** What a stratum is called in a review sample, e.g. `match 0.99-0.995`. */
export function stratumName({ report, band }: Stratum): string {
  return `${report} ${probabilityBands[band]!}-${probabilityBands[band + 1] ?? 1}`;
}

/**
 * Chooses rows for review: strata get equal numbers as far as they have rows, since the few rows in the middle hold nearly
 * all the doubt; within a stratum the rows with the smallest hash of file and row, so that the same reports always give the
 * same sample, and neither the order of rows nor a reviewer's taste chooses.
 */
export class SampleDraw {
  readonly #size: number;
  readonly #strata = new Map<string, { stratum: Stratum; population: number; chosen: Chosen[] }>();

  /** `size`: rows to draw over all strata. */
  constructor(size: number) {
    this.#size = size;
  }

  add(row: ReportedRow): void {
    const stratum = stratumOf(row);
    if (stratum === null) return;
    const name = stratumName(stratum);
    let entry = this.#strata.get(name);
    if (entry === undefined) this.#strata.set(name, (entry = { stratum, population: 0, chosen: [] }));
    entry.population++;
    entry.chosen.push({ file: row.file, row: row.row, hash: hashOf(row.file, row.row) });
    // Never more than twice what could be drawn, so that memory follows the sample and not the list.
    if (entry.chosen.length >= 2 * this.#size + 64) entry.chosen = smallest(entry.chosen, this.#size);
  }

  /** The rows drawn, by stratum in rising order of band, `match` before `conflict`. */
  result(): { readonly stratum: Stratum; readonly population: number; readonly rows: readonly RowName[] }[] {
    const strata = [...this.#strata.values()].sort(
      (a, b) => reportNames.indexOf(a.stratum.report) - reportNames.indexOf(b.stratum.report) || a.stratum.band - b.stratum.band,
    );
    const sizes = share(
      this.#size,
      strata.map(({ population }) => population),
    );
    return strata.map(({ stratum, population, chosen }, at) => ({
      stratum,
      population,
      rows: smallest(chosen, sizes[at]!).map(({ file, row }) => ({ file, row })),
    }));
  }
}

/** A row of the list, by its file and its row. */
export interface RowName {
  readonly file: string;
  readonly row: number;
}

interface Chosen extends RowName {
  readonly hash: number;
}

/** `total` shared out equally over strata, none above its population; what is left over goes to those with room. */
export function share(total: number, populations: readonly number[]): number[] {
  const sizes = populations.map(() => 0);
  let left = Math.min(
    total,
    populations.reduce((a, b) => a + b, 0),
  );
  while (left > 0) {
    const open = sizes.flatMap((size, at) => (size < populations[at]! ? [at] : []));
    const each = Math.max(1, Math.floor(left / open.length));
    for (const at of open) {
      const given = Math.min(each, populations[at]! - sizes[at]!, left);
      sizes[at]! += given;
      left -= given;
    }
  }
  return sizes;
}

function smallest(rows: readonly Chosen[], size: number): Chosen[] {
  return rows.toSorted((a, b) => a.hash - b.hash || compareText(a.file, b.file) || a.row - b.row).slice(0, size);
}

/** FNV-1a over file and row, with a final mix so that neighbouring rows do not get neighbouring hashes. */
function hashOf(file: string, row: number): number {
  let hash = 0x811c9dc5;
  const text = `${file}\u0000${row}`;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** A reviewer's verdict on the candidate of one row. */
export interface Verdict extends RowName {
  readonly right: boolean;
}

/** What a reviewed sample proves about the reports it was drawn from. */
export interface SampleEvaluation {
  readonly reviewed: number;
  /** Share of wrong candidates over the whole of `match.csv`, and over all of `conflict.csv`. */
  readonly match: Omit<Proportion, "successes" | "trials">;
  readonly conflict: Omit<Proportion, "successes" | "trials">;
  readonly strata: readonly {
    readonly stratum: Stratum;
    readonly population: number;
    /** Wrong over reviewed. */
    readonly wrong: Proportion;
    /** What the stated probabilities promise for the stratum: the mean of 1 − p. */
    readonly stated: number;
  }[];
  /** Reviewed rows that are in neither report; the sample is not from these reports. */
  readonly unknown: number;
}

/** Joins verdicts with the reports they were drawn from. */
export class SampleEvaluator {
  readonly #verdicts = new Map<string, boolean>();
  readonly #found = new Set<string>();
  readonly #strata = new Map<string, { stratum: Stratum; population: number; reviewed: number; wrong: number; stated: number }>();

  constructor(verdicts: Iterable<Verdict>) {
    for (const { file, row, right } of verdicts) this.#verdicts.set(keyOf(file, row), right);
  }

  add(row: ReportedRow): void {
    const stratum = stratumOf(row);
    if (stratum === null) return;
    const name = stratumName(stratum);
    const entry = this.#strata.get(name) ?? { stratum, population: 0, reviewed: 0, wrong: 0, stated: 0 };
    this.#strata.set(name, entry);
    entry.population++;
    entry.stated += 1 - row.probability!;
    const key = keyOf(row.file, row.row);
    const right = this.#verdicts.get(key);
    if (right === undefined || this.#found.has(key)) return;
    this.#found.add(key);
    entry.reviewed++;
    if (!right) entry.wrong++;
  }

  result(): SampleEvaluation {
    const strata = [...this.#strata.values()]
      .sort((a, b) => reportNames.indexOf(a.stratum.report) - reportNames.indexOf(b.stratum.report) || a.stratum.band - b.stratum.band)
      .map(({ stratum, population, reviewed, wrong, stated }) => ({
        stratum,
        population,
        wrong: wilson(wrong, reviewed),
        stated: stated / population,
      }));
    const overall = (report: "match" | "conflict") => {
      const own = strata.filter(({ stratum }) => stratum.report === report);
      const rows = own.reduce((sum, { population }) => sum + population, 0);
      return stratified(own.map(({ population, wrong }) => ({ part: population / rows, proportion: wrong })));
    };
    return {
      reviewed: this.#found.size,
      match: overall("match"),
      conflict: overall("conflict"),
      strata,
      unknown: this.#verdicts.size - this.#found.size,
    };
  }
}
