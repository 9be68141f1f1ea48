/** Finding the header row among titles, letterheads and blank rows. Pure. */
import { meaningOf, strip } from "./aliases.ts";

/** The header stands in the first so many records, or nowhere. */
export const HEADER_WITHIN = 30;

/** Index of the header among the first records of a file, or null. The row with the most known headers wins; ties: the first. */
export function findHeader(records: readonly (readonly string[])[]): number | null {
  let best: number | null = null;
  let most = 0;
  records.slice(0, HEADER_WITHIN).forEach((cells, at) => {
    const score = headerScore(cells);
    if (score > most) {
      most = score;
      best = at;
    }
  });
  return best;
}

/** Known headers in a row; 0 unless one of them could name or number a person, or a family. */
function headerScore(cells: readonly string[]): number {
  const known = new Set<string>();
  let identifying = false;
  for (const cell of cells) {
    const meaning = cell.length <= 80 ? meaningOf(cell) : null;
    if (meaning === null) continue;
    known.add(meaning === "other" ? strip(cell) : meaning);
    if (meaning === "nik" || meaning === "nama" || meaning === "nokk") identifying = true;
  }
  const filled = cells.filter((cell) => cell.trim() !== "").length;
  return identifying && known.size * 4 >= filled ? known.size : 0;
}

/** Whether a row repeats the header, as printed lists do on every page. */
export function repeatsHeader(cells: readonly string[], header: readonly string[]): boolean {
  let filled = 0;
  let same = 0;
  header.forEach((name, at) => {
    if (name.trim() === "") return;
    filled++;
    if (strip(cells[at] ?? "") === strip(name) && strip(name) !== "") same++;
  });
  return (filled > 0 && same >= Math.max(2, filled * 0.6)) || (filled === 1 && same === 1);
}
