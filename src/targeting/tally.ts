/** Counts of a targeting, for each village, its kecamatan and all. */

export interface AreaCounts {
  /** Families (or persons) within the limit, and whether a list holds them. */
  within: number;
  listed: number;
  perhaps: number;
  unlisted: number;
  /** Families whose decile nobody knows: neither within nor above. */
  unknown: number;
  /** Rows of match.csv. */
  recipientsWithin: number;
  recipientsAbove: number;
  recipientsUnknown: number;
}

export function noCounts(): AreaCounts {
  return { within: 0, listed: 0, perhaps: 0, unlisted: 0, unknown: 0, recipientsWithin: 0, recipientsAbove: 0, recipientsUnknown: 0 };
}

export interface AreaRow {
  readonly kecamatan: string;
  readonly desa: string;
  readonly counts: AreaCounts;
}

export class AreaTally {
  readonly all = noCounts();
  private readonly areas = new Map<string, AreaRow>();

  add(kecamatan: string, desa: string, what: keyof AreaCounts, count = 1): void {
    this.all[what] += count;
    const key = `${kecamatan}\n${desa}`;
    let area = this.areas.get(key);
    if (area === undefined) this.areas.set(key, (area = { kecamatan, desa, counts: noCounts() }));
    area.counts[what] += count;
  }

  /** Villages by kecamatan, then name. */
  villages(): AreaRow[] {
    return [...this.areas.values()].sort((a, b) => compareText(a.kecamatan, b.kecamatan) || compareText(a.desa, b.desa));
  }

  kecamatan(): AreaRow[] {
    const sums = new Map<string, AreaRow>();
    for (const { kecamatan, counts } of this.villages()) {
      let sum = sums.get(kecamatan);
      if (sum === undefined) sums.set(kecamatan, (sum = { kecamatan, desa: "", counts: noCounts() }));
      for (const what of Object.keys(counts) as (keyof AreaCounts)[]) sum.counts[what] += counts[what];
    }
    return [...sums.values()];
  }
}

export function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
