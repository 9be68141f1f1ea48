/**
 * What the commands take and give. `src/cli` fills these from the command line and the config file, already checked; a command
 * never sees a flag. Every command has the shape `(options, terminal) => Promise<CommandResult>`.
 */
import { basename } from "node:path";
import type { Lang } from "../language.ts";
import type { DecileLimit, ProgrammeRule } from "../programmes/programmes.ts";
import type { Field } from "../normalise/record.ts";
import type { ReportDelimiter } from "../report/csv.ts";
import type { OverlayOption } from "./overlay-option.ts";
import type { Limit, Limits } from "../report/limits.ts";
import type { RowReport } from "../report/status.ts";

/** `--map nik="NO KTP"`: which header holds a field. */
export type HeaderMap = Readonly<Partial<Record<Field, string>>>;

export interface FileMaps {
  /** Maps of single files, by base name: what the config file says of one file, with all that `map` says. */
  readonly fileMaps: Readonly<Record<string, HeaderMap>>;
}

/** The map that holds for a file: its own where the config file has one. */
export function mapOf(path: string, { map, fileMaps }: FileMaps & { readonly map: HeaderMap }): HeaderMap {
  return fileMaps[basename(path)] ?? map;
}

/** What every command takes. */
export interface CommonOptions extends FileMaps {
  /** The result goes to stdout as JSON; no text for people there. */
  readonly json: boolean;
  /** No progress, no notes, and no summary of a command whose product is a file. */
  readonly quiet: boolean;
  /** Language of the terminal. */
  readonly lang: Lang;
  /** Language of reports and of the explanations in them: Indonesian unless asked for otherwise. */
  readonly reportLang: Lang;
  /** Section `report` of the config file: what the office prints on its reports. */
  readonly letterhead: Readonly<Record<string, unknown>>;
  /** Programmes that the office has added in the config file. */
  readonly programmes: readonly ProgrammeRule[];
}

export interface InfoOptions extends CommonOptions {
  readonly db: string;
  /** Look at all of it. */
  readonly check: boolean;
}

export interface IndexOptions extends CommonOptions {
  readonly files: readonly string[];
  readonly db: string;
  /** The files come beside those of the index at hand, or instead of older ones of it; `null`: the index is made of them alone. */
  readonly extending: "add" | "replace" | null;
  /** `null`: none, or with `add` as the index at hand has it. */
  readonly label: string | null;
  /** `YYYY-MM-DD`, a date that exists. */
  readonly date: string | null;
  readonly map: HeaderMap;
  /** Row of the header; 0: there is none; `null`: to be found. */
  readonly headerRow: number | null;
  /** Sheets of workbooks to read; none: every visible one with a header. */
  readonly sheet: readonly string[];
  readonly maxRejected: Limit | null;
  /** Threads; `null`: as many as the machine has cores for. */
  readonly workers: number | null;
  /** Go on where the tool would refuse (files of different versions). */
  readonly force: boolean;
}

export interface MatchOptions extends CommonOptions {
  /** `-` is standard input. */
  readonly files: readonly string[];
  readonly db: string;
  readonly out: string;
  /** Every list with a folder of reports of its own below `out`. */
  readonly each: boolean;
  /** Extract files the index is to be built from, or reused if it is still fresh; empty: the index as it is. */
  readonly extract: readonly string[];
  /** Label and date of an index built from `extract`. */
  readonly label: string | null;
  readonly date: string | null;
  readonly map: HeaderMap;
  /** Row of the header; 0: there is none; `null`: to be found. */
  readonly headerRow: number | null;
  /** The files are one list. */
  readonly together: boolean;
  /** Sheets of workbooks to read; none: every visible one with a header. */
  readonly sheet: readonly string[];
  /** Model file of `dtsen train`; `null`: the shipped model. */
  readonly model: string | null;
  readonly workers: number | null;
  readonly limits: Limits;
  /** Decile limit the persons found are held against (`DESIL_SESUAI`, `DESIL_DI_ATAS_BATAS`); `null`: none asked for. */
  readonly decileLimit: DecileLimit | null;
  /** Separator of the reports; `null`: as the first list is separated, comma or semicolon. */
  readonly delimiter: ReportDelimiter | null;
  /** Decisions file of officers' rulings; `null`: none. */
  readonly decisions: string | null;
  /** Lists of marks. */
  readonly overlay: readonly OverlayOption[];
  /** Reports that a person has changed are replaced all the same. */
  readonly overwrite: boolean;
  /** Reports for passing on: numbers and birth dates masked. */
  readonly mask: boolean;
  /** Go on where the tool would refuse (`--paksa`): NIKs of a file that Excel cut are looked up all the same. */
  readonly force: boolean;
  /** Write `laporan.xlsx`; `null`: where a list is a workbook. */
  readonly xlsx: boolean | null;
}

export interface CompareOptions extends CommonOptions {
  /** Two indexes, or two folders of reports: the older and the newer. */
  readonly before: string;
  readonly after: string;
  readonly out: string;
  /** Folder of a run whose persons and their families are written; `null`: counts alone, or with `all` everybody. */
  readonly list: string | null;
  readonly all: boolean;
  readonly programme: string | null;
  /** `YYYY-Qn` of the newer. */
  readonly period: string | null;
  /** Decile limit of the office's own. */
  readonly ownLimit: number | null;
  readonly programmes: readonly ProgrammeRule[];
  readonly maxChange: Limit | null;
}

export interface TargetingOptions extends CommonOptions {
  /** Folders of reports: one or several lists and programmes. */
  readonly runs: readonly string[];
  readonly db: string;
  readonly out: string;
  readonly limit: DecileLimit;
  /** Lists of marks on heads of family, persons and recipients. */
  readonly overlay: readonly OverlayOption[];
  /** Which families count: of villages with a matched row, of their kecamatan, or all. */
  readonly area: "desa" | "kecamatan" | "semua";
  readonly all: boolean;
  readonly mask: boolean;
}

export interface FindOptions extends CommonOptions {
  readonly db: string;
  /** Limit that deciles are told against; `null`: those of the extract's quarter. */
  readonly limit: DecileLimit | null;
  /** Numbers and dates in full, and the members' first names. */
  readonly full: boolean;
  /** Where nobody has the number: also numbers a digit away. */
  readonly near: boolean;
  /** Leave the answer on the screen. */
  readonly keep: boolean;
  readonly purpose: string | null;
}

export interface DecideOptions extends CommonOptions {
  /** Filled workbooks and CSV files. */
  readonly files: readonly string[];
  /** The decisions file that rulings are added to. */
  readonly decisions: string;
  /** Who has ruled, where a form's row does not say. */
  readonly officer: string;
  /** `YYYY-MM-DD`: the day of rulings that name none. */
  readonly today: string;
  /** A coordinator's word: it stands whatever officers say. */
  readonly final: boolean;
  /** `YA`, `BENAR`, `TIDAK` and the like are taken for rulings. */
  readonly yes: boolean;
  /** `YYYY-MM-DD`: older rulings are removed; `null`: none. */
  readonly forgetBefore: string | null;
}

export interface WorklistOptions extends CommonOptions {
  /** Folder of a run. */
  readonly run: string;
  readonly out: string;
  readonly by: "desa" | "kecamatan";
  /** Reports whose rows are wanted. */
  readonly only: readonly RowReport[];
  /** Village of rows that name none themselves; `null`: nobody has said. */
  readonly desa: string | null;
  readonly mask: boolean;
  /** The lists with corrected NIKs, not work lists. */
  readonly corrected: boolean;
  readonly overwrite: boolean;
  /** Separator of `isi.csv`. */
  readonly delimiter: ReportDelimiter | null;
}

export interface InspectOptions extends CommonOptions {
  readonly file: string;
  readonly map: HeaderMap;
  /** Row of the header; 0: there is none; `null`: to be found. */
  readonly headerRow: number | null;
  /** Sheets of workbooks to read; none: every visible one with a header. */
  readonly sheet: readonly string[];
  /** Config file to save the mapping in, empty for `dtsen.config.json`; `null`: only print it. */
  readonly save: string | null;
}

export interface ExplainOptions extends CommonOptions {
  readonly file: string;
  /** The other lists of the run, in its order; the list itself may stand among them. */
  readonly with: readonly string[];
  /** As the run had them: the decisions file, lists of marks, and the limit deciles are held against. */
  readonly decisions: string | null;
  readonly overlay: readonly OverlayOption[];
  readonly decileLimit: DecileLimit | null;
  /** The row as a spreadsheet shows it, from 1. */
  readonly row: number;
  readonly db: string;
  readonly map: HeaderMap;
  /** Row of the header; 0: there is none; `null`: to be found. */
  readonly headerRow: number | null;
  /** Sheets of workbooks to read; none: every visible one with a header. */
  readonly sheet: readonly string[];
  readonly model: string | null;
  readonly workers: number | null;
  readonly mask: boolean;
  readonly force: boolean;
}

export interface TrainOptions extends CommonOptions {
  readonly files: readonly string[];
  readonly db: string;
  readonly map: HeaderMap;
  /** Row of the header; 0: there is none; `null`: to be found. */
  readonly headerRow: number | null;
  /** Sheets of workbooks to read; none: every visible one with a header. */
  readonly sheet: readonly string[];
  /** Model file to write. */
  readonly model: string;
}

/** What a command has to say when it is done; `src/cli` decides where it goes. */
export interface CommandResult {
  /** For `--json`: plain data, no personal value. */
  readonly json: unknown;
  /** For people, in the terminal's language, with a line break at the end. */
  readonly text: string;
  /** What should make somebody look twice, a sentence each; shown even where the text is not. */
  readonly warnings?: readonly string[];
  /** Sentences about limits that were crossed; any of them makes the exit code 3. */
  readonly crossed?: readonly string[];
  /** Sentences about parts of the work that could not be done though the rest was; any of them makes the exit code 1. */
  readonly failed?: readonly string[];
  /** Nothing was found of what was asked for: exit code 1, though nothing went wrong. */
  readonly notFound?: boolean;
}
