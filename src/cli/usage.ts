/** Values of options, read from text; what cannot be read is wrong usage (exit code 2). */
import { isLang, type Lang, type Text } from "../language.ts";
import { optionHelp, usageFaults, type OptionName, type UsageFault } from "./help-texts.ts";
import { decileLimit, isQuarter, programmes, type DecileLimit } from "../resolve/decile-limit.ts";
import { fields, type Field } from "../normalise/record.ts";
import { readLimit, type Limit } from "../report/limits.ts";

/** Wrong usage. The message never repeats a value: it may be somebody's number. */
export class UsageError extends Error {
  readonly fault: UsageFault;
  readonly what: string;
  /** What is expected instead. */
  readonly expected: Text | null;

  constructor(fault: UsageFault, what: string, expected: Text | null = null) {
    super(`${usageFaults[fault].en(what)}`);
    this.name = "UsageError";
    this.fault = fault;
    this.what = what;
    this.expected = expected;
  }
}

function badValue(option: OptionName, expected: Text): UsageError {
  return new UsageError("bad-value", optionHelp[option].flags.split(" ")[0]!, expected);
}

export function readRow(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw badValue("row", { id: "Beri nomor baris mulai dari 1.", en: "Give the number of a row, from 1." });
  return Number(text);
}

export function readSampleSize(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text))
    throw badValue("sample", { id: "Beri jumlah baris, misalnya 300.", en: "Give a number of rows, e.g. 300." });
  return Number(text);
}

const MOST_WORKERS = 64;

export function readWorkers(text: string): number {
  const workers = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (workers < 1 || workers > MOST_WORKERS) {
    throw badValue("workers", { id: `Beri bilangan dari 1 sampai ${MOST_WORKERS}.`, en: `Give a number from 1 to ${MOST_WORKERS}.` });
  }
  return workers;
}

export function readLang(text: string): Lang {
  if (!isLang(text)) throw badValue("lang", { id: "Beri id atau en.", en: "Give id or en." });
  return text;
}

export function readLimitOf(option: "max-rejected" | "max-orphan" | "max-conflict"): (text: string) => Limit {
  return (text) => {
    const limit = readLimit(text);
    if (limit === null)
      throw badValue(option, {
        id: "Beri jumlah baris atau persen, misalnya 100 atau 1%.",
        en: "Give a number of rows or a share, e.g. 100 or 1%.",
      });
    return limit;
  };
}

/** A date that exists, as text. */
export function readDay(text: string): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const [year, month, day] = parts ? parts.slice(1).map(Number) : [];
  if (year === undefined || month === undefined || day === undefined || month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) {
    throw badValue("date", {
      id: "Beri tanggal yang ada sebagai YYYY-MM-DD, misalnya 2026-07-08.",
      en: "Give a date that exists as YYYY-MM-DD, e.g. 2026-07-08.",
    });
  }
  return text;
}

function daysOf(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** `field=HEADER`, added to what was mapped before. */
export function readMapping(text: string, before: Readonly<Partial<Record<Field, string>>> = {}): Partial<Record<Field, string>> {
  const at = text.indexOf("=");
  const field = text.slice(0, Math.max(0, at)).trim().toLowerCase();
  const header = text.slice(at + 1).trim();
  if (at < 1 || header === "" || !(fields as readonly string[]).includes(field)) {
    throw badValue("map", {
      id: `Tulis field=KEPALA, misalnya nik="NO KTP". Field: ${fields.join(", ")}.`,
      en: `Write field=HEADER, e.g. nik="NO KTP". Fields: ${fields.join(", ")}.`,
    });
  }
  return { ...before, [field as Field]: header };
}

export function readDecile(text: string): number {
  if (!/^(?:[1-9]|10)$/.test(text)) throw badValue("desil-max", { id: "Beri desil dari 1 sampai 10.", en: "Give a decile from 1 to 10." });
  return Number(text);
}

export function readQuarter(text: string): string {
  const quarter = text.toUpperCase();
  if (!isQuarter(quarter)) throw badValue("period", { id: "Beri triwulan, misalnya 2026-Q1.", en: "Give a quarter, e.g. 2026-Q1." });
  return quarter;
}

/** The limit asked for: a number of the office's own, or a programme's in a quarter. */
export function decileLimitOf(own: number | undefined, programme: string | undefined, period: string | undefined): DecileLimit | null {
  if (own !== undefined && programme !== undefined) throw new UsageError("both-options", "--desil-max, --program");
  if (own !== undefined) return { limit: own, programme: null, period: null };
  if (programme === undefined) {
    if (period !== undefined) throw new UsageError("missing-option", "--program");
    return null;
  }
  if (period === undefined) throw new UsageError("missing-option", "--period");
  const limit = decileLimit(programme, period);
  if (limit === null) {
    throw new UsageError("no-limit-known", "--program, --period", {
      id: `Program yang dikenal: ${programmes.join(", ")}; atau beri batasnya sendiri dengan --desil-max.`,
      en: `Known programmes: ${programmes.join(", ")}; or give the limit yourself with --desil-max.`,
    });
  }
  return limit;
}
