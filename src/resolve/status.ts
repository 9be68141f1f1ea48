/** The official answers for a row; the contract fixes the words. `report/status.ts` says which report each is read in. */
export const statuses = [
  "PADAN",
  "PADAN_CATATAN",
  "PADAN_PROBABILISTIK",
  "PADAN_PUTUSAN",
  "NIK_PADAN_NAMA_BEDA",
  "NAMA_PADAN_NIK_BEDA",
  "NIK_KONFLIK",
  "KANDIDAT_GANDA",
  "PERLU_CEK",
  "GANDA_DI_DAFTAR",
  "NIK_GANDA_BEDA_ORANG",
  "TIDAK_DITEMUKAN",
  "DI_LUAR_CAKUPAN",
  "NIK_TIDAK_VALID",
  "NIK_KOSONG",
] as const;
export type Status = (typeof statuses)[number];

/** Statuses that say: this is the person. */
export const matched: ReadonlySet<Status> = new Set<Status>(["PADAN", "PADAN_CATATAN", "PADAN_PROBABILISTIK", "PADAN_PUTUSAN"]);

/** … and those that say: nobody is. */
export const orphaned: ReadonlySet<Status> = new Set<Status>(["TIDAK_DITEMUKAN", "DI_LUAR_CAKUPAN", "NIK_TIDAK_VALID", "NIK_KOSONG"]);
