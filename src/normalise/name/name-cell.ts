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

/** Relatives by whom somebody is named; the second kind are names or salutations too, so that DARI or -NYA must say it. */
/** A lady of Bali is COKORDA ISTRI or ANAK AGUNG ISTRI: it is no wife who is spoken of. */
const noble = String.raw`(?<!(?:^|\W)(?:COKORD[AE]|COK|CK|ANAK AGUNG|A\.? ?A|SAGUNG|DEWA|DW|GUSTI|GST|IDA)\.? +)`;
const relatives =
  "ISTRI|ISTERI|IST|BINI|SUAMI|JANDA|JD|DUDA|AHLI WARIS|AW(?=[.:])|A\\/W|RUMAH TANGGA|ORTU|ORANG TUA|MERTUA|MENANTU|KEPONAKAN|IPAR|SEPUPU|BESAN|KERABAT|FAMILI|ASUHAN|PENGASUH|PENJAGA|PEMBANTU|TETANGGA|PENGGANTI|WALI(?= *:)";
const kin = "WALI|BPK|EMAK|MAK|CUCU|ADIK|KAKAK|PUTRA|PUTRI|PUTERA|PUTERI|AYAH|BAPAK|IBU|MAMAH|MAMA|BIBI|PAMAN|NENEK|KAKEK|SAUDARA";
/** Given names too: `CUCU SARDI` is SARDI's grandchild where he bears the name without it. */
export const kinWords: ReadonlySet<string> = new Set("CUCU ADIK KAKAK PAMAN BIBI NENEK KAKEK RANDA WALI WARIS".split(" "));
const relation = `(?:(?:${relatives}|ANAK(?! AGUNG))(?:NYA)?|(?:${kin})(?:NYA| KANDUNG| (?:DARI|DR|MURID|SISWA)\\b)|KEL(?:UARGA|\\.)(?= *(?:ALMH?|ALMARHUM(?:AH)?|BPK|BAPAK|PAK|IBU)\\b))`;
/** `MANTAN ISTRI`, `ALM. SUAMI`. */
const former = "(?:(?:MANTAN|BEKAS|EKS|EX|ALMH?|ALMARHUM(?:AH)?)[ .]+)?";
/** `ISTRI DARMA KUSNADI`: somebody who is named after a relative. */
const relativeFirst = new RegExp(
  `^${former}(${relation})[ .:]+(?:(?:DARI|DR|ALMH?|ALMARHUM(?:AH)?|BPK|BAPAK|PAK|SDR|TN|H)\\b[ .]*)*(?=[A-Z]{2})`,
);
/** `LILIS KARTIKA ISTRI DARMA KUSNADI`: the relative comes after the person's own name. */
const relativeAfter = new RegExp(
  `[ ,/]+\\(?${noble}${former}(?:${relation}(?=[ .:,]|$)|(?:IBU|BAPAK|BPK|AYAH)(?= +[A-Z]{2})|NY(?:ONYA)?(?=[ .]+[A-Z]{2})|(?:KK|KEP(?:ALA)?\\.? *KEL(?:UARGA|\\.)?)(?=[ .:]+[A-Z]{2})|D\\/A|C\\/O)(?:[ .:]+.*)?$`,
);
/** Words that tell the sex of the one the row is about: `LILIS (JANDA)` is a widow herself, `DARMA (ISTRI)` is his wife. */
const womans = "ISTRI|ISTERI|IST|BINI|JANDA|JD|NY|NYONYA|IBU";
const mans = "SUAMI|DUDA|BAPAK|BPK|TN|TUAN";
const sexWordAlone = new RegExp(`^\\W*(?:(${womans})|(?:${mans}))(?:NYA)?\\W*$`);
/** Two letters behind a blank alone may be initials: `AGUS JD`. */
const sexWordAfter = new RegExp(`^(.*[A-Z]{2}.*?)(?: *[,/] *| +[-–—]+ +| +(?!JD|TN))((?:${womans}|${mans})(?:NYA)?)\\.?$`);
/** One acts or collects for another; AN without a dot, but not the article of AN NISA. */
const onBehalf =
  /(?:^|[ (])(?:A\/N|A\.N\.?|AN[.:]|AN(?= [A-MO-Z])|Q\.?Q\.?|C[./]?Q\.?|ATAS NAMA|U\/|UTK\.?|UNTUK|MEWAKILI|(?:DI)?WAKIL(?:I|KAN)?|(?:DI)?KUASA(?:KAN)?(?: DARI)?|PERWAKILAN|DI(?:AMBIL|TERIMA|URUS|CAIRKAN)(?:KAN)?|(?<=\S )(?:PENGAMPU|PENANGGUNG JAWAB)|YA?N?G (?:MENERIMA|MENGAMBIL|MENCAIRKAN)|(?<=\S )WALI(?= +[A-Z]+ +[A-Z]{2}))(?: +(?:OLEH|DARI|KE|KEPADA))?[ :.]+/;
/** Through whom, or in whose house, somebody is reached. */
const careOf =
  /^(?:[CD]\/[AO]|U\/P|U\.?P(?=[.:])|[UP]\.P|PIC|IKUT|NUMPANG|MENUMPANG|NEBENG|NUNUT|(?:DI)?TITIP(?:AN|KAN)?|MILIK|(?:(?:BELAKANG|SEBELAH|SAMPING|DEPAN|DEKAT)(?: RUMAH)?|RUMAH))(?=[ .:])[ .:]*(?=[A-Z]{2})/;
/** `X - MD`, `X / MENINGGAL`: two letters behind a blank alone may be initials. */
const deceasedAfter = /(?: +[-–—]+ *| *[/,] *)(?:MD|ALM(?:H|ARHUM|ARHUMAH)?|MENINGGAL(?: DUNIA)?|WAFAT)\.?$/;
/** One in the place of another. */
const replaced =
  /[ (,]+(?:(?:DI|MENG)?GANTI(?:KAN)?|PENGGANTI(?:NYA)?|DIALIHKAN|(?<=\S )ALIH|BERALIH|PERALIHAN|PENGALIHAN|(?<=\S )(?:EKS|EX)|TURUN WARIS)(?!\.? +(?:NO\.? +)?(?:KK|NIK|KTP|KARTU|ALAMAT|DATA|STATUS)\b)(?: +(?:OLEH|DARI|KE|KEPADA|DGN|DENGAN|NAMA|MENJADI))*[ :.]+|\s*(?:[-=~]+>+|>{2,}|[→⇒➔])\s*/;
const together =
  / DAN | DGN | DENGAN | BESERTA | BERSAMA | SERTA | SAMA | ATAU |\s*[&;+]\s*| ALM(?:H|ARHUM|ARHUMAH)?\.? (?=[A-Z]{3})|(?:^|[ ,])(?:\d{1,2}[.)]|[A-C]\)) *(?=[A-Z])/;
/** `X DAN KELUARGA`, `X SEKELUARGA`: of the others no name is given. */
const andFamily =
  /[ ,&+/]+(?:SE?KELUARGA|DAN +\d+ +(?:ORANG +)?(?:ANAK|CUCU|LAINNYA)|(?:DAN )?KAWAN[ -]+KAWAN|SUAMI[ /&+-]+ISTE?RI|PASUTRI)$|(?:[ ,]+(?:DAN|DGN|DENGAN|BESERTA|BERSAMA|SERTA)|[ ,]*[&+]) +(?:KELUARGA|ISTE?RI|SUAMI|ANAK)(?:NYA)?$/;
/** Where somebody lives, or is to be found; how old; what happened. */
const addressAfter =
  /[ ,(]+(?:RT|RW)[ .:]*\d.*$|[ ,(]+(?:(?:NO )?(?:HP|WA|TELP|TLP|NIK|KK)[ .:]*\+?\d.*|(?:DSN|DUSUN|KP|KAMPUNG|DESA|BLOK|GANG|GG|NO HP|HP|TELP|NO TELP|UMUR|USIA|YG|KETUA|PINDAH|MENINGGAL DUNIA|BELUM|SUDAH|GANTI (?:NO )?(?:KK|NIK|KTP|KARTU|ALAMAT|DATA|STATUS))(?:[ .:]+.*)?)$/;
/** Programmes and states of life that lists append to a name. */
const remarks =
  "KK|PKH|BPNT|BST|BLT|BLT DD|PBI|PBI JK|KIS|KKS|KPM|DTKS|DTSEN|SEMBAKO|LANSIA|DISABILITAS|DIFABEL|ODGJ|YATIM|PIATU|YATIM PIATU|RUTILAHU|BALITA|BUMIL|GANDA|PINDAH|BARU|LAMA|MD";
const remarkFirst =
  /^(?:KPM(?: (?:PKH|BPNT|BLT))?|PENGURUS|PENERIMA|KK|KEP(?:ALA)?\.? *KEL(?:UARGA)?|PKH|BPNT|BALITA|BUMIL|IBU HAMIL|LANSIA|DISABILITAS|DIFABEL|ODGJ)[ .:-]+(?=[A-Z]{2})/;
const remarkAfter = new RegExp(`[ ,]+(?:${remarks})(?:[ .:,-]+(?:TAHAP|TAHUN|THP|THN|TA|\\d+|[IVX]+))*$`);
/** The end of a village where somebody lives tells two of one name apart. */
const villageEnds = "KIDUL|LOR|WETAN|KULON|KALER|HILIR|HULU|GIRANG|TONGGOH|LANDEUH|SELATAN|UTARA|TIMUR|BARAT";
const endOfVillage = new RegExp(`^(.*[A-Z]{2}) (?:${villageEnds})$`);

/** Between the lines of a cell: a name of two lines, or a name a line. */
export const LINE_BREAK = "\u2028";

/** Words by which a name cell speaks of something beside the name: with one of them a name is not plain. */
export const besideNames: ReadonlySet<string> = new Set([
  ...`${relatives}|${kin}|ANAK|${womans}|${mans}`.split(/[| ]/).flatMap((word) => [word, `${word}NYA`]),
  ...`${remarks}|${villageEnds}`.split(/[| ]/),
  ..."AN QQ CQ WAKIL MANTAN BEKAS ATAS UTK UNTUK MEWAKILI WAKILI DIWAKILI WAKILKAN DIWAKILKAN KUASA DIKUASAKAN PERWAKILAN DIAMBIL DITERIMA DIURUS DICAIRKAN DIAMBILKAN DITERIMAKAN DIURUSKAN".split(
    " ",
  ),
  ..."GANTI GANTIKAN DIGANTI DIGANTIKAN MENGGANTI MENGGANTIKAN PENGGANTI PENGGANTINYA DIALIHKAN BERALIH PERALIHAN PENGALIHAN".split(" "),
  ..."DAN DGN DENGAN BESERTA BERSAMA SERTA ATAU KELUARGA SEKELUARGA SKELUARGA PASUTRI ALM ALMH ALMARHUM ALMARHUMAH".split(" "),
  ..."RT RW DSN DUSUN KP KAMPUNG DESA BLOK GANG GG HP WA TELP TLP NIK KK UMUR USIA YG KETUA MENINGGAL BELUM SUDAH WAFAT".split(" "),
  ..."TAHAP TAHUN IDEM SDA DITTO AW RUMAH EKS EX TURUN ALIH PENGAMPU PENANGGUNG KAWAN SAMA HAMIL IKUT NUMPANG MENUMPANG NEBENG NUNUT TITIP DITITIP TITIPAN DITITIPKAN MILIK BELAKANG SEBELAH SAMPING DEPAN DEKAT PIC KEPALA KEP PENGURUS PENERIMA".split(
    " ",
  ),
]);

/** The sex that a remark tells which says nothing else: `(ISTRI)`, `(NY)`. */
export function sexOfRemark(text: string): Sex | null {
  const told = sexWordAlone.exec(text);
  return told === null ? null : told[1] === undefined ? "L" : "P";
}

/** `(C/O SARTI)`. */
export function namesHost(text: string): boolean {
  return careOf.test(text.trim());
}

/** Whether a text says that somebody acts for another, or stands in another's place: `DIGANTI SARTI`. */
export function namesAnother(text: string): boolean {
  return [onBehalf, replaced].some((pattern) => pattern.exec(` ${text}`)?.index === 0);
}

/** `text` in capitals, plain letters; brackets are gone already. `hasAnother`: a second name stood in them. */
export function readNameCell(text: string, hasAnother = false): NameCell {
  const findings: FindingCode[] = [];
  // What is true of whoever the cell names in the end.
  let ofAll: NameMark | null = null;
  const done = (names: readonly string[], mark: NameMark | null = ofAll, sex: Sex | null = null): NameCell => ({
    names,
    mark,
    sex,
    findings,
  });
  let name = text;

  const lines = name.split(LINE_BREAK).map((line) => line.trim());
  if (lines.length > 1) {
    name = lines.join(" ");
    if (lines.every(isName)) {
      findings.push("NAMA_ALIAS");
      return done([name, ...lines]);
    }
  }
  const dead = name.replace(deceasedAfter, "");
  if (dead !== name && isName(dead)) {
    findings.push("NAMA_ALMARHUM");
    name = dead;
    ofAll = "deceased";
  }
  const behalf = onBehalf.exec(name);
  if (behalf !== null) {
    findings.push("NAMA_ORANG_LAIN");
    const before = name.slice(0, behalf.index);
    const after = name.slice(behalf.index + behalf[0].length);
    if (!isName(before)) {
      name = after;
      ofAll = "on-behalf";
      if (hasAnother) return several([name]);
      const collector = onBehalf.exec(name);
      const people = collector === null ? [] : [name.slice(0, collector.index), name.slice(collector.index + collector[0].length)];
      if (people.length > 0 && people.every(isName)) return several(people);
    } else if (isName(after)) {
      findings.push("NAMA_BEBERAPA_ORANG");
      return done([before, after], "several-people");
    }
  }
  const host = name.replace(careOf, "");
  if (host !== name) {
    findings.push("NAMA_ORANG_LAIN");
    name = host;
    ofAll = "on-behalf";
  }
  const successor = replaced.exec(name);
  if (successor !== null) {
    const people = [name.slice(0, successor.index), name.slice(successor.index + successor[0].length)];
    if (people.every(isName)) return several(people);
  }
  const family = name.replace(andFamily, "");
  if (family !== name && isName(family)) return several([family]);
  const relative = relativeFirst.exec(name);
  if (relative !== null) {
    findings.push("NAMA_ORANG_LAIN");
    return done([name.slice(relative[0].length)], "relative-name", sexOfRemark(relative[1]!));
  }
  const word = sexWordAfter.exec(name);
  if (word !== null && isName(word[1]!)) {
    findings.push("NAMA_KETERANGAN");
    return done([word[1]!], "husband-name", sexOfRemark(word[2]!));
  }
  for (const pattern of [relativeAfter, addressAfter, remarkFirst, remarkAfter]) {
    const rest = name.replace(pattern, "");
    if (rest === name || !isName(rest) || (pattern === relativeAfter && !/[A-Z]{3}/.test(rest))) continue;
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
    return done([name.slice(0, dash.index), `${name.slice(0, dash.index)} ${after}`, ...(isName(after) ? [after] : [])]);
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
  const others = rest.filter(
    (part) => isName(part) && !ranks.test(part) && !part.split(/ +/).every(isTail) && !besideNames.has(/[A-Z]+/.exec(part)![0]),
  );
  if (others.length === 0 || !isName(first)) return [];
  const isOneWord = (part: string): boolean => !/[A-Z]{2}[A-Z.]* +[A-Z]{2}/.test(part);
  if (others.length === 1 && isOneWord(first) && isOneWord(others[0]!)) return [];
  return [first, ...others];
}

/** Ranks that stand behind a name and its comma with a name of their own: `YUSRIZAL, DT. BANDARO`. */
const ranks = /^(?:DT|DATUK|DATUAK|ST|SUTAN|BGD|BAGINDO|MALIN|PAKIAH|DG|DAENG|KRG|KR|KARAENG|PUANG|PETTA|OPU)\.? /;

/** A degree or a mark, as it stands after a comma: those nobody has heard of have two letters, or dots inside. */
export function isTail(word: string): boolean {
  const letters = word.replace(/[^A-Z]/g, "");
  return letters.length <= 2 || /^[A-Z]{1,4}(?:\.[A-Z]{1,5})+\.?$/.test(word) || isDegree(letters) || trailingMarks.has(letters);
}
