/** An invented targeting and comparison for printed reports, with names that would harm a careless page. */
import { ChangeCounts, changeKinds } from "../../src/compare/change.ts";
import type { Comparison } from "../../src/compare/comparison-text.ts";
import { AreaTally } from "../../src/targeting/tally.ts";
import type { Targeting } from "../../src/targeting/targeting-text.ts";
import { random } from "./random.ts";

const nasty = `<script>alert(1)</script>"'&`;

/** `desa` villages of `kecamatan` kecamatan. */
export function madeUpTargeting(kecamatan: number, desa: number, most: number): Targeting {
  const chance = random(11);
  const upTo = (top: number): number => Math.floor(chance() * (top + 1));
  const tally = new AreaTally();
  for (let at = 0; at < desa; at++) {
    const place = [`KECAMATAN ${1 + (at % kecamatan)}`, at === 0 ? nasty : `DESA ${at}`] as const;
    const [listed, perhaps, unlisted] = [upTo(most), upTo(most >> 2), upTo(most)];
    tally.add(...place, "within", listed + perhaps + unlisted);
    tally.add(...place, "listed", listed);
    tally.add(...place, "perhaps", perhaps);
    tally.add(...place, "unlisted", unlisted);
    tally.add(...place, "unknown", upTo(most >> 3));
    tally.add(...place, "recipientsWithin", upTo(most));
    tally.add(...place, "recipientsAbove", upTo(most));
    tally.add(...place, "recipientsUnknown", upTo(most >> 3));
  }
  return {
    lists: ["pkh.csv", nasty],
    extract: "DTSEN V3 2026, 2026-07-08",
    limit: {
      limit: 4,
      programme: "sembako",
      period: "2026-Q3",
      unit: "keluarga",
      column: null,
      source: "Kemensos",
      confirmedTo: "2026-Q1",
    },
    area: "desa",
    villages: desa,
    tally,
    companions: [{ companion: nasty, recipients: 12, above: 3, unknown: 1 }],
  };
}

export function madeUpComparison(most: number): Comparison {
  const chance = random(13);
  const upTo = (top: number): number => Math.floor(chance() * (top + 1));
  const counts = new ChangeCounts();
  for (const kind of changeKinds) counts.add([kind], 1 + upTo(most));
  for (let old = 0; old <= 10; old++) for (let now = 0; now <= 10; now++) counts.addDeciles(old, now, upTo(most));
  counts.compared = 300_162;
  counts.changed = 54_210;
  const extracts = { outsideBefore: 7, outsideAfter: 1_234, repeated: 6, withoutNik: 16 };
  return {
    of: "extracts",
    before: `T2 ${nasty}`,
    after: "T3",
    counts,
    limit: { programme: "sembako", before: 5, after: 4 },
    extracts,
  };
}
