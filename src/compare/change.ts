/** What changed between two quarters for one person, in codes and in one sentence. Absence is never death, and no move is a verdict. */
import type { Lang } from "../language.ts";

export const changeKinds = [
  "DESIL_NAIK",
  "DESIL_TURUN",
  "MELEWATI_BATAS",
  "MASUK_BATAS",
  "BATAS_BERUBAH",
  "DESIL_MENJADI_KOSONG",
  "DESIL_TERISI",
  "KK_BERUBAH",
  "KK_PECAH",
  "KK_GABUNG",
  "PINDAH",
  "NAMA_BERUBAH",
  "TGL_BERUBAH",
  "NIK_BERGANTI",
  "TIDAK_ADA_LAGI",
  "BARU_ADA",
  "STATUS_BERUBAH",
] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** A person in one of two extracts or runs. */
export interface Side {
  readonly nik: string;
  readonly noKk: string;
  readonly nama: string;
  readonly tanggalLahir: string;
  readonly desa: string;
  readonly kecamatan: string;
  readonly desil: number | null;
  /** Of a run; empty of an extract. */
  readonly status: string;
}

/** The limits of a programme in the two quarters, for its name. */
export interface LimitChange {
  readonly programme: string;
  readonly before: number;
  readonly after: number;
}

export interface ChangeFacts {
  readonly before: Side | null;
  readonly after: Side | null;
  /** Village or kecamatan differ, by the names in which places are compared. */
  readonly moved: boolean;
  /** Cards that the members of the old card are on now, and that those of the new one were on. */
  readonly cardsNow: number;
  readonly cardsBefore: number;
  /** Matched by name, birth date and card, under another NIK. */
  readonly otherNik: boolean;
  readonly limit: LimitChange | null;
  /** The two sides are rows of a list, not of an extract. */
  readonly ofRuns: boolean;
}

export interface Change {
  readonly kinds: readonly ChangeKind[];
  readonly sentence: string;
}

/** Empty kinds: nothing changed that anybody asks about. */
export function changeOf({ before, after, moved, cardsNow, cardsBefore, otherNik, limit, ofRuns }: ChangeFacts, lang: Lang): Change {
  const id = lang === "id";
  const kinds: ChangeKind[] = [];
  const clauses: string[] = [];
  const tell = (kind: ChangeKind, clause: string): void => {
    kinds.push(kind);
    if (clause !== "") clauses.push(clause);
  };
  if (after === null) {
    const extract = id
      ? "Tidak ada lagi di DTSEN; sebabnya tidak tertulis (meninggal, pindah kabupaten, perbaikan NIK, …)"
      : "No longer in DTSEN; why is not written (died, moved away, NIK corrected, …)";
    tell("TIDAK_ADA_LAGI", ofRuns ? (id ? "Baris ini tidak ada lagi di daftar" : "This row is no longer on the list") : extract);
  } else if (before === null) {
    tell("BARU_ADA", ofRuns ? (id ? "Baris baru di daftar" : "A new row of the list") : id ? "Baru ada di DTSEN" : "New in DTSEN");
  } else {
    if (otherNik)
      tell("NIK_BERGANTI", id ? "NIK berganti; nama, tanggal lahir, dan KK sama" : "Another NIK; name, birth date and card are the same");
    if (before.status !== after.status) tell("STATUS_BERUBAH", `${before.status} → ${after.status}`);
    tellDecile(before.desil, after.desil, limit, id, tell);
    if (before.noKk !== after.noKk && before.noKk !== "" && after.noKk !== "")
      tell("KK_BERUBAH", id ? "kartu keluarga berubah" : "another family card");
    if (cardsNow > 1)
      tell("KK_PECAH", id ? `anggota kartu lama kini di ${cardsNow} kartu` : `the members of the old card are on ${cardsNow} cards now`);
    if (cardsBefore > 1)
      tell(
        "KK_GABUNG",
        id ? `anggota kartu baru berasal dari ${cardsBefore} kartu` : `the members of the new card come from ${cardsBefore} cards`,
      );
    if (moved) tell("PINDAH", `${placeText(before, id)} → ${placeText(after, id)}`);
    if (before.nama !== after.nama && before.nama !== "" && after.nama !== "")
      tell("NAMA_BERUBAH", `${id ? "Nama" : "Name"} ${before.nama} → ${after.nama}`);
    if (before.tanggalLahir !== after.tanggalLahir && before.tanggalLahir !== "" && after.tanggalLahir !== "") {
      tell("TGL_BERUBAH", `${id ? "Tanggal lahir" : "Birth date"} ${before.tanggalLahir} → ${after.tanggalLahir}`);
    }
  }
  return { kinds, sentence: clauses.length === 0 ? "" : `${clauses.join("; ").replace(/^./u, (first) => first.toUpperCase())}.` };
}

function tellDecile(
  before: number | null,
  after: number | null,
  limit: LimitChange | null,
  id: boolean,
  tell: (kind: ChangeKind, clause: string) => void,
): void {
  if (before !== null && after === null) {
    tell(
      "DESIL_MENJADI_KOSONG",
      id ? `Desil ${before} → kosong (bukan berarti di atas batas)` : `Decile ${before} → empty (which does not mean above the limit)`,
    );
    return;
  }
  if (after === null) return;
  const word = id ? "Desil" : "Decile";
  if (before === null) {
    tell("DESIL_TERISI", `${word} ${id ? "kosong" : "empty"} → ${after}`);
    return;
  }
  const wasWithin = limit !== null && before <= limit.before;
  const isWithin = limit !== null && after <= limit.after;
  if (before === after) {
    if (limit !== null && wasWithin !== isWithin) {
      tell(
        "BATAS_BERUBAH",
        id
          ? `Desil tetap ${after}; batas ${limit.programme} berubah 1–${limit.before} → 1–${limit.after}`
          : `Decile still ${after}; the limit of ${limit.programme} changed from 1–${limit.before} to 1–${limit.after}`,
      );
    }
    return;
  }
  tell(after > before ? "DESIL_NAIK" : "DESIL_TURUN", `${word} ${before} → ${after}`);
  if (limit === null || wasWithin === isWithin) return;
  // The move is told only where it, and not the limit, took the person across.
  const crossedByMove = before <= limit.after !== after <= limit.after;
  const range = `${limit.programme} (1–${limit.after})`;
  if (!crossedByMove) {
    tell(
      "BATAS_BERUBAH",
      id
        ? `batas ${limit.programme} berubah 1–${limit.before} → 1–${limit.after}`
        : `the limit of ${limit.programme} changed from 1–${limit.before} to 1–${limit.after}`,
    );
  } else if (isWithin) tell("MASUK_BATAS", id ? `masuk batas ${range}` : `within the limit of ${range}`);
  else
    tell(
      "MELEWATI_BATAS",
      id ? `melewati batas ${range}. Ini bukan keputusan graduasi` : `above the limit of ${range}. This is no decision to end the aid`,
    );
}

function placeText({ desa, kecamatan }: Side, id: boolean): string {
  return id ? `Desa ${desa}, Kec. ${kecamatan}` : `${desa}, ${kecamatan}`;
}

/** Counts of a comparison. */
export class ChangeCounts {
  readonly kinds: Partial<Record<ChangeKind, number>> = {};
  /** Persons by old and new decile, 0 for none: row by row. */
  readonly matrix: number[][] = Array.from({ length: 11 }, () => Array<number>(11).fill(0));
  compared = 0;
  changed = 0;

  add(kinds: readonly ChangeKind[], count = 1): void {
    for (const kind of kinds) this.kinds[kind] = (this.kinds[kind] ?? 0) + count;
  }

  addDeciles(before: number | null, after: number | null, count = 1): void {
    this.matrix[before ?? 0]![after ?? 0]! += count;
  }
}

export const changeColumns = [
  "jenis",
  "nik",
  "no_kk_lama",
  "no_kk_baru",
  "nama",
  "desa_lama",
  "desa_baru",
  "kecamatan_lama",
  "kecamatan_baru",
  "desil_lama",
  "desil_baru",
  "status_lama",
  "status_baru",
  "penjelasan",
  "source_file",
  "source_row",
] as const;

/** The cells under `changeColumns`. */
export function changeCells(before: Side | null, after: Side | null, { kinds, sentence }: Change, file: string, row: string): string[] {
  const now = after ?? before!;
  return [
    kinds.join(";"),
    now.nik,
    before?.noKk ?? "",
    after?.noKk ?? "",
    now.nama,
    before?.desa ?? "",
    after?.desa ?? "",
    before?.kecamatan ?? "",
    after?.kecamatan ?? "",
    decileCell(before),
    decileCell(after),
    before?.status ?? "",
    after?.status ?? "",
    sentence,
    file,
    row,
  ];
}

function decileCell(side: Side | null): string {
  return side === null || side.desil === null ? "" : String(side.desil);
}
