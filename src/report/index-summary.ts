/** What an index holds and what was left out, for reading. */
import { shown } from "../shown.ts";
import type { Lang } from "../language.ts";
import { countText } from "./numbers.ts";

/** As much of an index's own account as is told. */
export interface IndexAccount {
  readonly label: string | null;
  readonly date: string | null;
  readonly inputs: readonly {
    readonly name: string;
    readonly kind: "persons" | "families" | "flat";
    readonly rowsRead: number;
    readonly rowsIndexed: number;
    readonly rejected: Readonly<Partial<Record<string, number>>>;
    readonly furniture: Readonly<Partial<Record<string, number>>>;
  }[];
  readonly counts: Readonly<
    Record<
      | "persons"
      | "withoutNik"
      | "repeatedNiks"
      | "rowsWithRepeatedNik"
      | "families"
      | "repeatedFamilies"
      | "withoutFamily"
      | "withoutDesil",
      number
    >
  >;
  readonly familyOnly: boolean;
  readonly withoutFamilies: boolean;
  readonly desilColumn: string | null;
  readonly coverage: readonly string[];
  readonly otherRegions: number;
}

/** Versions, and what a test of the index has shown (null: none was made). */
export function indexVersionText(
  meta: {
    readonly tool: string;
    readonly format: number;
    readonly normaliser: number;
    readonly regionEdition: string;
    readonly digest: string;
  },
  tested: { readonly writtenSince: boolean } | null,
  lang: Lang,
): string {
  const id = lang === "id";
  const lines = [
    `  ${id ? "Dibuat oleh" : "Made by"} dtsen ${meta.tool} (${id ? "bentuk" : "format"} ${meta.format}, ${id ? "pembakuan" : "normaliser"} ${meta.normaliser}, ${id ? "wilayah" : "regions"} ${meta.regionEdition})`,
    `  ${id ? "Sidik isi" : "Digest"}: ${meta.digest.slice(0, 16)}`,
  ];
  if (tested !== null) {
    lines.push(`  ${id ? "Diperiksa: utuh, setiap baris seperti saat dibuat" : "Tested: whole, every row as it was built"}`);
    if (tested.writtenSince)
      lines.push(`  ${id ? "Program lain telah menulis ke berkas ini sejak dibuat" : "Another program has written to this file since"}`);
  }
  return `${lines.join("\n")}\n`;
}

export function indexText(file: string, account: IndexAccount, lang: Lang): string {
  const id = lang === "id";
  const n = (count: number): string => countText(count, lang);
  const { counts } = account;
  const about = [account.label, account.date].filter((each) => each !== null).join(", ");
  const lines = [`${file}: ${n(counts.persons)} ${id ? "orang" : "persons"}${about === "" ? "" : ` (${about})`}`];
  for (const { name, kind, rowsRead, rowsIndexed, rejected, furniture } of account.inputs) {
    const lost = total(rejected);
    const reasons = Object.entries(rejected)
      .map(([reason, count]) => `${reason} ${n(count ?? 0)}`)
      .join(", ");
    lines.push(
      `  ${shown(name)} (${kindText(kind, lang)}): ${n(rowsRead)} = ${n(rowsIndexed)} ${id ? "diindeks" : "indexed"} + ${n(lost)} ${id ? "ditolak" : "rejected"} + ${n(total(furniture))} ${id ? "bukan data" : "furniture"}${reasons === "" ? "" : ` [${reasons}]`}`,
    );
  }
  if (account.coverage.length > 0) lines.push(`  ${id ? "Cakupan" : "Coverage"}: ${account.coverage.join(", ")}`);
  if (account.otherRegions > 0) {
    const count = n(account.otherRegions);
    lines.push(
      id ? `  ${count} isian lain di kolom kabupaten bukan nama kabupaten` : `  ${count} other words in the column of kabupaten are none`,
    );
  }
  lines.push(`  ${id ? "Kolom desil" : "Decile column"}: ${account.desilColumn ?? (id ? "tidak ada" : "none")}`);
  const notes: [number, string, string][] = [
    [
      counts.withoutNik,
      "orang tanpa NIK yang dapat dipakai (tetap dicari lewat data lain)",
      "persons without a usable NIK (still found by everything else)",
    ],
    [
      counts.rowsWithRepeatedNik,
      `baris memakai ${n(counts.repeatedNiks)} NIK yang sama berulang (semua disimpan)`,
      `rows share ${n(counts.repeatedNiks)} repeated NIKs (all are kept)`,
    ],
    [
      counts.repeatedFamilies,
      "baris keluarga berulang untuk nomor KK yang sama (baris pertama dipakai)",
      "family rows repeat a card (the first counts)",
    ],
    [
      account.withoutFamilies ? 0 : counts.withoutFamily,
      "orang tanpa baris keluarga (KELUARGA_TIDAK_ADA)",
      "persons without a family row (KELUARGA_TIDAK_ADA)",
    ],
    [
      account.desilColumn === null ? 0 : counts.withoutDesil,
      "orang dengan desil kosong (DESIL_KOSONG)",
      "persons with an empty decile (DESIL_KOSONG)",
    ],
  ];
  for (const [count, indonesian, english] of notes) if (count > 0) lines.push(`  ${n(count)} ${id ? indonesian : english}`);
  if (account.familyOnly)
    lines.push(
      id
        ? "  PERHATIAN: hanya berkas keluarga. Pencocokan lewat nomor KK dan kepala keluarga; orang lain tidak dapat diverifikasi."
        : "  WARNING: family files only. Matching goes by card and head of family; other persons cannot be verified.",
    );
  if (account.withoutFamilies)
    lines.push(
      id ? "  PERHATIAN: tidak ada berkas keluarga. Desil tidak diketahui." : "  WARNING: no family file was given. Deciles are unknown.",
    );
  return `${lines.join("\n")}\n`;
}

function kindText(kind: "persons" | "families" | "flat", lang: Lang): string {
  if (lang === "en") return kind;
  return { persons: "orang", families: "keluarga", flat: "gabungan" }[kind];
}

function total(counts: Readonly<Partial<Record<string, number>>>): number {
  return Object.values(counts).reduce<number>((sum, count) => sum + (count ?? 0), 0);
}
