/** Why a record is no row, in words; `rejected.csv` gives the code and a detail in numbers and columns. */
import type { Text } from "../language.ts";
import type { RejectionReason } from "../normalise/record.ts";

export const rejectionTexts = {
  JUMLAH_KOLOM: {
    id: "jumlah kolom tidak sama dengan kepala kolom (misalnya koma di dalam nama tanpa tanda petik)",
    en: "not as many fields as the header has (e.g. an unquoted comma inside a name)",
  },
  KUTIP_TIDAK_SEIMBANG: {
    id: "tanda petik tidak ditutup; pembacaan dilanjutkan pada baris berikutnya yang wajar",
    en: "a quote is not closed; reading went on at the next plausible row",
  },
  BYTE_TIDAK_TERBACA: {
    id: "memuat byte yang tidak dapat dibaca dalam pengodean apa pun",
    en: "holds bytes that no encoding makes sense of",
  },
  BARIS_TERLALU_PANJANG: { id: "terlalu panjang untuk satu baris data", en: "too long for one row of data" },
} satisfies Record<RejectionReason, Text>;
