/**
 * What six digits say of a region. A NIK keeps the code of its first registration for life, so none of the verdicts rejects
 * anything. Parsed at first use: no command pays for it that does not ask.
 */
import * as data from "./kemendagri-data.ts";

/** `gap`: a number missing below the highest of its kabupaten, which is what a code vacated before 2015 looks like. */
export type RegionVerdict = "current" | "retired-known" | "gap" | "unknown";

/** Kabupaten numbers vacated before 2015: Kalimantan Utara's in 64, Sulawesi Barat's in 73. */
const vacatedKabupaten = ["6404", "6405", "6406", "6410", "6473", "7319", "7320", "7321", "7323", "7325"];

/** Provinces of NIKs in use: Kemendagri's, and the union 91–97 for Papua, where old, new and BPS numbering meet. */
const provinceUnion = /^(?:1[1-9]|21|3[1-6]|5[1-3]|6[1-5]|7[1-6]|8[12]|9[1-7])$/;

interface Table {
  readonly current: ReadonlySet<string>;
  readonly former: ReadonlySet<string>;
  /** Highest kecamatan number by kabupaten. */
  readonly highest: ReadonlyMap<string, number>;
}

let names: ReadonlyMap<string, string> | null = null;
let kecamatan: Table | null = null;

function table(): Table {
  return (kecamatan ??= parseKecamatan());
}

function parseNames(): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const list of [data.provinces, data.kabupaten]) {
    for (const line of list.split("\n")) names.set(line.slice(0, line.indexOf(" ")), line.slice(line.indexOf(" ") + 1));
  }
  return names;
}

function parseKecamatan(): Table {
  const codes = (text: string): Set<string> => {
    const found = new Set<string>();
    for (const line of text.split("\n")) for (let at = 5; at < line.length; at += 2) found.add(line.slice(0, 4) + line.slice(at, at + 2));
    return found;
  };
  const current = codes(data.kecamatan);
  const former = codes(data.formerKecamatan);
  const highest = new Map<string, number>();
  for (const code of [...current, ...former]) {
    highest.set(code.slice(0, 4), Math.max(highest.get(code.slice(0, 4)) ?? 0, Number(code.slice(4))));
  }
  return { current, former, highest };
}

export function regionVerdict(prefix6: string): RegionVerdict {
  const { current, former, highest } = table();
  if (current.has(prefix6)) return "current";
  if (former.has(prefix6)) return "retired-known";
  const kabupaten = prefix6.slice(0, 4);
  if (vacatedKabupaten.includes(kabupaten)) return "gap";
  const number = Number(prefix6.slice(4));
  return number >= 1 && number < (highest.get(kabupaten) ?? 0) ? "gap" : "unknown";
}

/** Name of a province (2 digits) or kabupaten (4), or null. */
export function regionName(code: string): string | null {
  return kabupatenCodes().get(code) ?? null;
}

/** Names of provinces and kabupaten by their codes. */
export function kabupatenCodes(): ReadonlyMap<string, string> {
  return (names ??= parseNames());
}

export function isKnownProvince(code: string): boolean {
  return provinceUnion.test(code);
}

export function currentKecamatan(): number {
  return table().current.size;
}

export function formerKecamatan(): number {
  return table().former.size;
}
