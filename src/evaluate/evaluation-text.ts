/** An evaluation as text for a terminal. Percentages with their 95 % limits; a table per status, kind of error and band. */
import type { ReliabilityBand } from "../link/weigh/calibration.ts";
import { noError, stratumName, type Evaluation, type LinkQuality, type SampleEvaluation } from "./evaluate.ts";
import type { Lang } from "../language.ts";
import type { Proportion } from "../link/weigh/intervals.ts";

const words = {
  id: {
    rows: "Baris dinilai",
    inExtract: "ada di DTSEN",
    unreported: "tidak ada di laporan",
    links: "Tautan",
    match: "match.csv",
    precision: "presisi",
    recall: "temuan (recall)",
    f1: "F1",
    review: "Perlu ditinjau",
    disagree: "yang memang berbeda",
    orphan: "orphan.csv benar",
    errors: "Salah di match.csv",
    stated: "diperkirakan",
    observed: "sebenarnya",
    of: "dari",
    status: "status",
    report: "laporan",
    count: "baris",
    right: "benar",
    kind: "jenis galat",
    none: "(tanpa galat)",
    limits: "batas 95 %",
    band: "probabilitas",
    mean: "rata-rata",
    share: "bagian benar",
    reliability: "Probabilitas dan kenyataan (match.csv dan conflict.csv)",
    sampled: "Sampel ditinjau",
    wrong: "salah",
    population: "baris di laporan",
    reviewed: "ditinjau",
    overall: "Salah secara keseluruhan",
    open: "belum diisi",
    unknownRows: "bukan dari laporan ini",
    unproved: "belum terbukti: ada lapisan yang belum ditinjau",
    stratum: "lapisan",
  },
  en: {
    rows: "Rows judged",
    inExtract: "in the extract",
    unreported: "in no report",
    links: "Links",
    match: "match.csv",
    precision: "precision",
    recall: "recall",
    f1: "F1",
    review: "To review",
    disagree: "truly disagreeing",
    orphan: "orphan.csv right",
    errors: "Wrong in match.csv",
    stated: "stated",
    observed: "true",
    of: "of",
    status: "status",
    report: "report",
    count: "rows",
    right: "right",
    kind: "kind of error",
    none: "(no error)",
    limits: "95 % limits",
    band: "probability",
    mean: "mean",
    share: "share right",
    reliability: "Stated probability and what was right (match.csv and conflict.csv)",
    sampled: "Sample reviewed",
    wrong: "wrong",
    population: "rows in report",
    reviewed: "reviewed",
    overall: "Wrong overall",
    open: "not filled in",
    unknownRows: "not from these reports",
    unproved: "not proved: some strata were not reviewed",
    stratum: "stratum",
  },
} satisfies Record<Lang, Record<string, string>>;

/** What an evaluation found, for reading. `expectedWrongShare`: as the run stated it for the whole of match.csv, if it did. */
export function evaluationText(evaluation: Evaluation, expectedWrongShare: number | null, language: Lang): string {
  const t = words[language];
  const lines: string[] = [];
  const label = (text: string): string => text.padEnd(20);
  const quality = ({ precision, recall, f1 }: LinkQuality): string =>
    `${t.precision} ${withLimits(precision)}   ${t.recall} ${withLimits(recall)}   ${t.f1} ${percent(f1)}`;
  lines.push(
    `${label(t.rows)} ${grouped(evaluation.rows, language)} (${t.inExtract}: ${grouped(evaluation.inExtract, language)}` +
      `${evaluation.unreported > 0 ? `; ${t.unreported}: ${grouped(evaluation.unreported, language)}` : ""})`,
    `${label(t.links)} ${quality(evaluation.links)}`,
    `${label(t.match)} ${quality(evaluation.match)}`,
    `${label(t.review)} ${withLimits(evaluation.review)}` +
      (evaluation.disagreeing === null ? "" : `   ${t.disagree}: ${withLimits(evaluation.disagreeing)}`),
    `${label(t.orphan)} ${withLimits(evaluation.orphan)}`,
  );
  const { rows, stated, observed } = evaluation.matchErrors;
  lines.push(
    `${label(t.errors)} ${t.stated}: ${stated === null ? "?" : stated.toFixed(1)}   ${t.observed}: ${observed}   ${t.of} ${grouped(rows, language)}` +
      (expectedWrongShare === null ? "" : `   (summary.json: ${percent(expectedWrongShare)})`),
    "",
    ...table(
      [t.report, t.status, t.count, t.right, t.limits],
      evaluation.byStatus.map(({ report, status, rows: count, right }) => [
        report,
        status,
        String(count),
        percent(right.share),
        limits(right),
      ]),
    ),
  );
  if (evaluation.byErrorKind.length > 0) {
    lines.push(
      "",
      ...table(
        [t.kind, t.count, t.recall, t.limits, t.precision, t.review],
        evaluation.byErrorKind.map(({ kind, rows: count, recall, precision, review }) => [
          kind === noError ? t.none : kind,
          String(count),
          percent(recall.share),
          limits(recall),
          percent(precision.share),
          percent(review.share),
        ]),
      ),
    );
  }
  lines.push("", t.reliability, ...reliabilityTable(evaluation.reliability, language));
  return `${lines.join("\n")}\n`;
}

function reliabilityTable(bands: readonly ReliabilityBand[], language: Lang): string[] {
  const t = words[language];
  return table(
    [t.band, t.count, t.mean, t.share, t.limits],
    bands
      .filter(({ observed }) => observed.trials > 0)
      .map(({ from, to, stated, observed }) => [
        `${from}-${to}`,
        String(observed.trials),
        percent(stated),
        percent(observed.share),
        limits(observed),
      ]),
  );
}

/** What a reviewed sample proves, for reading. `open`: lines of the sample without a verdict. */
export function sampleText(sample: SampleEvaluation, open: number, language: Lang): string {
  const t = words[language];
  const overall = ({ share, low, high }: SampleEvaluation["match"]): string =>
    share === null ? `${percent(low)}–${percent(high)} (${t.unproved})` : `${percent(share)} (${percent(low)}–${percent(high)})`;
  const asides = [open > 0 ? `${t.open}: ${open}` : "", sample.unknown > 0 ? `${t.unknownRows}: ${sample.unknown}` : ""].filter(
    (text) => text !== "",
  );
  const lines = [
    `${t.sampled}: ${sample.reviewed}${asides.length > 0 ? ` (${asides.join("; ")})` : ""}`,
    "",
    ...table(
      [t.stratum, t.population, t.reviewed, t.wrong, t.share, t.limits, t.stated],
      sample.strata.map(({ stratum, population, wrong, stated }) => [
        stratumName(stratum),
        String(population),
        String(wrong.trials),
        String(wrong.successes),
        wrong.share === null ? "-" : percent(1 - wrong.share),
        wrong.share === null ? "-" : `${percent(1 - wrong.high)}–${percent(1 - wrong.low)}`,
        percent(1 - stated),
      ]),
    ),
    "",
  ];
  for (const report of ["match", "conflict"] as const) {
    if (sample.strata.some(({ stratum }) => stratum.report === report))
      lines.push(`${t.overall}, ${report}.csv: ${overall(sample[report])}`);
  }
  return `${lines.join("\n")}\n`;
}

/** Three decimals: the shares worth telling apart lie between 99.9 and 100 %. */
function percent(share: number | null): string {
  return share === null ? "-" : `${(100 * share).toFixed(3)} %`;
}

function limits({ share, low, high }: Proportion): string {
  return share === null ? "-" : `${(100 * low).toFixed(3)}–${(100 * high).toFixed(3)}`;
}

function withLimits(proportion: Proportion): string {
  return proportion.share === null ? "-" : `${percent(proportion.share)} (${limits(proportion)})`;
}

/** Thousands parted as the language does, without a locale of the machine. */
function grouped(count: number, language: Lang): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, language === "id" ? "." : ",");
}

/** Columns padded to their widest cell; the first to the left, numbers to the right. */
function table(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = [header, ...rows];
  const widths = header.map((_, at) => Math.max(...all.map((row) => row[at]!.length)));
  const leftAligned = header.map((_, at) => rows.every((row) => !/^[\d-]/.test(row[at]!)) || at === 0);
  return all.map((row) =>
    row
      .map((cell, at) => (leftAligned[at] ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!)))
      .join("  ")
      .trimEnd(),
  );
}
