/** The few of many people who score best for a row, and those who are candidates whatever they score. */

/** People kept by their score. */
const KEPT = 8;
/** People kept as candidates whatever the score; more of one name in a village are told by their number. */
const STANDING = 12;
/** Tenths of a bit below the best: whoever scores less is not worth fetching; of those who stand, below the best of them: a namesake born on another day. */
const WITHIN = 140;

interface Listed {
  readonly id: number;
  readonly score: number;
}

export class Shortlist {
  private readonly kept: Listed[] = [];
  private readonly standing: Listed[] = [];
  private readonly worthKnowing: number;

  /** `worthKnowing`: whoever scores less, and does not stand, is not taken. */
  constructor(worthKnowing: number) {
    this.worthKnowing = worthKnowing;
  }

  /** `stands`: a candidate whatever the score. Whoever is offered twice has the better score. */
  offer(id: number, score: number, stands: boolean): void {
    const list = stands ? this.standing : this.kept;
    const most = stands ? STANDING : KEPT;
    const last = list[most - 1];
    if (last === undefined || isBefore(score, id, last)) insert(list, { id, score }, most);
  }

  /** Whoever scores less than this will not be taken. */
  get least(): number {
    return Math.max(this.worthKnowing, (this.kept[0]?.score ?? 0) - WITHIN, (this.standing[0]?.score ?? 0) - WITHIN);
  }

  /** Best first; empty afterwards. */
  take(): readonly number[] {
    const { kept, standing } = this;
    const { least } = this;
    const ids: number[] = [];
    for (const { id, score } of standing) if (score >= standing[0]!.score - WITHIN) ids.push(id);
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
  for (let at = 0; at < list.length; at++) {
    if (list[at]!.id !== id) continue;
    if (list[at]!.score >= score) return;
    list.splice(at, 1);
    break;
  }
  let at = list.length;
  while (at > 0 && isBefore(score, id, list[at - 1]!)) at--;
  list.splice(at, 0, listed);
  if (list.length > most) list.pop();
}

function isBefore(score: number, id: number, other: Listed): boolean {
  return score > other.score || (score === other.score && id < other.id);
}
