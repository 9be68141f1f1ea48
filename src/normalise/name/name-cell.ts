/**
 * What a name cell holds beside one person's name: a second person, a relative the person is named after, a remark. Offices
 * write all of them without brackets, and each read as part of the name finds somebody else.
 */
import type { FindingCode } from "../findings.ts";
import type { Sex } from "../record.ts";
import type { NameMark } from "./person-name.ts";
import { isDegree, leadingTitles, trailingMarks } from "./titles.ts";

export interface NameCell {
  /** The person's own name, and what else the cell may call the person. */
  readonly names: readonly string[];
  readonly mark: NameMark | null;
  /** Sex that the relation to the one named tells: the wife of X is a woman. */
  readonly sex: Sex | null;
  readonly findings: readonly FindingCode[];
}

/** `ISTRI DARMA KUSNADI`: somebody who is named after a relative. */
const relativeFirst =
  /^(ISTE?RI|SUAMI|JANDA|DUDA|ANAK(?! AGUNG)|AHLI WARIS|ORTU|ORANG TUA|IBU KANDUNG|(?:WALI|CUCU|ADIK|KAKAK|MENANTU|MERTUA|KEPONAKAN) (?:DARI|DR)\b)[ .:]+(?:DARI |DR\.? |ALM\.? |BPK\.? |PAK )*(?=[A-Z]{2})/;
/** `LILIS KARTIKA ISTRI DARMA KUSNADI`: the relative comes after the person's own name. */
const relativeAfter =
  /[ ,]+\(?(?:ISTE?RI|SUAMI|JANDA|ANAK(?! AGUNG)|AHLI WARIS|ORTU|ORANG TUA|IBU KANDUNG|MENANTU|MERTUA|KEPONAKAN|(?:WALI|CUCU|ADIK|KAKAK|IBU|BAPAK|AYAH) (?:DARI|DR)\b|NY(?:ONYA)?(?=[ .]+[A-Z]{2})|D\/A|C\/O)(?:[ .:]+.*)?$/;
/** AN without a dot, but not the article of AN NISA. */
const onBehalf = /(?:^| )(?:A\/N|A\.N\.?|AN[.:]|AN(?= [A-MO-Z])|QQ|ATAS NAMA)[ :.]+/;
const together = / DAN | DGN | DENGAN | BESERTA | BERSAMA |\s*[&;+]\s*/;
/** Where somebody lives, or is to be found. */
const addressAfter = /[ ,(]+(?:RT|RW)[ .:]*\d.*$|[ ,(]+(?:DSN|DUSUN|KP|KAMPUNG|DESA|BLOK|GANG|GG|NO HP|HP|TELP|NO TELP|WA)(?:[ .:]+.*)?$/;
/** Programmes and states of life that lists append to a name. */
const remarks =
  "PKH|BPNT|BST|BLT|BLT DD|PBI|PBI JK|KIS|KKS|KPM|DTKS|DTSEN|SEMBAKO|LANSIA|DISABILITAS|DIFABEL|ODGJ|YATIM|PIATU|YATIM PIATU|RUTILAHU|JANDA|DUDA|BALITA|BUMIL|GANDA|PINDAH|BARU|LAMA|MD";
const remarkAfter = new RegExp(`[ ,]+(?:${remarks})(?:[ .:,-]+(?:TAHAP|TAHUN|THP|THN|TA|\\d+|[IVX]+))*$`);
/** The end of a village where somebody lives tells two of one name apart. */
const endOfVillage = /^(.*[A-Z]{2}) (?:KIDUL|LOR|WETAN|KULON|KALER|HILIR|HULU|GIRANG|TONGGOH|LANDEUH|SELATAN|UTARA|TIMUR|BARAT)$/;

/** `text` in capitals, plain letters; brackets are gone already. */
export function readNameCell(text: string): NameCell {
  const findings: FindingCode[] = [];
  const done = (names: readonly string[], mark: NameMark | null = null, sex: Sex | null = null): NameCell => ({
    names,
    mark,
    sex,
    findings,
  });
  let name = text;

  const behalf = onBehalf.exec(name);
  if (behalf !== null) {
    findings.push("NAMA_ORANG_LAIN");
    const before = name.slice(0, behalf.index);
    const after = name.slice(behalf.index + behalf[0].length);
    if (!isName(before)) name = after;
    else if (isName(after)) {
      findings.push("NAMA_BEBERAPA_ORANG");
      return done([before, after], "several-people");
    }
  }
  const relative = relativeFirst.exec(name);
  if (relative !== null) {
    findings.push("NAMA_ORANG_LAIN");
    const word = relative[1]!;
    const sex = /^(?:ISTE?RI|JANDA|IBU)/.test(word) ? "P" : /^(?:SUAMI|DUDA)/.test(word) ? "L" : null;
    return done([name.slice(relative[0].length)], "relative-name", sex);
  }
  for (const pattern of [relativeAfter, addressAfter, remarkAfter]) {
    const rest = name.replace(pattern, "");
    if (rest === name || !isName(rest)) continue;
    name = rest;
    if (!findings.includes("NAMA_KETERANGAN")) findings.push("NAMA_KETERANGAN");
  }
  const people = name.split(together).filter(isName);
  if (people.length > 1) return several(people);
  const listed = personsByComma(name);
  if (listed.length > 1) return several(listed);
  const dash = / [-–—]+ /.exec(name);
  if (dash !== null && isName(name.slice(0, dash.index))) {
    const after = name.slice(dash.index + dash[0].length);
    findings.push("NAMA_KETERANGAN");
    return done([name.slice(0, dash.index), `${name.slice(0, dash.index)} ${after}`]);
  }
  const placed = endOfVillage.exec(name);
  if (placed !== null) {
    findings.push("NAMA_KETERANGAN");
    return done([name, placed[1]!]);
  }
  return done([name]);

  function several(names: readonly string[]): NameCell {
    findings.push("NAMA_BEBERAPA_ORANG");
    return done(names, "several-people");
  }
}

/** Words that may be a name, and not titles alone (`BAYI NY. X`). */
function isName(text: string): boolean {
  return text.split(/[^A-Z]+/).some((word) => word.length > 1 && !leadingTitles.has(word));
}

/** `A B, C, D E` are people; `A, S.Pd` is one with a degree, and `B, A` one whose words stand in another order. */
function personsByComma(text: string): readonly string[] {
  const [first = "", ...rest] = text.split(",").map((part) => part.trim());
  const others = rest.filter((part) => isName(part) && !part.split(/ +/).every(isTail));
  if (others.length === 0 || !isName(first)) return [];
  const isOneWord = (part: string): boolean => !/[A-Z]{2}[A-Z.]* +[A-Z]{2}/.test(part);
  if (others.length === 1 && isOneWord(first) && isOneWord(others[0]!)) return [];
  return [first, ...others];
}

/** A degree or a mark, as it stands after a comma. */
function isTail(word: string): boolean {
  const letters = word.replace(/[^A-Z]/g, "");
  return letters === "" || isDegree(letters) || trailingMarks.has(letters);
}
