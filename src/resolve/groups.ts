/** Rows or candidates of whole lists that are alike. */

/**
 * Visits the rows or slots that are alike in every key, two or more, in the order given. Keys are integers of up to 32 bits that
 * times the number of members stay below 2^53. Nearly all stand alone and are passed over first; the others are sorted as numbers.
 */
export function forEachGroup(
  members: ArrayLike<number>,
  keys: readonly ((member: number) => number)[],
  visit: (group: number[]) => void,
): void {
  groupBy(notAlone(members, keys), keys, visit);
}

function groupBy(
  members: readonly number[],
  [key, ...finer]: readonly ((member: number) => number)[],
  visit: (group: number[]) => void,
): void {
  if (key === undefined) return visit([...members]);
  const count = members.length;
  const order = Float64Array.from(members, (member, at) => key(member) * count + at).sort();
  for (let from = 0, to = 0; from < count; from = to) {
    const value = Math.floor(order[from]! / count);
    for (to = from + 1; to < count && Math.floor(order[to]! / count) === value; ) to++;
    if (to - from > 1)
      groupBy(
        Array.from(order.subarray(from, to), (each) => members[each % count]!),
        finer,
        visit,
      );
  }
}

/** The members whose keys hash as another's do, however hashed, in the order given: a third of those left are there by chance. */
function notAlone(members: ArrayLike<number>, keys: readonly ((member: number) => number)[]): readonly number[] {
  for (let seed = 1, left = members; ; seed++) {
    const fewer = hashedAlike(left, keys, seed);
    if (fewer.length * 2 >= left.length) return fewer;
    left = fewer;
  }
}

function hashedAlike(members: ArrayLike<number>, keys: readonly ((member: number) => number)[], seed: number): number[] {
  const hashes = new Uint32Array(members.length).fill(seed);
  for (const key of keys) {
    for (let at = 0; at < hashes.length; at++) {
      const hash = Math.imul(hashes[at]! ^ key(members[at]!), 0x9e3779b1);
      hashes[at] = hash ^ (hash >>> 15);
    }
  }
  const shift = Math.clz32(members.length) - 1;
  const met = new Uint8Array(2 ** (32 - shift));
  for (let at = 0; at < hashes.length; at++) {
    const hash = Math.imul(hashes[at]!, 0x85ebca6b) >>> shift;
    hashes[at] = hash;
    if (met[hash]! < 2) met[hash]!++;
  }
  const found: number[] = [];
  for (let at = 0; at < hashes.length; at++) if (met[hashes[at]!] === 2) found.push(members[at]!);
  return found;
}
