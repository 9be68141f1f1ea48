/** What people write below and between the rows of a list, in the column of names: whole sentences of words of which no name is made. Pure. */

const list = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));

/** One of these makes a text of nothing but such words a remark. */
const telling = list(
  `assalamualaikum wassalam wassalamualaikum terima terimakasih diucapkan ucapkan mengucapkan disampaikan sampaikan demikian demikianlah sekian
  perhatian perhatiannya kerjasama kerjasamanya dibuat membuat pembuat menerima menyerahkan mengajukan mengusulkan mengetahui diterima dicetak
  cetak contoh cth misal misalnya pengisian diisi isi isian isilah mengisi dilengkapi wajib petunjuk keterangan catatan kolom format huruf
  bersifat rahasia lanjutan bersambung berikutnya pindahan dipindahkan rekap rekapitulasi jumlah total halaman page print update updated
  generated end eof akhir selesai dst dll sd nb data daftar lampiran tembusan arsip cadangan usulan penerima calon pkh bpnt blt bst pbi dtks
  dtsen siks aplikasi sistem portal laman tksk nik ktp kk disabilitas lansia meninggal pindah warna ditandai bertanda tanda saksi bendahara sekretaris operator kadus
  materai meterai stempel kami kita ini lokasi wilayah blok kelompok gelombang tahap nihil kosong
  yang untuk dengan oleh dari pada dalam agar supaya atas bahwa telah sudah belum tidak adalah`,
);
/** Names as well, or too short to tell: with others only. */
const further = list(
  `kasih sama baik kerja kerjanya samanya dan atau itu saya nya digit angka di ke an ub ng wr wb of by on date last merah kuning hijau biru abu cap
  wib pukul jam hormat mohon harap sumber tanggal tgl hari bulan tahun baru lama awal penting lengkap sebenarnya sebenar semestinya mestinya besar kecil
  kapital balok ada dunia timur utara selatan barat tengah perubahan tambahan susulan pengganti tetap terakhir terlampir lapangan umum
  senin selasa rabu kamis jumat sabtu minggu januari februari maret april mei juni juli agustus september oktober november desember`,
);
/** A remark by themselves, where people have numbers. */
const alone = list(
  `contoh selesai end eof dst dll lanjutan bersambung pindahan rekap rekapitulasi cadangan catatan keterangan rahasia tembusan arsip petunjuk
  disabilitas lansia meninggal pindah pkh bpnt blt bst bendahara terimakasih sekian assalamualaikum wassalamualaikum saksi operator pembuat kadus
  nihil kosong materai meterai stempel`,
);

/** Whether a text is of sheet words only. `arePeopleNumbered`: the list's people have numbers, so that a word alone need not be somebody. */
export function isOfSheetWords(text: string, arePeopleNumbered: boolean): boolean {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  if (words.length === 1) return arePeopleNumbered && alone.has(words[0]!);
  return words.some((word) => telling.has(word)) && words.every((word) => word.length === 1 || telling.has(word) || further.has(word));
}
