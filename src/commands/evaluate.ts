/** `dtsen evaluate`: reports against a truth; a sample for review, and what the reviewed sample proves. */
import { join } from "node:path";
import { DtsenError } from "../errors.ts";
import {
  readExpectedWrongShare,
  readReports,
  readTruthFile,
  rowKey,
  writeSample,
  type ReportRecord,
} from "../evaluate/evaluation-files.ts";
import type { Lang } from "../language.ts";
import { Evaluator, SampleDraw, SampleEvaluator, Truth, type Evaluation, type TrueRow } from "../evaluate/evaluate.ts";
import { evaluationText, sampleText } from "../evaluate/evaluation-text.ts";
import { leadColumns } from "../report/columns.ts";
import { openDecisions } from "../run/decisions-file.ts";
import type { CommandResult } from "../run/options.ts";
import { recoverRun } from "../run/recover-run.ts";
import { ruledTruth, ruledTruthText, truthLines } from "./ruled-truth.ts";

/** Where a review sample is written in the folder of reports. */
const SAMPLE_FILE = "sampel.csv";

export interface EvaluateOptions {
  /** The folder that `dtsen match` wrote. */
  readonly reports: string;
  /** A truth, a filled review sample, or a decisions file; its header tells which. */
  readonly truth: string;
  /** Where the truth that rulings amount to is written; `null`: nowhere. */
  readonly out: string | null;
  readonly language: Lang;
}

/** Reports against a truth, or what a reviewed sample proves about them. */
export async function evaluateCommand({ reports, truth, out, language }: EvaluateOptions): Promise<CommandResult> {
  await recoverRun(reports);
  const known = await readTruthFile(truth);
  if (known.kind === "rulings") return await evaluateByRulings({ reports, truth, out, language });
  if (known.kind === "truth") {
    const evaluation = await evaluateReports(reports, known.rows, truth);
    const expectedWrongShare = readExpectedWrongShare(reports);
    return { text: evaluationText(evaluation, expectedWrongShare, language), json: { ...evaluation, expectedWrongShare } };
  }
  const evaluator = new SampleEvaluator(known.verdicts);
  for await (const { reported } of readReports(reports)) evaluator.add(reported);
  const proof = evaluator.result();
  if (proof.reviewed === 0 && proof.unknown > 0) {
    throw new DtsenError("sample-foreign", { file: truth, reports });
  }
  return { text: sampleText(proof, known.open, language), json: { ...proof, open: known.open } };
}

/** The rows that officers have ruled on, against their rulings. */
async function evaluateByRulings({ reports, truth, out, language }: EvaluateOptions): Promise<CommandResult> {
  const ruled = await ruledTruth(reports, openDecisions(truth), truth);
  const { rows, ...others } = ruled;
  if (rows.length + ruled.ruledOut === 0) throw new DtsenError("truth-foreign", { file: truth, reports });
  // A folder, as the config file names it, is for reports.
  if (out?.toLowerCase().endsWith(".csv")) writeSample(out, truthLines(rows));
  const evaluation = rows.length === 0 ? null : await evaluateReports(reports, rows, truth);
  const expectedWrongShare = readExpectedWrongShare(reports);
  const figures = evaluation === null ? "" : `\n${evaluationText(evaluation, expectedWrongShare, language)}`;
  return {
    text: `${ruledTruthText(ruled, language)}${figures}`,
    json: { rulings: { rows: rows.length, ...others }, ...evaluation, expectedWrongShare },
  };
}

/** The reports of a folder against truth rows; `truthName` is for messages. */
export async function evaluateReports(reports: string, rows: readonly TrueRow[], truthName: string): Promise<Evaluation> {
  const truth = new Truth(rows);
  const evaluator = new Evaluator(truth);
  const lists = new Set<string>();
  const extracts = new Set<string>();
  const byNikAlone = rows.some(({ person }) => person !== null && person.row === null);
  for await (const { reported, masked } of readReports(reports)) {
    lists.add(reported.file);
    if (reported.candidate !== null) extracts.add(reported.candidate.file);
    refuseGuessing({ lists: lists.size, extracts: extracts.size, masked }, truth, byNikAlone, truthName);
    evaluator.add(reported);
  }
  const evaluation = evaluator.result();
  if (evaluation.unreported === evaluation.rows) {
    throw new DtsenError("truth-foreign", { file: truthName, reports });
  }
  return evaluation;
}

/** A truth too short to tell two rows, or two persons, apart would be judged by chance. */
function refuseGuessing(
  seen: { lists: number; extracts: number; masked: boolean },
  truth: Truth,
  byNikAlone: boolean,
  truthName: string,
): void {
  if (seen.lists > 1 && truth.namesRowAlone) {
    throw new DtsenError("truth-without-file", { file: truthName });
  }
  if (seen.extracts > 1 && truth.namesExtractRowAlone) {
    throw new DtsenError("truth-without-extract", { file: truthName });
  }
  if (seen.masked && byNikAlone) {
    throw new DtsenError("reports-masked", { file: truthName });
  }
}

export interface SampleOptions {
  readonly reports: string;
  /** Rows to draw. */
  readonly size: number;
  /** Where to write; `sampel.csv` in the folder of reports when null. */
  readonly out: string | null;
  readonly language: Lang;
}

/** Draws a review sample; the same reports always give the same one. */
export async function sampleCommand({ reports, size, out, language }: SampleOptions): Promise<CommandResult> {
  await recoverRun(reports);
  const path = out ?? join(reports, SAMPLE_FILE);
  const draw = new SampleDraw(size);
  for await (const { reported } of readReports(reports)) draw.add(reported);
  const strata = draw.result();
  const wanted = new Set(strata.flatMap(({ rows }) => rows.map(rowKey)));
  if (wanted.size === 0) {
    throw new DtsenError("sample-empty", { reports });
  }
  const chosen: ReportRecord[] = [];
  for await (const record of readReports(reports)) {
    const { report } = record.reported;
    if ((report === "match" || report === "conflict") && wanted.has(rowKey(record.reported))) chosen.push(record);
  }
  // In the order of the list, so that the reviewer does not know from its place how sure a row is.
  chosen.sort((a, b) => compareText(a.reported.file, b.reported.file) || a.reported.row - b.reported.row);
  const [first] = chosen;
  const whole = chosen.every(
    ({ header }) => header.length === first!.header.length && header.every((name, at) => name === first!.header[at]),
  );
  const columns = whole ? first!.header.length : leadColumns.length;
  writeSample(path, [
    ["benar", "catatan", ...first!.header.slice(0, columns)],
    ...chosen.map(({ cells }) => ["", "", ...cells.slice(0, columns)]),
  ]);
  const told = {
    id: `${path}: ${chosen.length} baris. Isi kolom benar dengan ya atau tidak (apakah calon DTSEN itu orang yang sama), lalu:`,
    en: `${path}: ${chosen.length} rows. Fill the column benar with ya or tidak (is the DTSEN candidate the same person), then:`,
  };
  return {
    text: `${told[language]}\n  dtsen evaluate ${reports} --truth ${path}\n`,
    json: {
      file: path,
      rows: chosen.length,
      strata: strata.map(({ stratum, population, rows }) => ({ ...stratum, population, drawn: rows.length })),
    },
  };
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
