/**
 * What a list shows of a comparison, put in order: a level that was hardly seen keeps its shipped share, one that does not speak for a
 * pair keeps at least that, and levels along which m/u should fall and does not are taken together (pooling adjacent violators: Ayer
 * et al. 1955), so that agreement never weighs less than what is weaker.
 */
import { speaks, type TrainableComparison } from "./em.ts";

/** Expected true pairs below which a level's share is chance. */
const LEAST_SEEN = 10;

export interface Mended {
  readonly m: readonly number[];
  /** Levels that keep their shipped share … */
  readonly kept: readonly string[];
  /** … and levels that were taken together with a neighbour. */
  readonly pooled: readonly string[];
}

/** `m` and `support` per level, as EM found them. */
export function mend(
  { labels, u, weighedU = u, prior, orders }: TrainableComparison,
  m: readonly number[],
  support: readonly number[],
): Mended {
  const isKept = support.map((seen) => prior !== undefined && seen < LEAST_SEEN);
  // The pairs to learn from are those that a key found, cleaner than the rest: what does not speak for a pair is seen too seldom among them.
  const isHeld = m.map((share, g) => isKept[g] || (prior !== undefined && !speaks(prior[g]!, weighedU[g]!) && share < prior[g]!));
  const heldShare = isHeld.reduce((sum, held, g) => sum + (held ? prior![g]! : 0), 0);
  const seenShare = isHeld.reduce((sum, held, g) => sum + (held ? 0 : m[g]!), 0);
  const shares = m.map((share, g) => (isHeld[g] ? prior![g]! : seenShare === 0 ? share : (share / seenShare) * (1 - heldShare)));
  const pooled = new Set<number>();
  for (const order of orders ?? [labels.map((_, g) => g)]) for (const g of poolAlong(order, shares, weighedU)) pooled.add(g);
  const sum = shares.reduce((a, b) => a + b, 0);
  return {
    m: shares.map((share) => share / sum),
    kept: labels.filter((_, g) => isKept[g]),
    pooled: labels.filter((_, g) => pooled.has(g)),
  };
}

/** Makes m/u fall along the order, in place; the levels that had to be pooled for it. */
function poolAlong(order: readonly number[], m: number[], u: readonly number[]): number[] {
  const blocks: { levels: number[]; m: number; u: number }[] = [];
  for (const g of order) {
    let block = { levels: [g], m: m[g]!, u: u[g]! };
    for (let last = blocks.at(-1); last !== undefined && last.m / last.u < block.m / block.u; last = blocks.at(-1)) {
      blocks.pop();
      block = { levels: [...last.levels, ...block.levels], m: last.m + block.m, u: last.u + block.u };
    }
    blocks.push(block);
  }
  const together = blocks.filter(({ levels }) => levels.length > 1);
  for (const block of together) for (const g of block.levels) m[g] = (u[g]! * block.m) / block.u;
  return together.flatMap(({ levels }) => levels);
}
