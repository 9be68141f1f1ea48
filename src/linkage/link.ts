/**
 * The first pass: every row on its own, in batches, on any thread. Pure: the index comes in as an argument. Within a batch
 * all probes of one kind are made in the order of the key they hit (sorted probes are several times faster). A row whose NIK is
 * found under an agreeing name is not searched any further, nor is one that name, birth date and village lead to its person.
 */
import { firstProbes, hashKey, listProbes, searchedVillages, yearOf, type BlockProbe } from "./blocking.ts";
import { compare, probeOf, relateDate, type Comparison, type Probe } from "./comparison.ts";
import { agreesWithNik, isDefaultDate } from "./fields/birth-date.ts";
import { nikDate } from "./fields/nik.ts";
import type { NameLevel } from "./name/compare-names.ts";
import type { Ceiling, MilliBits, Weigher } from "./match-weight.ts";
import { lostDigitCandidates, mayBeNear, nikNeighbours } from "./nik-neighbours.ts";
import type { Block, ReferenceIndex } from "./reference-index.ts";
import type { PersonRecord, ReferenceRecord } from "./record.ts";
import { districtPart, mayBeNamed, mayLiveIn, namePart, sketchedDate, type Sketch } from "./sketch.ts";

/** Candidates of a row that pass 2 gets to see; the odds of the rest are summed. */
export const KEPT_CANDIDATES = 6;
/** Candidates this far below the row's best change no probability that is printed. */
const HOPELESS: MilliBits = 12_000;
/** Persons of one block, or under one prefix, that a row is compared with at most. */
const MAX_BLOCK_CANDIDATES = 2_000;
const MAX_PREFIX_IDS = 500;

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

export function linkBatch(
  records: readonly PersonRecord[],
  index: ReferenceIndex,
  weigher: Weigher,
  nameWidth: number | null,
): Linked[] {
  const searchOf = (record: PersonRecord): Search => new Search(probeOf(record, index.places, nameWidth), index, weigher);
  const searches = records.map(searchOf);
  const score = (search: Search, id: number): void => {
    const reference = index.reference(id);
    const comparison = compare(search.probe, reference, index.places);
    search.take({ reference, comparison, weight: weigher.weigh(comparison) });
  };

  const holders = searches.filter(({ record }) => record.nik.value !== null);
  holders.sort((a, b) => compareText(a.record.nik.value!, b.record.nik.value!));
  for (const search of holders) for (const id of index.nikIds(search.record.nik.value!)) score(search, id);
  searches.forEach((search, at) => {
    if (!search.isEmpty() || search.record.nik.value === null || isBornOut(search.record)) return;
    const { ids } = index.block(hashKey("card", search.record.nik.value));
    if (ids.length === 0) return;
    const onCard = searchOf(withoutCardAsNik(search.record));
    for (let each = 0; each < ids.length; each++) score(onCard, ids[each]!);
    if (search.record.noKk === search.record.nik.value || onCard.hasNamesake()) searches[at] = onCard;
  });

  const explore = (open: readonly Search[], probesOf: (search: Search) => readonly BlockProbe[]): void => {
    const probes = open.flatMap((search) => probesOf(search).filter((probe) => search.isUnsearched(probe)).map((probe) => ({ search, probe })));
    probes.sort((a, b) => a.probe.key - b.probe.key);
    for (const { search, probe } of probes) search.offer(index.block(probe.key), probe);
    for (const search of open) for (let id = search.next(); id >= 0; id = search.next()) score(search, id);
  };

  const open = searches.filter((search) => !search.isSettled());
  explore(open, ({ record, probe }) => firstProbes(record, probe.place));

  const unclear = open.filter((search) => !search.isIdentified());
  for (const { search, nik } of nikProbes(unclear, index)) {
    search.want(nik.length === 16 ? index.nikIds(nik) : index.nikPrefixIds(nik).slice(0, MAX_PREFIX_IDS));
  }
  explore(unclear, ({ record, probe }) => listProbes(record, probe.place));
  return searches.map((search) => search.linked());
}

/** The number holds the row's own birth date: it is no card, which holds the day it was issued. */
function isBornOut({ nik, birthDate }: PersonRecord): boolean {
  const inNik = nik.value === null ? null : nikDate(nik.value);
  return inNik !== null && birthDate !== null && birthDate.value % 100 !== 0 && agreesWithNik(birthDate.value, inNik);
}

/**
 * The row without the card in its NIK column; what its card column holds instead may be the NIK. Numbers and cards share their
 * form, so a NIK of somebody outside may look like a card inside: it takes the row's name on that card to read it so.
 */
function withoutCardAsNik(record: PersonRecord): PersonRecord {
  const card = record.nik.value!;
  const candidates = record.noKk === null || record.noKk === card ? [] : [record.noKk];
  return {
    ...record,
    nik: { value: null, plausible: false, damage: { kind: "card", digits: "", candidates } },
    noKk: card,
    findings: [...record.findings, { field: "nik", code: "NIK_BERISI_NOKK" }],
  };
}

function nikProbes(searches: readonly Search[], index: ReferenceIndex): { search: Search; nik: string }[] {
  const probes: { search: Search; nik: string }[] = [];
  const known = (prefix: string): boolean => index.hasNikPrefix6(prefix);
  for (const search of searches) {
    const { value, damage } = search.record.nik;
    if (value !== null) {
      if (isFoundByDate(search.probe)) continue;
      probes.push({ search, nik: value.slice(0, 12) });
      for (const nik of nikNeighbours(value, known)) if (mayBe(nik, search.record)) probes.push({ search, nik });
    } else if (damage !== null) {
      for (const nik of damage.candidates) probes.push({ search, nik });
      if (damage.digits.length >= 12) probes.push({ search, nik: damage.digits.slice(0, 12) });
      if (damage.digits.length === 15) {
        for (const nik of lostDigitCandidates(damage.digits, known)) if (mayBe(nik, search.record)) probes.push({ search, nik });
      }
    }
  }
  return probes.sort((a, b) => compareText(a.nik, b.nik));
}

/**
 * Whose number is a slip away was born on the row's date or on the one in its number, and both are searched with the village
 * and every word of the name.
 */
function isFoundByDate({ record: { name, birthDate }, place }: Probe): boolean {
  return name !== null && birthDate !== null && birthDate.value % 100 !== 0 && !isDefaultDate(birthDate.value) && searchedVillages(place).length > 0;
}

/** A number typed with a slip is that of somebody born on the date the row gives; a row without one may mean any of them. */
function mayBe(nik: string, { birthDate }: PersonRecord): boolean {
  if (birthDate === null) return true;
  const inNik = nikDate(nik);
  if (inNik === null) return false;
  const { value, alternative } = birthDate;
  return agreesWithNik(value, inNik) || (alternative !== null && agreesWithNik(alternative, inNik));
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const agreeing = new Set<NameLevel>(["equal", "equivalent", "abbreviated", "near"]);
const contradicting = new Set<NameLevel>(["slip", "partial", "different"]);

/**
 * One row's search under way. Of the persons that blocks bring, the likeliest by their sketches are compared first, and nobody
 * who could not come near the best one found, or near anybody at all.
 */
class Search {
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
  private ceiling: Ceiling | null = null;
  private name = 0;
  private districts: readonly number[] = [];

  constructor(probe: Probe, index: ReferenceIndex, weigher: Weigher) {
    this.record = probe.record;
    this.probe = probe;
    this.index = index;
    this.weigher = weigher;
  }

  isUnsearched({ key, only }: BlockProbe): boolean {
    if (this.searched.has(key)) return false;
    if (only === null) this.searched.add(key);
    return true;
  }

  /** Persons to be compared whatever they may weigh. */
  want(ids: ArrayLike<number>): void {
    for (let at = 0; at < ids.length; at++) if (!this.seen.has(ids[at]!)) this.waiting.set(ids[at]!, Infinity);
  }

  /** Persons to be compared if they may weigh enough. */
  offer(block: Block, probe: BlockProbe): void {
    const { ids, sketches } = block;
    const likely: { readonly id: number; readonly most: MilliBits }[] = [];
    for (let at = 0; at < ids.length; at++) {
      const id = ids[at]!;
      if (this.seen.has(id) || !this.isAsked(sketches[at]!, probe)) continue;
      const most = this.most(id, sketches[at]!, probe);
      if (most >= this.weigher.floor) likely.push({ id, most });
    }
    if (block.capped || likely.length > MAX_BLOCK_CANDIDATES) this.capped = true;
    else for (const { id, most } of likely) if (most > (this.waiting.get(id) ?? -Infinity)) this.waiting.set(id, most);
  }

  /** The likeliest of those waiting; -1 where nobody is left who could matter. */
  next(): number {
    const { waiting } = this;
    this.queue ??= [...waiting.keys()].sort((a, b) => waiting.get(a)! - waiting.get(b)! || b - a);
    const id = this.queue.pop();
    if (id !== undefined && waiting.get(id)! >= this.best - HOPELESS) return id;
    waiting.clear();
    this.queue = null;
    return -1;
  }

  private isAsked(sketch: Sketch, { only }: BlockProbe): boolean {
    if (only === null) return true;
    if (mayBeNamed(sketch, this.name || (this.name = namePart(this.record.name)))) return true;
    const date = sketchedDate(sketch);
    return only.years.length > 0 && (date === 0 || only.years.includes(yearOf(date)));
  }

  private most(id: number, sketch: Sketch, { rule }: BlockProbe): MilliBits {
    if (this.ceiling === null) {
      const { desa, kecamatan } = this.probe.place;
      this.ceiling = this.weigher.ceilingOf(this.record);
      this.name = namePart(this.record.name);
      this.districts = [kecamatan, ...desa.map((village) => this.index.places.kecamatanOf(village))].filter((district) => district >= 0).map(districtPart);
    }
    const date = sketchedDate(sketch);
    return this.ceiling({
      nearNik: mayBeNear(this.record.nik, this.index.nikStem(id), date),
      date: date === 0 ? null : relateDate(this.record.birthDate, date),
      wholeName: mayBeNamed(sketch, this.name),
      nearby: rule === "card" || this.districts.length === 0 || this.districts.some((part) => mayLiveIn(sketch, part)),
    });
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
    return this.found.some(({ comparison: { name, date, sex, place } }) =>
      (name?.level === "equal" || name?.level === "equivalent") && date === "equal" && sex !== "different" &&
      (place === "card" || place === "lane" || place === "desa"));
  }

  linked(): Linked {
    this.found.sort((a, b) => b.weight - a.weight || a.reference.id - b.reference.id);
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
