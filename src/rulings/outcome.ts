/** What became of officers' rulings in a run: codes, sentences and counts. */
import type { Lang } from "../language.ts";
import type { FindingCode } from "../normalise/findings.ts";
import type { Ruling } from "./ruling.ts";
import { signature } from "./settle.ts";

/** Of a line of the decisions file; `superseded`: another line says the same, or a later one something else. */
export const outcomes = [
  "unused",
  "superseded",
  "pending",
  "gone",
  "changed",
  "contradicting",
  "mismatch",
  "number",
  "different",
  "same",
] as const;
export type Outcome = (typeof outcomes)[number];

/** The code a row carries of it; null: none. */
export const outcomeCodes = {
  unused: null,
  superseded: null,
  pending: null,
  gone: "PUTUSAN_TIDAK_BERLAKU",
  changed: "PUTUSAN_PERLU_DITINJAU",
  contradicting: "PUTUSAN_BERTENTANGAN",
  mismatch: "NIK_BENAR_TIDAK_COCOK",
  number: "NIK_BENAR_DIPAKAI",
  different: "PUTUSAN_BEDA",
  same: "PUTUSAN_SAMA",
} as const satisfies Record<Outcome, FindingCode | null>;

/** What the sentence of the row says of it, with the officer, what it rests on, and the day; empty where nothing needs saying. */
export function outcomeClause(outcome: Outcome, rulings: readonly Ruling[], lang: Lang): string {
  const [first] = rulings;
  if (first === undefined) return "";
  const by = `(${signature(first, lang)})`;
  const id = lang === "id";
  switch (outcome) {
    case "same":
      return id ? `diputuskan petugas orang yang sama ${by}` : `an officer has ruled that it is the same person ${by}`;
    case "different":
      return id ? `diputuskan petugas bukan orang ini ${by}` : `an officer has ruled out a person of the extract ${by}`;
    case "number":
      return id ? `dicari dengan NIK benar dari petugas ${by}` : `looked up by the right NIK that an officer has given ${by}`;
    case "mismatch":
      return id
        ? `NIK benar dari petugas ${by} tidak ada di DTSEN atau milik nama lain`
        : `the right NIK that an officer has given ${by} is not in the extract, or under another name`;
    case "changed":
      return id
        ? `putusan ${verdict(first, lang)} ${by} tidak dipakai: nama, tanggal lahir, atau jenis kelamin di DTSEN berubah sejak itu`
        : `the ruling ${verdict(first, lang)} ${by} is not applied: name, birth date or sex in the extract have changed since`;
    case "gone":
      return id
        ? `putusan ${verdict(first, lang)} ${by} tidak dipakai: orang itu tidak ada lagi di DTSEN`
        : `the ruling ${verdict(first, lang)} ${by} is not applied: that person is no longer in the extract`;
    case "contradicting": {
      const all = rulings.map((ruling) => `${verdict(ruling, lang)} (${signature({ ...ruling, dasar: "" }, lang)})`);
      return `${id ? "putusan berbeda" : "rulings differ"}: ${all.join(", ")}`;
    }
    case "pending":
      return id ? `putusan ditunda ${by}` : `put off by an officer ${by}`;
    default:
      return "";
  }
}

function verdict({ putusan, nikBenar }: Ruling, lang: Lang): string {
  if (putusan !== "" && nikBenar === "") return putusan;
  return lang === "id" ? "NIK BENAR" : "right NIK";
}

/** Lines of the decisions file by what became of them. */
export type RulingCounts = Readonly<Record<Outcome, number>>;

/** Gathers outcomes of lines over a run: a line that met several rows counts once, by the strongest. */
export class RulingTally {
  private readonly strongest: Uint8Array;

  constructor(entries: number) {
    this.strongest = new Uint8Array(entries);
  }

  /** Pairs of a line's entry and the place of its outcome in `outcomes`. */
  add(pairs: Uint32Array): void {
    for (let at = 0; at < pairs.length; at += 2) {
      const entry = pairs[at]!;
      this.strongest[entry] = Math.max(this.strongest[entry]!, pairs[at + 1]!);
    }
  }

  counts(): RulingCounts {
    const counts = Object.fromEntries(outcomes.map((outcome) => [outcome, 0])) as Record<Outcome, number>;
    for (const place of this.strongest) counts[outcomes[place]!]++;
    return counts;
  }
}
