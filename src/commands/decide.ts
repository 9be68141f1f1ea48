/** `dtsen decide`: forms that officers have filled in are read back into the decisions file. */
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { DtsenError } from "../errors.ts";
import type { Lang } from "../language.ts";
import { withFileLock } from "../platform/lock.ts";
import { replaceFile } from "../platform/private-files.ts";
import { csvLine } from "../report/csv.ts";
import { countText } from "../report/numbers.ts";
import { openDecisions } from "../run/decisions-file.ts";
import { openForms, type Form } from "../run/filled-forms.ts";
import type { CommandResult, DecideOptions } from "../run/options.ts";
import { recoverRun } from "../run/recover-run.ts";
import { rulingsIn } from "../rulings/decisions.ts";
import { formColumns, readFormRow, type FormColumns, type FormContext, type FormFault } from "../rulings/filled-form.ts";
import { newRulings } from "../rulings/gather.ts";
import { decisionColumns, rulingCells, type Ruling, type Verdict } from "../rulings/ruling.ts";
import { plainFile } from "../platform/plain-file.ts";

const BYTE_ORDER_MARK = "\ufeff";
/** Rejected rows named one by one on the terminal. */
const TOLD_ROWS = 50;

/** Why a filled row is not taken, for the officer who is to put it right. */
const faultTexts = {
  word: { id: "PUTUSAN bukan SAMA, BEDA, TUNDA, atau CABUT", en: "PUTUSAN is none of SAMA, BEDA, TUNDA, CABUT" },
  "nik-benar": { id: "NIK BENAR bukan 16 angka", en: "NIK BENAR does not have 16 digits" },
  "nik-benar-number": {
    id: "NIK BENAR tersimpan sebagai angka, digit terakhirnya mungkin hilang; ketik sebagai teks",
    en: "NIK BENAR is stored as a number and may have lost its last digit; type it as text",
  },
  "same-other-nik": {
    id: "PUTUSAN SAMA, tetapi NIK BENAR bukan NIK orang itu di DTSEN",
    en: "PUTUSAN is SAMA, but NIK BENAR is not that person's in the extract",
  },
  "other-same-nik": {
    id: "PUTUSAN BEDA, tetapi NIK BENAR adalah NIK orang itu di DTSEN",
    en: "PUTUSAN is BEDA, but NIK BENAR is that person's in the extract",
  },
  broken: {
    id: "baris rusak (tanda kutip tidak ditutup); putusannya tidak terbaca",
    en: "the row is broken (a quote was never closed); its ruling cannot be read",
  },
  "no-key": {
    id: "Kunci kosong atau bukan kunci; isikan putusannya di laporan yang asli",
    en: "Kunci is empty or no key; rule in the report as it was written",
  },
  masked: {
    id: "laporan disamarkan (--mask) tidak dapat diputuskan; isi laporan yang lengkap",
    en: "a masked report (--mask) cannot be ruled on; fill in the full one",
  },
  key: {
    id: "Kunci tidak cocok dengan isi barisnya (NIK terpotong lembar kerja, atau kolom diubah?)",
    en: "Kunci does not fit what stands beside it (a NIK cut by a spreadsheet, or columns changed?)",
  },
  twice: { id: "dua putusan berbeda untuk satu Kunci dalam formulir", en: "two different rulings for one Kunci in the forms" },
  tanggal: { id: "TANGGAL tidak terbaca", en: "TANGGAL cannot be read" },
  "tanggal-future": { id: "TANGGAL belum tiba", en: "TANGGAL is a day to come" },
} satisfies Record<FormFault, Record<Lang, string>>;

interface Rejected {
  readonly form: string;
  readonly row: number;
  readonly fault: FormFault;
}

interface FormReading {
  readonly rulings: { readonly ruling: Ruling; readonly form: string; readonly row: number }[];
  readonly rejected: Rejected[];
  /** Rows with a word that takes `--yes`. */
  readonly unclear: { readonly form: string; readonly row: number }[];
  filled: number;
  blank: number;
}

export async function decide(options: DecideOptions): Promise<CommandResult> {
  if (options.files.length === 0 && options.forgetBefore === null) {
    throw new DtsenError("nothing-to-decide", {});
  }
  const reading: FormReading = { rulings: [], rejected: [], unclear: [], filled: 0, blank: 0 };
  for (const path of options.files) {
    await recoverRun(dirname(path));
    let found = false;
    for await (const form of openForms(path)) found = (await readForm(form, options, reading)) || found;
    if (!found) {
      throw new DtsenError("form-columns", { file: path });
    }
  }
  if (reading.unclear.length > 0 && !options.yes) throw unclearWords(reading.unclear);
  const taken = withoutContradictions(reading);
  return withFileLock(options.decisions, () => {
    const { added, forgotten } = write(options, taken);
    return result(options, reading, taken, added, forgotten);
  });
}

/** Whether the form has a header with a key. */
async function readForm(form: Form, { officer, final, yes, today }: DecideOptions, reading: FormReading): Promise<boolean> {
  const context: FormContext = { officer, final, plainWords: yes, today, name: form.name };
  let columns: FormColumns | null = null;
  for await (const each of form.rows) {
    const header = formColumns(each.cells);
    if (header !== null) {
      columns = header;
      continue;
    }
    if (columns === null) continue;
    if (each.broken === true) {
      reading.filled++;
      reading.rejected.push({ form: form.name, row: each.row, fault: "broken" });
      continue;
    }
    const answer = readFormRow(each, columns, context);
    const at = { form: form.name, row: each.row };
    if (answer.kind === "blank") {
      if ((each.cells[columns.kunci ?? -1] ?? "") !== "") reading.blank++;
      continue;
    }
    reading.filled++;
    if (answer.kind === "ruling") reading.rulings.push({ ruling: answer.ruling, ...at });
    else if (answer.kind === "unclear") reading.unclear.push(at);
    else reading.rejected.push({ ...at, fault: answer.fault });
  }
  return columns?.kunci !== undefined;
}

function unclearWords(rows: FormReading["unclear"]): DtsenError {
  const [first] = rows;
  return new DtsenError("words-unclear", { form: first!.form, row: first!.row, rows: rows.length });
}

/** Of rows that rule differently on one key in one go, none is taken: which was meant cannot be known. */
function withoutContradictions({ rulings, rejected }: FormReading): Ruling[] {
  const said = new Map<string, Set<string>>();
  for (const { ruling } of rulings) {
    const words = said.get(ruling.kunci) ?? new Set();
    said.set(ruling.kunci, words.add(`${ruling.putusan} ${ruling.nikBenar}`));
  }
  const taken: Ruling[] = [];
  for (const { ruling, form, row } of rulings) {
    if (said.get(ruling.kunci)!.size > 1) rejected.push({ form, row, fault: "twice" });
    else taken.push(ruling);
  }
  rejected.sort((a, b) => (a.form < b.form ? -1 : a.form > b.form ? 1 : a.row - b.row));
  return taken;
}

/** The file is only ever added to, but to forget: what stands in it stays byte for byte, damaged lines too. */
function write({ decisions, forgetBefore }: DecideOptions, taken: readonly Ruling[]): { added: number; forgotten: number } {
  const isThere = existsSync(decisions);
  const known = isThere ? openDecisions(decisions) : null;
  const added = newRulings(known === null ? [] : rulingsIn(known), taken);
  const isOurs = known !== null && known.table.delimiter === "," && known.table.columns.every((place, at) => place === at);
  const lines = known === null || (isOurs && forgetBefore === null) ? null : [...rulingsIn(known, true)];
  const kept = lines?.filter(({ tanggal }) => forgetBefore === null || tanggal >= forgetBefore) ?? [];
  const forgotten = lines === null ? 0 : lines.length - kept.length;
  // A spreadsheet may have saved it in another form: what is added must be read by the same header.
  let text = lines === null && isThere ? readFileSync(plainFile(decisions), "utf8") : linesOf(kept);
  if (added.length === 0 && forgotten === 0) return { added: 0, forgotten };
  if (!text.endsWith("\n")) text += "\r\n";
  replaceFile(decisions, text + added.map((ruling) => csvLine(rulingCells(ruling))).join(""));
  return { added: added.length, forgotten };
}

/** A whole file. */
function linesOf(rulings: readonly Ruling[]): string {
  return `${BYTE_ORDER_MARK}${csvLine(decisionColumns)}${rulings.map((ruling) => csvLine(rulingCells(ruling))).join("")}`;
}

function result(
  { decisions, lang, forgetBefore }: DecideOptions,
  { rejected, filled, blank }: FormReading,
  taken: readonly Ruling[],
  added: number,
  forgotten: number,
): CommandResult {
  const count = (verdict: Verdict | ""): number => taken.filter(({ putusan }) => putusan === verdict).length;
  const [same, different, pending, withdrawn, numbers] = [count("SAMA"), count("BEDA"), count("TUNDA"), count("CABUT"), count("")];
  const id = lang === "id";
  const number = (value: number): string => countText(value, lang);
  const kinds = [
    `${number(same)} SAMA`,
    `${number(different)} BEDA`,
    `${number(pending)} TUNDA`,
    ...(withdrawn > 0 ? [`${number(withdrawn)} CABUT`] : []),
    ...(numbers > 0 ? [`${number(numbers)} ${id ? "hanya NIK BENAR" : "NIK BENAR alone"}`] : []),
    `${number(blank)} ${id ? "kosong" : "blank"}`,
  ].join(", ");
  const lines = [
    id
      ? `Terbaca ${number(filled + blank)}: ${kinds}; ${number(rejected.length)} ditolak.`
      : `Read ${number(filled + blank)}: ${kinds}; ${number(rejected.length)} rejected.`,
    id
      ? `${decisions}: ${number(added)} putusan baru ditambahkan, ${number(taken.length - added)} sudah ada.`
      : `${decisions}: ${number(added)} new rulings added, ${number(taken.length - added)} known already.`,
  ];
  if (forgetBefore !== null) {
    lines.push(
      id ? `${number(forgotten)} baris sebelum ${forgetBefore} dihapus.` : `${number(forgotten)} lines older than ${forgetBefore} removed.`,
    );
  }
  const warnings = rejected
    .slice(0, TOLD_ROWS)
    .map(({ form, row, fault }) => `${form}, ${id ? "baris" : "row"} ${row}: ${faultTexts[fault][lang]}`);
  if (rejected.length > TOLD_ROWS) {
    const more = number(rejected.length - TOLD_ROWS);
    warnings.push(id ? `… dan ${more} baris lagi (lihat --json)` : `… and ${more} rows more (see --json)`);
  }
  return {
    text: `${[...lines, ...warnings.map((warning) => `  ${warning}`)].join("\n")}\n`,
    warnings,
    json: {
      file: basename(decisions),
      read: filled + blank,
      same,
      different,
      pending,
      withdrawn,
      right_nik_alone: numbers,
      blank,
      added,
      known: taken.length - added,
      forgotten,
      rejected: rejected.map(({ form, row, fault }) => ({ form, row, fault, text: faultTexts[fault][lang] })),
    },
  };
}
