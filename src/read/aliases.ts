/**
 * How offices head their columns. Compared after lower-casing and stripping all but letters and digits. Sources: DTSEN V2/V3,
 * SIKS-NG/DTKS, P3KE, SIAK, BLT-DD (OM-SPAN), BPS prelists and regional lists in circulation.
 */
import type { Field } from "../normalise/record.ts";

/** `other`: known, of no use for matching, and kept from being taken for something else. */
export type HeaderMeaning = Field | `${Field}@ktp` | "other";

const names: Readonly<Record<Field | "other", string>> = {
  nik: "nik nonik nomornik nomorindukkependudukan noindukkependudukan nikktp noktp nomorktp noidentitas nomoridentitas nokependudukan nikpasien nikkk nikdtsen nikpenerima nikdtsenprelist nomornik nikpengurus nikkpm nikkepalakeluarga nikkrt nikwarga nikpenduduk noktpnik niknoktp",
  nokk: "nokk nomorkk nkk kk kkno nomorkartukeluarga nokartukeluarga nomorkartukeluargakk nokkk nokkdtsen nomorkartukk nokartukk kartukeluarga",
  nama: "nama namalengkap namalgkp namapenduduk namawarga namapenerima namakrt namakk namakepalakeluarga kepalakeluarga namapengurus fullname namawp nm namadtsen namakpm namapenerimamanfaat namapenerimabantuan namaanggotakeluarga namaart namapemohon namapeserta namasesuaiktp namaktp nmlengkap namakeluarga namakepalarumahtangga namajamaah namapenerimalengkap namalengkappenerima namalengkappenerimamanfaat namalengkappenerimabantuan namalengkapkpm namalengkapsesuaiktp namalengkapktp namapenerimakpm",
  tanggal_lahir: "tanggallahir tgllahir tgllhr lahirtanggal tanggalkelahiran dob bornat tgl_lahir tgllahirktp tanggallhr",
  hari_lahir: "harilahir hrlahir harilhr",
  bulan_lahir: "bulanlahir blnlahir bulanlahirvalue blnlahirvalue blnlhr",
  tahun_lahir: "tahunlahir thnlahir thnlhr",
  tempat_tanggal_lahir: "tempattanggallahir tempattgllahir ttl tempatdantanggallahir tmptgllahir tempatdantgllahir tmptgllhr",
  jenis_kelamin: "jeniskelamin jk jenisklmin jenklmin jenkel jnskelamin gender sex lp jkdtsenvalue jeniskel kelamin jkel",
  provinsi: "provinsi prov prop propinsi propname namaprovinsi namaprop namapropinsi",
  kabupaten: "kabupaten kab kabkota kabupatenkota kabname namakab namakabupaten kabkot kota kabupatenkotamadya namakabkota",
  kecamatan: "kecamatan kec namakec kecname namakecamatan",
  desa: "desa kelurahan kel desakelurahan kelurahandesa namakel namadesa deskel keldesa desakel kelname nagari gampong pekon kampung namakelurahan namadesakelurahan",
  kode_provinsi: "kodeprovinsi kodeprop noprop kdprop kdprov kodeprov",
  kode_kabupaten: "kodekabupaten kodekabupatenkota kodekab nokab kdkab kodekabkota",
  kode_kecamatan: "kodekecamatan kodekec nokec kdkec",
  kode_desa: "kodedesa kodekelurahandesa kodekel nokel kddesa kdkel kodekelurahan kodekemendagri kodedesakelurahan level6fullcode",
  alamat: "alamat alamatlengkap alamatklrg alamatrumah alamatktpel jalan alamattinggal alamatdomisili",
  dusun: "dusun dusunid lingkungan jorong banjar namadusun dukuh kampungdusun",
  rt: "rt nort rtsid rtrw",
  rw: "rw norw rwsid",
  desil: "desil desilnasional desilkesejahteraan jenisdesil peringkat desilkeluarga",
  other:
    "no nomor nourut id num namaibu namaibukandung ibukandung namalgkpibu namagadisibukandung namaibunda namaayah namalgkpayah namasuami namaistri namapasangan namabank namapendamping namapetugas namaprogram namaanak tempatlahir tmplahir tmptlhr kotalahir bornin kotakelahiran nikibu nikayah nikpasangan nikanak iddtks idbdt idp3ke idkeluarga idindividu idart nomorkks nokks nopesertapkh nomorrekening norekening norek nohp nomorhp telepon notelp hp keterangan ket pekerjaan pendidikan agama statuskawin statusperkawinan hubkeluarga hubungankeluarga statushubungankeluarga shdk status tahap nominal jumlah bansosbpnt bansospkh pbijni ispkh isbpnt penerimabpnt pintubantuan tahundata jenispmks skor program bulan tahun desilprovinsi desilkabupatenkota jumlahanggotakeluarga jmlanggota umur usia tandatangan ttd paraf namakepaladesa",
};

/** Meanings by stripped header; a `_ktp` tail is told apart below. */
const meanings: ReadonlyMap<string, HeaderMeaning> = new Map(
  (Object.entries(names) as [Field | "other", string][]).flatMap(([meaning, list]) =>
    list.split(" ").map((name): [string, HeaderMeaning] => [strip(name), meaning]),
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
  return header.toLowerCase().replace(/[^a-z0-9]/g, "");
}

/** What a header means, or null where it is not known. */
export function meaningOf(header: string): HeaderMeaning | null {
  const stripped = strip(header);
  const known = meanings.get(stripped);
  if (known !== undefined) return known;
  if (stripped.endsWith("ktp")) {
    const base = meanings.get(stripped.slice(0, -3));
    if (base !== undefined && base !== "other" && twofold.includes(base as Field)) return `${base as Field}@ktp`;
  }
  return null;
}

/** All spellings of a field's headers, stripped: for telling near misses. */
export function spellingsOf(): ReadonlyMap<string, HeaderMeaning> {
  return meanings;
}
