/** A targeting in words and as data. Everything it cannot know is said with it. */
import type { Lang } from "../language.ts";
import { limitText, type DecileLimit } from "../programmes/programmes.ts";
import { countText, shareText } from "../report/numbers.ts";
import type { AreaCounts, AreaTally } from "./tally.ts";

/** Families a companion is asked to lead out of aid in a year. */
export const FAMILIES_A_YEAR = 10;

export interface CompanionRow {
  /** Empty: rows that name none. */
  readonly companion: string;
  readonly recipients: number;
  readonly above: number;
  readonly unknown: number;
}

export interface Targeting {
  readonly limit: DecileLimit;
  readonly area: "desa" | "kecamatan" | "semua";
  readonly villages: number;
  readonly tally: AreaTally;
  readonly companions: readonly CompanionRow[] | null;
}

export function targetingText({ limit, area, villages, tally, companions }: Targeting, lang: Lang): string {
  const id = lang === "id";
  const { all } = tally;
  const number = (count: number): string => countText(count, lang);
  const share = (part: number, whole: number): string => (whole === 0 ? "–" : shareText(part / whole, lang));
  const recipients = all.recipientsWithin + all.recipientsAbove + all.recipientsUnknown;
  const unit = limit.unit === "keluarga" ? (id ? "Keluarga" : "Families") : id ? "Orang" : "Persons";
  const where = {
    desa: id ? `di cakupan daftar (${number(villages)} desa)` : `where the lists have matches (${number(villages)} villages)`,
    kecamatan: id ? `di kecamatan daftar (${number(villages)} desa)` : `in the lists' kecamatan (${number(villages)} villages)`,
    semua: id ? "di seluruh ekstrak" : "in the whole extract",
  }[area];
  const lines = id
    ? [
        `${unit} desil 1–${limit.limit} ${where}: ${number(all.within)}. Terdaftar ${number(all.listed)} (${share(all.listed, all.within)}), mungkin terdaftar (baris konflik atau KK sama) ${number(all.perhaps)}, belum terdaftar ${number(all.unlisted)} (${share(all.unlisted, all.within)}).`,
        `Penerima di atas batas (calon graduasi: daftar untuk dikunjungi): ${number(all.recipientsAbove)} dari ${number(recipients)} (${share(all.recipientsAbove, recipients)}); tanpa desil: ${number(all.recipientsUnknown)}.`,
        `${unit} tanpa desil: ${number(all.unknown)}, tidak dihitung dalam batas maupun di atasnya.`,
      ]
    : [
        `${unit} of deciles 1–${limit.limit} ${where}: ${number(all.within)}. Listed ${number(all.listed)} (${share(all.listed, all.within)}), perhaps listed (conflict rows or the same card) ${number(all.perhaps)}, not listed ${number(all.unlisted)} (${share(all.unlisted, all.within)}).`,
        `Recipients above the limit (a list to visit): ${number(all.recipientsAbove)} of ${number(recipients)} (${share(all.recipientsAbove, recipients)}); without a decile: ${number(all.recipientsUnknown)}.`,
        `${unit} without a decile: ${number(all.unknown)}, counted neither within nor above.`,
      ];
  for (const { companion, recipients: own, above } of companions ?? []) {
    const name = companion === "" ? (id ? "(tanpa pendamping)" : "(no companion)") : companion;
    lines.push(
      id
        ? `  ${name}: ${number(own)} penerima, ${number(above)} di atas batas (diminta ${FAMILIES_A_YEAR} keluarga setahun)`
        : `  ${name}: ${number(own)} recipients, ${number(above)} above the limit (${FAMILIES_A_YEAR} families a year are asked for)`,
    );
  }
  lines.push(
    ...(id
      ? [
          "Hanya daftar yang diberikan yang dihitung: keluarga di daftar program lain tampak belum terdaftar.",
          "Belum terdaftar bukan usulan: syarat program (komponen PKH, kuota, verifikasi) tidak ada di DTSEN.",
          `Batas: ${limitText(limit, lang)}`,
        ]
      : [
          "Only the lists given are counted: families on another programme's list look as if they were on none.",
          "Not listed is no proposal: what else a programme asks for (components, quota, verification) is not in DTSEN.",
          `Limit: ${limitText(limit, lang)}`,
        ]),
  );
  return `${lines.join("\n")}\n`;
}

export function targetingObject({ limit, area, villages, tally, companions }: Targeting): Record<string, unknown> {
  return {
    programme: limit.programme,
    period: limit.period,
    limit: limit.limit,
    unit: limit.unit,
    source: limit.source,
    confirmed_to: limit.confirmedTo,
    area,
    villages,
    total: countsObject(tally.all),
    kecamatan: tally.kecamatan().map(({ kecamatan, counts }) => ({ kecamatan, ...countsObject(counts) })),
    desa: tally.villages().map(({ kecamatan, desa, counts }) => ({ kecamatan, desa, ...countsObject(counts) })),
    pendamping:
      companions?.map((row) => ({
        pendamping: row.companion,
        recipients: row.recipients,
        above: row.above,
        unknown: row.unknown,
        asked_a_year: FAMILIES_A_YEAR,
      })) ?? null,
  };
}

function countsObject(counts: AreaCounts): Record<string, number> {
  return {
    within: counts.within,
    listed: counts.listed,
    perhaps_listed: counts.perhaps,
    not_listed: counts.unlisted,
    without_decile: counts.unknown,
    recipients_within: counts.recipientsWithin,
    recipients_above: counts.recipientsAbove,
    recipients_without_decile: counts.recipientsUnknown,
  };
}
