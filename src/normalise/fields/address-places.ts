/** Village, kecamatan and kabupaten named inside an address, for lists that have no columns for them. */

export interface AddressPlaces {
  /** "" where the address does not say. */
  readonly desa: string;
  readonly kecamatan: string;
  readonly kabupaten: string;
}

const none: AddressPlaces = { desa: "", kecamatan: "", kabupaten: "" };

/**
 * Takes place names only after their own word (`Ds. X`, `Kel. X`, `Kec. Y`, `Kab. Z`): a bare word may be a street or a
 * hamlet, and would send the row to another village of that name.
 */
export function placesInAddress(text: string): AddressPlaces {
  if (text.length < 5) return none;
  const upper = text.toUpperCase();
  if (!/\b(?:DE?SA?|KEL|NAG|GAM|PEKON|KEC|KAB)/.test(upper)) return none;
  return {
    desa: after(/\b(?:DESA|DS|KELURAHAN|KEL|NAGARI|GAMPONG|PEKON)\b/, upper),
    kecamatan: after(/\b(?:KECAMATAN|KEC)\b/, upper),
    kabupaten: after(/\b(?:KABUPATEN|KAB)\b/, upper),
  };
}

/** The words between a marker and the next comma, number or marker; "" where there are none or too many for a name. */
function after(marker: RegExp, upper: string): string {
  const found = marker.exec(upper);
  if (found === null) return "";
  const rest = upper.slice(found.index + found[0].length).replace(/^[\s.:]+/, "");
  const name = rest.split(nextPart, 1)[0]?.replace(/[\s.-]+$/, "") ?? "";
  return /^[A-Z][A-Z' -]{2,40}$/.test(name) && name.split(" ").length <= 4 ? name : "";
}

const nextPart =
  /[,;/()\d.]|\s-\s|\b(?:DESA|DS|KELURAHAN|KEL|KECAMATAN|KEC|KABUPATEN|KAB|KOTA|PROVINSI|PROV|RT|RW|DUSUN|DSN|KAMPUNG|KP|JALAN|JLN?|NO|KODE)\b/;
