/** Why a row got its answer: its candidates, and for the best ones the match weight as a waterfall of bits. */
import type { Lang, Text } from "../language.ts";
import type { Evidence } from "../link/weigh/match-weight.ts";
import type { MilliBits } from "../link/weigh/comparisons.ts";
import { findingText, type FindingCode } from "../normalise/findings.ts";
import type { Status } from "../resolve/status.ts";
import { probabilityCell } from "./columns.ts";
import { statusTexts } from "./status.ts";

/** A candidate with everything that speaks for and against it. */
export interface ExplainedCandidate {
  /** Row in the extract. */
  readonly row: number;
  readonly probability: number;
  readonly prior: MilliBits;
  readonly evidence: readonly Evidence[];
  /** What the household adds … */
  readonly support: MilliBits;
  /** … and what the rows around it say. */
  readonly neighbours: MilliBits;
  readonly clauses: string;
}

export interface Explanation {
  readonly file: string;
  readonly row: number;
  /** The lists looked at: what other rows say of this one depends on them. */
  readonly lists: readonly string[];
  readonly status: Status;
  readonly reasons: readonly FindingCode[];
  /** Of the person of the match or the best candidate, as the report gives it; `null` where nobody is named. */
  readonly probability: number | null;
  /** The report's `explanation`. */
  readonly sentence: string;
  /** Persons compared with the row. */
  readonly compared: number;
  readonly candidates: readonly ExplainedCandidate[];
}

/** Candidates shown line by line; the others get one line each. */
const SHOWN_IN_FULL = 3;
const BAR_BITS = 1.5;

const words = {
  row: { id: "baris", en: "row" },
  rule: { id: "Aturan", en: "Rule" },
  compared: { id: "Dibandingkan dengan", en: "Compared with" },
  persons: { id: "orang", en: "persons" },
  candidate: { id: "Calon: baris DTSEN", en: "Candidate: DTSEN row" },
  nobody: { id: "Tidak ada calon.", en: "No candidate." },
  prior: { id: "awal (peluang acak)", en: "prior (by chance)" },
  household: { id: "anggota KK lain", en: "household members" },
  neighbours: { id: "baris di sekitarnya", en: "rows around it" },
  sum: { id: "jumlah", en: "sum" },
  probability: { id: "probabilitas", en: "probability" },
  bits: { id: "bit", en: "bits" },
  other: { id: "Calon lain", en: "Other candidates" },
  reasons: { id: "Temuan", en: "Findings" },
  seen: { id: "Daftar yang dilihat", en: "Lists looked at" },
  mark: { id: "ada di daftar tanda (--overlay)", en: "on a list of marks (--overlay)" },
  others: {
    id: "bila saat match ada daftar lain, sebutkan dengan --with",
    en: "if the run had other lists, name them with --with",
  },
} satisfies Record<string, Text>;

const comparisonNames = {
  identity: { id: "NIK dan tanggal lahir", en: "NIK and birth date" },
  name: { id: "nama", en: "name" },
  sex: { id: "jenis kelamin", en: "sex" },
  card: { id: "kartu keluarga", en: "family card" },
  village: { id: "desa dan kecamatan", en: "village and kecamatan" },
  code: { id: "kode wilayah di nomor", en: "region code of the number" },
  lane: { id: "RT/RW", en: "RT/RW" },
  street: { id: "jalan, dusun, nomor", en: "street, hamlet, number" },
  namesakes: { id: "nama serupa di sekitar", en: "namesakes around" },
} satisfies Record<Evidence["comparison"], Text>;

/** Codes of overlays are the office's own. */
function isMark(code: string): boolean {
  return code.startsWith("TANDA_");
}

export function explanationText(explanation: Explanation, lang: Lang): string {
  const { file, row, lists, status, reasons, sentence, compared, candidates } = explanation;
  const lines = [
    `${file}, ${words.row[lang]} ${row}: ${status}`,
    `  ${words.rule[lang]}: ${statusTexts[status].meaning[lang]}`,
    `  ${sentence}`,
    ...(reasons.length === 0
      ? []
      : [
          `  ${words.reasons[lang]}:`,
          ...reasons.map((code) => `    ${code}: ${isMark(code) ? words.mark[lang] : findingText(code)[lang]}`),
        ]),
    `  ${words.compared[lang]} ${compared} ${words.persons[lang]}.`,
    `  ${words.seen[lang]}: ${lists.join(", ")}${lists.length === 1 ? ` (${words.others[lang]})` : ""}.`,
  ];
  if (candidates.length === 0) lines.push("", words.nobody[lang]);
  for (const candidate of candidates.slice(0, SHOWN_IN_FULL)) lines.push("", ...waterfall(candidate, lang));
  const rest = candidates.slice(SHOWN_IN_FULL);
  if (rest.length > 0) {
    lines.push("", `${words.other[lang]}: ${rest.map((each) => `${each.row} (${probabilityCell(each.probability)})`).join(", ")}`);
  }
  return `${lines.join("\n")}\n`;
}

function waterfall({ row, probability, prior, evidence, support, neighbours, clauses }: ExplainedCandidate, lang: Lang): string[] {
  const steps: [string, string, MilliBits][] = [
    [words.prior[lang], "", prior],
    ...evidence
      .filter(({ level, weight }) => level !== "unknown" || weight !== 0)
      .map(({ comparison, level, weight }): [string, string, MilliBits] => [comparisonNames[comparison][lang], level, weight]),
    ...(support === 0 ? [] : [[words.household[lang], "", support] as [string, string, MilliBits]]),
    ...(neighbours === 0 ? [] : [[words.neighbours[lang], "", neighbours] as [string, string, MilliBits]]),
  ];
  const sum = steps.reduce((total, [, , weight]) => total + weight, 0);
  return [
    `${words.candidate[lang]} ${row}: ${clauses}`,
    ...steps.map(([name, level, weight]) => `  ${name.padEnd(24)}${level.padEnd(22)}${bits(weight).padStart(8)}  ${bar(weight)}`),
    `  ${words.sum[lang].padEnd(46)}${bits(sum).padStart(8)} ${words.bits[lang]}  →  ${words.probability[lang]} ${probabilityCell(probability)}`,
  ];
}

function bits(weight: MilliBits): string {
  return `${weight < 0 ? "−" : "+"}${(Math.abs(weight) / 1000).toFixed(1)}`;
}

/** Plus signs for, minus signs against: readable without colour and in a log. */
function bar(weight: MilliBits): string {
  return (weight < 0 ? "−" : "+").repeat(Math.min(30, Math.round(Math.abs(weight) / 1000 / BAR_BITS)));
}
