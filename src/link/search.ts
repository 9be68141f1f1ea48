/** One row's search: who has been found, who is still to be compared, and when that is enough. */
import { yearOf, type BlockProbe } from "./block/blocking.ts";
import type { Comparison, Probe } from "./compare/comparison.ts";
import type { Weigher } from "./weigh/match-weight.ts";
import type { MilliBits } from "./weigh/comparisons.ts";
import type { NameLevel } from "./compare/compare-names.ts";
import { Prospects } from "./block/prospects.ts";
import type { Block, ReferenceIndex } from "./reference-index.ts";
import type { PersonRecord, ReferenceRecord } from "../normalise/record.ts";
import { sketchedDate, type Sketch } from "./block/sketch.ts";

/** Candidates of a row that pass 2 gets to see; the odds of the rest are summed. */
const KEPT_CANDIDATES = 6;
/** Candidates this far below the row's best change no probability that is printed. */
const HOPELESS: MilliBits = 12_000;
/** Persons of a row that are worth fetching before the likeliest has been compared. */
const LIKELIEST = 2;
/** Persons of one block that a row is compared with at most; more fit about equally, and the row must say more. */
const MAX_BLOCK_CANDIDATES = 2_000;

export interface Candidate {
  readonly reference: ReferenceRecord;
  readonly comparison: Comparison;
  /** Evidence without the prior. */
  readonly weight: MilliBits;
}

/** A row and who it may be. */
export interface Linked {
  readonly record: PersonRecord;
  readonly probe: Probe;
  /** Best first; ties by id, so the order never depends on chance. */
  readonly candidates: readonly Candidate[];
  /** Σ 2^(weight/1000) over candidates not kept. */
  readonly residual: number;
  /** A block was too large to search: the rivals are not all known. */
  readonly capped: boolean;
  /** Candidates compared, for the blocking figures. */
  readonly compared: number;
}

const agreeing = new Set<NameLevel>(["equal", "equivalent", "abbreviated", "near"]);
const contradicting = new Set<NameLevel>(["slip", "partial", "different"]);

/**
 * One row's search under way. Of the persons that blocks bring, the likeliest by their sketches are compared first, and nobody
 * who could not come near the best one found, or near anybody at all.
 */
export class Search {
  readonly record: PersonRecord;
  readonly probe: Probe;
  capped = false;
  private readonly index: ReferenceIndex;
  private readonly weigher: Weigher;
  private readonly seen = new Set<number>();
  private readonly found: Candidate[] = [];
  private best: MilliBits = -Infinity;
  /** The most that those waiting to be compared may weigh. */
  private readonly waiting = new Map<number, MilliBits>();
  /** Those waiting, least first. */
  private queue: number[] | null = null;
  private readonly searched = new Set<number>();
  private prospects: Prospects | null = null;

  constructor(probe: Probe, index: ReferenceIndex, weigher: Weigher) {
    this.record = probe.record;
    this.probe = probe;
    this.index = index;
    this.weigher = weigher;
  }

  /** Whether a block is still to be searched; one that is searched for everybody is so once. */
  begins({ key, only }: BlockProbe): boolean {
    if (this.searched.has(key)) return false;
    if (only === null) this.searched.add(key);
    return true;
  }

  /** Persons to be compared whatever they may weigh. */
  want(ids: ArrayLike<number>): void {
    for (let at = 0; at < ids.length; at++) if (!this.seen.has(ids[at]!)) this.waiting.set(ids[at]!, Infinity);
  }

  /** Persons to be compared if they are asked for and may weigh enough. */
  offer({ ids, sketches, capped }: Block, { rule, only }: BlockProbe): void {
    const prospects = (this.prospects ??= new Prospects(this.probe, this.index, this.weigher));
    const likely: { readonly id: number; readonly most: MilliBits }[] = [];
    for (let at = 0; at < ids.length; at++) {
      const id = ids[at]!;
      const sketch = sketches[at]!;
      if (this.seen.has(id) || (only !== null && !prospects.isNamed(sketch) && !mayBeBornIn(sketch, only.years))) continue;
      const most = prospects.most(id, sketch, rule === "card");
      if (most >= this.weigher.floor) likely.push({ id, most });
    }
    if (capped || likely.length > MAX_BLOCK_CANDIDATES) this.capped = true;
    else for (const { id, most } of likely) if (most > (this.waiting.get(id) ?? -Infinity)) this.waiting.set(id, most);
  }

  /** The few of those waiting who are compared in any case, or nearly. */
  likeliest(): readonly number[] {
    return this.queued().slice(-LIKELIEST);
  }

  /** The likeliest of those waiting; -1 where nobody is left who could matter. */
  next(): number {
    const { waiting } = this;
    const id = this.queued().pop();
    if (id !== undefined && waiting.get(id)! >= this.best - HOPELESS) return id;
    waiting.clear();
    this.queue = null;
    return -1;
  }

  private queued(): number[] {
    const { waiting } = this;
    return (this.queue ??= [...waiting.keys()].sort((a, b) => waiting.get(a)! - waiting.get(b)! || b - a));
  }

  isEmpty(): boolean {
    return this.found.length === 0;
  }

  /** Somebody found bears a name that may be the row's. */
  hasNamesake(): boolean {
    return this.found.some(({ comparison: { name } }) => name !== null && !contradicting.has(name.level));
  }

  take(candidate: Candidate): void {
    this.seen.add(candidate.reference.id);
    this.found.push(candidate);
    this.best = Math.max(this.best, candidate.weight);
  }

  /** The ordinary row: its NIK once in the extract, the name in agreement, the birth date not against it. Nobody rivals that. */
  isSettled(): boolean {
    const [holder] = this.found;
    if (holder === undefined || this.found.length > 1) return false;
    const { name, date, sex } = holder.comparison;
    return name !== null && agreeing.has(name.level) && sex !== "different" && date !== "different" && date !== "year";
  }

  /**
   * Somebody of the same name, birth date and village has been found. Whoever could rival them shares the date, and name or
   * village, and so has been found as well.
   */
  isIdentified(): boolean {
    return this.found.some(
      ({ comparison: { name, date, sex, place } }) =>
        (name?.level === "equal" || name?.level === "equivalent") &&
        date === "equal" &&
        sex !== "different" &&
        (place === "card" || place === "lane" || place === "desa"),
    );
  }

  linked(): Linked {
    this.found.sort((a, b) => b.weight - a.weight || compareNiks(a.reference.nik, b.reference.nik) || a.reference.id - b.reference.id);
    const floor = (this.found[0]?.weight ?? 0) - HOPELESS;
    const near = this.found.filter(({ weight }) => weight >= floor);
    // The holder of the list's NIK is always kept: what the number says is reported even where identity outweighs it.
    const kept = near.slice(0, KEPT_CANDIDATES);
    const holders = this.found.filter((candidate) => candidate.comparison.nik === "equal" && !kept.includes(candidate)).slice(0, 2);
    const residual = near.slice(KEPT_CANDIDATES).reduce((sum, { weight }) => sum + 2 ** (weight / 1000), 0);
    return {
      record: this.record,
      probe: this.probe,
      candidates: [...kept.slice(0, KEPT_CANDIDATES - holders.length), ...holders],
      residual,
      capped: this.capped,
      compared: this.found.length,
    };
  }
}

/** Persons without a number come last. */
function compareNiks(left: string | null, right: string | null): number {
  if (left === right) return 0;
  return left === null ? 1 : right === null ? -1 : left < right ? -1 : 1;
}

function mayBeBornIn(sketch: Sketch, years: readonly number[]): boolean {
  const date = sketchedDate(sketch);
  return years.length > 0 && (date === 0 || years.includes(yearOf(date)));
}
