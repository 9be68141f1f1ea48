/** Three charts as SVG by hand: dark, light and hatched fills that a black-and-white printer keeps apart. Sizes in CSS pixels. */
import type { Lang } from "../language.ts";
import { shareText } from "../report/numbers.ts";
import { html, type Markup } from "./markup.ts";

export interface BarPart {
  readonly word: string;
  readonly fill: string;
  /** Of the number printed in it. */
  readonly ink: string;
}

/** By luminance: dark, middle, light. */
export const parts = {
  match: { fill: "#1f5c3a", ink: "#ffffff" },
  conflict: { fill: "#f0b429", ink: "#1a1a1a" },
  orphan: { fill: "#f3d9d3", ink: "#1a1a1a" },
  rejected: { fill: "#8a8a8a", ink: "#ffffff" },
} as const;

/** So many bars fit below the summary on the first page. */
const BARS_A_CHART = 22;

const WIDTH = 690;
const LABEL = 170;
const TOTAL = 60;
const ROW = 20;
/** About the width of a digit at 10 px. */
const DIGIT = 6.2;

export interface Bar {
  readonly label: string;
  /** One count per part. */
  readonly counts: readonly number[];
}

/** Stacked bars in as many charts as keep each on a page. */
export function stackedCharts(bars: readonly Bar[], of: readonly BarPart[], numberText: (count: number) => string): Markup[] {
  const charts: Markup[] = [];
  for (let from = 0; from < bars.length; from += BARS_A_CHART)
    charts.push(stackedBars(bars.slice(from, from + BARS_A_CHART), of, numberText));
  return charts;
}

/** Stacked bars, one a row, each as long as its total; a segment's number stands in it where it fits. */
export function stackedBars(bars: readonly Bar[], of: readonly BarPart[], numberText: (count: number) => string): Markup {
  const most = Math.max(1, ...bars.map(({ counts }) => total(counts)));
  const scale = (WIDTH - LABEL - TOTAL) / most;
  const height = bars.length * ROW + 24;
  return html`<svg viewBox="0 0 ${WIDTH} ${height}" role="img" class="chart">${legend(of)}${bars.map(({ label, counts }, row) => {
    const y = 24 + row * ROW;
    let x = LABEL;
    const segments = counts.map((count, at) => {
      const width = count * scale;
      const from = x;
      x += width;
      const text = numberText(count);
      const { fill, ink } = of[at]!;
      return count === 0
        ? null
        : html`<rect x="${fixed(from)}" y="${y}" width="${fixed(width)}" height="${ROW - 5}" fill="${fill}" stroke="#333" stroke-width="0.4"/>${
            width > text.length * DIGIT + 6 &&
            html`<text x="${fixed(from + width / 2)}" y="${y + 11}" fill="${ink}" text-anchor="middle">${text}</text>`
          }`;
    });
    return html`<text x="${LABEL - 6}" y="${y + 11}" text-anchor="end">${cut(label)}</text>${segments}<text x="${fixed(x + 5)}" y="${y + 11}">${numberText(total(counts))}</text>`;
  })}</svg>`;
}

/** Deciles 1 to 10 as columns, those without one apart; the limit as a line behind the last decile within it. */
export function decileColumns(
  deciles: readonly number[],
  limit: number | null,
  without: string,
  limitWord: string,
  numberText: (count: number) => string,
): Markup {
  const [none = 0, ...counts] = deciles;
  const most = Math.max(1, none, ...counts);
  const step = WIDTH / 12;
  const bottom = 150;
  const column = (count: number, at: number, name: string, fill: string): Markup => {
    const height = (count / most) * 120;
    return html`<rect x="${fixed(at * step + 6)}" y="${fixed(bottom - height)}" width="${fixed(step - 12)}" height="${fixed(height)}" fill="${fill}" stroke="#333" stroke-width="0.4"/><text x="${fixed(at * step + step / 2)}" y="${fixed(bottom - height - 4)}" text-anchor="middle">${numberText(count)}</text><text x="${fixed(at * step + step / 2)}" y="${bottom + 14}" text-anchor="middle">${name}</text>`;
  };
  const line = limit === null || limit >= 10 ? null : fixed(limit * step);
  return html`<svg viewBox="0 0 ${WIDTH} ${bottom + 22}" role="img" class="chart">${counts.map((count, at) =>
    column(count, at, String(at + 1), limit === null || at < limit ? parts.match.fill : parts.orphan.fill),
  )}${column(none, 10.6, without, parts.rejected.fill)}<line x1="0" x2="${WIDTH}" y1="${bottom}" y2="${bottom}" stroke="#333"/>${
    line !== null &&
    html`<line x1="${line}" x2="${line}" y1="6" y2="${bottom}" stroke="#000" stroke-width="1.5" stroke-dasharray="5 3"/><text x="${fixed(Number(line) + 5)}" y="14">${limitWord}</text>`
  }</svg>`;
}

/** Bars of one kind, longest first, with their share of the whole. */
export function plainBars(
  bars: readonly { readonly label: string; readonly count: number }[],
  whole: number,
  lang: Lang,
  numberText: (count: number) => string,
): Markup {
  const most = Math.max(1, ...bars.map(({ count }) => count));
  const label = 300;
  const scale = (WIDTH - label - 120) / most;
  return html`<svg viewBox="0 0 ${WIDTH} ${bars.length * ROW + 4}" role="img" class="chart">${bars.map(({ label: text, count }, row) => {
    const y = 2 + row * ROW;
    return html`<text x="${label - 6}" y="${y + 11}" text-anchor="end">${cut(text, 52)}</text><rect x="${label}" y="${y}" width="${fixed(count * scale)}" height="${ROW - 5}" fill="#4a6fa5" stroke="#333" stroke-width="0.4"/><text x="${fixed(label + count * scale + 5)}" y="${y + 11}">${numberText(count)} (${shareText(whole === 0 ? 0 : count / whole, lang)})</text>`;
  })}</svg>`;
}

function legend(of: readonly BarPart[]): Markup {
  let x = LABEL;
  return html`${of.map(({ word, fill }) => {
    const at = x;
    x += 26 + word.length * DIGIT;
    return html`<rect x="${fixed(at)}" y="3" width="12" height="12" fill="${fill}" stroke="#333" stroke-width="0.4"/><text x="${fixed(at + 16)}" y="13">${word}</text>`;
  })}`;
}

function total(counts: readonly number[]): number {
  return counts.reduce((all, count) => all + count, 0);
}

/** Two decimals at most: the same bytes everywhere. */
function fixed(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** The whole name stands in the table. */
function cut(text: string, most = 27): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
