/**
 * The printed report: one self-contained page made of counts alone. No script, nothing fetched, every word from a file escaped.
 * `minCell` hides small counts for publication: what is above 0 and below it is printed as `<n`.
 */
import type { Lang, Text } from "../language.ts";
import { findingText, findingCodes, type FindingCode } from "../normalise/findings.ts";
import { quarterText } from "../programmes/programmes.ts";
import { countText, shareText, tenthsOf } from "../report/numbers.ts";
import { statusTexts } from "../report/status.ts";
import { statuses } from "../resolve/status.ts";
import { decileColumns, parts, plainBars, stackedBars, stackedCharts, type Bar } from "./charts.ts";
import { comparisonBlock } from "./comparison-block.ts";
import { targetingBlock } from "./targeting-block.ts";
import type { Comparison } from "../compare/comparison-text.ts";
import type { Targeting } from "../targeting/targeting-text.ts";
import type { Letterhead } from "./letterhead.ts";
import { html, Markup, type Part } from "./markup.ts";
import { minute } from "./minute.ts";
import { dayText } from "./number-words.ts";
import { byKecamatan, type PeopleCounts, type RunCounts, type VillageCounts } from "./run-counts.ts";
import { style } from "./style.ts";

export interface PrintOptions {
  readonly lang: Lang;
  readonly letterhead: Letterhead;
  /** Day of the minute, `YYYY-MM-DD`, or null: left open. */
  readonly day: string | null;
  /** Counts above 0 and below it are not told; 0: all are. */
  readonly minCell: number;
  readonly withMinute: boolean;
}

const words = {
  title: { id: "Laporan Pemadanan Data dengan DTSEN", en: "Report on Data Matched with DTSEN" },
  people: { id: "Orang di daftar", en: "People on the list" },
  match: { id: "Padan", en: "Matched" },
  conflict: { id: "Konflik", en: "Conflict" },
  orphan: { id: "Tidak ditemukan", en: "Not found" },
  rejected: { id: "Ditolak", en: "Rejected" },
  furniture: { id: "Bukan data", en: "Not data" },
  rows: { id: "Baris dibaca", en: "Rows read" },
  addsUp: { id: "Cara baris terhitung", en: "How the rows add up" },
  perKecamatan: { id: "Hasil per kecamatan", en: "Result per kecamatan" },
  deciles: { id: "Desil orang yang padan", en: "Deciles of the people matched" },
  withoutDecile: { id: "tanpa", en: "none" },
  limit: { id: "batas", en: "limit" },
  reasons: { id: "Yang paling sering ditemukan", en: "What was found most often" },
  table: { id: "Rekap per kecamatan", en: "Recap per kecamatan" },
  villages: { id: "Lampiran: rekap per desa", en: "Annex: recap per village" },
  statuses: { id: "Status", en: "Statuses" },
  source: { id: "Apa dipadankan dengan apa", en: "What was matched with what" },
  within: { id: "Dalam batas", en: "Within" },
  above: { id: "Di atas batas", en: "Above" },
  unknown: { id: "Tanpa desil", en: "No decile" },
  kecamatan: { id: "Kecamatan", en: "Kecamatan" },
  desa: { id: "Desa", en: "Village" },
  total: { id: "JUMLAH", en: "TOTAL" },
  empty: { id: "Desil kosong bukan berarti di atas batas.", en: "An empty decile does not mean above the limit." },
  several: { id: "Beberapa pemadanan berdampingan", en: "Several runs side by side" },
} satisfies Record<string, Text>;

const REASONS_SHOWN = 15;

/** What else was found out with a run, or with several. */
export interface Findings {
  readonly targeting: readonly Targeting[];
  readonly comparison: readonly Comparison[];
}

/** A run, and what lies with it alone. */
export interface PrintedRun extends Findings {
  readonly counts: RunCounts;
}

/** `shared`: of the runs together. */
export function reportPage(runs: readonly PrintedRun[], shared: Findings, options: PrintOptions): string {
  const { lang, letterhead } = options;
  const title = letterhead.judul || words.title[lang];
  const body = html`${
    runs.length > 1 &&
    overview(
      runs.map(({ counts }) => counts),
      options,
    )
  }${runs.length > 1 && blocks(shared, options)}${runs.map((run) => runPages(runs.length > 1 ? run : joined(run, shared), title, options))}`;
  return html`<!DOCTYPE html>
<html lang="${lang}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${new Markup(style)}</style></head><body>
${body}
</body></html>
`.text;
}

function joined(run: PrintedRun, { targeting, comparison }: Findings): PrintedRun {
  return { ...run, targeting: [...run.targeting, ...targeting], comparison: [...run.comparison, ...comparison] };
}

function blocks({ targeting, comparison }: Findings, { lang, minCell }: PrintOptions): Markup {
  const number = numberer(lang, minCell);
  return html`${targeting.map((each) => targetingBlock(each, lang, number))}${comparison.map((each) => comparisonBlock(each, lang, number))}`;
}

function runPages({ counts: run, ...findings }: PrintedRun, title: string, options: PrintOptions): Markup {
  const { lang, letterhead, minCell } = options;
  const number = numberer(lang, minCell);
  const kecamatan = byKecamatan(run.villages);
  const { all } = run;
  return html`<section class="page">${letterhead.kop.length > 0 && html`<div class="kop">${letterhead.kop.map((line) => html`<div>${line}</div>`)}</div>`}
<h1>${title}</h1><p class="sub">${subtitle(run, lang)}</p>
<div class="figures">${figures(all, lang, number)}</div>
${sentences(run, lang, number)}
<h2>${words.addsUp[lang]}</h2>${identity(run, lang, number)}
<h2>${words.perKecamatan[lang]}</h2>${kecamatanCharts(kecamatan, lang, number)}</section>
<section class="page"><h2>${words.table[lang]}</h2>${table(kecamatan, all, "kecamatan", lang, number)}
<h2>${words.deciles[lang]}</h2>${decileColumns(all.deciles, run.limit?.limit ?? null, words.withoutDecile[lang], limitWord(run, lang), number)}<p class="note">${words.empty[lang]}</p>
<h2>${words.statuses[lang]}</h2>${statusTable(all, lang, number)}
<h2>${words.reasons[lang]}</h2>${reasons(run, lang, number)}</section>
${blocks(findings, options)}
<section class="page"><h2>${words.villages[lang]}</h2>${table(run.villages, all, "desa", lang, number)}</section>
${options.withMinute && minute(run, letterhead, options.day, lang)}
<section class="page"><h2>${words.source[lang]}</h2>${provenance(run, lang)}</section>`;
}

/** Small counts are not told where the page is to be published: `<5`. */
function numberer(lang: Lang, minCell: number): (count: number) => string {
  return (count) => (count > 0 && count < minCell ? `<${minCell}` : countText(count, lang));
}

function subtitle(run: RunCounts, lang: Lang): string {
  const extract = run.index.label ?? run.index.file;
  const of = run.index.date === null ? "" : ` (${dayText(run.index.date, lang)})`;
  const lists = run.lists.map(({ file }) => file).join(", ");
  return `${lists} × ${extract}${of}`;
}

function figures(all: PeopleCounts, lang: Lang, number: (count: number) => string): Markup[] {
  const kinds = ["match", "conflict", "orphan", "rejected"] as const;
  const tenths = tenthsOf(kinds.map((kind) => all[kind]));
  return kinds.map(
    (kind, at) =>
      html`<div class="figure" data-figure="${kind}"><div class="value">${number(all[kind])}</div><div class="share">${shareText(tenths[at]! / 1000, lang)}</div><div>${words[kind][lang]}</div></div>`,
  );
}

function sentences(run: RunCounts, lang: Lang, number: (count: number) => string): Markup {
  const { all } = run;
  const share = shareText(all.people === 0 ? 0 : all.match / all.people, lang);
  const first =
    lang === "id"
      ? `Dari ${number(all.people)} orang di daftar, ${number(all.match)} (${share}) ditemukan di DTSEN; ${number(all.conflict)} perlu diputuskan petugas dan ${number(all.orphan)} tidak ditemukan.`
      : `Of ${number(all.people)} people on the list ${number(all.match)} (${share}) were found in DTSEN; ${number(all.conflict)} are for an officer to decide and ${number(all.orphan)} were not found.`;
  return html`<p class="lead">${first}</p><p class="lead">${eligibility(run, lang, number)} ${words.empty[lang]}</p>`;
}

function eligibility(run: RunCounts, lang: Lang, number: (count: number) => string): string {
  const { all, limit } = run;
  if (limit === null || all.eligible === null) {
    return lang === "id"
      ? "Desil tidak dibandingkan dengan batas program apa pun."
      : "Deciles were not held against any programme's limit.";
  }
  const { DALAM_BATAS: within, DI_ATAS_BATAS: above, DESIL_KOSONG: none, KELUARGA_TIDAK_ADA: missing } = all.eligible;
  return lang === "id"
    ? `Dari yang padan, ${number(within)} dalam ${limitWord(run, lang)}, ${number(above)} di atasnya, ${number(none + missing)} tanpa desil.`
    : `Of those matched ${number(within)} are within the ${limitWord(run, lang)}, ${number(above)} above it, ${number(none + missing)} have no decile.`;
}

function limitWord({ limit }: RunCounts, lang: Lang): string {
  if (limit === null) return words.limit[lang];
  const period = limit.period === null ? null : quarterText(limit.period, lang);
  const programme = [limit.programme, period].filter((text) => text !== null).join(" ");
  return `${words.limit[lang]} ${programme === "" ? "" : `${programme} `}(1–${limit.limit})`;
}

function identity(run: RunCounts, lang: Lang, number: (count: number) => string): Markup {
  const { all } = run;
  const terms = (["match", "conflict", "orphan", "rejected"] as const).map(
    (kind) => html` ${kind === "match" ? "=" : "+"} <span>${number(all[kind])} ${words[kind][lang].toLowerCase()}</span>`,
  );
  return html`<p class="identity"><span>${number(run.rowsRead)} ${words.rows[lang].toLowerCase()}</span>${terms} + <span>${number(run.furniture)} ${words.furniture[lang].toLowerCase()}</span></p>`;
}

/** Kecamatan with the largest share of problems first, some to a chart so that a page break falls between charts. */
function kecamatanCharts(all: readonly VillageCounts[], lang: Lang, number: (count: number) => string): Markup[] {
  const share = (each: VillageCounts): number => (each.people === 0 ? 0 : (each.people - each.match) / each.people);
  const bars = [...all]
    .sort((a, b) => share(b) - share(a) || (a.kecamatan < b.kecamatan ? -1 : 1))
    .map((each): Bar => ({ label: each.kecamatan, counts: [each.match, each.conflict, each.orphan, each.rejected] }));
  const of = (["match", "conflict", "orphan", "rejected"] as const).map((kind) => ({ ...parts[kind], word: words[kind][lang] }));
  return stackedCharts(bars, of, number);
}

function table(
  rows: readonly VillageCounts[],
  all: PeopleCounts,
  level: "kecamatan" | "desa",
  lang: Lang,
  number: (count: number) => string,
): Markup {
  const hasLimit = all.eligible !== null;
  const heads = [
    words.people[lang],
    words.match[lang],
    words.conflict[lang],
    words.orphan[lang],
    words.rejected[lang],
    ...(hasLimit ? [words.within[lang], words.above[lang], words.unknown[lang]] : []),
  ];
  const cells = (each: PeopleCounts): Part[] => [
    ...[each.people, each.match, each.conflict, each.orphan, each.rejected].map((count) => html`<td class="n">${number(count)}</td>`),
    ...(each.eligible === null
      ? []
      : [each.eligible.DALAM_BATAS, each.eligible.DI_ATAS_BATAS, each.eligible.DESIL_KOSONG + each.eligible.KELUARGA_TIDAK_ADA].map(
          (count) => html`<td class="n">${number(count)}</td>`,
        )),
  ];
  const names = level === "desa" ? [words.kecamatan[lang], words.desa[lang]] : [words.kecamatan[lang]];
  return html`<table class="recap" data-level="${level}"><thead><tr>${names.map((name) => html`<th>${name}</th>`)}${heads.map((head) => html`<th class="n">${head}</th>`)}</tr></thead><tbody>${rows.map(
    (row) =>
      html`<tr><td class="name">${row.kecamatan}</td>${level === "desa" && html`<td class="name">${row.desa}</td>`}${cells(row)}</tr>`,
  )}<tr class="total"><td${level === "desa" && new Markup(' colspan="2"')}>${words.total[lang]}</td>${cells(all)}</tr></tbody></table>`;
}

function statusTable(all: PeopleCounts, lang: Lang, number: (count: number) => string): Markup {
  return html`<table class="recap"><tbody>${statuses
    .filter((status) => all.statuses[status] > 0)
    .map(
      (status) =>
        html`<tr data-status="${status}"><td class="status"><b>${status}</b></td><td>${statusTexts[status].meaning[lang]}</td><td class="n">${number(all.statuses[status])}</td></tr>`,
    )}</tbody></table>`;
}

function reasons(run: RunCounts, lang: Lang, number: (count: number) => string): Markup {
  const known = new Set<string>(findingCodes);
  const bars = run.reasons.slice(0, REASONS_SHOWN).map(([code, count]) => ({
    label: known.has(code) ? findingText(code as FindingCode)[lang] : code,
    count,
  }));
  return bars.length === 0 ? html`<p>–</p>` : plainBars(bars, run.all.people, lang, number);
}

/** Files with what tells one copy from another, the extract, the model, limits with their source. */
function provenance(run: RunCounts, lang: Lang): Markup {
  const is = (id: string, en: string): string => (lang === "id" ? id : en);
  const file = ({ file: name, sha256 }: { file: string; sha256: string | null }): Markup =>
    html`<div>${name}${sha256 !== null && html`<br><code>SHA-256 ${sha256}</code>`}</div>`;
  const { index, limit } = run;
  const rows: (readonly [string, Part])[] = [
    [is("Daftar", "Lists"), run.lists.map(file)],
    [is("Ekstrak DTSEN", "DTSEN extract"), [index.label ?? index.file, index.date === null ? "" : `, ${dayText(index.date, lang)}`]],
    [is("Berkas ekstrak", "Files of the extract"), index.inputs.map(file)],
    [is("Orang di ekstrak", "People in the extract"), countText(index.persons, lang)],
    [is("Cakupan", "Coverage"), index.coverage.join(", ")],
    [
      is("Model", "Model"),
      `${run.model ?? is("bawaan", "shipped")}${run.calibrated ? "" : is(" (belum dikalibrasi)", " (not calibrated)")}`,
    ],
    [
      is("Batas desil", "Decile limit"),
      limit === null
        ? is("tidak dipakai", "none")
        : [
            limitWord(run, lang),
            limit.source === null ? "" : ` — ${limit.source}`,
            limit.confirmedTo === null
              ? ""
              : ` (${is("terakhir dipastikan untuk", "last confirmed for")} ${quarterText(limit.confirmedTo, lang)})`,
          ],
    ],
    [is("Putusan petugas", "Officers' rulings"), run.decisions === null ? is("tidak dipakai", "none") : decisionsText(run.decisions, lang)],
    [
      is("Perkiraan bagian padan yang salah", "Expected share of wrong matches"),
      run.expectedWrongShare === null ? "–" : shareText(run.expectedWrongShare, lang, 3),
    ],
    [
      is("Perkiraan orang yang ada di DTSEN tetapi tidak ditemukan", "Estimated share of people missed who are in DTSEN"),
      run.missedShare === null ? "–" : shareText(run.missedShare, lang, 2),
    ],
    [is("Selesai", "Finished"), `${run.finishedAt.slice(0, 16).replace("T", " ")} UTC`],
    ["dtsen", run.version],
  ];
  return html`<table class="recap source"><tbody>${rows.map(([name, value]) => html`<tr><th>${name}</th><td>${value}</td></tr>`)}</tbody></table>`;
}

/** Counts of the rulings as summary.json names them. */
const rulingWords: Readonly<Record<string, Text>> = {
  lines: { id: "baris", en: "lines" },
  applied: { id: "berlaku", en: "applied" },
  same: { id: "SAMA", en: "SAMA" },
  different: { id: "BEDA", en: "BEDA" },
  to_review: { id: "perlu ditinjau", en: "to review" },
  contradicting: { id: "bertentangan", en: "contradicting" },
  lapsed: { id: "tidak berlaku lagi", en: "lapsed" },
  unused: { id: "tidak terpakai", en: "unused" },
};

function decisionsText(decisions: Readonly<Record<string, unknown>>, lang: Lang): string {
  return Object.entries(rulingWords)
    .filter(([name]) => typeof decisions[name] === "number")
    .map(([name, word]) => `${countText(decisions[name] as number, lang)} ${word[lang]}`)
    .join(", ");
}

/** A quarter's series, or the lists of `--each`. */
function overview(runs: readonly RunCounts[], options: PrintOptions): Markup {
  const { lang } = options;
  const number = numberer(lang, options.minCell);
  const bars = runs.map(({ name, all }): Bar => ({ label: name, counts: [all.match, all.conflict, all.orphan, all.rejected] }));
  const of = (["match", "conflict", "orphan", "rejected"] as const).map((kind) => ({ ...parts[kind], word: words[kind][lang] }));
  const rows = runs.map(({ name, all }): VillageCounts => ({ ...all, kecamatan: name, desa: "" }));
  return html`<section class="page"><h1>${words.several[lang]}</h1>${stackedBars(bars, of, number)}
<table class="recap"><thead><tr><th></th>${(["people", "match", "conflict", "orphan", "rejected"] as const).map((kind) => html`<th class="n">${words[kind][lang]}</th>`)}</tr></thead><tbody>${rows.map(
    (row) =>
      html`<tr><td>${row.kecamatan}</td>${[row.people, row.match, row.conflict, row.orphan, row.rejected].map((count) => html`<td class="n">${number(count)}</td>`)}</tr>`,
  )}</tbody></table></section>`;
}
