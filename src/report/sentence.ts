/**
 * One plain sentence of why a row got its answer. Deterministic: the same facts give the same words. It may name words of
 * names, since it stands in a report; it never names a NIK, a card or a birth date, so masked reports keep it as it is.
 *
 * The clauses come in three parts, because a run knows them at different times: what the comparison with one person says
 * (`pairClauses`) and what was noticed in the row (`rowClauses`) are known when the row is linked; the status and what the
 * rest of the list says are known at the end. `sentenceOf` puts them together.
 */
import type { Lang, Text } from "../language.ts";
import type { Comparison, DateRelation, PlaceLevel, SexRelation } from "../link/compare/comparison.ts";
import { findingText, type FindingCode } from "../normalise/findings.ts";
import type { NikRelation } from "../link/block/nik-neighbours.ts";
import type { PersonRecord } from "../normalise/record.ts";
import type { Status } from "../resolve/status.ts";

/** What a row and one person of the extract have to say of each other. */
export interface PairFacts {
  readonly nik: NikRelation;
  /** What the list gives as a NIK (`several` of them in one cell, a `card` in its place); explains an unknown relation, or that of one of them. */
  readonly listNik: "usable" | "damaged" | "several" | "card" | "none";
  /** Whether the extract gives a number, though perhaps one that cannot serve as a NIK. */
  readonly extractNik: boolean;
  /** Differences of the names as finding codes, none when they are equal; `null` when a name is missing on either side. */
  readonly nameNotes: readonly FindingCode[] | null;
  /** The words in which the names differ most: the list's and the extract's, or `null`. */
  readonly differingWords: readonly [string, string] | null;
  readonly date: DateRelation;
  readonly sex: SexRelation;
  readonly card: "equal" | "different" | "unknown";
  readonly place: PlaceLevel;
  /** In the row's kecamatan, and the row names no village. */
  readonly inKecamatan: boolean;
}

/** A row of the lists; `file` only where that is another list. */
export interface RowFacts {
  readonly row: number;
  readonly file: string | null;
}

/** What the rest of the list, and the extract as a whole, say of a row. */
export interface ListFacts {
  /** `Resolution.clashes`. */
  readonly clashes: readonly FindingCode[];
  /** Another row for the same person. */
  readonly rival: RowFacts | null;
  /** A row that uses the NIK for another person. */
  readonly stranger: RowFacts | null;
  /** Another list's row for the same person, and for another member of the family. */
  readonly elsewhere: RowFacts | null;
  readonly relative: RowFacts | null;
  /** Row of the extract that holds the list's NIK where the best candidate is somebody else. */
  readonly holderRow: number | null;
  /** Rows of the extract that hold this NIK. */
  readonly nikRows: number;
  /** Candidates that fit about equally well, the best one included. */
  readonly candidates: number;
  /** Candidates of a row that was given none of them: too unlike to be asked about. */
  readonly unfit: number;
}

/** For a row that nothing in the list concerns. */
export const noListFacts: ListFacts = {
  clashes: [],
  rival: null,
  stranger: null,
  elsewhere: null,
  relative: null,
  holderRow: null,
  nikRows: 1,
  candidates: 1,
  unfit: 0,
};

/** Whether the sentence tells anything of the list: for most rows it does not, and `noListFacts` will do. */
export function concernsList(status: Status, clashes: readonly FindingCode[], unfit: boolean): boolean {
  return clashes.length > 0 || unfit || concerningList.has(status);
}

const concerningList: ReadonlySet<Status> = new Set<Status>(["NIK_KONFLIK", "KANDIDAT_GANDA", "GANDA_DI_DAFTAR", "NIK_GANDA_BEDA_ORANG"]);

/** The sentence from clauses made earlier; `pair` and `row` may be empty. */
export function sentenceOf(status: Status, pair: string, row: string, list: ListFacts, lang: Lang): string {
  let text = leadClause(status, list, lang);
  const tell = (clause: string): void => void (text = text === "" ? clause : clause === "" ? text : `${text}; ${clause}`);
  tell(pair);
  if (list.clashes.length > 0) listClauses(status, list, lang).forEach(tell);
  tell(row);
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/* ---- a pair ---- */

const nikClauses = {
  equal: { id: "NIK sama", en: "NIK equal" },
  damage: { id: "NIK di daftar rusak dan sesuai dengan NIK orang ini", en: "the list's NIK is damaged and fits this person's" },
  prefix: { id: "digit NIK yang tersisa sesuai", en: "the NIK's surviving digits fit" },
  "one-digit": { id: "NIK beda satu digit", en: "NIK differs in one digit" },
  swapped: { id: "dua digit NIK tertukar", en: "two digits of the NIK swapped" },
  serial: { id: "NIK beda pada nomor urut", en: "NIK differs in its serial" },
  region: { id: "NIK beda pada kode wilayah", en: "NIK differs in its region code" },
  different: { id: "NIK berbeda", en: "NIK differs" },
  unknown: { id: "DTSEN mencatat orang ini tanpa NIK", en: "the extract records this person without a NIK" },
} satisfies Record<NikRelation, Text>;

const damagedInExtract: Text = { id: "NIK orang ini di DTSEN tidak dapat dipakai", en: "the extract's NIK of this person is unusable" };

const oneOfSeveral: Text = {
  id: "salah satu nomor di sel NIK sama dengan NIK orang ini",
  en: "one of the numbers in the NIK's cell is this person's",
};

const inCardColumn: Text = { id: "kolom KK berisi NIK orang ini", en: "the card's column holds this person's NIK" };

const noNik = {
  none: { id: "NIK di daftar kosong", en: "no NIK on the list" },
  damaged: { id: "NIK di daftar tidak dapat dipakai", en: "the list's NIK is unusable" },
  card: { id: "NIK di daftar tidak dapat dipakai", en: "the list's NIK is unusable" },
  several: { id: "NIK di daftar tidak dapat dipakai", en: "the list's NIK is unusable" },
} satisfies Record<string, Text>;

const sameName: Text = { id: "nama sama", en: "name equal" };
const noName: Text = { id: "nama tidak dapat dibandingkan", en: "names cannot be compared" };

const dateClauses = {
  equal: { id: "tanggal lahir sama", en: "birth date equal" },
  default: { id: "tanggal lahir sama (tanggal pengganti yang lazim)", en: "birth date equal (a common default date)" },
  swapped: { id: "tanggal lahir tertukar hari/bulan", en: "day and month of birth swapped" },
  slip: { id: "tanggal lahir berbeda satu bagian", en: "birth date differs in one part" },
  year: { id: "hanya tahun lahir sama", en: "only the birth year is equal" },
  different: { id: "tanggal lahir berbeda", en: "birth date differs" },
  unknown: { id: "tanggal lahir tidak dapat dibandingkan", en: "birth dates cannot be compared" },
} satisfies Record<DateRelation, Text>;

const otherSex: Text = { id: "jenis kelamin berbeda", en: "sex differs" };
const sameCard: Text = { id: "nomor KK sama", en: "family card equal" };
const otherCard: Text = { id: "nomor KK berbeda", en: "family card differs" };

/** `card` is told by the card itself. */
const placeClauses = {
  card: { id: "", en: "" },
  house: { id: "jalan dan nomor rumah sama", en: "same street and house number" },
  lane: { id: "desa dan lingkungan sama", en: "same village and neighbourhood" },
  desa: { id: "desa sama", en: "same village" },
  kecamatan: { id: "desa berbeda, kecamatan sama", en: "another village of the same district" },
  kabupaten: { id: "kecamatan berbeda, kabupaten sama", en: "another district of the same regency" },
  different: { id: "wilayah berbeda", en: "region differs" },
  unknown: { id: "", en: "" },
} satisfies Record<PlaceLevel, Text>;

/** Of a row that names no village. */
const inKecamatan: Text = { id: "kecamatan sama", en: "same district" };

const differingPlaces: readonly PlaceLevel[] = ["kecamatan", "kabupaten", "different"];

/**
 * What the comparison with one person says, as clauses joined by `; `. Under an equal NIK only what differs is told beside
 * name and date; otherwise what agrees is the evidence, and told too.
 */
export function pairClauses(pair: PairFacts, lang: Lang): string {
  const byNik = pair.nik === "equal";
  let text = `${nikClause(pair, lang)}; ${nameClause(pair, lang)}`;
  if (!byNik || pair.date !== "unknown") text += `; ${dateClauses[pair.date][lang]}`;
  if (pair.sex === "different") text += `; ${otherSex[lang]}`;
  if (pair.card === "different") text += `; ${otherCard[lang]}`;
  else if (pair.card === "equal" && !byNik) text += `; ${sameCard[lang]}`;
  const isToTell = !byNik || (differingPlaces.includes(pair.place) && !pair.inKecamatan);
  const place = isToTell ? (pair.inKecamatan ? inKecamatan : placeClauses[pair.place])[lang] : "";
  return place === "" ? text : `${text}; ${place}`;
}

function nikClause({ nik, listNik, extractNik }: PairFacts, lang: Lang): string {
  if (nik === "damage" && listNik === "several") return oneOfSeveral[lang];
  if (nik === "damage" && listNik === "card") return inCardColumn[lang];
  if (nik !== "unknown") return nikClauses[nik][lang];
  if (listNik !== "usable") return noNik[listNik][lang];
  return (extractNik ? damagedInExtract : nikClauses.unknown)[lang];
}

function nameClause({ nameNotes, differingWords }: PairFacts, lang: Lang): string {
  if (nameNotes === null) return noName[lang];
  if (nameNotes.length === 0) return sameName[lang];
  let notes = "";
  for (const code of nameNotes) notes = notes === "" ? findingText(code)[lang] : `${notes}, ${findingText(code)[lang]}`;
  return differingWords === null ? notes : `${notes} (${differingWords[0]} ↔ ${differingWords[1]})`;
}

/** `pairClauses` of a comparison. `names` are the two names as written, the list's first, where the list has a column of them. */
export function pairSentence(
  { nik, date, sex, card, place, named, name }: Comparison,
  record: PersonRecord,
  extractNik: boolean,
  names: readonly [string, string] | null,
  lang: Lang,
): string {
  const { value, damage } = record.nik;
  const listNik =
    value !== null ? "usable" : damage === null ? "none" : damage.kind === "several" || damage.kind === "card" ? damage.kind : "damaged";
  const nameNotes = name === null ? null : name.notes;
  const differs = names !== null && nameNotes !== null && nameNotes.length > 0;
  const words = differs ? differingWords(names[0], names[1]) : null;
  return pairClauses(
    {
      nik,
      listNik,
      extractNik,
      nameNotes,
      differingWords: words,
      date,
      sex,
      card,
      place,
      inKecamatan: place === "kecamatan" && named === place,
    },
    lang,
  );
}

/** So many words of a name are shown on either side. */
const SHOWN_WORDS = 3;

/** The words of two names, as written, that have no equal on the other side; `null` when all have. */
export function differingWords(left: string, right: string): [string, string] | null {
  const rest = wordsOf(right);
  const lacking = wordsOf(left).filter((word) => {
    const at = rest.findIndex((other) => letters(other) === letters(word));
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
  return lacking.length === 0 && rest.length === 0 ? null : [shown(lacking), shown(rest)];
}

function wordsOf(name: string): string[] {
  return name
    .toUpperCase()
    .split(/[\s,]+/)
    .filter((word) => letters(word) !== "");
}

function letters(word: string): string {
  return word.replace(/[^\p{L}]/gu, "");
}

function shown(words: readonly string[]): string {
  if (words.length === 0) return "—";
  return words.length > SHOWN_WORDS ? `${words.slice(0, SHOWN_WORDS).join(" ")} …` : words.join(" ");
}

/* ---- a row ---- */

/** Told by the pair's clauses, or by the status. */
const toldElsewhere: ReadonlySet<FindingCode> = new Set<FindingCode>([
  "NAMA_EJAAN",
  "NAMA_URUTAN",
  "NAMA_SINGKATAN",
  "NAMA_TERPOTONG",
  "NAMA_SEBAGIAN",
  "NAMA_BEDA",
  "TGL_BEDA",
  "TGL_TERTUKAR",
  "TGL_MIRIP",
  "JK_BEDA",
  "KK_BERUBAH",
  "WILAYAH_BEDA",
  "NIK_BEDA",
  "NIK_SATU_DIGIT",
  "NIK_TERTUKAR",
  "NIK_KOSONG",
  "NIK_GANDA_SAMA_ORANG",
  "NIK_GANDA_BEDA_ORANG",
  "SERUMAH",
  "KERABAT",
  "NIK_KELUARGA",
  "BLOK_TERPOTONG",
  "DTSEN_NIK_GANDA",
]);

/** Not worth a clause: they stand in `reasons`, say nothing an officer acts on, and many lists have them on every row. */
const notWorthTelling: ReadonlySet<FindingCode> = new Set<FindingCode>([
  "NIK_SEL_ANGKA",
  "KK_SEL_ANGKA",
  "KK_KOSONG",
  "TGL_KOSONG",
  "NAMA_GELAR",
  "NAMA_PATRONIM",
  "TGL_BAKU",
  "TGL_AMBIGU",
  "TGL_HANYA_TAHUN",
  "TGL_SERIAL_EXCEL",
  "NUL_DIBUANG",
]);

/** What was noticed in the row itself, as clauses joined by `; `; empty when there is nothing an officer should know. */
export function rowClauses(findings: readonly FindingCode[], lang: Lang): string {
  let text = "";
  const told: FindingCode[] = [];
  for (const code of findings) {
    if (toldElsewhere.has(code) || notWorthTelling.has(code) || told.includes(code)) continue;
    told.push(code);
    const clause = findingText(code)[lang];
    text = text === "" ? clause : `${text}; ${clause}`;
  }
  return text;
}

/* ---- the list ---- */

function leadClause(status: Status, { candidates, unfit, holderRow, rival, stranger }: ListFacts, lang: Lang): string {
  const id = lang === "id";
  switch (status) {
    case "PADAN":
    case "PADAN_CATATAN":
    case "PADAN_PROBABILISTIK":
    case "PADAN_PUTUSAN":
    case "NIK_PADAN_NAMA_BEDA":
    case "NAMA_PADAN_NIK_BEDA":
      return "";
    case "NIK_KONFLIK": {
      const where = holderRow === null ? "" : id ? ` (baris DTSEN ${holderRow})` : ` (extract row ${holderRow})`;
      return id ? `NIK milik orang lain di DTSEN${where}` : `the NIK is another person's in the extract${where}`;
    }
    case "KANDIDAT_GANDA":
      return candidates > 1
        ? id
          ? `${candidates} calon hampir sama cocoknya`
          : `${candidates} candidates fit about equally well`
        : id
          ? "lebih dari satu calon hampir sama cocoknya"
          : "more than one candidate fits about equally well";
    case "PERLU_CEK":
      return id ? "bukti belum cukup untuk dinyatakan padan" : "not enough evidence for a match";
    case "GANDA_DI_DAFTAR":
      return id ? `orang ini sudah dipegang ${rowText(rival, lang)}` : `this person is already held by ${rowText(rival, lang)}`;
    case "NIK_GANDA_BEDA_ORANG":
      return id
        ? `NIK ini dipakai juga untuk orang lain di ${rowText(stranger, lang)}`
        : `this NIK is also used for another person on ${rowText(stranger, lang)}`;
    case "TIDAK_DITEMUKAN":
      return `${id ? "NIK tidak ada di DTSEN" : "the NIK is not in the extract"}; ${nobodyClause(unfit, lang)}`;
    case "DI_LUAR_CAKUPAN":
      return `${nobodyClause(unfit, lang)}; ${id ? "wilayah baris ini tidak termasuk cakupan DTSEN ini" : "the row's region is not covered by this extract"}`;
    case "NIK_TIDAK_VALID":
      return `${id ? "NIK tidak sah" : "the NIK is not valid"}; ${nobodyClause(unfit, lang)}`;
    case "NIK_KOSONG":
      return `${id ? "NIK tidak diisi" : "no NIK given"}; ${nobodyClause(unfit, lang)}`;
  }
}

/** Where people were compared and found too unlike, nobody is said to be lacking. */
function nobodyClause(unfit: number, lang: Lang): string {
  if (lang === "id") return unfit > 0 ? "tidak ada orang yang cukup cocok menurut data lain" : "tidak ada calon menurut data lain";
  return unfit > 0 ? "nobody fits well enough by the other data" : "the other data find nobody";
}

/** What the status has told already is not told twice. */
const toldByStatus: Readonly<Partial<Record<Status, readonly FindingCode[]>>> = {
  GANDA_DI_DAFTAR: ["NIK_GANDA_SAMA_ORANG"],
  NIK_GANDA_BEDA_ORANG: ["NIK_GANDA_BEDA_ORANG"],
};

function listClauses(status: Status, { clashes, rival, stranger, elsewhere, relative, nikRows }: ListFacts, lang: Lang): string[] {
  const id = lang === "id";
  return clashes
    .filter((code) => !toldByStatus[status]?.includes(code))
    .map((code) => {
      switch (code) {
        case "NIK_GANDA_SAMA_ORANG":
          return id ? `orang yang sama ada juga di ${rowText(rival, lang)}` : `the same person stands on ${rowText(rival, lang)} too`;
        case "NIK_GANDA_BEDA_ORANG":
          return id
            ? `NIK ini dipakai juga untuk orang lain di ${rowText(stranger, lang)}`
            : `this NIK is also used for another person on ${rowText(stranger, lang)}`;
        case "DI_DAFTAR_LAIN":
          return id ? `orang ini ada juga di ${rowText(elsewhere, lang)}` : `this person stands on ${rowText(elsewhere, lang)} too`;
        case "KK_DI_DAFTAR_LAIN":
          return id
            ? `anggota lain keluarganya ada di ${rowText(relative, lang)}`
            : `another member of the family stands on ${rowText(relative, lang)}`;
        case "DTSEN_NIK_GANDA":
          if (nikRows < 2) return findingText(code)[lang];
          return id ? `NIK ini ada pada ${nikRows} baris DTSEN` : `this NIK stands on ${nikRows} rows of the extract`;
        default:
          return findingText(code)[lang];
      }
    });
}

function rowText(other: RowFacts | null, lang: Lang): string {
  if (other === null) return lang === "id" ? "baris lain" : "another row";
  const row = lang === "id" ? `baris ${other.row}` : `row ${other.row}`;
  return other.file === null ? row : `${row} ${lang === "id" ? "di" : "of"} ${other.file}`;
}
