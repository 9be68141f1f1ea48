/** The claims of whole lists, in input order: gathered batch by batch on one thread, then read by any. */
import {
  NAME_HASHES,
  nikStates,
  rowRulings,
  unpackTraits,
  type ClaimColumns,
  type NikState,
  type RowRuling,
  type Traits,
} from "./claim.ts";
import { GrowingArray } from "../normalise/growing-array.ts";
import type { MilliBits } from "../link/weigh/comparisons.ts";

/** A candidate's slot is its place in the sequence of all rows' candidates. */
export interface LedgerColumns extends Omit<ClaimColumns, "candidates"> {
  /** Slot of each row's first candidate, and behind the last row the number of slots. */
  readonly firstSlots: Uint32Array;
  /** Which list of the run each row is of. */
  readonly lists: Uint16Array;
}

export class ClaimCollector {
  private readonly columns: { readonly [Name in keyof LedgerColumns]: GrowingArray<LedgerColumns[Name]> } = {
    state: new GrowingArray(Uint8Array),
    high: new GrowingArray(Uint32Array),
    low: new GrowingArray(Uint32Array),
    card: new GrowingArray(Uint32Array),
    cardLow: new GrowingArray(Uint32Array),
    nameHashes: new GrowingArray(Uint16Array),
    residual: new GrowingArray(Float64Array),
    ids: new GrowingArray(Uint32Array),
    weights: new GrowingArray(Int32Array),
    traits: new GrowingArray(Uint32Array),
    families: new GrowingArray(Uint32Array),
    villages: new GrowingArray(Int32Array),
    persons: new GrowingArray(Uint32Array),
    firstSlots: new GrowingArray(Uint32Array),
    lists: new GrowingArray(Uint16Array),
  };
  private slots = 0;

  constructor() {
    this.columns.firstSlots.append([0]);
  }

  /** Rows so far. */
  get length(): number {
    return this.columns.state.length;
  }

  /** `list`: which list of the run the rows are of. */
  append({ candidates, ...columns }: ClaimColumns, list = 0): void {
    for (const name of Object.keys(columns) as (keyof typeof columns)[]) this.columns[name].append(columns[name]);
    this.columns.lists.append(new Uint16Array(columns.state.length).fill(list));
    this.columns.firstSlots.append(Array.from(candidates, (more) => (this.slots += more)));
  }

  /** What was gathered so far. */
  ledger(): ClaimLedger {
    const values = Object.entries(this.columns).map(([name, column]) => [name, column.values]);
    return new ClaimLedger(Object.fromEntries(values) as LedgerColumns);
  }
}

export class ClaimLedger {
  /** In shared memory: another thread is sent where they lie, and reads them as its own ledger. */
  readonly columns: LedgerColumns;
  readonly length: number;
  /** Number of candidates held over all rows. */
  readonly slots: number;

  constructor(columns: LedgerColumns) {
    this.columns = columns;
    this.length = columns.state.length;
    this.slots = columns.ids.length;
  }

  /** Of the row behind the last, the number of slots. */
  firstSlot(row: number): number {
    return this.columns.firstSlots[row]!;
  }

  id(slot: number): number {
    return this.columns.ids[slot]!;
  }

  weight(slot: number): MilliBits {
    return this.columns.weights[slot]!;
  }

  traits(slot: number): Traits {
    return unpackTraits(this.columns.traits[slot]!);
  }

  family(slot: number): number {
    return this.columns.families[slot]!;
  }

  village(slot: number): number {
    return this.columns.villages[slot]!;
  }

  person(slot: number): number {
    return this.columns.persons[slot]!;
  }

  nikState(row: number): NikState {
    return nikStates[this.columns.state[row]! & 3]!;
  }

  covered(row: number): boolean | null {
    const covered = (this.columns.state[row]! >> 2) & 3;
    return covered === 0 ? null : covered === 1;
  }

  capped(row: number): boolean {
    return ((this.columns.state[row]! >> 4) & 1) === 1;
  }

  namesPlace(row: number): boolean {
    return this.columns.state[row]! >> 7 === 1;
  }

  ruling(row: number): RowRuling {
    return rowRulings[(this.columns.state[row]! >> 5) & 3]!;
  }

  residual(row: number): number {
    return this.columns.residual[row]!;
  }

  list(row: number): number {
    return this.columns.lists[row]!;
  }

  card(row: number): number {
    return this.columns.card[row]!;
  }

  /** With the hash, as good as the whole number. */
  cardLow(row: number): number {
    return this.columns.cardLow[row]!;
  }

  nikHigh(row: number): number {
    return this.columns.high[row]!;
  }

  nikLow(row: number): number {
    return this.columns.low[row]!;
  }

  /** Whether two rows' names may be one person's: the shorter name's keys all stand in the longer; a name that is missing contradicts none. */
  sameName(left: number, right: number): boolean {
    const a = this.nameHashes(left);
    const b = this.nameHashes(right);
    const [short, long] = a.length <= b.length ? [a, b] : [b, a];
    return short.every((hash) => long.includes(hash));
  }

  /** The same text for rows of the same name. */
  nameKey(row: number): string {
    return this.nameHashes(row).join(" ");
  }

  private nameHashes(row: number): number[] {
    const found: number[] = [];
    for (let at = 0; at < NAME_HASHES; at++) {
      const hash = this.columns.nameHashes[row * NAME_HASHES + at]!;
      if (hash !== 0) found.push(hash);
    }
    return found;
  }
}
