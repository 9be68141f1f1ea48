/** Region names in the form in which they are compared. */
import { remembering } from "../memo.ts";

export type RegionLevel = "provinsi" | "kabupaten" | "kecamatan" | "desa";

const prefixes: Readonly<Record<RegionLevel, RegExp>> = {
  provinsi: /^(?:PROVINSI|PROPINSI|PROV|PROP)\b\.?/,
  kabupaten: /^(?:KABUPATEN|KAB)\b\.?(?:\s*ADM(?:INISTRASI)?\b\.?)?/,
  kecamatan: /^(?:KECAMATAN|KEC|DISTRIK|KAPANEWON|KEMANTREN)\b\.?/,
  desa: /^(?:KELURAHAN|DESA|KEL|DS|KL|NAGARI|GAMPONG|GP|PEKON|KALURAHAN|KAMPUNG|KP|LEMBANG|NEGERI|OHOI|TIYUH)\b\.?(?=\s*\S)/,
};

const romans: Readonly<Record<string, string>> = {
  I: "1",
  II: "2",
  III: "3",
  IV: "4",
  V: "5",
  VI: "6",
  VII: "7",
  VIII: "8",
  IX: "9",
  X: "10",
};

/**
 * Upper case, without the kind of region in front, without spaces, hyphens and dots, numerals in figures: `Ds. Suka-Maju II` is
 * `SUKAMAJU2`. KOTA is kept before a kabupaten's name, since Kabupaten and Kota of one name are two. Null: no name.
 */
export function canonicalRegionName(text: string, level: RegionLevel): string | null {
  return canonicalNames[level](text);
}

function canonicalise(text: string, level: RegionLevel): string | null {
  let name = text
    .toUpperCase()
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/\(.*?\)/g, " ")
    .replace(/[_\s]+/g, " ")
    .trim();
  if (level === "desa") name = villageAlone(name);
  name = name.replace(prefixes[level], "").trim();
  if (level === "kabupaten") name = name.replace(/^KOTA\s+ADM(?:INISTRASI)?\b\.?/, "KOTA ").replace(/^KOTAMADYA\b/, "KOTA");
  const words = name.split(/[ .\-/]+/).filter((word) => word !== "");
  let numbered = "";
  for (const [at, word] of words.entries()) numbered += at > 0 ? (romans[word] ?? word.replace(/^0+(?=\d)/, "")) : word;
  const joined = numbered.replace(/[^A-Z0-9]/g, "");
  return joined === "" || /^(?:0+|NULL|TIDAKADA|NA)$/.test(joined) ? null : joined;
}

const HAMLET = /^(?:KP|KAMPUNG|DUSUN|DSN|DUKUH|BLOK|LINGKUNGAN|JL|JALAN|GG|GANG|RT|RW)\b/;

/** `WANAJAYA/RT 01`, `WANAJAYA KEC. SUKAMAKMUR`, `KP KRAJAN, WANAJAYA`, `32.01.99.2001 - WANAJAYA`: the village of what else the cell says. */
function villageAlone(text: string): string {
  const named = text
    .replace(/^(?:\d{4,}|\d\d\.[\d.]+)\s*[-–/ ]\s*(?=[A-Z]{3})/, "")
    .replace(/(?<=[A-Z])[\s,;/-]+(?:RT|RW)\b[\s.:/]*\d.*$/, "")
    .replace(/(?<=[A-Z]{3})[\s,;/-]+KEC(?:AMATAN)?\b.*$/, "");
  const [first = "", second = ""] = named.split(/\s*[,;]\s*/);
  return second !== "" && HAMLET.test(first) && !HAMLET.test(second) ? second : first;
}

const canonicalNames: Readonly<Record<RegionLevel, (text: string) => string | null>> = {
  provinsi: remembering((text) => canonicalise(text, "provinsi")),
  kabupaten: remembering((text) => canonicalise(text, "kabupaten")),
  kecamatan: remembering((text) => canonicalise(text, "kecamatan")),
  desa: remembering((text) => canonicalise(text, "desa")),
};
