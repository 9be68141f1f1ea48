/**
 * What pass 1 hands to pass 2 of a row: numbers only, so that a list of a million rows fits in memory (`claim-ledger.ts`). A
 * claim is a row's question to the extract with its few best candidates.
 */
import { dateRelations, nikRelations, placeLevels, type Comparison } from "../link/compare/comparison.ts";
import type { Linked } from "../link/search.ts";
import type { MilliBits } from "../link/weigh/comparisons.ts";
import { fullNameKey, nameKeys } from "../normalise/name/name-keys.ts";
import { nameLevels, type AgreedToken, type NameLevel } from "../link/compare/compare-names.ts";
import type { ReferencePlaces } from "../link/reference-index.ts";
import { comparisonFindings } from "../link/weigh/comparisons.ts";
import { findingTexts, type FindingCode } from "../normalise/findings.ts";
import { marksOfRelatives } from "../normalise/name/person-name.ts";
import type { PersonRecord, ReferenceRecord } from "../normalise/record.ts";

export type NikState = "none" | "damaged" | "usable" | "implausible";
export const nikStates = ["none", "damaged", "usable", "implausible"] as const satisfies readonly NikState[];

/**
 * What officers' rulings say of a row: who its person is or is not; that its NIK is another one, which is compared in its place;
 * that it is to be looked at whoever is found.
 */
export const rowRulings = ["none", "person", "number", "review"] as const;
export type RowRuling = (typeof rowRulings)[number];
/** … and of a candidate: whether it is the row's person; `contested` where officers differ. */
export const candidateRulings = ["none", "same", "different", "contested"] as const;
export type CandidateRuling = (typeof candidateRulings)[number];

export interface ClaimCandidate {
  /** Reference id. */
  readonly id: number;
  readonly weight: MilliBits;
  readonly traits: Traits;
  /** 32-bit hash of the candidate's family card; 0 when unknown. */
  readonly family: number;
  /** Where it lives: a place of the extract, -1 when unknown. */
  readonly village: number;
  /** 32-bit hash of who it is: rows of the extract that hold one person twice have it in common. */
  readonly person: number;
}

/** A comparison boiled down to what decisions ask. */
export interface Traits {
  readonly nik: Comparison["nik"];
  readonly date: Comparison["date"];
  readonly name: NameLevel | "unknown";
  readonly card: Comparison["card"];
  readonly place: Comparison["place"];
  readonly sexDiffers: boolean;
  /** Number of tokens that agree in full. */
  readonly tokens: number;
  /** Something to note beside an agreeing NIK and name. */
  readonly noted: boolean;
  readonly ruling: CandidateRuling;
  /** The row names a relative or several people: this is whoever bears the name, or stands on their card. */
  readonly kin: boolean;
  /** Lives in the kecamatan that the row names, which names no village. */
  readonly inKecamatan: boolean;
}

export interface Claim {
  readonly nikState: NikState;
  /** Two 32-bit halves (first and last eight digits) of a usable NIK; 0,0 otherwise. */
  readonly nikHigh: number;
  readonly nikLow: number;
  /** 32-bit hash of the list's own family card, and its last eight digits; 0 when unknown. */
  readonly card: number;
  readonly cardLow: number;
  /** 16-bit hashes of up to four name keys: enough to see whether two rows of one NIK name one person. */
  readonly nameHashes: readonly number[];
  /** Whether the extract covers the row's region. */
  readonly covered: boolean | null;
  readonly capped: boolean;
  /** Whether the row names a village or a kecamatan. */
  readonly namesPlace: boolean;
  readonly ruling: RowRuling;
  readonly residual: number;
  readonly candidates: readonly ClaimCandidate[];
}

/** Rulings that apply to a row and its candidates. */
export interface AppliedRulings {
  readonly row: RowRuling;
  /** By reference id. */
  readonly candidates: ReadonlyMap<number, CandidateRuling>;
}

const noRulings: AppliedRulings = { row: "none", candidates: new Map() };

export function claimOf(linked: Linked, places: ReferencePlaces, rulings: AppliedRulings = noRulings): Claim {
  const { record } = linked;
  const nik = record.nik.value;
  return {
    nikState: nikStateOf(record),
    nikHigh: nik === null ? 0 : Number(nik.slice(0, 8)),
    nikLow: nik === null ? 0 : Number(nik.slice(8)),
    card: record.noKk === null ? 0 : hash32(record.noKk),
    cardLow: record.noKk === null ? 0 : Number(record.noKk.slice(8)),
    nameHashes: nameHashes(record),
    covered: places.covers(record.place, nik),
    capped: linked.capped,
    namesPlace: record.place.desa !== null || record.place.kecamatan !== null,
    ruling: rulings.row,
    residual: linked.residual,
    candidates: candidatesOf(linked, rulings.candidates),
  };
}

function candidatesOf({ record, candidates }: Linked, rulings: AppliedRulings["candidates"]): ClaimCandidate[] {
  const claimed: ClaimCandidate[] = [];
  const isOfSeveral = record.name?.marks.some((mark) => mark === "salutation" || marksOfRelatives.has(mark)) === true;
  for (const { reference, comparison, weight, stands } of candidates) {
    const { id, noKk, placeKtp, placeFamily } = reference;
    const traits = traitsOf(comparison, record, rulings.get(id) ?? "none", isOfSeveral && stands);
    const village = placeFamily >= 0 ? placeFamily : placeKtp;
    claimed.push({ id, weight, traits, family: noKk === null ? 0 : hash32(noKk), village, person: personOf(reference) });
  }
  return claimed;
}

/** Name and birth date with the number; where there is none, with all else that is known. */
function personOf({ nik, noKk, name, birthDate, sex, placeKtp, placeFamily }: ReferenceRecord): number {
  const known = nik ?? `${noKk ?? ""}/${sex ?? ""}/${placeKtp}/${placeFamily}`;
  return hash32(`${known}/${name === null ? "" : fullNameKey(name)}/${birthDate}`);
}

export function nikStateOf({ nik }: PersonRecord): NikState {
  if (nik.value !== null) return nik.plausible ? "usable" : "implausible";
  return nik.damage === null ? "none" : "damaged";
}

function traitsOf(comparison: Comparison, record: PersonRecord, ruling: CandidateRuling, kin: boolean): Traits {
  return {
    nik: comparison.nik,
    date: comparison.date,
    name: comparison.name?.level ?? "unknown",
    card: comparison.card,
    place: comparison.place,
    sexDiffers: comparison.sex === "different",
    tokens: comparison.name === null ? 0 : agreedInFull(comparison.name.agreed),
    noted:
      comparisonFindings(comparison, record).length > 0 ||
      record.findings.some(({ field, code }) => (field === "nik" && code !== "NIK_KOSONG") || isWorthChecking(code)),
    ruling,
    kin,
    inKecamatan: comparison.named === "kecamatan" && comparison.village === "kecamatan",
  };
}

/** What an officer wants to see beside an agreeing name: warnings are worth a look, and a remark in the name cell may be one. */
function isWorthChecking(code: FindingCode): boolean {
  return code === "NAMA_KETERANGAN" || findingTexts[code].severity === "warning";
}

function agreedInFull(agreed: readonly AgreedToken[]): number {
  let count = 0;
  for (const { credit } of agreed) if (credit >= 0.9) count++;
  return count;
}

/** Name keys kept of a row. */
export const NAME_HASHES = 4;

function nameHashes({ name }: PersonRecord): number[] {
  if (name === null) return [];
  const keys = nameKeys(name.tokens, name.alternatives);
  const hashes: number[] = [];
  for (const key of keys.length > 0 ? keys : [fullNameKey(name)]) if (hashes.length < NAME_HASHES) hashes.push(hash32(key) & 0xffff);
  return hashes;
}

/** FNV-1a, never 0 (0 stands for unknown). */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0 || 1;
}

const cards = ["unknown", "equal", "different"] as const;
const names: readonly (NameLevel | "unknown")[] = ["unknown", ...nameLevels];

/** Traits in 26 bits. */
export function packTraits(traits: Traits): number {
  return (
    nikRelations.indexOf(traits.nik) |
    (dateRelations.indexOf(traits.date) << 4) |
    (names.indexOf(traits.name) << 7) |
    (cards.indexOf(traits.card) << 11) |
    (placeLevels.indexOf(traits.place) << 13) |
    (Number(traits.sexDiffers) << 16) |
    (Math.min(traits.tokens, 3) << 17) |
    (Number(traits.noted) << 19) |
    (candidateRulings.indexOf(traits.ruling) << 20) |
    (Number(traits.kin) << 24) |
    (Number(traits.inKecamatan) << 25)
  );
}

export function unpackTraits(bits: number): Traits {
  return {
    nik: nikRelations[bits & 15]!,
    date: dateRelations[(bits >> 4) & 7]!,
    name: names[(bits >> 7) & 15]!,
    card: cards[(bits >> 11) & 3]!,
    place: placeLevels[(bits >> 13) & 7]!,
    sexDiffers: ((bits >> 16) & 1) === 1,
    tokens: (bits >> 17) & 3,
    noted: ((bits >> 19) & 1) === 1,
    kin: ((bits >> 24) & 1) === 1,
    inKecamatan: ((bits >> 25) & 1) === 1,
    ruling: candidateRulings[(bits >> 20) & 3]!,
  };
}

/** Claims as columns of typed arrays: about 100 bytes a row, and they cross to another thread without copying. */
export interface ClaimColumns {
  readonly state: Uint8Array;
  readonly high: Uint32Array;
  readonly low: Uint32Array;
  readonly card: Uint32Array;
  readonly cardLow: Uint32Array;
  /** `NAME_HASHES` per row. */
  readonly nameHashes: Uint16Array;
  readonly residual: Float64Array;
  /** Candidates per row. */
  readonly candidates: Uint8Array;
  readonly ids: Uint32Array;
  readonly weights: Int32Array;
  readonly traits: Uint32Array;
  readonly families: Uint32Array;
  readonly villages: Int32Array;
  readonly persons: Uint32Array;
}

export function claimColumns(claims: readonly Claim[]): ClaimColumns {
  const slots = claims.reduce((sum, { candidates }) => sum + candidates.length, 0);
  const columns = {
    state: new Uint8Array(claims.length),
    high: new Uint32Array(claims.length),
    low: new Uint32Array(claims.length),
    card: new Uint32Array(claims.length),
    cardLow: new Uint32Array(claims.length),
    nameHashes: new Uint16Array(claims.length * NAME_HASHES),
    residual: new Float64Array(claims.length),
    candidates: new Uint8Array(claims.length),
    ids: new Uint32Array(slots),
    weights: new Int32Array(slots),
    traits: new Uint32Array(slots),
    families: new Uint32Array(slots),
    villages: new Int32Array(slots),
    persons: new Uint32Array(slots),
  };
  let slot = 0;
  for (let row = 0; row < claims.length; row++) {
    const claim = claims[row]!;
    const covered = claim.covered === null ? 0 : claim.covered ? 1 : 2;
    columns.state[row] =
      nikStates.indexOf(claim.nikState) |
      (covered << 2) |
      (Number(claim.capped) << 4) |
      (rowRulings.indexOf(claim.ruling) << 5) |
      (Number(claim.namesPlace) << 7);
    columns.high[row] = claim.nikHigh;
    columns.low[row] = claim.nikLow;
    columns.card[row] = claim.card;
    columns.cardLow[row] = claim.cardLow;
    for (let at = 0; at < claim.nameHashes.length; at++) columns.nameHashes[row * NAME_HASHES + at] = claim.nameHashes[at]!;
    columns.residual[row] = claim.residual;
    columns.candidates[row] = claim.candidates.length;
    for (const { id, weight, traits, family, village, person } of claim.candidates) {
      columns.ids[slot] = id;
      columns.weights[slot] = weight;
      columns.traits[slot] = packTraits(traits);
      columns.families[slot] = family;
      columns.villages[slot] = village;
      columns.persons[slot] = person;
      slot++;
    }
  }
  return columns;
}
