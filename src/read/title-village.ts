/** The village that the rows above a list's header name: `DAFTAR PENERIMA DESA WANAJAYA KECAMATAN SUKAMAKMUR`. Pure. */

const VILLAGE =
  /(?:^|[\s,;:/(])(?:desa|kelurahan|kel|ds|nagari|gampong|pekon|lembang)(?:\s*\/\s*(?:desa|kelurahan|kel|nagari|gampong))?[\s.:=]+([\p{L}][\p{L}'’ .-]{1,40}?)(?=\s*(?:$|[,;:/()\d]|\s(?:kec|kecamatan|kab|kabupaten|kota|provinsi|prov|tahun|tahap|bulan|triwulan|periode|rt|rw|dusun|dsn|per|tgl|tanggal|yang|dan)\b))/iu;
/** `BLT DESA TAHUN 2026`, `KEPALA DESA`: words behind DESA that name none. */
const NO_NAME =
  /^(?:kec|kecamatan|kab|kabupaten|tahun|tahap|bulan|triwulan|penerima|yang|dan|se|sekabupaten|sekecamatan|kelurahan|adat|se-?\w+)\b/i;

/** As written, or an empty text; where several are named, none is the list's. */
export function titleVillage(rows: readonly (readonly string[])[]): string {
  const found = new Set<string>();
  for (const cells of rows) {
    const text = cells
      .map((cell) => cell.trim())
      .filter((cell) => cell !== "")
      .join(" ");
    const name = text.length > 300 ? undefined : VILLAGE.exec(text)?.[1]?.trim();
    if (name !== undefined && !NO_NAME.test(name)) found.add(name.toUpperCase());
  }
  return found.size === 1 ? [...found][0]! : "";
}
