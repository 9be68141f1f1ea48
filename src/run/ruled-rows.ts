/**
 * Officers' rulings in pass 1: rows that were linked like any others are found again by what they are, and the rulings about them
 * change who may be their person before the list is resolved.
 */
import type { Lang } from "../language.ts";
import { compare } from "../link/compare/comparison.ts";
import { hashKey } from "../link/block/blocking.ts";
import { linkBatch } from "../link/link.ts";
import type { ReferencePerson } from "../link/reference-person.ts";
import type { Candidate, Linked } from "../link/search.ts";
import type { Weigher } from "../link/weigh/match-weight.ts";
import type { RecordIndex } from "../index/record-index.ts";
import type { FindingCode } from "../normalise/findings.ts";
import { nikDate } from "../normalise/fields/nik.ts";
import type { PersonRecord, ReferenceRecord } from "../normalise/record.ts";
import type { AppliedRulings, CandidateRuling, RowRuling } from "../resolve/claim.ts";
import { namesAgree } from "../resolve/resolve.ts";
import { DecisionFinder, type DecisionTable, type FoundRuling } from "../rulings/decisions.ts";
import { formDate } from "../rulings/form-date.ts";
import { outcomeClause, outcomeCodes, outcomes, type Outcome } from "../rulings/outcome.ts";
import { dtsenIdentity, listIdentity, listSideOf, nameWords } from "../rulings/ruling-key.ts";
import type { Ruling } from "../rulings/ruling.ts";
import { settle } from "../rulings/settle.ts";

/** A row that officers have ruled on. */
export interface RuledRow {
  /** As it is to be resolved: persons ruled out are searched no more, whoever is ruled to be the row's is a candidate. */
  readonly linked: Linked;
  readonly applied: AppliedRulings;
  readonly codes: readonly FindingCode[];
  readonly clause: string;
  /** Pairs: entry of the decision table, place in `outcomes`. */
  readonly outcomes: readonly number[];
}

/** A row that was linked, and its cells of number and name as they stand. */
export interface RowToRule {
  readonly linked: Linked;
  readonly nikCell: string;
  readonly nameCell: string;
}

export class RuledRows {
  private readonly finder: DecisionFinder;
  private readonly index: RecordIndex;
  private readonly weigher: Weigher;
  private readonly lang: Lang;

  constructor(table: DecisionTable, index: RecordIndex, weigher: Weigher, lang: Lang) {
    this.finder = new DecisionFinder(table);
    this.index = index;
    this.weigher = weigher;
    this.lang = lang;
  }

  /** Those rows of a batch that somebody has ruled on, by their places in it. */
  apply(rows: readonly RowToRule[], nameWidth: number | null): ReadonlyMap<number, RuledRow> {
    const rulings = rows.map(({ linked, nikCell, nameCell }) =>
      this.finder.find(listIdentity(listSideOf(linked.record, nikCell, nameCell))),
    );
    // The persons ruled on are fetched together; one by one they would cost as much as linking.
    this.index.holders(rulings.flatMap((found) => found.map(({ ruling }) => dtsenIdentity(ruling.dtsen))));
    const ruled = new Map<number, RuledRow>();
    for (const [at, found] of rulings.entries()) if (found.length > 0) ruled.set(at, this.applied(rows[at]!.linked, found, nameWidth));
    return ruled;
  }

  private applied(linked: Linked, found: readonly FoundRuling[], nameWidth: number | null): RuledRow {
    const { same, different, number, contradicting, pending } = settle(found.map(({ ruling }) => ruling));
    const told = new Map<Outcome, Ruling[]>();
    const tell = (outcome: Outcome, ruling: Ruling): void => void told.set(outcome, [...(told.get(outcome) ?? []), ruling]);
    const candidates = new Map<number, CandidateRuling>();
    let row: RowRuling = "none";

    const ruledOut = new Set<number>();
    for (const ruling of different) {
      const standing = this.standing(ruling);
      if (standing.ids.length === 0) tell(standing.outcome, ruling);
      for (const id of standing.ids) ruledOut.add(id);
      if (standing.ids.length > 0) tell("different", ruling);
    }
    let now = linked;
    if (ruledOut.size > 0 || number !== null) {
      const holders = linked.candidates.filter(({ reference, comparison }) => ruledOut.has(reference.id) && comparison.nik === "equal");
      const record =
        number !== null ? withNik(linked.record, number.nikBenar) : holders.length > 0 ? withoutNik(linked.record) : linked.record;
      const anew = linkBatch([record], this.index, this.weigher, nameWidth, ruledOut)[0]!;
      // Extract and officer disagree about the owner of the row's number: that is told, not settled.
      now = { ...anew, candidates: number === null ? [...anew.candidates, ...holders] : anew.candidates };
      for (const id of ruledOut) candidates.set(id, "different");
      row = "person";
    }
    if (number !== null) {
      const isFound = now.candidates.some(
        ({ comparison: { nik, name } }) => nik === "equal" && name !== null && namesAgree({ name: name.level }),
      );
      row = isFound ? "number" : "review";
      tell(isFound ? "number" : "mismatch", number);
    }
    if (same !== null) {
      const standing = this.standing(same);
      const [id] = standing.ids;
      if (id === undefined) tell(standing.outcome, same);
      else {
        now = this.with(now, id);
        candidates.set(id, "same");
        row = "person";
        tell("same", same);
      }
    }
    if (contradicting.length > 0) {
      for (const ruling of contradicting) {
        const [id] = this.standing(ruling).ids;
        if (id !== undefined && !candidates.has(id)) {
          now = this.with(now, id);
          candidates.set(id, "contested");
        }
        tell("contradicting", ruling);
      }
      row = "review";
    }
    for (const ruling of pending) tell("pending", ruling);
    return { linked: now, applied: { row, candidates }, ...this.told(told, found) };
  }

  private told(
    told: ReadonlyMap<Outcome, readonly Ruling[]>,
    found: readonly FoundRuling[],
  ): Pick<RuledRow, "codes" | "clause" | "outcomes"> {
    const codes: FindingCode[] = [];
    const clauses: string[] = [];
    const outcomeOf = new Map<Ruling, Outcome>();
    for (const outcome of outcomes.toReversed()) {
      const rulings = told.get(outcome);
      if (rulings === undefined) continue;
      const code = outcomeCodes[outcome];
      if (code !== null) codes.push(code);
      clauses.push(outcomeClause(outcome, rulings, this.lang));
      for (const ruling of rulings) if (!outcomeOf.has(ruling)) outcomeOf.set(ruling, outcome);
    }
    return {
      codes,
      clause: clauses.join("; "),
      outcomes: found.flatMap(({ entry, ruling }) => [entry, outcomes.indexOf(outcomeOf.get(ruling) ?? "superseded")]),
    };
  }

  /** The persons a ruling is about, as they stand in the extract now; where none of them is what it was, why it lapses. */
  private standing(ruling: Ruling): { readonly ids: readonly number[]; readonly outcome: Outcome } {
    const people = this.peopleOf(ruling);
    const ids = people.filter((person) => isUnchanged(person, ruling)).map(({ id }) => id);
    return { ids, outcome: people.length === 0 ? "gone" : "changed" };
  }

  private peopleOf({ dtsen }: Ruling): ReferencePerson[] {
    const identity = dtsenIdentity(dtsen);
    if (identity === "") return [];
    const person = (id: number): ReferencePerson => this.index.person(this.index.reference(id));
    if (/^\d{16}$/.test(identity)) return [...this.index.nikIds(identity)].map(person);
    const { ids } = this.index.block(hashKey("card", dtsen.noKk));
    return Array.from(ids, person).filter(({ nik, noKk, name, birthDate }) => {
      return dtsenIdentity({ nik, noKk, nama: name, tanggalLahir: birthDate }) === identity;
    });
  }

  /** With the person among the candidates, whatever else speaks for them. */
  private with(linked: Linked, id: number): Linked {
    if (linked.candidates.some(({ reference }) => reference.id === id)) return linked;
    const reference: ReferenceRecord = this.index.reference(id);
    const comparison = compare(linked.probe, reference, this.index.places);
    const candidate: Candidate = { reference, comparison, weight: this.weigher.weigh(comparison, linked.counts), stands: true };
    return { ...linked, candidates: [...linked.candidates, candidate] };
  }
}

/** Name, birth date and sex as they were when it was ruled; card, address and decile may change. */
function isUnchanged({ name, birthDate, sex }: ReferencePerson, { dtsen }: Ruling): boolean {
  return (
    nameWords(name) === nameWords(dtsen.nama) &&
    formDate(birthDate) === formDate(dtsen.tanggalLahir) &&
    (dtsen.jenisKelamin === "" || sex === dtsen.jenisKelamin)
  );
}

function withNik(record: PersonRecord, nik: string): PersonRecord {
  return { ...record, nik: { value: nik, plausible: nikDate(nik) !== null, damage: null } };
}

/** The number is another's, by an officer's word: it leads nowhere. */
function withoutNik(record: PersonRecord): PersonRecord {
  return { ...record, nik: { value: null, plausible: false, damage: { kind: "card", digits: "", candidates: [] } } };
}
