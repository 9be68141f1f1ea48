/** What several lines about one row of a list amount to: the last word of each officer, and where they do not agree. */
import { officerKey, type Ruling } from "./ruling.ts";

/** What is to be done with one row of a list. Each ruling in it is the first of those that say the same. */
export interface Settled {
  /** The row's person. */
  readonly same: Ruling | null;
  /** Who the row's person is not. */
  readonly different: readonly Ruling[];
  /** The ruling that gives the right NIK. */
  readonly number: Ruling | null;
  /** Rulings that contradict each other: none of them is applied. */
  readonly contradicting: readonly Ruling[];
  /** Not decided yet. */
  readonly pending: readonly Ruling[];
}

/** `lines` are all about one row of a list, in the order they were written. */
export function settle(lines: readonly Ruling[]): Settled {
  const standing = [...byKey(lines).values()].map(standingOf);
  const contradicting: Ruling[] = [];
  const pending: Ruling[] = [];
  const different: Ruling[] = [];
  const numbers: Ruling[] = [];
  const sames: Ruling[] = [];
  for (const rulings of standing) {
    const decided = rulings.filter(({ putusan }) => putusan === "SAMA" || putusan === "BEDA");
    if (decided.some(({ putusan }) => putusan !== decided[0]!.putusan)) {
      contradicting.push(...decided);
      continue;
    }
    pending.push(...rulings.filter(({ putusan }) => putusan === "TUNDA"));
    numbers.push(...rulings.filter(({ nikBenar }) => nikBenar !== ""));
    if (decided.length > 0) (decided[0]!.putusan === "SAMA" ? sames : different).push(decided[0]!);
  }
  const same = theOnly(sames, (ruling) => ruling.kunci, contradicting);
  const number = theOnly(numbers, ({ nikBenar }) => nikBenar, contradicting);
  if (same !== null && number !== null && number.nikBenar !== same.dtsen.nik) {
    if (same.final === number.final)
      return { same: null, different, number: null, contradicting: [...contradicting, same, number], pending };
    return same.final
      ? { same, different, number: null, contradicting, pending }
      : { same: null, different, number, contradicting, pending };
  }
  // The number of the person ruled to be the same says nothing more.
  return { same, different, number: same === null ? number : null, contradicting, pending };
}

function byKey(lines: readonly Ruling[]): Map<string, Ruling[]> {
  const groups = new Map<string, Ruling[]>();
  for (const line of lines) {
    const group = groups.get(line.kunci);
    if (group === undefined) groups.set(line.kunci, [line]);
    else group.push(line);
  }
  return groups;
}

/** Each officer's last word on one key; a coordinator's alone where there is one. */
function standingOf(lines: readonly Ruling[]): readonly Ruling[] {
  if (lines.length === 1) return lines[0]!.putusan === "CABUT" ? [] : lines;
  const last = new Map<string, Ruling>();
  for (const line of lines) {
    const officer = officerKey(line.petugas);
    last.delete(officer);
    if (line.putusan !== "CABUT") last.set(officer, line);
  }
  const standing = [...last.values()];
  const final = standing.findLast((ruling) => ruling.final);
  return final === undefined ? standing : [final];
}

/** The one that all say, or that a coordinator says; where they differ, all of them contradict each other. */
function theOnly(rulings: readonly Ruling[], said: (ruling: Ruling) => string, contradicting: Ruling[]): Ruling | null {
  const finals = rulings.filter(({ final }) => final);
  const counted = finals.length > 0 ? finals : rulings;
  const [first] = counted;
  if (first === undefined) return null;
  if (counted.every((ruling) => said(ruling) === said(first))) return first;
  contradicting.push(...counted);
  return null;
}

const months = {
  id: ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"],
  en: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
} as const;

/** `Ani, KTP, 3 Nov 2026`. */
export function signature({ petugas, dasar, tanggal }: Ruling, lang: "id" | "en"): string {
  return [petugas, dasar, dayText(tanggal, lang)].filter((part) => part !== "").join(", ");
}

/** `2026-11-03` as `3 Nov 2026`. */
export function dayText(day: string, lang: "id" | "en"): string {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day);
  return parts === null ? day : `${Number(parts[3])} ${months[lang][Number(parts[2]) - 1] ?? ""} ${parts[1]}`;
}
