/** `dtsen worklist`: the work of a run, handed on: a workbook per village or kecamatan, or the lists with what is known corrected. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { DtsenError } from "../errors.ts";
import { sha256Of } from "../platform/file-hash.ts";
import { createPrivateFolder, forgetTemporary, replaceFile } from "../platform/private-files.ts";
import { withReplacedFolder } from "../platform/replaced-folder.ts";
import type { Terminal } from "../platform/terminal.ts";
import { csvLines } from "../report/csv.ts";
import { countText } from "../report/numbers.ts";
import { BYTE_ORDER_MARK } from "../report/report-files.ts";
import { fileName } from "../report/workbook/safe-names.ts";
import { writeWorkbook } from "../report/workbook/write-workbook.ts";
import type { CommandResult, WorklistOptions } from "../run/options.ts";
import { correctedLists } from "../run/corrected-lists.ts";
import { recoverRun } from "../run/recover-run.ts";
import { readRunFacts } from "../run/run-folder.ts";
import { gatherWork, workSheets, type WorkList } from "../run/work-lists.ts";

export const DEFAULT_FOLDER = "daftar-kerja";
export const CORRECTED_FOLDER = "daftar-diperbaiki";
export const INDEX_FILE = "isi.csv";
const WITHOUT_VILLAGE = "TANPA DESA";

export async function worklist(options: WorklistOptions, terminal: Terminal): Promise<CommandResult> {
  await recoverRun(options.run);
  const facts = readRunFacts(options.run);
  if (!options.overwrite && existsSync(options.out)) throw new DtsenError("folder-there", { file: options.out });
  return withReplacedFolder(options.out, INDEX_FILE, async (folder) => {
    const written = options.corrected
      ? await correctedLists(folder, options.run, facts)
      : await writeBooks(folder, await gatherWork(options.run, facts, options), options, terminal);
    const header = options.corrected
      ? ["file", "source_file", "rows", "corrected", "sha256"]
      : ["file", "kecamatan", "desa", "rows", "sha256"];
    replaceFile(join(folder, INDEX_FILE), BYTE_ORDER_MARK + csvLines([header, ...written], options.delimiter ?? ","));
    const files = written.length;
    const rows = written.reduce((sum, cells) => sum + Number(cells[options.corrected ? 2 : 3]), 0);
    return { json: { out: options.out, files, rows }, text: `${doneText(options, files, rows, facts.rejected)}\n` };
  });
}

function doneText({ out, corrected, lang }: WorklistOptions, files: number, rows: number, rejected: number): string {
  const n = (count: number): string => countText(count, lang);
  if (!corrected) {
    return lang === "id"
      ? `${n(files)} buku kerja, ${n(rows)} baris: ${out} (daftarnya di ${INDEX_FILE})`
      : `${n(files)} workbooks, ${n(rows)} rows: ${out} (listed in ${INDEX_FILE})`;
  }
  const left =
    lang === "id"
      ? `; ${n(rejected)} baris ditolak tidak ikut (rejected.csv)`
      : `; ${n(rejected)} rejected rows are not in it (rejected.csv)`;
  return `${lang === "id" ? `${n(files)} daftar, ${n(rows)} baris` : `${n(files)} lists, ${n(rows)} rows`}: ${out}${rejected > 0 ? left : ""}`;
}

/** The workbooks, and the lines of `isi.csv`. */
async function writeBooks(folder: string, lists: readonly WorkList[], options: WorklistOptions, terminal: Terminal): Promise<string[][]> {
  const phase = terminal.phase(options.lang === "id" ? "Menulis buku kerja" : "Writing workbooks", lists.length);
  const folders = new Map<string, { readonly name: string; readonly files: Set<string> }>();
  const names = new Set<string>([WITHOUT_VILLAGE.toLowerCase(), INDEX_FILE.replace(/\.csv$/, "")]);
  const written: string[][] = [];
  for (const list of lists) {
    const { kecamatan, desa } = list.village;
    let path: string;
    if (desa === "" && (options.by === "desa" || kecamatan === "")) path = `${WITHOUT_VILLAGE}.xlsx`;
    else if (options.by === "kecamatan") path = `${fileName(kecamatan, names)}.xlsx`;
    else {
      let place = folders.get(kecamatan);
      if (place === undefined) {
        place = { name: fileName(kecamatan === "" ? "TANPA KECAMATAN" : kecamatan, names), files: new Set() };
        folders.set(kecamatan, place);
        createPrivateFolder(join(folder, place.name));
      }
      path = `${place.name}/${fileName(desa, place.files)}.xlsx`;
    }
    const temporary = join(folder, path);
    await writeWorkbook(temporary, workSheets(list, options.reportLang), { subject: join(options.out, path) });
    forgetTemporary(temporary);
    written.push([path, kecamatan, desa, String(list.rows), await sha256Of(temporary)]);
    phase.advance();
  }
  phase.done();
  return written;
}
