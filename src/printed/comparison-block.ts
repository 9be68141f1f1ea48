/** What changed between two quarters, as printed: `perubahan.json` of `dtsen compare`. */
import { comparisonLines, matrixRows, type Comparison } from "../compare/comparison-text.ts";
import type { Lang, Text } from "../language.ts";
import { html, type Markup } from "./markup.ts";

const words = {
  title: { id: "Yang berubah antara dua triwulan", en: "What changed between two quarters" },
  matrix: { id: "Desil lama × desil baru", en: "Old × new decile" },
  notDeath: {
    id: "Tidak ada lagi di DTSEN tidak berarti meninggal; sebabnya tidak tertulis di sana.",
    en: "No longer in DTSEN does not mean dead; why is not written there.",
  },
} satisfies Record<string, Text>;

export function comparisonBlock(comparison: Comparison, lang: Lang, number: (count: number) => string): Markup {
  const { head, kinds, tail } = comparisonLines(comparison, lang, number);
  const { header, rows } = matrixRows(comparison.counts, lang);
  return html`<section class="page" data-block="comparison"><h2>${words.title[lang]}</h2>
${head.map((line) => html`<p class="lead">${line}</p>`)}
<table class="recap"><tbody>${kinds.map(
    ([kind, count, meaning]) =>
      html`<tr data-kind="${kind}"><td class="status"><b>${kind}</b></td><td>${meaning}</td><td class="n">${count}</td></tr>`,
  )}</tbody></table>
${tail.map((line) => html`<p class="note">${line}</p>`)}${comparison.of === "extracts" && html`<p class="note">${words.notDeath[lang]}</p>`}
<h2>${words.matrix[lang]}</h2><table class="recap matrix"><thead><tr>${header.map((name) => html`<th class="n">${name}</th>`)}</tr></thead><tbody>${rows.map(
    ({ name, counts }, at) =>
      html`<tr><th class="n">${name}</th>${counts.map((count, now) => html`<td class="n${at === now && " same"}">${number(count)}</td>`)}</tr>`,
  )}</tbody></table></section>`;
}
