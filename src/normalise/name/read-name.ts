/**
 * From a name as written to a name that can be compared. What cannot be a name where it stands is set aside and marked; what
 * may be read in several ways becomes several readings. The order of the steps matters: brackets and alias marks are split
 * before dots are lost, titles are set aside before short forms are expanded.
 */
import type { FindingCode } from "../findings.ts";
import { besideNumber } from "../combined-cell.ts";
import { inCapitals } from "../fields/capitals.ts";
import { remembering } from "../memo.ts";
import type { Reading, Sex } from "../record.ts";
import { expansionOf, isShortForm } from "./abbreviations.ts";
import { canonicalToken } from "./canonical-spelling.ts";
import { sameTokens, type NameMark, type PersonName } from "./person-name.ts";
import { LINE_BREAK, besideNames, isTail, namesAnother, namesHost, readNameCell, sexOfRemark } from "./name-cell.ts";
import { readable } from "../readable.ts";
import { callings, dottedOnly, isDegree, isPlainDegree, leadingTitles, sexOfTitle, trailingMarks } from "./titles.ts";

export interface NameContext {
  readonly sex: Sex | null;
  /** Kemendagri province code of the record's address, for short forms used in one region only. */
  readonly province: string | null;
}

/** Readings beside the main one; more is noise. */
const MAX_ALTERNATIVES = 4;
const PLAIN = /^[A-Z]+(?: [A-Z]+)*$/;
const EMPTY =
  /^(?:|-+|\.+|X+|N\/?A|NULL|NIHIL|TIDAK ADA|TDK ADA|KOSONG|IDEM|SDA|S\.D\.A\.?|DITTO|\\N|"+|TANPA NAMA|NONAME|NO NAME|UNKNOWN|DUMMY|NPWP|(?:BELUM|BLM) ADA NAMA|(?:TIDAK|TDK) DIKETAHUI|NONE|NAN|UNDEFINED|#(?:N\/A|REF|VALUE|NAME|NULL|DIV\/0|NUM)[!?]?)$/;

export interface NameReading extends Reading<PersonName> {
  /** The sex that a title or a relation tells (NY., BPK., *istri*), or null. */
  readonly sex: Sex | null;
}

export function readName(text: string, context: NameContext): NameReading {
  return readPlain(inCapitals(text)) ?? readMarked(inCapitals(readable(text).replace(smallAnd, " dan ")), context);
}

/** `X n Y`: small, the letter is *dan*; a capital one may be an initial. */
const smallAnd = /(?<=[A-Za-z]{2}) +n +(?=[A-Z][A-Za-z])/g;

const A = 65;
const Z = 90;
const SPACE = 32;
const nothing = { alternatives: [], marks: [], findings: [] } as const;

/** The ordinary name: words in capitals that mean nothing but themselves. Null where there is, or may be, more to it. */
function readPlain(text: string): NameReading | null {
  const tokens: string[] = [];
  for (let from = 0, at = 0; at <= text.length; at++) {
    const code = at < text.length ? text.charCodeAt(at) : SPACE;
    if (code >= A && code <= Z) continue;
    const token = code === SPACE && at > from ? plainToken(text.slice(from, at)) : null;
    // A word said twice is one.
    if (token === null || token === tokens[0]) return null;
    tokens.push(token);
    from = at + 1;
  }
  return { value: { tokens, alternatives: nothing.alternatives, marks: nothing.marks }, findings: nothing.findings, sex: null };
}

/** A word of A–Z in canonical spelling; null where it may be a title, a mark, a short form, an initial, or no name. */
const plainToken = remembering((word: string): string | null => (isMarked(word) ? null : canonicalToken(word)));

/** Words that split a name in two, and those of which a name that is none is made. */
const joining: ReadonlySet<string> = new Set([
  "BIN",
  "BINTI",
  "BINTE",
  "BT",
  "BTE",
  "IBNU",
  "ALIAS",
  "ALS",
  "DG",
  "DAENG",
  "QQ",
  "AKA",
  "ATAS",
  "DAN",
  "DGN",
  "DENGAN",
  "BESERTA",
  "BERSAMA",
  "RT",
  "RW",
  "NAMA",
  "NA",
  "NULL",
  "NIHIL",
  "TIDAK",
  "TDK",
  "ADA",
  "KOSONG",
  "TANPA",
  "NONAME",
  "NO",
  "NAME",
  "UNKNOWN",
  "NONE",
  "NAN",
  "UNDEFINED",
  "DUMMY",
  "NPWP",
  "BELUM",
]);

function isMarked(word: string): boolean {
  return (
    word.length === 1 ||
    leadingTitles.has(word) ||
    trailingMarks.has(word) ||
    isPlainDegree(word) ||
    isShortForm(word) ||
    clans.has(word) ||
    joining.has(word) ||
    besideNames.has(word) ||
    callings.has(word) ||
    /^X+$/.test(word)
  );
}

/** A name in capitals, whatever it holds. */
function readMarked(upper: string, context: NameContext): NameReading {
  const found = new Set<FindingCode>();
  const marks = new Set<NameMark>();
  const clean = upper
    .normalize("NFKC")
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[\u2018\u2019\u201a\u2032`´]/g, "'")
    .replace(/[\u200b-\u200d\ufeff]/g, "")
    .replace(/\s*[\r\n]\s*/g, LINE_BREAK)
    .replace(/(?<=[A-Z]{2} *)[|\\](?= *[A-Z]{2})/g, " / ")
    .replace(/[^\S\u2028]/g, " ")
    .trim();
  if (EMPTY.test(clean.replace(/\s+/g, " ")) || !/[A-Z]/.test(clean))
    return { value: null, findings: [/\d/.test(clean) ? "NAMA_ANGKA" : "NAMA_KOSONG"], sex: null };
  const unnumbered = besideNumber(clean);
  if (unnumbered !== clean) found.add("NAMA_ANGKA");
  // Of a list in a message: `1. SITI`.
  const uncounted = unnumbered.replace(/^\d{1,4}[.)] *(?=[A-Z]{2})/, "");
  const [main, bracketed, told] = withoutBrackets(withoutSpacedDegree(spaced(uncounted)), found, marks);
  const cell = readNameCell(main, bracketed.length > 0);
  for (const code of cell.findings) found.add(code);
  if (cell.mark !== null) marks.add(cell.mark);
  const [own = "", ...others] = cell.names;
  if (/\d/.test(own)) found.add("NAMA_ANGKA");
  if (/[^A-Z0-9 .,'/@-]/.test(own)) found.add("NAMA_SIMBOL");
  const asWritten = readings(own, found);
  const parts = [...asWritten.map(withLetters).filter((part, at) => part !== asWritten[at]), ...asWritten, ...others, ...bracketed];
  if (bracketed.length > 0) found.add("NAMA_ALIAS");
  const title = sexOfTitle(own) ?? sexOfTitle(own.slice(own.indexOf(",") + 1).trim());
  // H. is typed for HJ. as often as a letter in the column of sexes is mistaken: it tells no more than that.
  if (title !== null && !/^(?:[A-Z.]+ )*H(?:AJI)?[. ]/.test(own)) marks.add("salutation");
  return { ...read(parts, found, marks, context), sex: cell.sex ?? told ?? title };
}

/** `S. Pd. I` at the end as `S.Pd.I`. */
function withoutSpacedDegree(text: string): string {
  return text.replace(/(?<=[A-Z]{3},? +|, *)[SMA]\.(?: ?[A-Z]{1,4}\b\.?){1,3}(?=\s*(?:,|$))/g, (degree) =>
    isDegree(degree.replace(/[^A-Z]/g, "")) ? degree.replaceAll(" ", "") : degree,
  );
}

/** `S I T I  A M I N A H` as `SITI AMINAH`. */
function spaced(text: string): string {
  if (!/^(?:[A-Z] +){3,}[A-Z]$/.test(text)) return text;
  return text
    .split(/ {2,}/)
    .map((word) => word.replaceAll(" ", ""))
    .join(" ");
}

/** The text without what stands in brackets, those of the bracketed texts that may be names, and the sex that one of them tells. */
function withoutBrackets(text: string, found: Set<FindingCode>, marks: Set<NameMark>): [string, string[], Sex | null] {
  const aliases: string[] = [];
  let sex: Sex | null = null;
  const main = text.replace(/[([{<]([^)\]}>]*)[)\]}>]?/g, (_, inside: string) => {
    const letters = inside.replace(/[^A-Z]/g, "");
    const mark = letters === "MD" ? "deceased" : trailingMarks.get(letters);
    const told = sexOfRemark(inside);
    // `(DIGANTI SARTI)` is read as without brackets.
    if (namesAnother(inside)) return ` ${inside} `;
    if (told !== null) {
      sex = told;
      marks.add("husband-name");
      found.add("NAMA_KETERANGAN");
    } else if (mark !== undefined) note(mark, marks, found);
    else if (isRemark(inside)) found.add("NAMA_KETERANGAN");
    else if (letters.length > 1) aliases.push(inside);
    return " ";
  });
  return [main.replace(/ {2,}/g, " ").trim(), aliases, sex];
}

/** `(ISTRI DARMA)`, `(PKH)`, `(RT 02)`, `(TIDAK LAYAK)`: nobody's other name. */
function isRemark(inside: string): boolean {
  const first = /[A-Z]+/.exec(inside)?.[0];
  return first !== undefined && (besideNames.has(first) || states.has(first) || namesHost(inside));
}

/** What became of somebody, or of the aid, as lists say it between brackets. */
const states: ReadonlySet<string> = new Set(
  "TIDAK TDK TAK LAYAK MAMPU AKTIF NONAKTIF TERDATA DOBEL DOUBLE VALID INVALID PADAN GRADUASI MENOLAK MERANTAU CORET DICORET HAPUS DIHAPUS KELUAR DITANGGUHKAN USULAN CADANGAN SAKIT LUMPUH STROKE BURUH TANI PETANI NGANGGUR".split(
    " ",
  ),
);

/** A scanner's digits inside a word as the letters they look like: `R0HAYATI`, `51TTI`. */
function withLetters(text: string): string {
  if (!/\d/.test(text)) return text;
  return text.replace(/(?<![A-Z0-9])(?!R[TW]\d)(?=\d*[A-Z][A-Z0-9]*[A-Z])[A-Z0158]*[0158][A-Z0158]*(?![A-Z0-9])/g, (word) =>
    word.replace(/\d/g, (digit) => lookalikes[digit]!),
  );
}

const lookalikes: Readonly<Record<string, string>> = { "0": "O", "1": "I", "5": "S", "8": "B" };

/** Alias marks and patronyms split off; the first part is the main reading. */
function readings(text: string, found: Set<FindingCode>): string[] {
  let main = text;
  const aliases: string[] = [];
  const [first = "", ...others] = main.split(/\/|@| ALIAS | ALS\.? | A\.?K\.?A\.? | AL\. (?=[A-Z]{3})/);
  if (/[A-Z]{2}/.test(first)) {
    aliases.push(...others.filter((other) => /[A-Z]{2}/.test(other)));
    main = first;
  } else {
    main = others.find((other) => /[A-Z]{2}/.test(other)) ?? main.replace(/[/@]/g, " ");
  }
  if (aliases.length > 0) found.add("NAMA_ALIAS");
  const parts: string[] = [];
  const [own, ...fathers] = main.split(/ (?:BIN|BINTI|BINTE|BT|BTE|IBNU)\.? /);
  if (fathers.length > 0 && /[A-Z]/.test(own!)) {
    found.add("NAMA_PATRONIM");
    parts.push(own!, [own, ...fathers].join(" "));
  } else {
    parts.push(main);
  }
  // B. between words may be BIN, or an initial.
  const son = /^(.*[A-Z]{2,}) B\.? [A-Z]{2,}/.exec(main);
  if (son) parts.push(son[1]!);
  const second = / (?:DG|DAENG)\.? ([A-Z].*)$/.exec(main);
  if (second) parts.push(second[1]!, main.replace(/ (?:DG|DAENG)\.? /, " "));
  return [...parts, ...aliases];
}

function read(parts: readonly string[], findings: Set<FindingCode>, marks: Set<NameMark>, context: NameContext): Reading<PersonName> {
  const all: string[][] = [];
  for (const part of parts) {
    const canonical: string[] = [];
    const expanded: string[] = [];
    let isShort = false;
    const words = wordsOf(part, marks, findings);
    for (const word of words) {
      const token = canonicalToken(word);
      const long = expansionOf(word, canonical.length === 0, context.sex, context.province);
      canonical.push(token);
      expanded.push(long ?? token);
      if (long !== null) isShort = true;
    }
    offer(canonical, all);
    if (isShort) offer(expanded, all);
    if (callings.has(words[0] ?? "")) offer(canonical.slice(1), all);
    if (all.length > MAX_ALTERNATIVES) break;
  }
  const [tokens, ...alternatives] = all;
  if (tokens === undefined) {
    findings.add("NAMA_KOSONG");
    return { value: null, findings: [...findings] };
  }
  return { value: { tokens, alternatives: alternatives.slice(0, MAX_ALTERNATIVES), marks: [...marks] }, findings: [...findings] };
}

function offer(tokens: string[], all: string[][]): void {
  if (tokens.length > 0 && !all.some((other) => sameTokens(other, tokens))) all.push(tokens);
}

/** The name's own words, upper case A–Z; titles and marks are set aside. */
function wordsOf(text: string, marks: Set<NameMark>, findings: Set<FindingCode>): string[] {
  const comma = text.indexOf(",");
  const words = splitWords(comma < 0 ? text : text.slice(0, comma), true, marks, findings);
  for (const tail of comma < 0 ? [] : text.slice(comma + 1).split(",")) {
    const others = tail.trim().split(/ +/);
    const isTitle = others.every(isTail);
    for (const word of others) {
      const letters = word.replace(/[^A-Z]/g, "");
      const mark = trailingMarks.get(letters);
      // `BUDI, H.` is HAJI BUDI.
      const title = leadingTitles.get(letters);
      if (letters === "" || isDegree(letters) || title !== undefined || (isTitle && mark === undefined && letters.length > 1)) {
        if (letters !== "") setAside(title ?? "title", marks, findings);
      } else if (mark !== undefined) note(mark, marks, findings);
      else words.push(...splitWords(word, false, marks, findings));
    }
  }
  const clan = words.findIndex((word, at) => at > 0 && at < words.length - 1 && clans.has(word));
  if (clan > 0) words.splice(clan, 1);
  if (words.length === 2 && words[0] === words[1]) words.pop();
  return words;
}

/** Between a woman's name and that of her clan. */
const clans: ReadonlySet<string> = new Set(["BR", "BORU"]);

/** RADEN AJENG, RADEN MAS: one title in two words. */
const ranksAfterRaden: ReadonlySet<string> = new Set(["AJENG", "AYU", "MAS", "RORO", "RARA", "NGANTEN", "PANJI"]);

function splitWords(text: string, leading: boolean, marks: Set<NameMark>, findings: Set<FindingCode>): string[] {
  const isPlain = PLAIN.test(text);
  const raw = isPlain ? text.split(" ") : text.split(/[ -]+/).filter((word) => /[A-Z]/.test(word));
  const words: string[] = [];
  let rank = false;
  raw.forEach((word, at) => {
    const letters = isPlain ? word : word.replace(/[^A-Z]/g, "");
    const dotted = !isPlain && word.includes(".");
    const last = at === raw.length - 1;
    if (leading && words.length === 0 && !last) {
      const mark = leadingTitles.get(letters);
      if (mark !== undefined && (dotted || !dottedOnly.has(letters))) {
        setAside(mark ?? "title", marks, findings);
        rank = letters === "RADEN" || letters === "RD" || letters === "R";
        return;
      }
      if (rank && ranksAfterRaden.has(letters)) {
        rank = false;
        return;
      }
      const glued = !dotted ? null : /^(HJ?|DRS?|DRA|IR|KH|PROF|NY|TN|ALM|ALMH)\.([A-Z']{3,})$/.exec(word);
      if (glued) {
        setAside(leadingTitles.get(glued[1]!) ?? "title", marks, findings);
        words.push(glued[2]!.replaceAll("'", ""));
        return;
      }
    }
    if (words.length > 0) {
      const mark = trailingMarks.get(letters);
      if (mark !== undefined) return void note(mark, marks, findings);
      const inner = dotted && (/\.[A-Z]/.test(word) || (letters.length > 1 && last));
      if ((inner && isDegree(letters)) || (last && isPlainDegree(letters))) return void setAside("title", marks, findings);
    }
    if (words.length === 0 && last && raw.length === 1 && leadingTitles.has(letters) && letters.length <= 4) {
      setAside(leadingTitles.get(letters) ?? "title", marks, findings);
      return;
    }
    if (!dotted) words.push(letters);
    else
      for (const piece of word.split(".")) {
        const token = piece.replace(/[^A-Z]/g, "");
        if (token !== "") words.push(token);
      }
  });
  return words;
}

function setAside(mark: NameMark, marks: Set<NameMark>, findings: Set<FindingCode>): void {
  if (mark === "title") {
    marks.add(mark);
    findings.add("NAMA_GELAR");
  } else note(mark, marks, findings);
}

const findingOfMark: Readonly<Partial<Record<NameMark, FindingCode>>> = {
  "husband-name": "NAMA_ORANG_LAIN",
  newborn: "NAMA_ORANG_LAIN",
  deceased: "NAMA_ALMARHUM",
  "not-a-person": "NAMA_BUKAN_ORANG",
};

function note(mark: NameMark, marks: Set<NameMark>, findings: Set<FindingCode>): void {
  marks.add(mark);
  const code = findingOfMark[mark];
  if (code !== undefined) findings.add(code);
}
