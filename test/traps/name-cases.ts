/** Pairs of names for traps 50 to 60, 63 and 64, with what the program should answer. */
export interface NameCase {
  readonly trap: number;
  /** The name in the list. */
  readonly nama: string;
  /** The name in the extract. */
  readonly dtsen: string;
  readonly jk?: "L" | "P";
  /** What the list leaves out of NIK, birth date and village; all three agree otherwise. */
  readonly without?: readonly ("nik" | "date" | "desa")[];
  readonly status: string;
  /** Findings about the name, in the order of `reasons`. */
  readonly codes: readonly string[];
}

const [padan, noted, byIdentity, review] = ["PADAN", "PADAN_CATATAN", "PADAN_PROBABILISTIK", "PERLU_CEK"] as const;
const [short, spelling, partly, other, title] = ["NAMA_SINGKATAN", "NAMA_EJAAN", "NAMA_SEBAGIAN", "NAMA_BEDA", "NAMA_GELAR"] as const;
const noNik = ["nik"] as const;

const firstCases: readonly NameCase[] = [
  { trap: 50, nama: "H. MUH. SOLIHIN", dtsen: "MUHAMMAD SOLIHIN", status: noted, codes: [title, short] },
  { trap: 50, nama: "MOCH KUSNADI", dtsen: "MOHAMMAD KUSNADI", status: noted, codes: [short] },
  { trap: 50, nama: "MUCHAMAD SARDIMAN", dtsen: "MUHAMMAD SARDIMAN", status: padan, codes: [] },
  { trap: 50, nama: "MUHAMMAD TARMUDI", dtsen: "MUH. TARMUDI", without: noNik, status: byIdentity, codes: [short] },
  { trap: 51, nama: "M. KARTIKA", dtsen: "MARIA KARTIKA", jk: "P", status: noted, codes: [short] },
  { trap: 51, nama: "M. LESTIANI", dtsen: "MARIA LESTIANI", jk: "P", without: ["nik", "date"], status: review, codes: [short] },
  { trap: 51, nama: "M. SUBARJO", dtsen: "MUHAMMAD SUBARJO", without: noNik, status: byIdentity, codes: [short] },
  { trap: 52, nama: "ST. ROHMAWATI", dtsen: "SITI ROHMAWATI", jk: "P", status: noted, codes: [short] },
  { trap: 52, nama: "ST ROHMANIAH", dtsen: "SITI ROHMANIAH", jk: "P", without: noNik, status: byIdentity, codes: [short] },
  { trap: 52, nama: "GUNTORO, ST", dtsen: "GUNTORO", status: padan, codes: [title] },
  { trap: 52, nama: "GUNADI S.T.", dtsen: "GUNADI", without: noNik, status: byIdentity, codes: [title] },
  { trap: 53, nama: "SITI AMINAH", dtsen: "NUR AMINAH", jk: "P", status: review, codes: [other] },
  { trap: 53, nama: "SITI SUMIRAH", dtsen: "NUR SUMIRAH", jk: "P", without: noNik, status: review, codes: [other] },
  { trap: 53, nama: "AHMAD", dtsen: "AHMAD KASTURI WIJAYA", status: review, codes: [partly] },
  { trap: 53, nama: "AHMAD", dtsen: "AHMAD PURWADI LESMANA", without: noNik, status: review, codes: [partly] },
  { trap: 53, nama: "KASMIRAN", dtsen: "KASMIRAN JATI WIBOWO", without: noNik, status: review, codes: [partly] },
  { trap: 53, nama: "KASMOREJO", dtsen: "KASMOREJO JATI PAMBUDI", without: ["date", "desa"], status: review, codes: [partly] },
  { trap: 55, nama: "RUKAYAH BINTI SAPARDAN", dtsen: "RUKAYAH", jk: "P", status: padan, codes: ["NAMA_PATRONIM"] },
  { trap: 55, nama: "JUMINEM", dtsen: "JUMINEM BINTI KARTOSEN", jk: "P", without: noNik, status: byIdentity, codes: [] },
  {
    trap: 55,
    nama: "SUMARTI BINTI LEKSONADI",
    dtsen: "LEKSONADI",
    jk: "P",
    without: noNik,
    status: review,
    codes: ["NAMA_PATRONIM", other],
  },
  { trap: 55, nama: "PARTINAH.K", dtsen: "PARTINAH", jk: "P", status: noted, codes: [short] },
  { trap: 55, nama: "TUKIMAN S.", dtsen: "TUKIMAN", status: noted, codes: [short] },
  { trap: 55, nama: "TUKIRAN", dtsen: "TUKIRAN S.", without: noNik, status: byIdentity, codes: [short] },
  { trap: 55, nama: "WARSIDI MY", dtsen: "WARSIDI", status: noted, codes: [short] },
  { trap: 56, nama: "SOEHARTI", dtsen: "SUHARTI", jk: "P", status: padan, codes: [] },
  { trap: 56, nama: "DJAMILAH", dtsen: "JAMILAH", jk: "P", status: padan, codes: [] },
  { trap: 56, nama: "TJAHYO", dtsen: "CAHYO", status: padan, codes: [] },
  { trap: 56, nama: "YOYOH", dtsen: "JOJOH", jk: "P", status: noted, codes: [spelling] },
  { trap: 56, nama: "TJIPTOHARDJO", dtsen: "CIPTOHARJO", without: noNik, status: byIdentity, codes: [] },
];

const moreCases: readonly NameCase[] = [
  { trap: 57, nama: "I WAYAN SUDARTAMA", dtsen: "WAYAN SUDARTAMA", status: noted, codes: [partly] },
  { trap: 57, nama: "MADE PUSPAYANI", dtsen: "NI MADE PUSPAYANI", jk: "P", without: noNik, status: byIdentity, codes: [partly] },
  { trap: 57, nama: "I MADE SUKRAWAN", dtsen: "NI MADE SUKRAWATI", jk: "P", status: review, codes: [other] },
  { trap: 57, nama: "I WAYAN DARMAYASA", dtsen: "I WAYAN SUKARTAYA", without: noNik, status: review, codes: [other] },
  { trap: 57, nama: "TIURLINA SIMANGUNSONG", dtsen: "TIURLINA", jk: "P", status: noted, codes: [partly] },
  { trap: 57, nama: "PARLINDUNGAN", dtsen: "PARLINDUNGAN HUTABARAT", without: ["nik", "date"], status: review, codes: [partly] },
  { trap: 57, nama: "DUMARIA SILITONGA", dtsen: "ROSMAIDA SILITONGA", jk: "P", without: noNik, status: review, codes: [other] },
  { trap: 58, nama: "SARIPAH (ALM)", dtsen: "SARIPAH", jk: "P", status: noted, codes: ["NAMA_ALMARHUM"] },
  { trap: 58, nama: "ALMH. KASTIYEM", dtsen: "KASTIYEM", jk: "P", status: noted, codes: ["NAMA_ALMARHUM"] },
  { trap: 58, nama: "WIRYATMO ALM", dtsen: "WIRYATMO", without: noNik, status: byIdentity, codes: ["NAMA_ALMARHUM"] },
  { trap: 59, nama: "SUKARDJI / KARJI", dtsen: "KARJI", status: noted, codes: ["NAMA_ALIAS", short] },
  { trap: 59, nama: "PONIMAN ALIAS KASWADI", dtsen: "PONIMAN", status: padan, codes: ["NAMA_ALIAS"] },
  { trap: 59, nama: "NGADIRIN ALIAS KASBULAH", dtsen: "KASBULAH", without: noNik, status: byIdentity, codes: ["NAMA_ALIAS", short] },
  { trap: 59, nama: "SAMPUN CS", dtsen: "SAMPUN", status: noted, codes: ["NAMA_BUKAN_ORANG", partly] },
  { trap: 59, nama: "KEL. DARSONO", dtsen: "DARSONO", without: noNik, status: review, codes: ["NAMA_BUKAN_ORANG", partly] },
  { trap: 59, nama: "IBU TUGINAH", dtsen: "TUGINAH", jk: "P", status: padan, codes: [title] },
  { trap: 59, nama: "NY. PAWIROREJO", dtsen: "PAWIROREJO", jk: "P", status: noted, codes: ["NAMA_ORANG_LAIN"] },
  { trap: 60, nama: "DRS.", dtsen: "BAMBANG PRASETIA", status: review, codes: [title, "NAMA_KOSONG"] },
  { trap: 60, nama: "...", dtsen: "HARYONO PRASETIO", status: review, codes: ["NAMA_KOSONG"] },
  { trap: 60, nama: "SUKINEM 2", dtsen: "SUKINEM", jk: "P", status: noted, codes: ["NAMA_ANGKA"] },
  { trap: 60, nama: "12345", dtsen: "SUTIYEM", jk: "P", status: review, codes: ["NAMA_ANGKA"] },
  { trap: 63, nama: "KHAIRUNISA PUTRI MAH", dtsen: "KHAIRUNISA PUTRI MAHARANI", jk: "P", status: noted, codes: ["NAMA_TERPOTONG"] },
  {
    trap: 63,
    nama: "RADITYA MAHESWARA KUSUMAW",
    dtsen: "RADITYA MAHESWARA KUSUMAWARDANA",
    without: noNik,
    status: byIdentity,
    codes: ["NAMA_TERPOTONG"],
  },
  {
    trap: 63,
    nama: "CHRISTOFORUS BAGASKARA NUGRAHA WIDYADHANA PRAMUDITA ADITYAWARMAN",
    dtsen: "CHRISTOFORUS BAGASKARA NUGRAHA WIDYADHANA PRAMUDITA ADITYAWA",
    status: noted,
    codes: ["NAMA_TERPOTONG"],
  },
  {
    trap: 63,
    nama: "ANGGRAINI PUSPITA DE",
    dtsen: "ANGGRAINI PUSPITA DEWANTI",
    jk: "P",
    without: ["nik", "date"],
    status: review,
    codes: [other],
  },
  { trap: 64, nama: '=CMD("calc")', dtsen: "SURATMAN", status: "NIK_PADAN_NAMA_BEDA", codes: ["NAMA_SIMBOL", "NAMA_ALIAS", other] },
  { trap: 64, nama: "@SURATMIN", dtsen: "SURATMIN", status: padan, codes: [] },
];

export const nameCases: readonly NameCase[] = [...firstCases, ...moreCases];
