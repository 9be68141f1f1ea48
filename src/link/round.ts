/**
 * A round of questions to the index for the rows of a batch: gathered first, then put kind by kind, each in the order of the key
 * it hits and each once, however many rows ask it. Whoever the answers bring is fetched at once and compared.
 */
import { PLACELESS, type ReferenceIndex } from "./reference-index.ts";
import { scan, scanPostings, type Reach, type Shared } from "./block/scan.ts";
import type { PeopleBlock } from "./block/people-block.ts";
import { houseKey, streetWords } from "./block/blocking.ts";
import { isHouseHash } from "../normalise/fields/address.ts";
import type { PlainDate, ReferenceRecord } from "../normalise/record.ts";
import type { Search } from "./search.ts";

/** More persons than this under one prefix are no slip of the pen. */
const MAX_PREFIX_IDS = 500;
type BearerCount = "namesInKecamatan" | "namesInExtract";
/** More people than this at one number are a street's name found all over the country. */
const MAX_HOUSE_IDS = 60;

/** Blocks in memory for one statement: a village's people take a hundred kilobytes, those of a date little. */
const AT_ONCE = { village: 1, date: 32 };

interface Question<Key> {
  readonly key: Key;
  readonly search: Search;
}

export class Round {
  private readonly index: ReferenceIndex;
  private readonly isWide: boolean;
  private readonly niks: Question<string>[] = [];
  private readonly guesses: Question<string>[] = [];
  private readonly prefixes: Question<string>[] = [];
  private readonly cards: (Question<number> & { readonly isOwn: boolean })[] = [];
  private readonly kin: Question<number>[] = [];
  private readonly houses: (Question<number> & { readonly word: number })[] = [];
  private readonly names: Question<number>[] = [];
  private readonly bearers: (Question<number> & { readonly place: BearerCount })[] = [];
  private readonly dates: Question<PlainDate>[] = [];
  private readonly villages: Question<number>[] = [];
  private readonly placeless: Search[] = [];

  /** `wide`: blocks are searched once more, for those further off than before. */
  constructor(index: ReferenceIndex, wide = false) {
    this.index = index;
    this.isWide = wide;
  }

  /** Whoever holds the number is compared. */
  askNik(search: Search, nik: string): void {
    this.niks.push({ key: nik, search });
  }

  /** The same, of a number that the row's may have been. */
  askGuess(search: Search, nik: string): void {
    if (search.begins(nik)) this.guesses.push({ key: nik, search });
  }

  /** Whoever's number begins so is compared. */
  askPrefix(search: Search, prefix: string): void {
    if (search.begins(prefix)) this.prefixes.push({ key: prefix, search });
  }

  /** Whoever stands on the row's card (its blocking key) is compared. */
  askCard(search: Search, key: number): void {
    if (search.begins(key)) this.cards.push({ key, search, isOwn: true });
  }

  /** The same of a card that is not the row's, but somebody's whom it led to. */
  askOtherCard(search: Search, key: number): void {
    if (search.begins(key)) this.cards.push({ key, search, isOwn: false });
  }

  /** The same; they stand as candidates whatever their names. */
  askKin(search: Search, key: number): void {
    this.kin.push({ key, search });
  }

  /** Whoever lives at the row's house number, where its address has one, and one of its words, if they are few, is compared. */
  askHouse(search: Search): void {
    const { addressHashes } = search.probe;
    const house = addressHashes.find(isHouseHash);
    if (house === undefined) return;
    for (const word of streetWords(addressHashes)) this.houses.push({ key: houseKey(house, word), search, word });
  }

  /** Bearers of a whole name in a place or a year (a blocking key). */
  askName(search: Search, key: number): void {
    if (search.begins(key)) this.names.push({ key, search });
  }

  /** How many bear a whole name in a place (a blocking key). */
  askBearers(search: Search, key: number, place: BearerCount): void {
    this.bearers.push({ key, search, place });
  }

  askDate(search: Search, date: PlainDate): void {
    if (search.begins(date) || this.isWide) this.dates.push({ key: date, search });
  }

  askVillage(search: Search, place: number): void {
    if (search.begins(-1 - place) || this.isWide) this.villages.push({ key: place, search });
  }

  /** Those whose places the extract does not know, if they are few. */
  askPlaceless(search: Search): void {
    this.placeless.push(search);
  }

  /** `found` is told everybody who is to be compared with a row. */
  answer(found: (search: Search, reference: ReferenceRecord) => void): void {
    const { index } = this;
    const searches = new Set<Search>();
    const holdersFound = (search: Search, holders: readonly ReferenceRecord[]): void => {
      for (const holder of holders) found(search, holder);
    };
    each(this.niks, (niks) => index.holders(niks), holdersFound);
    each(this.guesses, (niks) => index.holders(niks, true), holdersFound);
    for (const { search, key } of this.prefixes.sort(byKey)) {
      search.want(index.nikPrefixIds(key).slice(0, MAX_PREFIX_IDS));
      searches.add(search);
    }
    each(
      this.cards,
      (keys) => index.blocks(keys),
      (search, { ids, size }, { isOwn }) => {
        if (isOwn) search.counts.card = Math.max(search.counts.card, size);
        search.want(ids);
        searches.add(search);
      },
    );
    each(
      this.houses,
      (keys) => index.blocks(keys),
      (search, { ids, size }, { word }) => {
        (search.counts.atHouse ??= new Map()).set(word, size);
        if (ids.length <= MAX_HOUSE_IDS) search.want(ids);
        searches.add(search);
      },
    );
    each(
      this.kin,
      (keys) => index.blocks(keys),
      (search, { ids }) => {
        search.wantKin(ids);
        searches.add(search);
      },
    );
    each(
      this.names,
      (keys) => index.blocks(keys),
      (search, block) => {
        if (block.capped) search.capped = true;
        scanPostings(search.features, block, index.places, search.list);
        searches.add(search);
      },
    );
    each(
      this.bearers,
      (keys) => index.blocks(keys),
      ({ counts }, { size }, { place }) => {
        counts[place] = size;
      },
    );
    this.scanAll(this.dates, "date", (dates) => index.bornOn(dates), searches);
    this.scanAll(this.villages, "village", (places) => index.villages(places), searches);
    const [placeless = []] = this.placeless.length === 0 ? [] : index.villages([PLACELESS]);
    for (const search of placeless.length === 0 ? [] : this.placeless) {
      scanBlocks(search, placeless, "nothing", "wide", index);
      countWords(search, placeless);
      searches.add(search);
    }
    compareAll([...searches], index, found);
  }

  private scanAll(
    questions: Question<number>[],
    shared: "village" | "date",
    blocksOf: (keys: readonly number[]) => readonly (readonly PeopleBlock[])[],
    searches: Set<Search>,
  ): void {
    const give = (search: Search, blocks: readonly PeopleBlock[]): void => {
      if (this.isWide) scanBlocks(search, blocks, shared, "wide", this.index);
      else scanFirst(search, blocks, shared, this.index);
      searches.add(search);
    };
    each(questions, blocksOf, give, AT_ONCE[shared]);
  }
}

/** Scans the people of a village or date for those whose names sound like the row's; where nobody bears all its words, for more. */
function scanFirst(search: Search, blocks: readonly PeopleBlock[], shared: "village" | "date", index: ReferenceIndex): void {
  const { counts, features } = search;
  const { namesakes, words } = scanBlocks(search, blocks, shared, "sound", index);
  const ofName = shared === "village" ? "namesInVillage" : "namesOnDate";
  counts[shared] = Math.max(counts[shared], 0) + blocks.reduce((sum, { count }) => sum + count, 0);
  counts[ofName] = Math.max(counts[ofName], 0) + namesakes;
  if (namesakes === 0 && words < features.ownWords) scanBlocks(search, blocks, shared, "letters", index);
}

function scanBlocks(
  { features, list }: Search,
  blocks: readonly PeopleBlock[],
  shared: Shared,
  reach: Reach,
  { places }: ReferenceIndex,
): { readonly namesakes: number; readonly words: number } {
  let namesakes = 0;
  let words = 0;
  for (const block of blocks) {
    const met = scan(features, block, shared, reach, places, list);
    namesakes += met.namesakes;
    words = Math.max(words, met.words);
  }
  return { namesakes, words };
}

/** How many of the people have each word of the row's address. */
function countWords({ probe, counts }: Search, blocks: readonly PeopleBlock[]): void {
  for (const word of streetWords(probe.addressHashes)) {
    let people = 0;
    for (const { addressWords } of blocks) for (const other of addressWords) if (other === word) people++;
    (counts.withWord ??= new Map()).set(word, people);
  }
}

function byKey<Key extends string | number>(a: Question<Key>, b: Question<Key>): number {
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}

/** Asks every key once, in rising order, so many at a time, and gives each row its answers. */
function each<Key extends string | number, Answer, Asked extends Question<Key>>(
  questions: (Asked & Question<Key>)[],
  ask: (keys: readonly Key[]) => readonly Answer[],
  give: (search: Search, answer: Answer, question: Asked) => void,
  atOnce = Number.POSITIVE_INFINITY,
): void {
  questions.sort(byKey);
  for (let from = 0; from < questions.length; ) {
    const keys: Key[] = [];
    let to = from;
    for (; to < questions.length; to++) {
      const { key } = questions[to]!;
      if (keys.length > 0 && keys[keys.length - 1] === key) continue;
      if (keys.length === atOnce) break;
      keys.push(key);
    }
    const answers = ask(keys);
    for (let at = 0; from < to; from++) {
      const question = questions[from]!;
      if (keys[at] !== question.key) at++;
      give(question.search, answers[at]!, question);
    }
  }
}

/** Fetches whoever the rows want, each person once, and has them compared. */
function compareAll(searches: readonly Search[], index: ReferenceIndex, found: (search: Search, reference: ReferenceRecord) => void): void {
  const wanted: (readonly number[])[] = [];
  const ids = new Set<number>();
  for (const search of searches) {
    const taken = search.take();
    wanted.push(taken);
    for (const id of taken) ids.add(id);
  }
  const byId = new Map<number, ReferenceRecord>();
  for (const reference of index.referencesOf([...ids])) byId.set(reference.id, reference);
  for (const [at, search] of searches.entries()) for (const id of wanted[at]!) found(search, byId.get(id)!);
}
