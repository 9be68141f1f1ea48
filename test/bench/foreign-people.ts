/**
 * People of another country and of no number, and what becomes of them in a second file: not written by the generator the matcher
 * grew up with. Three worlds of it. Two after two kinds of public linkage data: a register of single people whose copy was damaged
 * field by field (typing, scanning, spaces, exchanged columns, gaps, several in one row), and households held twice, by enumerators
 * and by offices. In the third every row of the register's copy has one to three errors that have names (`formErrors`). Everybody is
 * invented; the same seed gives the same people.
 */
import { Chance } from "../../fixtures/generator/chance.ts";

export const worlds = ["register", "households", "forms"] as const;
export type World = (typeof worlds)[number];

export interface ForeignRecord {
  given: string;
  surname: string;
  /** L or P; empty where the world does not say. */
  sex: string;
  /** Eight digits, year first, or what was typed for them. */
  born: string;
  number: string;
  street: string;
  property: string;
  suburb: string;
  postcode: string;
  state: string;
}

export interface ForeignPair {
  readonly person: ForeignRecord;
  /** What the second file has of the same person. */
  readonly copy: ForeignRecord;
  /** Names of what went wrong, where the world names them. */
  readonly errors: readonly string[];
}

const words = (text: string): readonly string[] => text.trim().split(/\s+/);
const men =
  words(`jack thomas joshua william lachlan samuel james daniel benjamin ethan liam matthew nicholas riley oliver harrison mitchell
  connor dylan cooper jacob zachary harry angus hamish luke alexander callum joseph noah max patrick adam nathan blake hayden michael
  charlie edward isaac jordan aidan ryan caleb christopher bailey kyle brodie marcus toby hugo finn declan rhys flynn kane sebastian
  elijah dominic tristan fraser leo jye curtis gregory peter robert stephen alan walter albert frederick ernest`);
const women = words(`emily chloe olivia isabella ella sophie charlotte georgia jessica sarah hannah emma grace mia ruby lily amelia zoe lucy
  madison alyssa imogen caitlin jasmine holly abbey paige madeleine brianna matilda alexandra kate kayla claudia eliza maddison bella
  rebecca phoebe tahlia samantha molly erin amber lauren amy elizabeth victoria stephanie mikayla jade alice anna rachel natalie tara
  nicole eva keira heidi freya clare teagan indiana margaret dorothy edith florence mabel winifred`);
const rareGiven = words("br ka ja ta sha lo ki el ma ty de ra");
const rareEnds = words("den lee yn sha ton lin rah lia mara vin dyn nae kota leigh zara belle");
const common =
  words(`white clarke reid ryan webb green campbell nguyen matthews coulson dixon thorpe dent rudd george lowe hanna bishop donaldson
  beams stephenson miller mason rawlins blackwell carbone heron zimmermann huxley lund chandler neville mccarthy goode morrison browne berry
  roche wilkins musolino paine stubbs mcneill house farrell leslie nolan shepherd collins grosvenor burford alderson`);
const surnameHeads =
  words(`al ash bar ber black bol brad brom bur cal car chad clay col cray dal den dray dun ed el fair far fen for gar gil
  gor gran ha ham hart has haw hol hor hux in jar kel ken kil lang lar led lin lock lor mal mar mel mer mil mor nor oak pad par pem pen pol
  pres rad ran red rin rock ros row sal sed sel shel sil sin stan ster sut tal tar thor tin tol tre van wal war wel wes whit wil win wol
  wor yar yor zel`);
const surnameTails =
  words(`bert borne bury by combe court croft den don er ers field ford gate ham hart hurst ing ington kin land ler ley lock
  man mann mer more ner ney ock over ridge ris row say sby ser shaw sky son stead stein ston stow ter thwaite ton tree vale ville wald ward
  way well wick wood worth yer`);
const streetHeads =
  words(`ada alder arch ash banks bar bel ben black bow brin bur cad cal car chal chip clif coo cor crow cun dal dar del dob
  dry dun east ell fer fin fitz for gal gil glen gor gra har has hen hol ire jen kal kar kel kin kit lam lang leich lor mac mal mar mel mil
  mon mor mur nam nar nor old os par pen pig quan ren ric rob ros sal scul sel ship smi spen stur tam tar tem tor tun val wal wan war wel
  wes wil win yam yar`);
const streetKinds = [
  "street",
  "street",
  "street",
  "place",
  "place",
  "crescent",
  "crescent",
  "circuit",
  "close",
  "avenue",
  "drive",
  "court",
  "road",
];
const propertyHeads =
  words(`rose brent glen oak wood spring sun green river hill lake pine cherry silver stone willow mel kil bel white amber
  karin warra yarra mira talla gunda bonnie fern`);
const propertyTails = words("wood view dale park ville lodge farm brook field haven court mead ridge lea vale creek");
const propertyKinds = ["", "", "", "", "village", "lodge", "medical centre", "caravan park", "hostel", "estate"];
const suburbHeads =
  words(`mul har kal tor car bel mor wind north south east glen brigh cam haw mal bal pre foot rich coll rin wer cra dan nar
  sor fra bur bun tooo wag orm gun mil kew ken cas bax rey tar wan lis`);
const suburbTails = words(
  "wood ford ton field thorn vern den bury aroo long gong dale grave wick moral borough ing hurst more by stead gate",
);
const suburbKinds = ["", "", "", "", "", " heights", " park", " beach", " north", " east", " hills"];
const states = ["nsw", "nsw", "nsw", "vic", "vic", "vic", "qld", "qld", "wa", "sa", "tas", "act"];
const nicknames: Readonly<Record<string, string>> = {
  thomas: "tom",
  william: "bill",
  samuel: "sam",
  james: "jim",
  daniel: "dan",
  benjamin: "ben",
  matthew: "matt",
  nicholas: "nick",
  alexander: "alex",
  joseph: "joe",
  michael: "mick",
  robert: "bob",
  elizabeth: "liz",
  margaret: "peggy",
  rebecca: "becky",
  victoria: "vicky",
  alexandra: "sandra",
  katherine: "kate",
};

class Makers {
  readonly chance: Chance;
  readonly suburbs: readonly { name: string; postcode: string; streets: readonly string[] }[];
  private readonly surnames: readonly string[];

  constructor(seed: number, world: World, people: number) {
    const chance = new Chance(seed, `foreign ${world}`);
    this.chance = chance;
    this.surnames = [...common, ...Array.from({ length: 3_000 }, () => chance.pick(surnameHeads) + chance.pick(surnameTails))];
    const count = world === "households" ? Math.ceil(people / 600) : Math.ceil(people / 4);
    this.suburbs = Array.from({ length: count }, () => ({
      name: chance.pick(suburbHeads) + chance.pick(suburbTails) + chance.pick(suburbKinds),
      postcode: String(chance.between(2000, 7999)),
      streets: Array.from({ length: 12 }, () => this.street()),
    }));
  }

  street(): string {
    return `${this.chance.pick(streetHeads)}${this.chance.pick(surnameTails)} ${this.chance.pick(streetKinds)}`;
  }

  given(sex: "L" | "P"): string {
    const { chance } = this;
    return chance.happens(0.06) ? chance.pick(rareGiven) + chance.pick(rareEnds) : chance.zipf(sex === "L" ? men : women, 8);
  }

  surname(): string {
    return this.chance.zipf(this.surnames, 25);
  }

  date(from: number, to: number): string {
    const { chance } = this;
    return `${chance.between(from, to)}${two(chance.between(1, 12))}${two(chance.between(1, 28))}`;
  }

  address(): Pick<ForeignRecord, "number" | "street" | "property" | "suburb" | "postcode" | "state"> {
    const { chance } = this;
    const suburb = chance.zipf(this.suburbs, 200);
    const property = chance.happens(0.78) ? `${chance.pick(propertyHeads)}${chance.pick(propertyTails)} ${chance.pick(propertyKinds)}` : "";
    return {
      number: chance.happens(0.04) ? "" : String(Math.ceil(120 * chance.next() ** 2)),
      street: chance.happens(0.03) ? "" : this.street(),
      property: property.trim(),
      suburb: suburb.name,
      postcode: suburb.postcode,
      state: chance.pick(states),
    };
  }
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}

/** So many people, or a few more, each with what the second file has of them. */
export function foreignPairs(world: World, people: number, seed: number): ForeignPair[] {
  const makers = new Makers(seed, world, people);
  if (world === "households") return households(makers, people);
  return world === "register" ? registered(makers, people) : filledIn(makers, people);
}

/* ---- a register and its damaged copy ---- */

function registered(makers: Makers, people: number): ForeignPair[] {
  const { chance } = makers;
  return Array.from({ length: people }, () => {
    const person: ForeignRecord = {
      given: chance.happens(0.05) ? "" : makers.given(chance.happens(0.5) ? "L" : "P"),
      surname: chance.happens(0.01) ? "" : makers.surname(),
      sex: "",
      born: chance.happens(0.03) ? "" : makers.date(1900, 1999),
      ...makers.address(),
    };
    return { person, copy: damaged(person, makers), errors: [] };
  });
}

/* ---- the register's people, as forms have them ---- */

type FormError = (copy: ForeignRecord, makers: Makers) => void;

const formErrors: Readonly<Record<string, FormError>> = {
  "given-name-and-surname-exchanged": (copy) => ([copy.given, copy.surname] = [copy.surname, copy.given]),
  "day-and-month-exchanged": (copy) => (copy.born = copy.born.replace(/^(\d{4})(\d\d)(\d\d)$/, "$1$3$2")),
  "no-birth-date": (copy) => (copy.born = ""),
  "another-birth-date": (copy, makers) => (copy.born = makers.date(1900, 1999)),
  "year-of-birth-off": (copy, { chance }) => {
    copy.born = copy.born === "" ? "" : String(Number(copy.born) + 10_000 * chance.pick([-10, -2, -1, 1, 2, 10]));
  },
  "no-address": (copy) => Object.assign(copy, { number: "", street: "", property: "" }),
  "address-in-another-order": (copy, { chance }) => {
    const words = `${copy.street} ${copy.property}`.trim().split(" ");
    for (let at = words.length - 1; at > 0; at--) {
      const other = chance.below(at + 1);
      [words[at], words[other]] = [words[other]!, words[at]!];
    }
    Object.assign(copy, { street: words.join(" "), property: "" });
  },
  moved: (copy, makers) => Object.assign(copy, makers.address()),
  "two-names-misspelt": (copy, { chance }) => {
    copy.given = copy.given === "" ? "" : mistyped(copy.given, chance);
    copy.surname = copy.surname === "" ? "" : mistyped(copy.surname, chance);
  },
  "name-misspelt-twice": (copy, { chance }) => {
    copy.surname = copy.surname === "" ? "" : mistyped(mistyped(copy.surname, chance), chance);
  },
  misheard: (copy) => void eachText(copy, (text) => sounds.reduce((heard, [from, to]) => heard.replace(from, to), text)),
  scanned: (copy, { chance }) => void eachText(copy, (text) => text.replace(...chance.pick(looks))),
  "one-word-of-the-name": (copy, { chance }) => {
    copy[copy.surname === "" || (copy.given !== "" && chance.happens(0.5)) ? "surname" : "given"] = "";
  },
  "initial-for-the-given-name": (copy) => (copy.given = copy.given.slice(0, 1)),
  "another-surname": (copy, makers) => (copy.surname = makers.surname()),
  "another-given-name": (copy, makers) => (copy.given = makers.given(makers.chance.happens(0.5) ? "L" : "P")),
  "postcode-for-the-suburb": (copy) => (copy.suburb = copy.postcode),
  "no-suburb": (copy) => (copy.suburb = ""),
  "house-number-off": (copy, { chance }) => (copy.number = copy.number === "" ? "" : misdigited(copy.number, chance)),
};

function eachText(copy: ForeignRecord, write: (text: string) => string): void {
  for (const field of textual) copy[field] = write(copy[field]);
}

function filledIn(makers: Makers, people: number): ForeignPair[] {
  const { chance } = makers;
  return Array.from({ length: people }, () => {
    const person: ForeignRecord = {
      given: chance.happens(0.05) ? "" : makers.given(chance.happens(0.5) ? "L" : "P"),
      surname: makers.surname(),
      sex: "",
      born: makers.date(1900, 1999),
      ...makers.address(),
    };
    const copy = { ...person };
    const errors: string[] = [];
    for (let left = Number(chance.weighted({ "1": 60, "2": 30, "3": 10 })); left > 0; left--) {
      const error = chance.pick(Object.keys(formErrors));
      if (errors.includes(error)) continue;
      formErrors[error]!(copy, makers);
      errors.push(error);
    }
    return { person, copy, errors };
  });
}

/** Fields as often as they are damaged; each at most twice, and a row at most six times. */
const damages = { given: 14, surname: 18, number: 8, street: 26, property: 22, suburb: 20, postcode: 8, state: 5, born: 9 } as const;
const textual = ["given", "surname", "street", "property", "suburb"] as const;

function damaged(person: ForeignRecord, makers: Makers): ForeignRecord {
  const { chance } = makers;
  const copy = { ...person };
  if (chance.happens(0.025)) [copy.given, copy.surname] = [copy.surname, copy.given];
  if (chance.happens(0.04)) [copy.street, copy.property] = [copy.property, copy.street];
  const times: Partial<Record<keyof typeof damages, number>> = {};
  for (let left = Number(chance.weighted({ "1": 18, "2": 22, "3": 22, "4": 18, "5": 12, "6": 8 })); left > 0; left--) {
    const field = chance.weighted(damages);
    times[field] = (times[field] ?? 0) + 1;
    if (times[field] > 2) continue;
    const text = copy[field];
    if (text === "") continue;
    const isText = (textual as readonly string[]).includes(field);
    if (chance.happens(isText ? 0.11 : 0.25)) copy[field] = "";
    else if (chance.happens(0.04)) copy[field] = another(field, makers);
    else copy[field] = isText ? mistyped(text, chance) : misdigited(text, chance);
  }
  return copy;
}

function another(field: keyof typeof damages, makers: Makers): string {
  if (field === "given") return makers.given(makers.chance.happens(0.5) ? "L" : "P");
  if (field === "surname") return makers.surname();
  if (field === "born") return makers.date(1900, 1999);
  return makers.address()[field];
}

const keys: Readonly<Record<string, string>> = {
  a: "qsz",
  b: "vgn",
  c: "xdv",
  d: "sfe",
  e: "wrd",
  f: "dgr",
  g: "fht",
  h: "gjy",
  i: "uok",
  j: "hku",
  k: "jli",
  l: "ko",
  m: "n",
  n: "bm",
  o: "ipl",
  p: "ol",
  q: "wa",
  r: "etf",
  s: "adw",
  t: "ryg",
  u: "yij",
  v: "cb",
  w: "qes",
  x: "zc",
  y: "tuh",
  z: "x",
};
const looks: readonly (readonly [string, string])[] = [
  ["m", "rn"],
  ["rn", "m"],
  ["l", "i"],
  ["i", "l"],
  ["c", "e"],
  ["h", "b"],
  ["n", "u"],
  ["u", "v"],
  ["cl", "d"],
  ["w", "vv"],
  ["o", "0"],
];
const sounds: readonly (readonly [string, string])[] = [
  ["ph", "f"],
  ["ck", "k"],
  ["ee", "ie"],
  ["ie", "y"],
  ["y", "ie"],
  ["ce", "se"],
  ["gh", "g"],
  ["wh", "w"],
  ["tt", "t"],
  ["ll", "l"],
  ["ai", "ay"],
  ["ey", "y"],
  ["x", "ks"],
  ["sch", "sh"],
];

/** One slip of a finger, a scanner, an ear, or of the space bar. */
function mistyped(text: string, chance: Chance): string {
  const at = chance.below(text.length);
  const letter = text[at]!;
  const any = String.fromCharCode(97 + chance.below(26));
  const replaced = (pairs: readonly (readonly [string, string])[]): string => {
    const possible = pairs.filter(([from]) => text.includes(from));
    if (possible.length === 0) return text.slice(0, at) + any + text.slice(at + 1);
    const [from, to] = chance.pick(possible);
    return text.replace(from, to);
  };
  switch (chance.weighted({ insert: 17, remove: 16, replace: 18, swap: 16, space: 10, join: 5, scan: 9, sound: 9 })) {
    case "insert":
      return text.slice(0, at) + any + text.slice(at);
    case "remove":
      return text.length < 3 ? text : text.slice(0, at) + text.slice(at + 1);
    case "replace":
      return (
        text.slice(0, at) + (chance.happens(0.6) && keys[letter] !== undefined ? chance.pick([...keys[letter]]) : any) + text.slice(at + 1)
      );
    case "swap":
      return at + 1 < text.length ? text.slice(0, at) + text[at + 1]! + letter + text.slice(at + 2) : text;
    case "space":
      return at > 0 ? `${text.slice(0, at)} ${text.slice(at)}` : text;
    case "join":
      return text.includes(" ") ? text.replace(" ", "") : text.slice(0, at) + any + text.slice(at + 1);
    case "scan":
      return replaced(looks);
    case "sound":
      return replaced(sounds);
  }
}

function misdigited(text: string, chance: Chance): string {
  const at = chance.below(text.length);
  if (/^\D/.test(text)) return mistyped(text, chance);
  return chance.happens(0.3) && at + 1 < text.length
    ? text.slice(0, at) + text[at + 1]! + text[at]! + text.slice(at + 2)
    : text.slice(0, at) + String(chance.below(10)) + text.slice(at + 1);
}

/* ---- households, held twice ---- */

function households(makers: Makers, people: number): ForeignPair[] {
  const { chance } = makers;
  const pairs: ForeignPair[] = [];
  while (pairs.length < people) {
    const suburb = chance.pick(makers.suburbs);
    const home = { ...makers.address(), suburb: suburb.name, postcode: suburb.postcode, property: "", street: chance.pick(suburb.streets) };
    const surname = makers.surname();
    const headYear = chance.between(1920, 1985);
    const size = Number(chance.weighted({ "1": 26, "2": 30, "3": 18, "4": 16, "5": 7, "6": 3 }));
    for (let member = 0; member < size; member++) {
      const sex = member === 0 ? (chance.happens(0.6) ? "L" : "P") : member === 1 ? "P" : chance.happens(0.5) ? "L" : "P";
      const isChild = member > 1;
      const year = isChild ? Math.min(2010, headYear + chance.between(20, 38)) : headYear + chance.between(-5, 5);
      const person: ForeignRecord = {
        given: makers.given(sex),
        surname: !isChild && member === 1 && chance.happens(0.15) ? makers.surname() : surname,
        sex,
        born: makers.date(year, year),
        ...home,
      };
      pairs.push({ person: enumerated(person, makers, 0.4), copy: enumerated(person, makers, 1), errors: [] });
    }
  }
  return pairs;
}

/** What a form filled in by hand and typed by another makes of a person, `share` as often as in the second file. */
function enumerated(person: ForeignRecord, makers: Makers, share: number): ForeignRecord {
  const { chance } = makers;
  const copy = { ...person };
  const happens = (rate: number): boolean => chance.happens(rate * share);
  if (happens(0.05) && nicknames[copy.given] !== undefined) copy.given = nicknames[copy.given]!;
  else if (happens(0.16)) copy.given = mistyped(copy.given, chance);
  else if (happens(0.03)) copy.given = copy.given[0]!;
  if (happens(0.17)) copy.surname = mistyped(copy.surname, chance);
  if (person.sex === "P" && happens(0.02)) copy.surname = makers.surname();
  if (happens(0.015)) [copy.given, copy.surname] = [copy.surname, copy.given];
  if (happens(0.13)) copy.born = misdigited(copy.born, chance);
  else if (happens(0.06)) copy.born = "";
  else if (happens(0.015)) copy.born = makers.date(1920, 2010);
  if (happens(0.04)) copy.sex = "";
  else if (happens(0.01)) copy.sex = copy.sex === "L" ? "P" : "L";
  if (happens(0.02)) Object.assign(copy, { ...makers.address(), property: "" });
  else {
    if (happens(0.12)) copy.street = mistyped(copy.street, chance);
    if (happens(0.05) && copy.number !== "") copy.number = misdigited(copy.number, chance);
    if (happens(0.04)) copy.postcode = misdigited(copy.postcode, chance);
    if (happens(0.05)) copy.suburb = mistyped(copy.suburb, chance);
  }
  return copy;
}
