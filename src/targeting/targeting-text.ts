/** A targeting in words and as data. Everything it cannot know is said with it. */
import type { Lang } from "../language.ts";
import { limitText, type DecileLimit } from "../programmes/programmes.ts";
import { countFrom, countText, shareText } from "../report/numbers.ts";
import { AreaTally, type AreaCounts } from "./tally.ts";

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
  /** The lists that were looked at, and the extract, by label and date. */
  readonly lists: readonly string[];
  readonly extract: string;
  readonly limit: DecileLimit;
  readonly area: "desa" | "kecamatan" | "semua";
  readonly villages: number;
  readonly tally: AreaTally;
  readonly companions: readonly CompanionRow[] | null;
}

export function targetingText(targeting: Targeting, lang: Lang): string {
  const { counts, companions, notes } = targetingLines(targeting, lang);
  return `${[...counts, ...companions.map((line) => `  ${line}`), ...notes].join("\n")}\n`;
}

/** What a targeting says, in its three parts. */
export interface TargetingLines {
  readonly counts: readonly string[];
  /** One each, where the list names them. */
  readonly companions: readonly string[];
  /** What the counts cannot know, and the limit with its source. */
  readonly notes: readonly string[];
}

/** `number`: how a count is written. */
export function targetingLines(
  { limit, area, villages, tally, companions }: Targeting,
  lang: Lang,
  number: (count: number) => string = (count) => countText(count, lang),
): TargetingLines {
  const id = lang === "id";
  const { all } = tally;
  const share = (part: number, whole: number): string => (whole === 0 ? "–" : shareText(part / whole, lang));
  const recipients = all.recipientsWithin + all.recipientsAbove + all.recipientsUnknown;
  const unit = limit.unit === "keluarga" ? (id ? "Keluarga" : "Families") : id ? "Orang" : "Persons";
  const where = {
    desa: id ? `di cakupan daftar (${number(villages)} desa)` : `where the lists have matches (${number(villages)} villages)`,
    kecamatan: id ? `di kecamatan daftar (${number(villages)} desa)` : `in the lists' kecamatan (${number(villages)} villages)`,
    semua: id ? "di seluruh ekstrak" : "in the whole extract",
  }[area];
  const counts = id
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
  const each = (companions ?? []).map(({ companion, recipients: own, above }) => {
    const name = companion === "" ? (id ? "(tanpa pendamping)" : "(no companion)") : companion;
    return id
      ? `${name}: ${number(own)} penerima, ${number(above)} di atas batas (diminta ${FAMILIES_A_YEAR} keluarga setahun)`
      : `${name}: ${number(own)} recipients, ${number(above)} above the limit (${FAMILIES_A_YEAR} families a year are asked for)`;
  });
  const notes = id
    ? [
        "Hanya daftar yang diberikan yang dihitung: keluarga di daftar program lain tampak belum terdaftar.",
        "Belum terdaftar bukan usulan: syarat program (komponen PKH, kuota, verifikasi) tidak ada di DTSEN.",
        `Batas: ${limitText(limit, lang)}`,
      ]
    : [
        "Only the lists given are counted: families on another programme's list look as if they were on none.",
        "Not listed is no proposal: what else a programme asks for (components, quota, verification) is not in DTSEN.",
        `Limit: ${limitText(limit, lang)}`,
      ];
  return { counts, companions: each, notes };
}

export function targetingObject({ lists, extract, limit, area, villages, tally, companions }: Targeting) {
  return {
    lists,
    extract,
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

/** A targeting as `targetingObject` has written it. Throws where something in it is none. */
export function targetingFrom(json: unknown): Targeting {
  const object = json as ReturnType<typeof targetingObject>;
  const { unit, area, programme, period, source, confirmed_to: confirmedTo } = object;
  if ((unit !== "keluarga" && unit !== "orang") || !areas.includes(area)) throw new Error("no targeting");
  const tally = new AreaTally();
  for (const row of object.desa) {
    for (const [what, name] of Object.entries(countNames) as [keyof AreaCounts, CountName][])
      tally.add(row.kecamatan, row.desa, what, countFrom(row[name]));
  }
  return {
    lists: object.lists.map(String),
    extract: String(object.extract),
    limit: { programme, period, limit: countFrom(object.limit), unit, column: null, source, confirmedTo },
    area,
    villages: countFrom(object.villages),
    tally,
    companions:
      object.pendamping?.map(({ pendamping, recipients, above, unknown }) => ({
        companion: String(pendamping),
        recipients: countFrom(recipients),
        above: countFrom(above),
        unknown: countFrom(unknown),
      })) ?? null,
  };
}

const areas: readonly string[] = ["desa", "kecamatan", "semua"] satisfies Targeting["area"][];

/** The counts as sasaran.json names them. */
export const countNames = {
  within: "within",
  listed: "listed",
  perhaps: "perhaps_listed",
  unlisted: "not_listed",
  unknown: "without_decile",
  recipientsWithin: "recipients_within",
  recipientsAbove: "recipients_above",
  recipientsUnknown: "recipients_without_decile",
} as const satisfies Record<keyof AreaCounts, string>;
type CountName = (typeof countNames)[keyof AreaCounts];

function countsObject(counts: AreaCounts): Record<CountName, number> {
  const entries = Object.entries(countNames) as [keyof AreaCounts, CountName][];
  return Object.fromEntries(entries.map(([what, name]) => [name, counts[what]])) as Record<CountName, number>;
}
