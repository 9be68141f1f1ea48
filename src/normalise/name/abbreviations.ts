/**
 * Short forms with one reading. The long form becomes an alternative reading of the name, never a replacement: ABD may be the
 * legal name. Single letters have many readings and stay initials.
 */
import type { Sex } from "../record.ts";

interface ShortForm {
  readonly long: string;
  /** Only as the first token. */
  readonly first: boolean;
  /** Only in names of one sex. */
  readonly sex: Sex | null;
  /** Kemendagri province codes in which the reading holds; null: in all. */
  readonly provinces: readonly string[] | null;
}

const bali = ["51"] as const;

const anywhere: ShortForm = { long: "", first: false, sex: null, provinces: null };

const shortForms: ReadonlyMap<string, readonly ShortForm[]> = new Map(
  Object.entries<(Partial<ShortForm> & { long: string })[]>({
    MUH: [{ long: "MUHAMAD" }],
    MUHD: [{ long: "MUHAMAD" }],
    MOH: [{ long: "MUHAMAD" }],
    MOHD: [{ long: "MUHAMAD" }],
    MOCH: [{ long: "MUHAMAD" }],
    MOC: [{ long: "MUHAMAD" }],
    MHD: [{ long: "MUHAMAD", first: true }],
    MHMD: [{ long: "MUHAMAD", first: true }],
    MD: [
      { long: "MADE", provinces: bali },
      { long: "MUHAMAD", first: true },
    ],
    M: [{ long: "MUHAMAD", first: true }],
    ABD: [{ long: "ABDUL" }],
    ABDL: [{ long: "ABDUL" }],
    MAT: [{ long: "MUHAMAD", first: true }],
    AHM: [{ long: "AHMAD" }],
    ACHM: [{ long: "AHMAD" }],
    ST: [
      { long: "SITI", first: true, sex: "P" },
      { long: "SUTAN", sex: "L", provinces: ["13"] },
    ],
    SIT: [{ long: "SITI", first: true }],
    STI: [{ long: "SITI", first: true }],
    NR: [{ long: "NUR" }],
    AGS: [{ long: "AGUS" }],
    BBG: [{ long: "BAMBANG" }],
    BAMB: [{ long: "BAMBANG" }],
    DW: [{ long: "DEWI" }],
    WYN: [{ long: "WAYAN", provinces: bali }],
    WY: [{ long: "WAYAN", provinces: bali }],
    KT: [{ long: "KETUT", provinces: bali }],
    KTT: [{ long: "KETUT", provinces: bali }],
    NYM: [{ long: "NYOMAN", provinces: bali }],
    NYMN: [{ long: "NYOMAN", provinces: bali }],
    KMG: [{ long: "KOMANG", provinces: bali }],
    KOMG: [{ long: "KOMANG", provinces: bali }],
    KD: [{ long: "KADEK", provinces: bali }],
    KDK: [{ long: "KADEK", provinces: bali }],
    NGH: [{ long: "NENGAH", provinces: bali }],
    PT: [{ long: "PUTU", provinces: bali }],
    GD: [{ long: "GEDE", provinces: bali }],
    GDE: [{ long: "GEDE", provinces: bali }],
    GST: [{ long: "GUSTI", provinces: bali }],
    LH: [{ long: "LUH", sex: "P", provinces: bali }],
    NGR: [{ long: "NGURAH", provinces: bali }],
    AGG: [{ long: "AGUNG", provinces: bali }],
    DSK: [{ long: "DESAK", sex: "P", provinces: bali }],
    IB: [{ long: "IDABAGUS", provinces: bali }],
    DG: [{ long: "DAING" }],
    DNG: [{ long: "DAING" }],
    TB: [{ long: "TUBAGUS", first: true }],
    MGS: [{ long: "MASAGUS", first: true }],
    MSY: [{ long: "MASAYU", first: true }],
    KMS: [{ long: "KEMAS", first: true }],
    NYS: [{ long: "NYIMAS", first: true }],
    KGS: [{ long: "KIAGUS", first: true }],
    BQ: [{ long: "BAIK", first: true }],
    LD: [{ long: "LAODE", first: true }],
    WD: [{ long: "WAODE", first: true }],
    FX: [{ long: "FRANSISKUSKSAFERIUS", first: true }],
    YOH: [{ long: "YOHANES" }],
    ANT: [{ long: "ANTONIUS" }],
    STEF: [{ long: "STEFANUS" }],
  }).map(([short, forms]) => [short, forms.map((form) => ({ ...anywhere, ...form }))]),
);

const longestShortForm = Math.max(...[...shortForms.keys()].map((form) => form.length));

/** Whether a word stands for a longer one anywhere. */
export function isShortForm(token: string): boolean {
  return shortForms.has(token);
}

/** Words whose own spelling an abbreviation must not be mixed up with keep their letters: `A.` in Bugis lands may be ANDI. */
export function expansionOf(token: string, first: boolean, sex: Sex | null, province: string | null): string | null {
  const forms = token.length > longestShortForm ? undefined : shortForms.get(token);
  if (forms === undefined) return null;
  const form = forms.find(
    (each) =>
      (!each.first || first) &&
      (each.sex === null || each.sex === sex) &&
      (each.provinces === null || (province !== null && each.provinces.includes(province))),
  );
  return form?.long ?? null;
}

/** Balinese and other short forms that a comparison may expand where the NIK vouches for the person. */
export function mayAbbreviate(short: string, long: string): boolean {
  return short.length <= longestShortForm && shortForms.get(short)?.some((form) => form.long === long) === true;
}
