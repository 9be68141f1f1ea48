/** `dtsen match --each`: every list with reports of its own; a list that cannot be read stops no other. */
import { join } from "node:path";
import { DtsenError } from "../errors.ts";
import { faultText } from "../faults.ts";
import { replaceFile } from "../platform/private-files.ts";
import type { Terminal } from "../platform/terminal.ts";
import { csvLines, type ReportDelimiter } from "../report/csv.ts";
import { shownName } from "../report/mask.ts";
import { countText } from "../report/numbers.ts";
import { BYTE_ORDER_MARK } from "../report/report-files.ts";
import { eligibilities } from "../resolve/eligibility.ts";
import { statuses } from "../resolve/status.ts";
import { folderNames, listNames } from "../run/list-names.ts";
import type { CommandResult, MatchOptions } from "../run/options.ts";

/** A line per list, in the folder above those of the lists. */
const LISTS_FILE = "rekap-daftar.csv";

/** The figures of a list's `summary.json`, as far as they are told here. */
type Summary = Readonly<Record<string, unknown>>;

interface MatchedList {
  readonly name: string;
  readonly folder: string;
  /** `null` where it could not be matched; `fault` then says why. */
  readonly result: CommandResult | null;
  readonly fault: string | null;
}

/** `run` matches one list into one folder. */
export async function matchEach(
  options: MatchOptions,
  terminal: Terminal,
  run: (options: MatchOptions) => Promise<CommandResult>,
): Promise<CommandResult> {
  const { lang } = terminal;
  const names = listNames(options.files);
  const folders = folderNames(names);
  const lists: MatchedList[] = [];
  for (const [at, file] of options.files.entries()) {
    const name = shownName(names[at]!, options.mask);
    const folder = shownName(folders[at]!, options.mask);
    try {
      lists.push({ name, folder, result: await run({ ...options, files: [file], out: join(options.out, folder) }), fault: null });
    } catch (error) {
      if (!(error instanceof DtsenError)) throw error;
      lists.push({ name, folder: "", result: null, fault: faultText(error.code, error.params, lang).message });
    }
  }
  const delimiter =
    options.delimiter ?? lists.map(({ result }) => (result?.json as Summary | undefined)?.["delimiter"]).find(Boolean) ?? ",";
  replaceFile(join(options.out, LISTS_FILE), BYTE_ORDER_MARK + listsText(lists, delimiter as ReportDelimiter));
  const warnings = lists.flatMap(({ name, result }) => (result?.warnings ?? []).map((warning) => `${name}: ${warning}`));
  return {
    json: { lists: lists.map(({ name, folder, result, fault }) => ({ file: name, folder, summary: result?.json ?? null, fault })) },
    text: `${[...lists.map((list) => listLine(list, lang)), join(options.out, LISTS_FILE), ...warnings].join("\n")}\n`,
    warnings,
    crossed: lists.flatMap(({ name, result }) => (result?.crossed ?? []).map((sentence) => `${name}: ${sentence}`)),
    failed: lists.flatMap(({ name, fault }) => (fault === null ? [] : [fault.includes(name) ? fault : `${name}: ${fault}`])),
  };
}

const reports = ["match", "conflict", "orphan", "rejected"] as const;

function listLine({ name, folder, result, fault }: MatchedList, lang: "id" | "en"): string {
  if (result === null) return `${name}: ${lang === "id" ? "TIDAK DIPADANKAN" : "NOT MATCHED"}: ${fault}`;
  const counts = reports.map((report) => `${report} ${countText(count(result.json as Summary, report), lang)}`).join(", ");
  return `${name} -> ${folder}: ${counts}`;
}

function listsText(lists: readonly MatchedList[], delimiter: ReportDelimiter): string {
  const header = ["daftar", "folder", "hasil", "orang", ...reports, "furniture", ...statuses, ...eligibilities, "keterangan"];
  const lines = lists.map(({ name, folder, result, fault }) => {
    const figures = header.slice(3, -1);
    if (result === null) return [name, "", "GAGAL", ...figures.map(() => ""), fault ?? ""];
    const summary = result.json as Summary;
    const crossed = result.crossed ?? [];
    const ofStatus = summary["statuses"] as Summary;
    const within = (summary["kelayakan"] as { match: Summary } | null)?.match;
    return [
      name,
      folder,
      crossed.length > 0 ? "BATAS_TERLAMPAUI" : "SELESAI",
      String(count(summary, "person_rows")),
      ...reports.map((report) => String(count(summary, report))),
      String(count(summary, "furniture")),
      ...statuses.map((status) => String(count(ofStatus, status))),
      ...eligibilities.map((each) => (within === undefined ? "" : String(count(within, each)))),
      crossed.join(" "),
    ];
  });
  return csvLines([header, ...lines], delimiter);
}

function count(figures: Summary, name: string): number {
  return (figures[name] as number | undefined) ?? 0;
}
