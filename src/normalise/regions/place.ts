/** Where a row says the person lives, in a form that can be compared. Names first: codes only where their numbering is known. */
import { canonicalRegionName } from "./region-names.ts";
import { regionName } from "./region-table.ts";

export interface PlaceParts {
  readonly provinsi: string;
  readonly kabupaten: string;
  readonly kecamatan: string;
  readonly desa: string;
  readonly kodeProvinsi: string;
  readonly kodeKabupaten: string;
  readonly kodeKecamatan: string;
  readonly kodeDesa: string;
  /** Whose numbering the code columns follow; never guessed from a code being valid. */
  readonly codeSystem: "kemendagri" | "bps" | "unknown";
}

/** A place without lane and address words. */
export interface PlaceReading {
  readonly provinsi: string | null;
  readonly kabupaten: string | null;
  readonly kecamatan: string | null;
  readonly desa: string | null;
  /** The most precise Kemendagri code given, without dots (2, 4, 6 or 10 digits), or null. */
  readonly kode: string | null;
}

export function readPlace(parts: PlaceParts): PlaceReading {
  const kode = readCode(parts);
  return {
    provinsi: canonicalRegionName(parts.provinsi, "provinsi") ?? nameOf(kode, 2, "provinsi"),
    kabupaten: canonicalRegionName(parts.kabupaten, "kabupaten") ?? nameOf(kode, 4, "kabupaten"),
    kecamatan: canonicalRegionName(parts.kecamatan, "kecamatan"),
    desa: canonicalRegionName(parts.desa, "desa"),
    kode,
  };
}

/** A code names its province and kabupaten where the row does not. */
function nameOf(kode: string | null, digits: 2 | 4, level: "provinsi" | "kabupaten"): string | null {
  if (kode === null || kode.length < digits) return null;
  const name = regionName(kode.slice(0, digits));
  return name === null ? null : canonicalRegionName(name, level);
}

function readCode({ kodeProvinsi, kodeKabupaten, kodeKecamatan, kodeDesa, codeSystem }: PlaceParts): string | null {
  if (codeSystem === "bps") return null;
  for (const [text, digits] of [
    [kodeDesa, 10],
    [kodeKecamatan, 6],
    [kodeKabupaten, 4],
    [kodeProvinsi, 2],
  ] as const) {
    const code = text.replace(/[.,]0+$/, "").replace(/[^0-9]/g, "");
    if (code.length !== digits) continue;
    // Without a known numbering only a dotted code is Kemendagri's beyond doubt.
    if (codeSystem === "kemendagri" || /^\d\d\.\d\d/.test(text.trim())) return code;
  }
  return null;
}
