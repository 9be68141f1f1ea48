import { expect, test } from "vitest";
import { lostOf } from "../../src/resolve/recapture.ts";
import { random } from "../support/random.ts";

/** People found by each set of ways, where each way finds a person by itself with its own chance; and the share nobody found. */
function drawn(chances: readonly number[], people: number): { readonly found: Float64Array; readonly lost: number } {
  const next = random(5);
  const found = new Float64Array(1 << chances.length);
  for (let person = 0; person < people; person++) {
    let set = 0;
    for (const [way, chance] of chances.entries()) if (next() < chance) set |= 1 << way;
    found[set]!++;
  }
  return { found, lost: found[0]! / people };
}

test.each([[[0.9, 0.8]], [[0.93, 0.9, 0]], [[0.6, 0.7, 0.5]], [[0, 0.85, 0.92, 0, 0.9]]])(
  "of ways that find by themselves with chances %j it is told how many none finds",
  (chances) => {
    const { found, lost } = drawn(chances, 400_000);
    const seen = found.slice();
    seen[0] = 0;
    expect(lostOf(seen)! / lost).toBeCloseTo(1, 1);
  },
);

test.each([
  ["one way alone", Float64Array.of(0, 1000, 0, 0)],
  ["hardly anybody", Float64Array.of(0, 5, 5, 5)],
  ["nobody", new Float64Array(32)],
])("nothing is told of %s", (_, found) => {
  expect(lostOf(found)).toBeNull();
});
