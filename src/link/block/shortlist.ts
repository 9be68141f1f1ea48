/** The few of many people who score best for a row, and those who are candidates whatever they score. */

/** People kept by their score. */
const KEPT = 8;
/** People kept as candidates whatever the score; more of one name in a village are told by their number. */
const STANDING = 12;
/** Bits below the best: whoever scores less is not worth fetching. */
const WITHIN = 14;

interface Listed {
  readonly id: number;
  readonly score: number;
}

export class Shortlist {
  private readonly kept: Listed[] = [];
  private readonly standing: Listed[] = [];

  /** `stands`: a candidate whatever the score. Whoever is offered twice has the better score. */
  offer(id: number, score: number, stands: boolean): void {
    if (stands) insert(this.standing, { id, score }, STANDING);
    else insert(this.kept, { id, score }, KEPT);
  }

  /** Best first; empty afterwards. */
  take(): readonly number[] {
    const { kept, standing } = this;
    const least = Math.max(kept[0]?.score ?? -Infinity, standing[0]?.score ?? -Infinity) - WITHIN;
    const ids: number[] = [];
    for (const { id } of standing) ids.push(id);
    for (const { id, score } of kept) if (score >= least && !ids.includes(id)) ids.push(id);
    kept.length = standing.length = 0;
    return ids;
  }

  isEmpty(): boolean {
    return this.kept.length === 0 && this.standing.length === 0;
  }
}

/** Keeps a list of the best, best first, ties by id. */
function insert(list: Listed[], listed: Listed, most: number): void {
  const { id, score } = listed;
  if (list.length === most && isBefore(list[most - 1]!, listed)) return;
  for (let at = 0; at < list.length; at++) {
    if (list[at]!.id !== id) continue;
    if (list[at]!.score >= score) return;
    list.splice(at, 1);
    break;
  }
  let at = list.length;
  while (at > 0 && isBefore(listed, list[at - 1]!)) at--;
  list.splice(at, 0, listed);
  if (list.length > most) list.pop();
}

function isBefore(a: Listed, b: Listed): boolean {
  return a.score > b.score || (a.score === b.score && a.id < b.id);
}
