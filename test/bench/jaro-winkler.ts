/**
 * Jaro–Winkler similarity (Jaro 1989, Winkler 1990), for the baseline that `npm run bench:accuracy` compares with. The
 * product does not use it: it fails on words in another order and takes a brother for a spelling.
 */

/** 0 (nothing in common) to 1 (equal). Prefix scale 0.1 over at most four characters, as published. */
export function jaroWinkler(left: string, right: string): number {
  const jaro = jaroSimilarity(left, right);
  let prefix = 0;
  while (prefix < 4 && prefix < left.length && prefix < right.length && left[prefix] === right[prefix]) prefix++;
  return jaro + prefix * 0.1 * (1 - jaro);
}

function jaroSimilarity(left: string, right: string): number {
  if (left === right) return left === "" ? 0 : 1;
  const reach = Math.max(0, Math.floor(Math.max(left.length, right.length) / 2) - 1);
  const taken = new Uint8Array(right.length);
  const common: number[] = [];
  for (let i = 0; i < left.length; i++) {
    const to = Math.min(right.length - 1, i + reach);
    for (let j = Math.max(0, i - reach); j <= to; j++) {
      if (taken[j] === 1 || left.charCodeAt(i) !== right.charCodeAt(j)) continue;
      taken[j] = 1;
      common.push(left.charCodeAt(i));
      break;
    }
  }
  if (common.length === 0) return 0;
  let misplaced = 0;
  let at = 0;
  for (let j = 0; j < right.length; j++) {
    if (taken[j] === 1 && right.charCodeAt(j) !== common[at++]) misplaced++;
  }
  const m = common.length;
  return (m / left.length + m / right.length + (m - misplaced / 2) / m) / 3;
}
