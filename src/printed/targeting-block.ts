/** Who is within a programme's limit and on no list, as printed: `sasaran.json` of `dtsen targeting`. */
import type { Lang, Text } from "../language.ts";
import type { AreaCounts, AreaRow } from "../targeting/tally.ts";
import { countNames, targetingLines, type Targeting } from "../targeting/targeting-text.ts";
import { parts, stackedCharts, type Bar } from "./charts.ts";
import { html, Markup } from "./markup.ts";

const words = {
  title: {
    id: "Dalam batas tetapi belum terdaftar, dan penerima di atas batas",
    en: "Within the limit but on no list, and recipients above it",
  },
  kecamatan: { id: "Kecamatan", en: "Kecamatan" },
  desa: { id: "Desa", en: "Village" },
  total: { id: "JUMLAH", en: "TOTAL" },
  perDesa: { id: "Per desa", en: "Per village" },
} satisfies Record<string, Text>;

const columnWords: Readonly<Record<keyof AreaCounts, Text>> = {
  within: { id: "Dalam batas", en: "Within the limit" },
  listed: { id: "Terdaftar", en: "Listed" },
  perhaps: { id: "Mungkin terdaftar", en: "Perhaps listed" },
  unlisted: { id: "Belum terdaftar", en: "Not listed" },
  unknown: { id: "Tanpa desil", en: "No decile" },
  recipientsWithin: { id: "Penerima dalam batas", en: "Recipients within" },
  recipientsAbove: { id: "Penerima di atas batas", en: "Recipients above" },
  recipientsUnknown: { id: "Penerima tanpa desil", en: "Recipients, no decile" },
};
const columns = Object.keys(columnWords) as (keyof AreaCounts)[];

export function targetingBlock(targeting: Targeting, lang: Lang, number: (count: number) => string): Markup {
  const { counts, companions, notes } = targetingLines(targeting, lang, number);
  const { tally } = targeting;
  const kecamatan = tally.kecamatan();
  return html`<section class="page" data-block="targeting"><h2>${words.title[lang]}</h2><p class="sub">${targeting.lists.join(", ")} × ${targeting.extract}</p>
${counts.map((line) => html`<p class="lead">${line}</p>`)}
${companions.length > 0 && html`<ul>${companions.map((line) => html`<li>${line}</li>`)}</ul>`}${charts(kecamatan, lang, number)}
${table(kecamatan, tally.all, "kecamatan", lang, number)}
${notes.map((line) => html`<p class="note">${line}</p>`)}
<h2>${words.perDesa[lang]}</h2>${table(tally.villages(), tally.all, "desa", lang, number)}</section>`;
}

function charts(rows: readonly AreaRow[], lang: Lang, number: (count: number) => string): Markup[] {
  const bars = rows.map(({ kecamatan, counts }): Bar => ({ label: kecamatan, counts: [counts.listed, counts.perhaps, counts.unlisted] }));
  const of = [
    { ...parts.match, word: columnWords.listed[lang] },
    { ...parts.conflict, word: columnWords.perhaps[lang] },
    { ...parts.orphan, word: columnWords.unlisted[lang] },
  ];
  return stackedCharts(bars, of, number);
}

function table(
  rows: readonly AreaRow[],
  all: AreaCounts,
  level: "kecamatan" | "desa",
  lang: Lang,
  number: (count: number) => string,
): Markup {
  const cells = (counts: AreaCounts): Markup[] => columns.map((what) => html`<td>${number(counts[what])}</td>`);
  const names = level === "desa" ? [words.kecamatan[lang], words.desa[lang]] : [words.kecamatan[lang]];
  return html`<table class="recap wide" data-level="${level}"><thead><tr>${names.map((name) => html`<th>${name}</th>`)}${columns.map((what) => html`<th class="n" data-count="${countNames[what]}">${columnWords[what][lang]}</th>`)}</tr></thead><tbody>${rows.map(
    ({ kecamatan, desa, counts }) =>
      html`<tr><td class="name">${kecamatan}</td>${level === "desa" && html`<td class="name">${desa}</td>`}${cells(counts)}</tr>`,
  )}<tr class="total"><td${level === "desa" && new Markup(' colspan="2"')}>${words.total[lang]}</td>${cells(all)}</tr></tbody></table>`;
}
