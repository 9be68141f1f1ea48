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
import type { ColumnMapping, PersonRecord, ReferenceRecord } from "../normalise/record.ts";
import type { AppliedRulings, CandidateRuling, RowRuling } from "../resolve/claim.ts";
import { namesAgree } from "../resolve/traits.ts";
import { DecisionFinder, type DecisionTable, type FoundRuling } from "../rulings/decisions.ts";
import { formDate } from "../rulings/form-date.ts";
import { outcomeClause, outcomeCodes, outcomes, type Outcome } from "../rulings/outcome.ts";
import { dtsenIdentity, listIdentity, listSideOf, nameWords } from "../rulings/ruling-key.ts";
import type { Ruling } from "../rulings/ruling.ts";
import { settle, type Settled } from "../rulings/settle.ts";

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

/** A row that was linked, and its cells as they stand. */
export interface RowToRule {
  readonly linked: Linked;
  readonly cells: readonly string[];
}

/** A row as its rulings leave it before it is searched again. */
interface BegunRow {
  /** Its place in the batch. */
  readonly at: number;
  readonly linked: Linked;
  readonly found: readonly FoundRuling[];
  readonly settled: Settled;
  readonly ruledOut: ReadonlySet<number>;
  /** Those ruled out who hold the row's number. */
  readonly holders: readonly Candidate[];
  /** Null: nothing has changed by which it was searched. */
  readonly record: PersonRecord | null;
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
  apply(rows: readonly RowToRule[], columns: ColumnMapping, nameWidth: number | null): ReadonlyMap<number, RuledRow> {
    const rulings = rows.map(({ linked, cells }) => this.finder.find(listIdentity(listSideOf(linked.record, cells, columns))));
    // The persons ruled on are fetched together; one by one they would cost as much as linking.
    this.index.holders(rulings.flatMap((found) => found.map(({ ruling }) => dtsenIdentity(ruling.dtsen))));
    const begun: BegunRow[] = [];
    for (const [at, found] of rulings.entries()) if (found.length > 0) begun.push(this.begun(at, rows[at]!.linked, found));
    const again = begun.filter(({ record }) => record !== null);
    const anew = linkBatch(
      again.map(({ record }) => record!),
      this.index,
      this.weigher,
      nameWidth,
      again.map(({ ruledOut }) => ruledOut),
    );
    return new Map(begun.map((row) => [row.at, this.applied(row, row.record === null ? null : anew[again.indexOf(row)]!)]));
  }

  /** What is to be done with a row, and the record it is to be searched by again, if it is. */
  private begun(at: number, linked: Linked, found: readonly FoundRuling[]): BegunRow {
    const settled = settle(found.map(({ ruling }) => ruling));
    const ruledOut = new Set(settled.different.flatMap((ruling) => this.standing(ruling).ids));
    const holders = linked.candidates.filter(({ reference, comparison }) => ruledOut.has(reference.id) && comparison.nik === "equal");
    return { at, linked, found, settled, ruledOut, holders, record: recordAnew(linked.record, settled.number, ruledOut, holders) };
  }

  private applied({ linked, found, settled, ruledOut, holders }: BegunRow, anew: Linked | null): RuledRow {
    const { same, different, number, contradicting, pending } = settled;
    const told = new Map<Outcome, Ruling[]>();
    const tell = (outcome: Outcome, ruling: Ruling): void => void told.set(outcome, [...(told.get(outcome) ?? []), ruling]);
    const candidates = new Map<number, CandidateRuling>();
    let row: RowRuling = "none";

    for (const ruling of different) {
      const { ids, outcome } = this.standing(ruling);
      tell(ids.length === 0 ? outcome : "different", ruling);
    }
    let now = linked;
    if (anew !== null) {
      // Extract and officer disagree about the owner of the row's number: that is told, not settled.
      now = number === null ? { ...anew, candidates: [...anew.candidates, ...holders] } : ofGivenNumber(anew);
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

function recordAnew(
  record: PersonRecord,
  number: Ruling | null,
  ruledOut: ReadonlySet<number>,
  holders: readonly Candidate[],
): PersonRecord | null {
  if (number !== null) return withNik(record, number.nikBenar);
  if (ruledOut.size === 0) return null;
  return holders.length > 0 ? withoutNik(record) : record;
}

/** What was found by the number that an officer has given: a card in its place is the officer's, not the list's. */
function ofGivenNumber(linked: Linked): Linked {
  const findings = linked.record.findings.map((finding) =>
    finding.code === "NIK_BERISI_NOKK" ? { ...finding, code: "NIK_BENAR_BERISI_NOKK" as const } : finding,
  );
  return { ...linked, record: { ...linked.record, findings } };
}

function withNik(record: PersonRecord, nik: string): PersonRecord {
  return { ...record, nik: { value: nik, plausible: nikDate(nik) !== null, damage: null } };
}

/** The number is another's, by an officer's word: it leads nowhere. */
function withoutNik(record: PersonRecord): PersonRecord {
  return { ...record, nik: { value: null, plausible: false, damage: { kind: "card", digits: "", candidates: [] } } };
}
