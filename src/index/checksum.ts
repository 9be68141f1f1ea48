/** The checksum of values: 32-bit FNV-1a, in which no change of a single letter is lost. What is neither text nor number is none of ours. */
export function checkOf(values: readonly unknown[], count = values.length): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < count; at++) {
    const value = values[at];
    if (typeof value === "string") {
      for (let letter = 0; letter < value.length; letter++) hash = Math.imul(hash ^ value.charCodeAt(letter), PRIME);
      hash = Math.imul(hash ^ 0x10001, PRIME);
    } else if (typeof value === "number") {
      hash = Math.imul(hash ^ value, PRIME);
      hash = Math.imul(hash ^ Math.floor(value / 0x100000000) ^ 0x10002, PRIME);
    } else hash = Math.imul(hash ^ (value === null ? 0x10003 : 0x10004), PRIME);
  }
  return hash;
}
const PRIME = 0x01000193;
