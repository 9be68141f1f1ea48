/**
 * How offices head their columns. Compared after lower-casing and stripping all but letters and digits. Sources: DTSEN V2/V3,
 * SIKS-NG/DTKS, P3KE, SIAK, BLT-DD (OM-SPAN), BPS prelists and regional lists in circulation.
 */
import type { Field } from "../normalise/record.ts";

/** `other`: known, of no use for matching, and kept from being taken for something else. */
export type HeaderMeaning = Field | `${Field}@ktp` | "other";

const names: Readonly<Record<Field | "other", string>> = {
  nik: "idno idnumber identityno identitynumber nationalidno nationalidnumber nik ktp nonik nomornik nomorindukkependudukan noindukkependudukan nikktp noktp nomorktp noidentitas nomoridentitas nokependudukan nikpasien nikkk nikdtsen nikpenerima nikdtsenprelist nomornik nikpengurus nikkpm nikkepalakeluarga nikkrt nikwarga nikpenduduk noktpnik niknoktp",
  nokk: "familycardnumber familycardno nokk nomorkk nkk kk kkno nomorkartukeluarga nokartukeluarga nomorkartukeluargakk nokkk nokkdtsen nomorkartukk nokartukk kartukeluarga",
  nama: "name accountname customername beneficiaryname recipientname nama penerima kpm penerimamanfaat penerimabantuan namalengkap namalgkp namapenduduk namawarga namapenerima namakrt namakk namakepalakeluarga kepalakeluarga namapengurus fullname namawp nm namadtsen namakpm namapenerimamanfaat namapenerimabantuan namaanggotakeluarga namaart namapemohon namapeserta namasesuaiktp namaktp nmlengkap namakeluarga namakepalarumahtangga namajamaah namapenerimalengkap namalengkappenerima namalengkappenerimamanfaat namalengkappenerimabantuan namalengkapkpm namalengkapsesuaiktp namalengkapktp namapenerimakpm",
  tanggal_lahir:
    "tanggallahir tgllahir tgllhr lahirtanggal tanggalkelahiran dob birthdate dateofbirth birthdt lahir bornat tgl_lahir tgllahirktp tanggallhr",
  hari_lahir: "harilahir hrlahir harilhr",
  bulan_lahir: "bulanlahir blnlahir bulanlahirvalue blnlahirvalue blnlhr",
  tahun_lahir: "tahunlahir thnlahir thnlhr",
  umur: "umur usia umurtahun usiatahun umurthn usiathn umurth",
  tempat_tanggal_lahir: "tempattanggallahir tempattgllahir ttl tempatdantanggallahir tmptgllahir tempatdantgllahir tmptgllhr",
  jenis_kelamin: "jeniskelamin jk jenisklmin jenklmin jenkel jnskelamin gender sex lp jkdtsenvalue jeniskel kelamin jkel",
  laki_laki: "",
  perempuan: "",
  provinsi: "province provinsi prov prop propinsi propname namaprovinsi namaprop namapropinsi",
  kabupaten: "regency kabupaten kab kabkota kabupatenkota kabname namakab namakabupaten kabkot kota kabupatenkotamadya namakabkota",
  kecamatan: "district subdistrict kecamatan kec namakec kecname namakecamatan",
  desa: "village villagename desa kelurahan kel desakelurahan kelurahandesa namakel namadesa deskel keldesa desakel kelname nagari gampong pekon kampung namakelurahan namadesakelurahan",
  kode_provinsi: "kodeprovinsi kodeprop noprop kdprop kdprov kodeprov",
  kode_kabupaten: "kodekabupaten kodekabupatenkota kodekab nokab kdkab kodekabkota",
  kode_kecamatan: "kodekecamatan kodekec nokec kdkec",
  kode_desa: "kodedesa kodekelurahandesa kodekel nokel kddesa kdkel kodekelurahan kodekemendagri kodedesakelurahan level6fullcode",
  alamat: "address alamat alamatlengkap alamatklrg alamatrumah alamatktpel jalan alamattinggal alamatdomisili",
  dusun: "dusun dusunid lingkungan jorong banjar namadusun dukuh kampungdusun",
  rt: "rt nort rtsid rtrw",
  rw: "rw norw rwsid",
  desil: "desil desilnasional desilkesejahteraan jenisdesil peringkat desilkeluarga",
  other:
    "no nomor nourut id num namaibu namaibukandung ibukandung namalgkpibu namagadisibukandung namaibunda namaayah namalgkpayah namasuami namaistri namapasangan namabank namapendamping namapetugas namaprogram tempatlahir tmplahir tmptlhr kotalahir bornin kotakelahiran nikibu nikayah nikpasangan iddtks idbdt idp3ke idkeluarga idindividu idart nomorkks nokks nopesertapkh nomorrekening norekening norek nohp nomorhp telepon notelp hp keterangan ket pekerjaan pendidikan agama statuskawin statusperkawinan hubkeluarga hubungankeluarga statushubungankeluarga shdk status tahap nominal jumlah bansosbpnt bansospkh pbijni ispkh isbpnt penerimabpnt pintubantuan tahundata jenispmks skor program bulan tahun desilprovinsi desilkabupatenkota jumlahanggotakeluarga jmlanggota tandatangan ttd paraf namakepaladesa dtsennik dtsennokk dtsennama dtsentanggallahir dtsenjeniskelamin dtsendesa dtsenkecamatan dtsendesil",
};

/** Meanings by stripped header; a `_ktp` tail is told apart below. */
const meanings: ReadonlyMap<string, HeaderMeaning> = new Map(
  (Object.entries(names) as [Field | "other", string][]).flatMap(([meaning, list]) =>
    list
      .split(" ")
      .filter((name) => name !== "")
      .map((name): [string, HeaderMeaning] => [strip(name), meaning]),
  ),
);

/** Region and address columns of DTSEN V3 come twice: `kecamatan_ktp` of the civil register, `kecamatan` of the family. */
const twofold: readonly Field[] = [
  "provinsi",
  "kabupaten",
  "kecamatan",
  "desa",
  "kode_provinsi",
  "kode_kabupaten",
  "kode_kecamatan",
  "kode_desa",
  "alamat",
  "dusun",
  "rt",
  "rw",
];

export function strip(header: string): string {
  return header
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");
}

/** What a header means. */
export interface HeaderReading {
  readonly meaning: HeaderMeaning;
  /**
   * 1: whoever the row is about. 2: perhaps somebody else of the family, or no more than a word for a person: where nothing better is there.
   * 3: the field is named, with words nobody knows (`NAMA SASARAN`): nothing by which a header is told from a title.
   */
  readonly rank: 1 | 2 | 3;
  /** Whose it is, where the list is of husbands and wives, or of mothers. */
  readonly who?: string;
}

/** A question of a form; longer is a text. */
const LONGEST_HEADER = 160;
const readings = new Map<string, HeaderReading | null>();

/** What a header says, by its spelling or by its words; null where it is not known. */
export function readHeader(header: string): HeaderReading | null {
  let reading = readings.get(header);
  if (reading === undefined) {
    if (readings.size > 10_000) readings.clear();
    readings.set(header, (reading = header.length > LONGEST_HEADER ? null : readingOf(header.normalize("NFKC"))));
  }
  return reading;
}

/** Questionnaires number their columns: `3. NIK`, `R102. NAMA KRT`. */
const QUESTION = /^\s*(?:\(?\d{1,3}[a-z]?[.)]|[a-z]{1,2}\d{1,4}[a-z]?[._ -])\s*(?=[a-z])/i;

/** Of the head of the family: whoever else has columns of the kind is the one the row is about. */
const HEADS = /kepala|krt|^(?:nama|nik)kk$/;

function readingOf(numbered: string): HeaderReading | null {
  const header = numbered.replace(QUESTION, "");
  const stripped = strip(header);
  const known = knownMeaning(stripped);
  const twice = known === null ? saidTwice(header) : null;
  if (twice !== null) return twice;
  if (known === null && namePart(header) !== null) return { meaning: "nama", rank: 2 };
  const reading = known === null ? readWords(wordsOf(header)) : ({ meaning: known, rank: doubtful.has(stripped) ? 2 : 1 } as const);
  if (known === null && (sharedWithName(header).length > 0 || isNameFirst(header, reading))) return { meaning: "nama", rank: 2 };
  const inGroup = reading === null || reading.rank === 3 ? /^(\w+)\/(\w+)$/.exec(header) : null;
  // Forms filled in on telephones name the group before the question: `identitas_1/nik`.
  if (inGroup !== null && readingOf(inGroup[1]!) === null) return readingOf(inGroup[2]!);
  const isHead = reading?.rank === 1 && personal.has(reading.meaning) && HEADS.test(stripped);
  // NIK (DTSEN) beside NIK: what a list was held against.
  const isOfRegister = reading?.rank === 1 && reading.meaning !== "other" && /dtsen/i.test(header);
  return isHead || isOfRegister ? { meaning: reading.meaning, rank: 2 } : reading;
}

/** `Tanggal Lahir / Date of Birth`: the same in two languages, or in other words. */
function saidTwice(header: string): HeaderReading | null {
  const [first, ...others] = header.split(/[/|()\n\u2028]/).filter((part) => strip(part) !== "");
  if (first === undefined || others.length === 0) return null;
  const reading = readingOf(first);
  return reading !== null && others.every((part) => readingOf(part)?.meaning === reading.meaning) ? reading : null;
}

/** `NAMA PENERIMA / AHLI WARIS`: the name, and what nobody knows. */
function isNameFirst(header: string, whole: HeaderReading | null): boolean {
  const [first = "", ...others] = header.split(/[/|\n\u2028]/);
  if (others.length === 0 || (whole !== null && whole.rank < 3 && whole.meaning !== "other")) return false;
  const reading = readingOf(first);
  return reading?.meaning === "nama" && reading.rank === 1 && /nama|\bnm\b/i.test(first);
}

/** What a name may share its cell with. */
const besideNames: ReadonlySet<HeaderMeaning | undefined> = new Set<HeaderMeaning>([
  "nik",
  "nokk",
  "tanggal_lahir",
  "tempat_tanggal_lahir",
  "umur",
  "alamat",
]);

/** `NAMA / NIK`, `NO. KK DAN NAMA`, `No Nama NIK`, `NAMA, TTL`, `NAMA DAN ALAMAT`: what the cell holds beside the name; none: it holds a name. */
export function sharedWithName(header: string): readonly HeaderMeaning[] {
  const inWords = /^\s*(?:no\.?\s+)?(nama(?:\s+(?:kpm|penerima|lengkap))?)\s+(nik|ttl|alamat|(?:no\.?\s*)?(?:kk|ktp))\s*$/i.exec(header);
  const parts = (inWords?.slice(1) ?? header.split(/[/&+,;|()\n\u2028]|\bdan\b|\bdgn\b/i)).filter((part) => strip(part) !== "");
  const meaningOfPart = (part: string): HeaderMeaning | undefined => {
    const reading = readWords(wordsOf(part));
    return knownMeaning(strip(part)) ?? (reading !== null && reading.rank < 3 ? reading.meaning : undefined);
  };
  const nameAt = parts.findIndex((part) => meaningOfPart(part) === "nama" && /nama|\bnm\b/i.test(part));
  if (nameAt < 0) return [];
  const others = parts.filter((_, at) => at !== nameAt);
  const together = meaningOfPart(others.join(" "));
  const meanings = together === "tempat_tanggal_lahir" ? [together] : others.map(meaningOfPart);
  return meanings.every((meaning) => besideNames.has(meaning)) ? (meanings as HeaderMeaning[]) : [];
}

function knownMeaning(stripped: string): HeaderMeaning | null {
  const known = meanings.get(stripped);
  if (known !== undefined) return known;
  if (stripped.endsWith("ktp")) {
    const base = meanings.get(stripped.slice(0, -3));
    if (base !== undefined && base !== "other" && twofold.includes(base as Field)) return `${base as Field}@ktp`;
  }
  return null;
}

/** What a header means, or null where it is not known. */
export function meaningOf(header: string): HeaderMeaning | null {
  return readHeader(header)?.meaning ?? null;
}

const list = (words: string): ReadonlySet<string> => new Set(words.split(" "));

/** Columns of these names may as well hold a yes or no. */
const doubtful = list("idno idnumber accountname ktp kk lahir penerima kpm pengurus peserta pemohon krt lansia");
/** How a cell is to be filled in, or where it was copied from. */
const remarks = list(
  "digit digits angka karakter tanpa gelar huruf kapital balok besar wajib diisi harus sesuai lengkap asli benar valid el elektronik dd mm yy yyyy hh bb tttt thn format contoh teks text yang di dan atau dukcapil capil disdukcapil siak dtks dtsen siks ng terbaru saat ini anda saudara silakan silahkan isi isikan isilah masukkan tulis tuliskan pilih sebutkan mohon dengan pada tertera tercantum 16",
);
/** Only between brackets, where they explain what stands before. */
const explanations = list(
  "l p lk pr m f w laki perempuan pria wanita ktp nik kk kia akta 16 no nomor tgl bln th hari bulan tahun pertama terakhir awal akhir kedua",
);
/** The one the row is about. */
const principals = list(
  "wp pajak responden respondent penerima manfaat bantuan bansos kpm pkh bpnt blt dd sembako pm pengurus peserta warga penduduk kepala keluarga krt rumah tangga pasien pemohon calon jamaah jemaah lansia disabilitas difabel yatim piatu individu orang pemilik siswa santri mustahik petani nelayan umkm pelaku usaha disanggah diusulkan usulan diajukan dilaporkan terlapor guru kader bumil hamil menyusui nifas jiwa terdaftar pbi jkn bst rutilahu rtlh program sosial tunai langsung desa",
);
const persons = list("penerima kpm pengurus peserta warga penduduk krt pasien pemohon jamaah jemaah lansia mustahik siswa santri");
const relatives = list("anak balita baduta bayi cucu anggota art ak adik kakak");
const others = list(
  "ibu ayah bapak bunda mama papa orangtua ortu tua wali suami istri isteri pasangan mertua nenek kakek pendamping petugas saksi kuasa operator surveyor pelapor pengusul penyanggah pengaju penginput enumerator pencacah pendata verifikator bank rekening ketua kades lurah camat waris penjamin penanggung pengampu referensi koordinator pemilik_rekening gadis",
);
/** What an expecting mother's list is about. */
const mothers = list("hamil menyusui nifas bumil busui");

/** Short forms of the words that make up a header. */
const wordForms: Readonly<Record<string, string>> = {
  nomor: "no",
  nomer: "no",
  nmr: "no",
  num: "no",
  nm: "nama",
  tgl: "tanggal",
  tggl: "tanggal",
  lhr: "lahir",
  kelahiran: "lahir",
  kelamin: "kelamin",
  jns: "jenis",
  pnrm: "penerima",
  kepalakeluarga: "kepala",
  kec: "kecamatan",
  kel: "kelurahan",
  kab: "kabupaten",
}; // prettier-ignore

function wordsOf(header: string): string[] {
  const inBrackets = (text: string): string => {
    const words = text.toLowerCase().split(/[^a-z0-9]+/);
    return words.every((word) => word === "" || remarks.has(word) || explanations.has(word) || /^\d+$/.test(word)) ? " " : ` ${text} `;
  };
  return header
    .replace(/[([{][^)\]}]{0,60}[)\]}]?/g, (text) => inBrackets(text.replace(/[([{)\]}]/g, "")))
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "")
    .map((word) => wordForms[word] ?? word);
}

/** `NIK PENERIMA MANFAAT`, `TGL LAHIR (DD/MM/YYYY)`, `NAMA IBU KANDUNG`: whose it is, and what. */
function readWords(all: readonly string[]): HeaderReading | null {
  const words = all.filter((word) => !remarks.has(word));
  if (words.length === 0) return null;
  // A piece of a number, or somebody else's: `NIK 2`.
  if (words.length > 1 && /^\d$/.test(words.at(-1)!)) {
    const meaning = meaningOfWords(words.slice(0, -1));
    if (meaning === "nik" || meaning === "nokk") return { meaning, rank: 2 };
  }
  const isFirm = words.includes("usaha") && !words.includes("pelaku");
  const isOther = isFirm || (words.some((word) => others.has(word)) && !words.some((word) => mothers.has(word)));
  const isRelative = words.some((word) => relatives.has(word));
  const whole = meaningOfWords(words.filter((word) => !others.has(word) && !relatives.has(word)));
  const bare = whole ?? meaningOfWords(words.filter((word) => !others.has(word) && !relatives.has(word) && !principals.has(word)));
  if (bare !== null) {
    if (isOther && bare !== "other") return personal.has(bare) ? { meaning: "other", rank: 1 } : { meaning: bare, rank: 2 };
    // What is left of `NOMOR PESERTA` says nothing of it.
    const isVague = whole === null && bare === "other";
    return { meaning: bare, rank: isRelative || isVague || words.join("") === "ktp" ? 2 : 1 };
  }
  const isPerson = words.every((word) => principals.has(word)) && words.some((word) => persons.has(word));
  if (isPerson) return { meaning: "nama", rank: 2 };
  const named = fieldNamed(words);
  if (isOther) return named === null ? null : { meaning: "other", rank: 1 };
  if (words.some((word) => things.has(word))) return null;
  return named === null ? null : { meaning: named, rank: 3 };
}

/** Whom a list may be about that names nobody else. */
const family: Readonly<Record<string, string>> = {
  suami: "SUAMI",
  istri: "ISTRI",
  isteri: "ISTRI",
  ibu: "IBU",
  ayah: "AYAH",
  bapak: "AYAH",
  wali: "WALI",
  pasangan: "PASANGAN",
};

/** `NIK SUAMI`, `NAMA IBU`: the field, and of whom of the family; null: of nobody else. */
export function readRelative(header: string): HeaderReading | null {
  const words = wordsOf(header.normalize("NFKC")).filter((word) => !remarks.has(word));
  const who = [...new Set(words.flatMap((word) => family[word] ?? []))];
  if (who.length === 0 || words.includes("kandung")) return null;
  const meaning = meaningOfWords(words.filter((word) => family[word] === undefined));
  return meaning !== null && personal.has(meaning) ? { meaning, rank: 2, who: who.join("/") } : null;
}

/** What has a name of its own, and is nobody. */
const things = list(
  "barang bank usaha program bantuan kegiatan dusun desa kelurahan kecamatan kabupaten provinsi kampung jalan gang rt rw kelompok sekolah kampus toko produk aset komoditas ternak obat penyakit faskes posyandu instansi dinas lembaga yayasan kelas panti lokasi tempat petugas aplikasi file kolom",
);

function fieldNamed(words: readonly string[]): Field | null {
  const has = (word: string): boolean => words.includes(word);
  if (has("lahir")) return has("tanggal") ? "tanggal_lahir" : null;
  if (has("nama")) return "nama";
  if (has("kk") || has("nkk") || (has("kartu") && has("keluarga"))) return "nokk";
  return has("nik") ? "nik" : null;
}

const firstNames = list("depan pertama awal first given forename");
/** What stands under NIK, or under a card's number, where it is written in pieces. */
const numberPieces = list(
  "kode wilayah prov kab kec provinsi kabupaten kecamatan tgl tanggal bln bulan thn tahun lahir no nomor urut seri awal akhir depan tengah belakang pertama kedua ketiga terakhir digit angka bagian",
);

/** Whether a word under a grouping header names a part of it: DEPAN under NAMA, KODE WILAYAH under NIK. */
export function isPieceOf(meaning: HeaderMeaning, text: string): boolean {
  if (meaning === "nama") return namePart(`NAMA ${text}`) !== null;
  const words = wordsOf(text);
  return (meaning === "nik" || meaning === "nokk") && words.length > 0 && words.every((word) => numberPieces.has(word));
}

const furtherNames = list("belakang akhir tengah kedua keluarga marga fam last middle family surname");

/** `NAMA DEPAN`, `MIDDLE NAME`, `MARGA`: which part of a name stands there; null: none. */
export function namePart(header: string): "first" | "further" | null {
  const words = wordsOf(header.replace(/(?<=[a-z])name\b/gi, " name"))
    .map((word) => (word === "name" ? "nama" : word))
    .filter((word) => (!remarks.has(word) && !principals.has(word)) || word === "keluarga");
  const parts = words.filter((word) => word !== "nama");
  if (/kepala|kk|krt/i.test(header)) return null;
  if (parts.length !== 1) return null;
  if (firstNames.has(parts[0]!)) return words.includes("nama") || parts[0] === "forename" ? "first" : null;
  if (!furtherNames.has(parts[0]!)) return null;
  return words.includes("nama") || /^(?:marga|fam|surname)$/.test(parts[0]!) ? "further" : null;
}

/** Fields that, of somebody else, say nothing of the one the row is about. */
const personal = new Set<HeaderMeaning>([
  "nik",
  "nama",
  "tanggal_lahir",
  "hari_lahir",
  "bulan_lahir",
  "tahun_lahir",
  "tempat_tanggal_lahir",
  "jenis_kelamin",
]);

function meaningOfWords(words: readonly string[]): HeaderMeaning | null {
  const known = knownMeaning(words.join(""));
  if (known !== null) return known;
  const has = (...wanted: readonly string[]): boolean => wanted.every((word) => words.includes(word));
  const only = (...allowed: readonly string[]): boolean => words.every((word) => allowed.includes(word));
  // Both numbers under one header: what stands there is seen from the values.
  if ((has("nik") || has("ktp")) && only("no", "nik", "ktp", "e", "kk", "identitas", "kartu", "keluarga", "induk", "kependudukan"))
    return "nik";
  if ((has("kk") || has("nkk")) && only("no", "kk", "nkk", "kartu", "keluarga")) return "nokk";
  return null;
}

/** Whether a text only says how a cell is filled in: `(DD/MM/YYYY)`, `(L/P)`. */
export function isRemark(text: string): boolean {
  const words = text.toLowerCase().split(/[^a-z0-9]+/);
  return words.every((word) => word === "" || remarks.has(word) || explanations.has(word));
}

/** All spellings of a field's headers, stripped: for telling near misses. */
export function spellingsOf(): ReadonlyMap<string, HeaderMeaning> {
  return meanings;
}
