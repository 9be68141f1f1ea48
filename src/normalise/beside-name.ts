/** A birth date, an age and an address in the cell of the name: `SITI AMINAH, Bogor 12-03-1975, KP. SUKA RT 01`. Pure. */
import { isTail } from "./name/name-cell.ts";

const MONTH = "(?:jan|feb|peb|mar|apr|mei|may|jun|jul|ag[ust]|aug|sep|o[kc]t|no[vp]|des|dec)\\p{L}*";
const DATE = new RegExp(
  `(?<!\\d[-./ ]?)(?:\\d{1,2}\\s*[-./ ]\\s*(?:\\d{1,2}|${MONTH})\\s*[-./ ]\\s*(?:\\d{4}|\\d{2})|(?:19|20)\\d\\d[-./]\\d{1,2}[-./]\\d{1,2})(?![-./]?\\d)`,
  "iu",
);
const BORN =
  /[\s,/(]*(?<!\p{L})(?:(?:tempat|tanggal|tgl|tmp)[\s.,/&]*)*(?:lahir|lhr|ttl)\b[\s.:]*(?:di\b\s*|(?:pada\s+)?(?:tanggal|tgl)\b[\s.:]*)?/iu;
const SEPARATOR = /\s*[,/;|(\n\r\u2028]\s*|\s+[-–—]+\s+/;
const AROUND = /^[\s,/;|()\-–—.]+|[\s,/;|(\-–—]+$/gu;
const AGE = /[\s,/;|(\n\r\u2028–—-]+(?:(?:UMUR|USIA)\b[\s.:]*)?(\d{1,3})\s*(?:TH|THN|TAHUN|T)?[\s.)]*$/iu;
/** What an address begins with, behind a name. */
const ADDRESS =
  /(?<=\p{L}{2}.*)(?:[\s,/;|(\n\r\u2028-]|(?<=\s[-–—])\s)+\(?(?=(?:(?:KP|KAMPUNG|DSN|DUSUN|DUKUH|JLN?|JALAN|GG|GANG|DESA|DS|KEL|KELURAHAN|BLOK|PERUM\w*|LINGK\w*|KOMPLE\w*|ALAMAT)\b[\s.:]*[\p{L}\d]|R[TW]\b[\s.:]*\d|NO\b[\s.]*\d))/iu;

export interface BesideName {
  readonly name: string;
  /** As it stands; "" where there is none. */
  readonly date: string;
  readonly address: string;
}

/** The parts of a name cell. With `address` what stands behind the first separator is one, whatever it begins with; before a date it is a place of birth. */
export function besideName(text: string, { address: hasAddress }: { readonly address: boolean }): BesideName {
  const found = DATE.exec(text);
  const before = found === null ? text : text.slice(0, found.index);
  const after = found === null ? "" : text.slice(found.index + found[0].length).replace(AROUND, "");
  const [whose, where] = hasAddress ? addressIn(before, found === null) : [before, ""];
  const address = [where, after].filter((part) => part !== "").join(", ");
  return { name: found === null ? whose : withoutPlace(whose), date: found?.[0] ?? "", address };
}

/** The name in a cell that holds a date as well, of a column that has no others. */
export function withoutDate(text: string): string {
  if (!/\d/.test(text) || !DATE.test(text)) return text;
  return besideName(text, { address: false }).name || text;
}

/** The name before an age, and the age; "" where there is none. */
export function ageBesideName(text: string): readonly [name: string, age: string] {
  const found = AGE.exec(text);
  return found === null ? [text, ""] : [text.slice(0, found.index), found[1]!];
}

/** What a text holds behind a name. */
export function heldBesideName(text: string): { readonly date: boolean; readonly address: boolean } {
  const { name, date, address } = besideName(text, { address: ADDRESS.test(text) });
  const isNamed = /\p{L}{3}/u.test(name);
  return { date: isNamed && date !== "", address: isNamed && address !== "" };
}

/** The text before an address, and the address. */
function addressIn(text: string, mayBeBare: boolean): [string, string] {
  const named = ADDRESS.exec(text);
  if (named !== null) return [text.slice(0, named.index), text.slice(named.index + named[0].length).replace(AROUND, "")];
  if (!mayBeBare) return [text, ""];
  const [first = "", ...others] = text.split(SEPARATOR);
  const at = others.findIndex((part) => part !== "" && !isTitle(part));
  if (at < 0) return [text, ""];
  return [
    [first, ...others.slice(0, at)].join(", "),
    others
      .slice(at)
      .filter((part) => part !== "")
      .join(", "),
  ];
}

/** The name before a date, without the place of birth between them. */
function withoutPlace(text: string): string {
  const parts = text.replace(BORN, " / ").replace(AROUND, "").split(SEPARATOR);
  if (parts.length > 1 && !isTitle(parts.at(-1)!)) parts.pop();
  return parts.join(", ");
}

/** `S.Pd`, which belongs to the name before it. */
function isTitle(text: string): boolean {
  return text.toUpperCase().trim().split(/ +/).every(isTail);
}
