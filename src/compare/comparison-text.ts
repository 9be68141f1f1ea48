/** A comparison in words and as data. */
import type { Lang } from "../language.ts";
import { countFrom, countText } from "../report/numbers.ts";
import { ChangeCounts, changeKinds, type ChangeKind, type LimitChange } from "./change.ts";
import type { PairCounts } from "./index-pair.ts";

export interface Comparison {
  readonly of: "extracts" | "runs";
  /** Label and date, or the path. */
  readonly before: string;
  readonly after: string;
  readonly counts: ChangeCounts;
  readonly limit: LimitChange | null;
  /** Who could not be compared; of two extracts. */
  readonly extracts: Pick<PairCounts, "outsideBefore" | "outsideAfter" | "repeated" | "withoutNik"> | null;
}

const kindTexts = {
  DESIL_NAIK: { id: "desil naik (lebih sejahtera)", en: "decile up (better off)" },
  DESIL_TURUN: { id: "desil turun (lebih miskin)", en: "decile down (poorer)" },
  MELEWATI_BATAS: { id: "melewati batas program", en: "now above the programme's limit" },
  MASUK_BATAS: { id: "masuk batas program", en: "now within the programme's limit" },
  BATAS_BERUBAH: { id: "batas berubah, bukan desilnya", en: "the limit changed, not the decile" },
  DESIL_MENJADI_KOSONG: { id: "desil menjadi kosong", en: "decile now empty" },
  DESIL_TERISI: { id: "desil terisi", en: "decile now known" },
  KK_BERUBAH: { id: "kartu keluarga berubah", en: "another family card" },
  KK_PECAH: { id: "kartu lama pecah", en: "old card split" },
  KK_GABUNG: { id: "kartu baru gabungan", en: "new card of several" },
  PINDAH: { id: "pindah desa atau kecamatan", en: "moved" },
  NAMA_BERUBAH: { id: "nama berubah", en: "another name" },
  TGL_BERUBAH: { id: "tanggal lahir berubah", en: "another birth date" },
  NIK_BERGANTI: { id: "NIK berganti", en: "another NIK" },
  TIDAK_ADA_LAGI: { id: "tidak ada lagi", en: "no longer there" },
  BARU_ADA: { id: "baru ada", en: "new" },
  STATUS_BERUBAH: { id: "status berubah", en: "another status" },
} as const satisfies Record<ChangeKind, Record<Lang, string>>;

/** What a comparison says, in its three parts. */
export interface ComparisonLines {
  /** What was compared, and the limits. */
  readonly head: readonly string[];
  /** Every kind that was found: its code, how many, and what it means. */
  readonly kinds: readonly (readonly [kind: ChangeKind, count: string, meaning: string])[];
  /** What could not be compared. */
  readonly tail: readonly string[];
}

export function comparisonText(comparison: Comparison, lang: Lang): string {
  const { head, kinds, tail } = comparisonLines(comparison, lang);
  const kindLines = kinds.map(([kind, count, meaning]) => `  ${kind.padEnd(22)}${count.padStart(10)}  ${meaning}`);
  return `${[...head, ...kindLines, ...tail].join("\n")}\n`;
}

/** `number`: how a count is written. */
export function comparisonLines(
  { of, before, after, counts, limit, extracts }: Comparison,
  lang: Lang,
  number: (count: number) => string = (count) => countText(count, lang),
): ComparisonLines {
  const id = lang === "id";
  const what = of === "runs" ? (id ? "baris" : "rows") : id ? "orang" : "persons";
  const head = [
    id
      ? `${before} → ${after}: ${number(counts.compared)} ${what} dibandingkan, ${number(counts.changed)} berubah.`
      : `${before} → ${after}: ${number(counts.compared)} ${what} compared, ${number(counts.changed)} changed.`,
  ];
  if (limit !== null) {
    const range = `${limit.programme} 1–${limit.after}`;
    const moved = `${limit.programme} 1–${limit.before} → 1–${limit.after}`;
    head.push(
      limit.before === limit.after
        ? `${id ? "Batas" : "Limit"} ${range}.`
        : id
          ? `Batas berubah: ${moved}.`
          : `The limit changed: ${moved}.`,
    );
  }
  if (counts.changed === 0) head.push(id ? "Tidak ada perubahan." : "Nothing changed.");
  const tail: string[] = [];
  if (extracts !== null) {
    const outside = extracts.outsideBefore + extracts.outsideAfter;
    if (outside > 0) {
      tail.push(
        id
          ? `Di luar cakupan bersama: ${number(extracts.outsideBefore)} orang hanya di ekstrak lama, ${number(extracts.outsideAfter)} hanya di yang baru (kabupaten yang tidak dicakup keduanya).`
          : `Outside the shared coverage: ${number(extracts.outsideBefore)} persons of the old extract, ${number(extracts.outsideAfter)} of the new (kabupaten that only one covers).`,
      );
    }
    if (extracts.repeated + extracts.withoutNik > 0) {
      tail.push(
        id
          ? `Tidak dapat dipasangkan: ${number(extracts.repeated)} baris dengan NIK ganda (DTSEN_NIK_GANDA), ${number(extracts.withoutNik)} baris tanpa NIK.`
          : `Could not be paired: ${number(extracts.repeated)} rows whose NIK stands on several (DTSEN_NIK_GANDA), ${number(extracts.withoutNik)} rows without a NIK.`,
      );
    }
  }
  const found = changeKinds.filter((kind) => (counts.kinds[kind] ?? 0) > 0);
  return { head, kinds: found.map((kind) => [kind, number(counts.kinds[kind]!), kindTexts[kind][lang]]), tail };
}

export function comparisonObject({ of, before, after, counts, limit, extracts }: Comparison, crossed: readonly string[]) {
  return {
    of,
    before,
    after,
    compared: counts.compared,
    changed: counts.changed,
    kinds: Object.fromEntries(changeKinds.map((kind) => [kind, counts.kinds[kind] ?? 0])) as Record<ChangeKind, number>,
    limit: limit === null ? null : { programme: limit.programme, before: limit.before, after: limit.after },
    decile_matrix: counts.matrix,
    outside_shared_coverage: extracts === null ? null : { before: extracts.outsideBefore, after: extracts.outsideAfter },
    not_paired: extracts === null ? null : { DTSEN_NIK_GANDA: extracts.repeated, without_nik: extracts.withoutNik },
    limits_crossed: crossed,
  };
}

/** A comparison as `comparisonObject` has written it. Throws where something in it is none. */
export function comparisonFrom(json: unknown): Comparison {
  const object = json as ReturnType<typeof comparisonObject>;
  const { of, before, after, limit, outside_shared_coverage: outside, not_paired: unpaired } = object;
  if ((of !== "extracts" && of !== "runs") || typeof before !== "string" || typeof after !== "string") throw new Error("no comparison");
  const counts = new ChangeCounts();
  counts.compared = countFrom(object.compared);
  counts.changed = countFrom(object.changed);
  for (const kind of changeKinds) counts.add([kind], countFrom(object.kinds[kind] ?? 0));
  for (const [old, row] of counts.matrix.entries()) for (const now of row.keys()) row[now] = countFrom(object.decile_matrix[old]?.[now]);
  return {
    of,
    before,
    after,
    counts,
    limit: limit === null ? null : { programme: String(limit.programme), before: countFrom(limit.before), after: countFrom(limit.after) },
    extracts:
      outside === null || unpaired === null
        ? null
        : {
            outsideBefore: countFrom(outside.before),
            outsideAfter: countFrom(outside.after),
            repeated: countFrom(unpaired.DTSEN_NIK_GANDA),
            withoutNik: countFrom(unpaired.without_nik),
          },
  };
}

/** Old decile down, new decile across; the last of both is *none*. */
export function matrixRows(
  { matrix }: ChangeCounts,
  lang: Lang,
): {
  readonly header: readonly string[];
  readonly rows: readonly { readonly name: string; readonly counts: readonly number[] }[];
} {
  const places = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0];
  const name = (decile: number): string => (decile === 0 ? (lang === "id" ? "kosong" : "empty") : String(decile));
  return {
    header: [lang === "id" ? "desil lama \\ baru" : "old \\ new decile", ...places.map(name)],
    rows: places.map((old) => ({ name: name(old), counts: places.map((now) => matrix[old]![now]!) })),
  };
}
