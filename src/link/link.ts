/**
 * The first pass: every row on its own, in batches, on any thread. Pure: the index comes in as an argument. Within a batch
 * all probes of one kind are made in the order of the key they hit (sorted probes are several times faster). A row whose NIK is
 * found under an agreeing name is not searched any further, nor is one that name, birth date and village lead to its person.
 *
 * What every row goes through is filled by `push`, and records are written out: V8 makes arrays of another kind of `map` once it has
 * optimised the caller, and objects of another shape of a spread, and then compiles anew whatever reads them.
 */
import { firstProbes, hashKey, listProbes, searchedVillages, type BlockProbe } from "./block/blocking.ts";
import { compare, probeOf, type Probe } from "./compare/comparison.ts";
import { agreesWithNik, isDefaultDate } from "../normalise/fields/birth-date.ts";
import { nikDate } from "../normalise/fields/nik.ts";
import type { Weigher } from "./weigh/match-weight.ts";
import { lostDigitCandidates, nikNeighbours } from "./block/nik-neighbours.ts";
import type { ReferenceIndex } from "./reference-index.ts";
import type { PersonRecord } from "../normalise/record.ts";
import { Search, type Linked } from "./search.ts";

/** More persons than this under one prefix are no slip of the pen. */
const MAX_PREFIX_IDS = 500;

/** `ruledOut`: persons who are nobody's candidate here. */
export function linkBatch(
  records: readonly PersonRecord[],
  index: ReferenceIndex,
  weigher: Weigher,
  nameWidth: number | null,
  ruledOut: ReadonlySet<number> = nobody,
): Linked[] {
  const searchOf = (record: PersonRecord): Search => new Search(probeOf(record, index.places, nameWidth), index, weigher);
  const searches: Search[] = [];
  for (const record of records) searches.push(searchOf(record));
  const score = (search: Search, id: number): void => {
    if (ruledOut.has(id)) return;
    const reference = index.reference(id);
    const comparison = compare(search.probe, reference, index.places);
    search.take({ reference, comparison, weight: weigher.weigh(comparison) });
  };

  const holders = searches.filter(({ record }) => record.nik.value !== null);
  holders.sort((a, b) => compareText(a.record.nik.value!, b.record.nik.value!));
  index.expect?.({ niks: holders.map(({ record }) => record.nik.value!) });
  for (const search of holders) for (const id of index.nikIds(search.record.nik.value!)) score(search, id);
  for (const [at, search] of searches.entries()) {
    if (!search.isEmpty() || search.record.nik.value === null || holdsBirthDate(search.record)) continue;
    const { ids } = index.block(hashKey("card", search.record.nik.value));
    if (ids.length === 0) continue;
    const onCard = searchOf(withoutCardAsNik(search.record));
    for (let each = 0; each < ids.length; each++) score(onCard, ids[each]!);
    if (search.record.noKk === search.record.nik.value || onCard.hasNamesake()) searches[at] = onCard;
  }

  const explore = (open: readonly Search[], probesOf: (search: Search) => readonly BlockProbe[]): void => {
    const probes: { readonly search: Search; readonly probe: BlockProbe }[] = [];
    for (const search of open) for (const probe of probesOf(search)) if (search.begins(probe)) probes.push({ search, probe });
    probes.sort((a, b) => a.probe.key - b.probe.key);
    index.expect?.({ keys: probes.map(({ probe }) => probe.key) });
    for (const { search, probe } of probes) search.offer(index.block(probe.key), probe);
    index.expect?.({ ids: open.flatMap((search) => search.likeliest()) });
    for (const search of open) for (let id = search.next(); id >= 0; id = search.next()) score(search, id);
  };

  const open = searches.filter((search) => !search.isSettled());
  explore(open, ({ record, probe }) => firstProbes(record, probe.place));

  const unclear = open.filter((search) => !search.isIdentified());
  for (const { search, nik } of nikProbes(unclear, index)) {
    search.want(nik.length === 16 ? index.nikIds(nik) : index.nikPrefixIds(nik).slice(0, MAX_PREFIX_IDS));
  }
  explore(unclear, ({ record, probe }) => listProbes(record, probe.place));
  const linked: Linked[] = [];
  for (const search of searches) linked.push(search.linked());
  return linked;
}

const nobody: ReadonlySet<number> = new Set();

/** Whether the number holds the row's own birth date: then it is no card, which holds the day it was issued. */
function holdsBirthDate({ nik, birthDate }: PersonRecord): boolean {
  const inNik = nik.value === null ? null : nikDate(nik.value);
  return inNik !== null && birthDate !== null && birthDate.value % 100 !== 0 && agreesWithNik(birthDate.value, inNik);
}

/**
 * The row without the card in its NIK column; what its card column holds instead may be the NIK. Numbers and cards share their
 * form, so a NIK of somebody outside may look like a card inside: it takes the row's name on that card to read it so.
 */
function withoutCardAsNik({ nik, noKk, name, birthDate, sex, place, desil, findings }: PersonRecord): PersonRecord {
  const card = nik.value!;
  const candidates = noKk === null || noKk === card ? [] : [noKk];
  return {
    nik: { value: null, plausible: false, damage: { kind: "card", digits: "", candidates } },
    noKk: card,
    name,
    birthDate,
    sex,
    place,
    desil,
    findings: [...findings, { field: "nik", code: "NIK_BERISI_NOKK" }],
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
  return (
    name !== null &&
    birthDate !== null &&
    birthDate.value % 100 !== 0 &&
    !isDefaultDate(birthDate.value) &&
    searchedVillages(place).length > 0
  );
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
