/** A list that has been resolved: columns of numbers, made once, and what they say of a row. */
import { clashCodes, type Answers, type ClashCode } from "./answers.ts";
import type { ClaimLedger } from "./claim-ledger.ts";
import { ofPerson, ranked } from "./rivals.ts";
import { statuses, type Status } from "./status.ts";
import { isRuled } from "./traits.ts";
import type { MilliBits } from "../link/weigh/comparisons.ts";

/** Columns in shared memory: answers per row, as in `Answers`; weights, household and neighbours included, and probabilities per slot. */
export interface ResolutionColumns extends Pick<Answers, "status" | "best" | "clashes" | "rival" | "stranger"> {
  readonly weights: Int32Array;
  /** The neighbours' part of it. */
  readonly neighbours: Int32Array;
  readonly probabilities: Float64Array;
  readonly partnerShare: number;
  /** Share of numbers that are found and another's: of all, and of those under the row's name. */
  readonly numberAloneWrong: number;
  readonly numberAndNameWrong: number;
}

/** The resolved list, read on any thread. */
export class Resolution {
  readonly columns: ResolutionColumns;
  private readonly ledger: ClaimLedger;

  constructor(ledger: ClaimLedger, columns: ResolutionColumns) {
    this.ledger = ledger;
    this.columns = columns;
  }

  /** Share of the list's rows that have a partner in the extract, as estimated from the list. */
  get partnerShare(): number {
    return this.columns.partnerShare;
  }

  status(row: number): Status {
    return statuses[this.columns.status[row]!]!;
  }

  /** Slot of the best candidate in the ledger, or -1. */
  best(row: number): number {
    return this.columns.best[row]!;
  }

  /** Probability that the best candidate is the row's person. */
  probability(row: number): number {
    const best = this.best(row);
    if (best < 0) return 0;
    const found = ofPerson(row, best, this.ledger, this.columns.probabilities);
    const isNumberAlone = ((this.columns.clashes[row]! >> clashCodes.indexOf("NAMA_TIDAK_DIBANDINGKAN")) & 1) === 1;
    if (isNumberAlone) return Math.min(found, 1 - this.columns.numberAloneWrong);
    const { nik, date } = this.ledger.traits(best);
    return nik === "equal" && date === "unknown" ? Math.min(found, 1 - this.columns.numberAndNameWrong) : found;
  }

  /** Probability of any candidate, by its slot. */
  probabilityOf(slot: number): number {
    return this.columns.probabilities[slot]!;
  }

  /** What the household added to a candidate's weight. */
  support(slot: number): MilliBits {
    return isRuled(this.ledger.traits(slot)) ? 0 : this.columns.weights[slot]! - this.columns.neighbours[slot]! - this.ledger.weight(slot);
  }

  /** … and the rows around it. */
  ofNeighbours(slot: number): MilliBits {
    return this.columns.neighbours[slot]!;
  }

  /** Further candidates' slots, best first, with their probabilities. */
  others(row: number): readonly { slot: number; probability: number }[] {
    const { probabilities, weights } = this.columns;
    const best = this.best(row);
    if (best >= 0 && this.ledger.firstSlot(row + 1) - this.ledger.firstSlot(row) < 2) return noOthers;
    const others: { slot: number; probability: number }[] = [];
    for (const slot of ranked(row, this.ledger, probabilities, weights))
      if (slot !== best) others.push({ slot, probability: probabilities[slot]! });
    return others;
  }

  clashes(row: number): readonly ClashCode[] {
    const bits = this.columns.clashes[row]!;
    return bits === 0 ? noClashes : clashCodes.filter((_, bit) => ((bits >> bit) & 1) === 1);
  }

  /** Another row (0-based, in ledger order) for the same person, or -1. */
  rival(row: number): number {
    return this.columns.rival[row]!;
  }

  /** A row that uses this one's NIK for another person, or -1. */
  stranger(row: number): number {
    return this.columns.stranger[row]!;
  }
}

/** The ordinary row's. */
const noOthers: readonly { slot: number; probability: number }[] = [];
const noClashes: readonly ClashCode[] = [];
