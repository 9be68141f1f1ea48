/** One row's search: who has been found, who is still to be compared, and when that is enough. */
import { isNear, type Comparison, type DateRelation, type Probe } from "./compare/comparison.ts";
import type { MilliBits } from "./weigh/comparisons.ts";
import { unknownCounts, type SearchCounts } from "./weigh/search-counts.ts";
import type { Weigher } from "./weigh/match-weight.ts";
import type { NameLevel } from "./compare/compare-names.ts";
import { keyHash } from "./block/people-block.ts";
import { featuresOf, type RowFeatures } from "./block/scan.ts";
import { Shortlist } from "./block/shortlist.ts";
import { sameTokens } from "../normalise/name/person-name.ts";
import { fullNameKey } from "../normalise/name/name-keys.ts";
import type { PersonRecord, ReferenceRecord } from "../normalise/record.ts";

/** Candidates of a row that pass 2 gets to see; the odds of the rest are summed. */
const KEPT_CANDIDATES = 6;
/** Candidates this far below the row's best change no probability that is printed. */
const HOPELESS: MilliBits = 12_000;

/** Of them, at most, those who are kept whatever they weigh. */
const LATE_CANDIDATES = 3;
/** Families looked into for the row of a relative. */
const MOST_CARDS = 3;

/** Somebody who has been compared with the row. */
interface Compared {
  readonly reference: ReferenceRecord;
  readonly comparison: Comparison;
  /**
   * A careful clerk would want to see this one, whatever the weight: bears the row's whole name in its village, on its birth date or
   * on its card, or stands on its card where the row gives nothing better.
   */
  readonly stands: boolean;
}

export interface Candidate extends Compared {
  /** Evidence without the prior. */
  readonly weight: MilliBits;
}

/** A row and who it may be. */
export interface Linked {
  readonly record: PersonRecord;
  readonly probe: Probe;
  /** Best first; ties by NIK, then id, so the order never depends on chance. */
  readonly candidates: readonly Candidate[];
  /** Σ 2^(weight/1000) over candidates not kept. */
  readonly residual: number;
  /** A block was too large to search: the rivals are not all known. */
  readonly capped: boolean;
  /** Nobody was found at first, and the row was searched for once more by looser ways. */
  readonly widely: boolean;
  readonly counts: Readonly<SearchCounts>;
  /** Candidates compared, for the blocking figures. */
  readonly compared: number;
}

const agreeing = new Set<NameLevel>(["equal", "equivalent", "abbreviated", "near"]);
const unlike = new Set<NameLevel>(["resembling", "different"]);
const speaking = new Set<DateRelation>(["equal", "default", "swapped", "slip"]);
const contradicting = new Set<NameLevel>(["slip", "alike", "partial", "resembling", "different"]);

/** One row's search under way. */
export class Search {
  readonly record: PersonRecord;
  readonly probe: Probe;
  readonly counts: SearchCounts = { ...unknownCounts };
  capped = false;
  widely = false;
  private readonly found: Compared[] = [];
  /** What has been asked for: a question is asked once. */
  private asked: Set<string | number> | null = null;
  private wanted: Set<number> | null = null;
  /** Family of those who bear the name, where it may be a relative's. */
  private kin: Set<number> | null = null;
  private readonly tokenFrequency: (token: string) => number;
  private rowFeatures: RowFeatures | null = null;
  private shortlist: Shortlist | null = null;

  /** Persons who are no candidates of this row, by an officer's word. */
  readonly ruledOut: ReadonlySet<number>;

  constructor(probe: Probe, tokenFrequency: (token: string) => number, ruledOut: ReadonlySet<number>) {
    this.record = probe.record;
    this.probe = probe;
    this.tokenFrequency = tokenFrequency;
    this.ruledOut = ruledOut;
  }

  get features(): RowFeatures {
    return (this.rowFeatures ??= featuresOf(this.probe, this.tokenFrequency));
  }

  /** The best of those who were scanned. */
  get list(): Shortlist {
    return (this.shortlist ??= new Shortlist(this.features.worthKnowing));
  }

  /** Whether a question is new. */
  begins(question: string | number): boolean {
    const asked = (this.asked ??= new Set());
    if (asked.has(question)) return false;
    asked.add(question);
    return true;
  }

  /** Persons to be compared whatever they may weigh. */
  want(ids: ArrayLike<number>): void {
    const wanted = (this.wanted ??= new Set());
    for (let at = 0; at < ids.length; at++) if (!this.hasSeen(ids[at]!)) wanted.add(ids[at]!);
  }

  /** Persons who stand as candidates for the sake of whose family they are. */
  wantKin(ids: ArrayLike<number>): void {
    this.want(ids);
    const kin = (this.kin ??= new Set());
    for (let at = 0; at < ids.length; at++) kin.add(ids[at]!);
  }

  /** Who is to be compared now, each once. */
  take(): readonly number[] {
    const ids = this.wanted === null ? [] : [...this.wanted];
    this.wanted = null;
    for (const id of this.shortlist?.take() ?? []) if (!this.hasSeen(id) && !ids.includes(id)) ids.push(id);
    return ids;
  }

  add(reference: ReferenceRecord, comparison: Comparison): void {
    if (this.hasSeen(reference.id)) return;
    this.found.push({ reference, comparison, stands: this.bearsName(reference, comparison) });
  }

  private hasSeen(id: number): boolean {
    for (const { reference } of this.found) if (reference.id === id) return true;
    return false;
  }

  private isKin(id: number): boolean {
    return this.kin?.has(id) === true;
  }

  /** Whether somebody bears the row's whole name in its village, on its birth date or on its card. */
  private bearsName({ name }: ReferenceRecord, { name: agreement, date, place }: Comparison): boolean {
    if (name === null || agreement === null) return false;
    if (date !== "equal" && date !== "default" && !isNear(place)) return false;
    return agreement.level === "equal" || agreement.level === "equivalent" || this.features.wholeNames.includes(keyHash(fullNameKey(name)));
  }

  /** Whoever has been compared. */
  get references(): readonly ReferenceRecord[] {
    return this.found.map(({ reference }) => reference);
  }

  isEmpty(): boolean {
    return this.found.length === 0;
  }

  /** One person holds the row's number, and neither its birth date nor its sex is against them. */
  isHeld(): boolean {
    const holders = this.found.filter(({ comparison: { nik } }) => nik === "equal");
    return holders.length === 1 && holders.every(({ comparison: { date, sex } }) => date !== "different" && sex !== "different");
  }

  /** Somebody found bears the row's very name: how many others do is worth knowing. */
  hasBearer(): boolean {
    return this.found.some(({ comparison: { name } }) => name?.level === "equal");
  }

  /** Somebody found bears a name that may be the row's. */
  hasNamesake(): boolean {
    return this.found.some(({ comparison: { name } }) => name !== null && !contradicting.has(name.level));
  }

  /** Somebody of the name whom a date or a place speaks for as well: whoever bears a name of one word is not the row's person for that. */
  hasLikely(): boolean {
    return this.found.some(({ comparison: { name, date, place } }) => {
      if (name === null || contradicting.has(name.level)) return false;
      return isNear(place) || speaking.has(date) || (date === "unknown" && place === "kecamatan");
    });
  }

  /** Somebody bears the name who is no such person as a title before it says. */
  hasNamesakeOfOtherSex(): boolean {
    return this.found.some(({ comparison: { name, sex } }) => sex === "different" && name !== null && name.level !== "different");
  }

  /** Two of the names that the row gives are whole names of two people on one card. */
  namesTwoOfOneCard(): boolean {
    const { name } = this.record;
    if (name === null) return false;
    const readings = [name.tokens, ...name.alternatives];
    const bearers = this.found.flatMap(({ reference }) => {
      const tokens = reference.name?.tokens ?? [];
      const reading = readings.findIndex((each) => sameTokens(each, tokens));
      if (reference.noKk === null || (reading < 0 && !standsIn(tokens, name.tokens))) return [];
      return [{ reading, tokens, card: reference.noKk }];
    });
    return bearers.some((one) =>
      bearers.some((other) => {
        if (one.card !== other.card) return false;
        if (one.reading >= 0 && other.reading >= 0) return one.reading !== other.reading;
        // A single word may be the father's name behind the person's own.
        const isWhole = one.tokens.length > 1 && other.tokens.length > 1;
        return isWhole && holdsBoth(name.tokens, one.tokens, other.tokens);
      }),
    );
  }

  /** The row's name holds the whole name of somebody found, and words enough for another's: `X EKS Y`. */
  mayNameTwo(): boolean {
    const tokens = this.record.name?.tokens ?? [];
    return (
      tokens.length > 3 &&
      this.found.some(({ reference: { name } }) => name !== null && name.tokens.length + 1 < tokens.length && standsIn(name.tokens, tokens))
    );
  }

  /** Family cards of the best of those who bear the row's name, or part of it. */
  cardsOfNamesakes(weigher: Weigher): readonly string[] {
    const cards: string[] = [];
    const weighed = this.found.map((each) => ({ ...each, weight: weigher.weigh(each.comparison) }));
    for (const { reference, comparison } of weighed.sort((a, b) => b.weight - a.weight))
      if (reference.noKk !== null && comparison.name !== null && !unlike.has(comparison.name.level) && !cards.includes(reference.noKk))
        cards.push(reference.noKk);
    return cards.slice(0, MOST_CARDS);
  }

  /** Family cards of those who hold the row's number. */
  cardsOfHolders(): readonly string[] {
    return this.found.flatMap(({ reference: { noKk }, comparison }) => (comparison.nik === "equal" && noKk !== null ? [noKk] : []));
  }

  /** The ordinary row: its NIK once in the extract, the name in agreement, the birth date not against it. Nobody rivals that. */
  isSettled(): boolean {
    const [holder] = this.found;
    if (holder === undefined || this.found.length > 1) return false;
    const { name, date, sex } = holder.comparison;
    return name !== null && agreeing.has(name.level) && sex !== "different" && date !== "different" && date !== "year";
  }

  /**
   * Somebody of the same name, birth date and village has been found, or of the same name on the row's card, and no date tells more.
   * Whoever could rival them shares the date or the card, and so has been found as well.
   */
  isIdentified(): boolean {
    return this.found.some(
      ({ comparison: { name, date, sex, place, card } }) =>
        (name?.level === "equal" || name?.level === "equivalent") &&
        sex !== "different" &&
        (date === "equal" ? isNear(place) : card === "equal" && date === "unknown"),
    );
  }

  /**
   * Whatever the weight: what the list's number says is reported even where identity outweighs it, and kin are to be seen, as is who
   * bears the row's name in the family of the number's holder.
   */
  private isKept({ reference, comparison: { nik, name } }: Compared, cardsOfHolders: readonly string[]): boolean {
    if (nik === "equal" || this.isKin(reference.id)) return true;
    return reference.noKk !== null && cardsOfHolders.includes(reference.noKk) && name !== null && agreeing.has(name.level);
  }

  /** Odds of those who bear the row's name in its village, or on its date, beyond the many who were compared: like the least of these. */
  private unseen(found: readonly Candidate[]): number {
    const standing = found.filter(({ stands }) => stands);
    const more = Math.max(this.counts.namesInVillage, this.counts.namesOnDate) - standing.length;
    return more > 0 && standing.length > KEPT_CANDIDATES ? more * 2 ** (standing[standing.length - 1]!.weight / 1000) : 0;
  }

  /** Weighs everybody by what the search has counted, and keeps the best. */
  linked(weigher: Weigher): Linked {
    // Whoever stands on the card is a candidate where the row gives nothing better.
    const onCard = this.found.some(({ stands }) => stands) ? null : "equal";
    const found: Candidate[] = [];
    for (const { reference, comparison, stands } of this.found) {
      const alsoStands = stands || comparison.card === onCard || this.isKin(reference.id);
      found.push({ reference, comparison, weight: weigher.weigh(comparison, this.counts), stands: alsoStands });
    }
    found.sort((a, b) => b.weight - a.weight || compareNik(a.reference.nik, b.reference.nik) || a.reference.id - b.reference.id);
    const floor = (found[0]?.weight ?? 0) - HOPELESS;
    const near = found.filter(({ weight }) => weight >= floor);
    const first = near.slice(0, KEPT_CANDIDATES);
    const cards = this.cardsOfHolders();
    const late = found.filter((candidate) => this.isKept(candidate, cards) && !first.includes(candidate)).slice(0, LATE_CANDIDATES);
    const kept = [...first.slice(0, KEPT_CANDIDATES - late.length), ...late];
    let residual = this.unseen(found);
    for (const candidate of near) if (!kept.includes(candidate)) residual += 2 ** (candidate.weight / 1000);
    return {
      record: this.record,
      probe: this.probe,
      candidates: kept,
      residual,
      capped: this.capped,
      widely: this.widely,
      counts: this.counts,
      compared: found.length,
    };
  }
}

/** Each word once for either: of two who share a family's name the cell says it twice. */
function holdsBoth(name: readonly string[], one: readonly string[], other: readonly string[]): boolean {
  const left = [...name];
  return [...one, ...other].every((word) => left.includes(word) && left.splice(left.indexOf(word), 1).length > 0);
}

function standsIn(words: readonly string[], name: readonly string[]): boolean {
  return words.length > 0 && words.every((word) => name.includes(word));
}

/** Those without a number come last. */
function compareNik(a: string | null, b: string | null): number {
  return a === b ? 0 : a === null ? 1 : b === null ? -1 : a < b ? -1 : 1;
}
