/**
 * Numbers a clerk's slip away from a NIK, and how two numbers relate. Neighbours inside the serial need no list: they share
 * the first twelve digits, which is one range of the index.
 */
import { nikDate } from "../../normalise/fields/nik.ts";

/** How the list's number relates to a candidate's NIK, strictest first. */
export type NikRelation =
  | "equal"
  /** The list's number is damaged mechanically (Excel, a lost or doubled digit, letters) and this NIK explains it. */
  | "damage"
  /** The list's number lost all but its first digits (scientific notation), and this NIK begins with them. */
  | "prefix"
  /** One digit or one swap of neighbours, outside the serial. */
  | "one-digit"
  | "swapped"
  /** Same first twelve digits, another serial: twins look like this. */
  | "serial"
  /** Same date, sex and serial, another region. */
  | "region"
  | "different"
  | "unknown";

/**
 * Numbers one substitution or one swap of neighbours away in region or date (first twelve digits), kept only where the
 * extract has the region and the date can exist: some dozens instead of 159.
 */
export function nikNeighbours(nik: string, hasPrefix6: (prefix: string) => boolean): string[] {
  const neighbours: string[] = [];
  const offer = (digits: string): void => {
    if (hasPrefix6(digits.slice(0, 6)) && nikDate(digits) !== null) neighbours.push(digits);
  };
  for (let at = 0; at < 12; at++) {
    const own = nik.charCodeAt(at);
    for (let digit = 48; digit <= 57; digit++) {
      if (digit !== own) offer(nik.slice(0, at) + String.fromCharCode(digit) + nik.slice(at + 1));
    }
    const next = nik.charCodeAt(at + 1);
    if (next !== own) offer(nik.slice(0, at) + nik[at + 1] + nik[at] + nik.slice(at + 2));
  }
  return neighbours;
}

/** Sixteen-digit numbers from which dropping one digit gives these fifteen, where region and date allow. */
export function lostDigitCandidates(digits: string, hasPrefix6: (prefix: string) => boolean): string[] {
  const found = new Set<string>();
  for (let at = 0; at <= digits.length; at++) {
    for (let digit = 0; digit <= 9; digit++) {
      const candidate = digits.slice(0, at) + String(digit) + digits.slice(at);
      if (hasPrefix6(candidate.slice(0, 6)) && nikDate(candidate) !== null) found.add(candidate);
    }
  }
  return [...found];
}

/** The relation of two sixteen-digit numbers. */
export function nikRelation(left: string, right: string): NikRelation {
  if (left === right) return "equal";
  let differing = 0;
  let first = -1;
  let last = -1;
  for (let at = 0; at < 16; at++) {
    if (left.charCodeAt(at) !== right.charCodeAt(at)) {
      differing++;
      if (first < 0) first = at;
      last = at;
    }
  }
  if (first >= 12) return "serial";
  if (differing === 1) return "one-digit";
  if (differing === 2 && last === first + 1 && left[first] === right[last] && left[last] === right[first]) return "swapped";
  if (last < 6) return "region";
  return "different";
}

/** Whether a sixteen-digit NIK explains a damaged number: its prefix, one digit lost or one doubled. */
export function explainsDamage(digits: string, nik: string): boolean {
  if (digits.length === 0) return false;
  if (nik.startsWith(digits)) return digits.length >= 5;
  if (digits.length === 15) return isOneDeletion(nik, digits);
  if (digits.length === 17) return isOneDeletion(digits, nik);
  return false;
}

function isOneDeletion(long: string, short: string): boolean {
  let at = 0;
  while (at < short.length && long[at] === short[at]) at++;
  return long.slice(at + 1) === short.slice(at);
}
