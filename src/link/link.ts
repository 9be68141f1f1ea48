/**
 * The first pass: every row on its own, in batches, on any thread. Pure: the index comes in as an argument. A batch asks the index
 * seldom and for much: all numbers at once, all persons of a round at once, a village's people once for all rows of it. A row whose
 * NIK is found under an agreeing name is not searched any further, nor is one whose person name, birth date and village, or name
 * and card, have led to.
 */
import { hashKey, searchDates, searchedVillages, wholeNameKeys, widelySearchedVillages, writtenDates } from "./block/blocking.ts";
import { compare, probeOf } from "./compare/comparison.ts";
import { agreesWithNik } from "../normalise/fields/birth-date.ts";
import { nikDate } from "../normalise/fields/nik.ts";
import { marksOfRelatives } from "../normalise/name/person-name.ts";
import { ofSeveralPeople } from "../normalise/several-people.ts";
import { fullNameKey } from "../normalise/name/name-keys.ts";
import type { Weigher } from "./weigh/match-weight.ts";
import { lostDigitCandidates, nikNeighbours } from "./block/nik-neighbours.ts";
import type { ReferenceIndex } from "./reference-index.ts";
import type { PersonRecord, ReferenceRecord } from "../normalise/record.ts";
import { Round } from "./round.ts";
import { Search, type Linked } from "./search.ts";

/** `ruledOut`: of every record, the persons who are no candidates of it; none where not given. */
export function linkBatch(
  records: readonly PersonRecord[],
  index: ReferenceIndex,
  weigher: Weigher,
  nameWidth: number | null,
  ruledOut: readonly ReadonlySet<number>[] = [],
): Linked[] {
  const tokenFrequency = (token: string): number => index.tokenFrequency(token);
  const searchOf = (record: PersonRecord, ruledOut: ReadonlySet<number>): Search =>
    new Search(probeOf(record, index.places, nameWidth), tokenFrequency, ruledOut);
  const found = (search: Search, reference: ReferenceRecord): void => {
    if (search.ruledOut.has(reference.id)) return;
    const comparison = compare(search.probe, reference, index.places);
    search.add(reference, comparison);
  };
  const round = (searches: readonly Search[], ask: (search: Search, round: Round) => void, wide = false): void => {
    const questions = new Round(index, wide);
    for (const search of searches) ask(search, questions);
    questions.answer(found);
  };

  const searches: Search[] = [];
  for (const [at, record] of records.entries()) searches.push(searchOf(record, ruledOut[at] ?? nobody));
  round(searches, (search, questions) => {
    if (search.record.nik.value !== null) questions.askNik(search, search.record.nik.value);
  });
  const asCards = searches.map((search) => (mayBeCard(search) ? searchOf(withoutCardAsNik(search.record), search.ruledOut) : null));
  round(
    asCards.filter((search) => search !== null),
    (search, questions) => questions.askCard(search, hashKey("card", search.record.noKk!)),
  );
  for (const [at, onCard] of asCards.entries()) {
    if (onCard === null || onCard.isEmpty()) continue;
    const { nik, noKk } = searches[at]!.record;
    if (noKk === nik.value || onCard.hasNamesake()) searches[at] = onCard;
  }

  const open = searches.filter((search) => !search.isSettled());
  round(open, (search, questions) => {
    const { record, probe } = search;
    if (record.noKk !== null) questions.askCard(search, hashKey("card", record.noKk));
    // A number under another name may be a relative's.
    if (isOfAnother(search)) for (const noKk of search.cardsOfHolders()) questions.askOtherCard(search, hashKey("card", noKk));
    const villages = searchedVillages(probe.place);
    // A batch names few villages and many dates.
    if (record.name !== null && villages.length === 1) questions.askVillage(search, villages[0]!);
    else if (record.birthDate !== null && record.birthDate.value % 100 !== 0) questions.askDate(search, record.birthDate.value);
    else if (record.name !== null) for (const village of villages) questions.askVillage(search, village);
  });

  const unclear = open.filter((search) => !search.isIdentified());
  round(unclear, (search, questions) => {
    const { record, probe } = search;
    const villages = searchedVillages(probe.place);
    askNumbers(search, questions, index);
    if (record.name === null) return;
    // Whoever's day and month are exchanged is found in the village, if the row names one.
    for (const date of villages.length > 0 ? writtenDates(record) : searchDates(record)) questions.askDate(search, date);
    for (const village of villages) questions.askVillage(search, village);
    const isFound = villages.length > 0 && search.hasNamesake();
    for (const key of wholeNameKeys(record, probe.place, probe.codeKecamatan)) if (!isFound) questions.askName(search, key);
  });
  round(unclear.filter(mayNameRelative), (search, questions) => {
    for (const noKk of search.cardsOfNamesakes(weigher)) questions.askKin(search, hashKey("card", noKk));
  });
  const aliased = searches.filter((search) => hasAlias(search) || search.mayNameTwo());
  round(aliased, (search, questions) => {
    for (const noKk of search.cardsOfNamesakes(weigher)) questions.askOtherCard(search, hashKey("card", noKk));
  });
  for (const search of aliased) {
    if (!search.namesTwoOfOneCard()) continue;
    const several = searchOf(ofSeveralPeople(search.record), search.ruledOut);
    several.wantKin(search.references.map(({ id }) => id));
    for (const reference of search.references) found(several, reference);
    searches[searches.indexOf(search)] = several;
  }

  const lost = unclear.filter((search) => (search.record.name === null ? mayBeFoundNameless(search) : !search.hasLikely()));
  round(
    lost,
    (search, questions) => {
      const { record, probe } = search;
      search.widely = true;
      for (const date of searchDates(record)) questions.askDate(search, date);
      if (record.birthDate !== null) questions.askDate(search, Math.floor(record.birthDate.value / 10000) * 10000);
      for (const village of widelySearchedVillages(probe.place, index.places)) questions.askVillage(search, village);
      questions.askHouse(search);
      questions.askPlaceless(search);
      if (record.name !== null && !search.hasNamesake()) questions.askName(search, hashKey("name", fullNameKey(record.name)));
    },
    true,
  );
  round(
    unclear.filter((search) => search.hasBearer()),
    (search, questions) => countBearers(search, questions),
  );
  return searches.map((search) => search.linked(weigher));
}

const nobody: ReadonlySet<number> = new Set();

/** The name may be a relative's: the row's person stands on the card of whoever bears it. */
function mayNameRelative(search: Search): boolean {
  const marks = search.record.name?.marks ?? [];
  return marks.some((mark) => marksOfRelatives.has(mark)) || (marks.includes("salutation") && search.hasNamesakeOfOtherSex());
}

function hasAlias({ record: { findings } }: Search): boolean {
  return findings.some(({ code }) => code === "NAMA_ALIAS" || code === "NAMA_KETERANGAN");
}

/** How common the row's name is, in its kecamatan and in the extract: what an agreeing name is worth. */
function countBearers(search: Search, questions: Round): void {
  const { name } = search.record;
  const { place, codeKecamatan } = search.probe;
  const kecamatan = place.kecamatan >= 0 ? place.kecamatan : codeKecamatan;
  if (name === null) return;
  const full = fullNameKey(name);
  questions.askBearers(search, hashKey("name", full), "namesInExtract");
  if (kecamatan >= 0) questions.askBearers(search, hashKey("name-district", `${kecamatan}/${full}`), "namesInKecamatan");
}

/** Nobody was found for a row without a name, and it tells where somebody lives. */
function mayBeFoundNameless(search: Search): boolean {
  return search.isEmpty() && search.probe.addressHashes.length > 0;
}

/** Whoever holds the row's number bears another name. */
function isOfAnother(search: Search): boolean {
  return search.record.name !== null && !search.isEmpty() && !search.hasNamesake();
}

/**
 * A number that nobody holds, or somebody of another name, and that may be the card: it does not hold the row's own birth date, as a
 * card holds the day it was issued.
 */
function mayBeCard(search: Search): boolean {
  return (search.isEmpty() || isOfAnother(search)) && search.record.nik.value !== null && !holdsBirthDate(search.record);
}

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

/** Numbers a slip away, or those that a damaged one may have been. */
function askNumbers(search: Search, questions: Round, index: ReferenceIndex): void {
  const { record } = search;
  const { value, damage } = record.nik;
  const known = (prefix: string): boolean => index.hasNikPrefix6(prefix);
  if (value !== null) {
    if (isFoundByDate(record)) return;
    questions.askPrefix(search, value.slice(0, 12));
    if (record.name === null && search.isHeld()) return;
    for (const nik of nikNeighbours(value, known)) if (mayBe(nik, record)) questions.askGuess(search, nik);
  } else if (damage !== null) {
    for (const nik of damage.candidates) questions.askGuess(search, nik);
    if (damage.digits.length >= 12) questions.askPrefix(search, damage.digits.slice(0, 12));
    if (damage.digits.length === 15)
      for (const nik of lostDigitCandidates(damage.digits, known)) if (mayBe(nik, record)) questions.askGuess(search, nik);
  }
}

/** Whose number is a slip away was born on the row's date or on the one in its number, and both are searched for the name. */
function isFoundByDate({ name, birthDate }: PersonRecord): boolean {
  return name !== null && birthDate !== null && birthDate.value % 100 !== 0;
}

/** A number typed with a slip is that of somebody born on the date the row gives; a row without one may mean any of them. */
function mayBe(nik: string, { birthDate }: PersonRecord): boolean {
  if (birthDate === null) return true;
  const inNik = nikDate(nik);
  if (inNik === null) return false;
  const { value, alternative } = birthDate;
  return agreesWithNik(value, inNik) || (alternative !== null && agreesWithNik(alternative, inNik));
}
