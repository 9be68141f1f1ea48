/** Which village a row is of: the extract's village of the person named, else the list's own, else the one its sheet or file names. Pure. */
import { canonicalRegionName } from "../normalise/regions/region-names.ts";
import type { RowIdentity } from "../normalise/normalise.ts";

export interface Village {
  readonly kecamatan: string;
  readonly desa: string;
}

export const noVillage: Village = { kecamatan: "", desa: "" };

/** The villages of a run by the names the extract gives them. */
export class VillageBook {
  private readonly byDesa = new Map<string, Village[]>();

  /** A village as the extract writes it. */
  add(village: Village): void {
    const key = keyOf(village.desa, "desa");
    if (key === "") return;
    const known = this.byDesa.get(key) ?? [];
    if (!known.some((each) => sameKecamatan(each, village.kecamatan))) this.byDesa.set(key, [...known, village]);
  }

  /** By names in any writing: the extract's village, or the names themselves where it has none such. */
  find(desa: string, kecamatan: string): Village | null {
    const key = keyOf(desa, "desa");
    if (key === "") return null;
    const known = this.byDesa.get(key) ?? [];
    const there = kecamatan === "" ? known : known.filter((village) => sameKecamatan(village, kecamatan));
    if (there.length === 1) return there[0]!;
    return { kecamatan: kecamatan.trim().toUpperCase(), desa: desa.trim().toUpperCase() };
  }

  /** The only village whose name stands in a text, as whole words. */
  named(text: string): Village | null {
    const words = ` ${text.toUpperCase().replace(/[^\p{L}\p{N}]+/gu, " ")} `;
    const found = [...this.byDesa.values()].filter((villages) => words.includes(` ${villages[0]!.desa.toUpperCase()} `));
    return found.length === 1 && found[0]!.length === 1 ? found[0]![0]! : null;
  }

  /**
   * `row`: what it is known by, read where the extract names no village; `title`: the village that stands over the list; `texts`: what may
   * name it else, the nearest first.
   */
  of(dtsen: Village, row: () => RowIdentity | null, title: string, texts: readonly string[]): Village {
    if (dtsen.desa !== "") return dtsen;
    const { desa = null, kecamatan = null } = row()?.place ?? {};
    const listed = desa === null ? null : this.find(desa, kecamatan ?? "");
    if (listed !== null) return listed;
    if (title !== "") return this.named(title) ?? this.find(title, "") ?? noVillage;
    for (const text of texts) {
      const named = this.named(text);
      if (named !== null) return named;
    }
    return noVillage;
  }
}

function sameKecamatan(village: Village, kecamatan: string): boolean {
  return keyOf(village.kecamatan, "kecamatan") === keyOf(kecamatan, "kecamatan");
}

function keyOf(name: string, level: "desa" | "kecamatan"): string {
  return (canonicalRegionName(name, level) ?? "").replaceAll(" ", "");
}
