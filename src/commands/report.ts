/** `dtsen report`: a printed report made of a run's counts, or with `--review` a page on which its conflicts are decided. */
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { DtsenError } from "../errors.ts";
import type { Lang } from "../language.ts";
import { createPrivateFolder, replaceFile } from "../platform/private-files.ts";
import { plainFile } from "../platform/plain-file.ts";
import { translateSystemError } from "../platform/system-errors.ts";
import { letterheadOf } from "../printed/letterhead.ts";
import { comparisonFrom } from "../compare/comparison-text.ts";
import { targetingFrom } from "../targeting/targeting-text.ts";
import { reportPage, type Findings, type PrintedRun } from "../printed/report-page.ts";
import { reviewPage } from "../printed/review-page.ts";
import { reviewRows } from "../printed/review-rows.ts";
import { runCounts } from "../printed/run-counts.ts";
import type { CommandResult, CommonOptions } from "../run/options.ts";
import { recoverRun } from "../run/recover-run.ts";

export interface ReportOptions extends CommonOptions {
  /** Folders that `dtsen match` wrote; one that holds several (`--each`) stands for all of them. And of `targeting` and `compare`. */
  readonly runs: readonly string[];
  /** Where the page is written, a file (`….html`) or a folder; `null`: into the run's folder. */
  readonly out: string | null;
  readonly review: boolean;
  readonly withMinute: boolean;
  readonly minCell: number;
  /** Day of the minute, `YYYY-MM-DD`. */
  readonly day: string | null;
}

const REPORT_FILE = "laporan.html";
const REVIEW_FILE = "tinjau.html";

/** Throws `not-a-run` where a folder holds no run, `run-masked` where a review is asked of a masked one. */
export async function report(options: ReportOptions): Promise<CommandResult> {
  for (const folder of options.runs) {
    if (statSync(folder, { throwIfNoEntry: false })?.isFile() === true) throw new DtsenError("not-a-run", { file: folder });
    await recoverRun(folder);
  }
  const others = options.runs.filter((folder) => !isFile(folder, "summary.json") && holdsFindings(folder));
  const folders: string[] = [];
  for (const folder of options.runs) if (!others.includes(folder)) folders.push(...(await runFolders(folder)));
  if (folders.length === 0) throw new DtsenError("not-a-run", { file: options.runs[0]! });
  return options.review ? writeReview(folders, options) : writeReport(folders, others, options);
}

/** The folder itself, or those directly in it that hold a run. */
async function runFolders(folder: string): Promise<string[]> {
  const holdsRun = (path: string): boolean => isFile(path, "summary.json");
  if (holdsRun(folder)) return [folder];
  let inner: string[] = [];
  try {
    inner = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => join(folder, name))
      .sort();
  } catch (error) {
    throw translateSystemError(error, folder);
  }
  for (const each of inner) await recoverRun(each);
  inner = inner.filter(holdsRun);
  if (inner.length === 0) throw new DtsenError("not-a-run", { file: folder });
  return inner;
}

const findingFiles = { targeting: "sasaran.json", comparison: "perubahan.json" } as const;

function isFile(folder: string, name: string): boolean {
  return statSync(join(folder, name), { throwIfNoEntry: false })?.isFile() === true;
}

function holdsFindings(folder: string): boolean {
  return Object.values(findingFiles).some((name) => isFile(folder, name));
}

/** What `targeting` and `compare` wrote into these folders. */
function findingsIn(folders: readonly string[]): Findings {
  const read = <T>(name: string, from: (json: unknown) => T): T[] =>
    folders
      .filter((folder) => isFile(folder, name))
      .map((folder) => {
        const text = readText(join(folder, name));
        try {
          return from(JSON.parse(text));
        } catch (error) {
          throw new DtsenError("run-unreadable", { file: join(folder, name) }, { cause: error });
        }
      });
  return { targeting: read(findingFiles.targeting, targetingFrom), comparison: read(findingFiles.comparison, comparisonFrom) };
}

function writeReport(folders: readonly string[], others: readonly string[], options: ReportOptions): CommandResult {
  const runs = folders.map((folder): PrintedRun => {
    const [summary, recap] = [readText(join(folder, "summary.json")), readText(join(folder, "rekap.csv"))];
    try {
      const counts = runCounts(basename(resolve(folder)), summary, recap);
      return { counts, ...findingsIn([folder, join(folder, "sasaran"), join(folder, "perubahan")]) };
    } catch (error) {
      if (error instanceof DtsenError) throw error;
      throw new DtsenError("run-unreadable", { file: folder }, { cause: error });
    }
  });
  const path = pathOf(options.out, options.runs[0]!, REPORT_FILE);
  const page = reportPage(runs, findingsIn(others), {
    lang: options.reportLang,
    letterhead: letterheadOf(options.letterhead),
    day: options.day,
    minCell: options.minCell,
    withMinute: options.withMinute,
  });
  return written(
    path,
    page,
    runs.map(({ counts }) => counts.name),
    options.lang,
  );
}

function writeReview(folders: readonly string[], options: ReportOptions): CommandResult {
  const [folder] = folders;
  if (folder === undefined || folders.length > 1) throw new DtsenError("one-run-only", { file: options.runs[0]! });
  if (isMasked(folder)) throw new DtsenError("run-masked", { file: folder });
  const conflicts = readText(join(folder, "conflict.csv"));
  const candidates = readText(join(folder, "kandidat.csv"));
  const rows = reviewedIn(folder, () => reviewRows(conflicts, candidates));
  const run = createHash("sha256").update(conflicts).update(candidates).digest("hex").slice(0, 16);
  return written(
    pathOf(options.out, folder, REVIEW_FILE),
    reviewPage(rows, run, options.reportLang),
    [basename(resolve(folder))],
    options.lang,
  );
}

function isMasked(folder: string): boolean {
  const summary = readText(join(folder, "summary.json"));
  try {
    return (JSON.parse(summary) as { masked?: unknown } | null)?.masked === true;
  } catch (error) {
    throw new DtsenError("run-unreadable", { file: folder }, { cause: error });
  }
}

function reviewedIn<T>(folder: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new DtsenError("report-unreadable", { file: join(folder, "conflict.csv") }, { cause: error });
  }
}

function pathOf(out: string | null, folder: string, name: string): string {
  if (out?.toLowerCase().endsWith(".html")) return out;
  return join(out ?? folder, name);
}

function readText(path: string): string {
  try {
    return readFileSync(plainFile(path), "utf8");
  } catch (error) {
    throw translateSystemError(error, path);
  }
}

function written(path: string, page: string, runs: readonly string[], lang: Lang): CommandResult {
  createPrivateFolder(resolve(path, ".."));
  replaceFile(path, page);
  const text = {
    id: `${path} ditulis. Buka di peramban; cetak dari sana.\n`,
    en: `${path} written. Open it in a browser; print it from there.\n`,
  };
  return { text: text[lang], json: { file: path, runs } };
}
