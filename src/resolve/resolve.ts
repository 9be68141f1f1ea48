/**
 * The second pass: can the answers of a whole list all be true? Candidates compete (a row for one person, rows for the same
 * person), members of one household support each other, a person is given away once, a NIK means one person. Pure; asks the
 * ledger only; the order of rows decides nothing but who keeps a person in an exact tie.
 */
import type { Traits } from "./claim.ts";
import { forEachGroup } from "./groups.ts";
import type { ClaimLedger } from "./claim-ledger.ts";
import { neighbourBits } from "./neighbours.ts";
import { isNear } from "../link/compare/comparison.ts";
import { oddsOf, priorWeight, probabilityOf } from "../link/weigh/competition.ts";
import type { MilliBits } from "../link/weigh/comparisons.ts";
import type { LinkageModel } from "../link/weigh/model.ts";
import { statuses, type Status } from "./status.ts";
import type { FindingCode } from "../normalise/findings.ts";

/** What only the list can tell of a row; bits in `Resolution.clashes`. */
export const clashCodes = [
  "SERUMAH",
  "NIK_GANDA_SAMA_ORANG",
  "NIK_GANDA_BEDA_ORANG",
  "BLOK_TERPOTONG",
  "NIK_KELUARGA",
  "KERABAT",
  "DTSEN_NIK_GANDA",
  "KK_GANDA",
  "KELUARGA_GANDA",
  "NAMA_TIDAK_DIBANDINGKAN",
  "DI_DAFTAR_LAIN",
  "KK_DI_DAFTAR_LAIN",
  "SEKITAR_BEDA",
] as const satisfies readonly FindingCode[];
export type ClashCode = (typeof clashCodes)[number];

/** Rows this near in the list may be one household where the list has no family cards. */
const NEIGHBOUR_ROWS = 6;
/** Bits that another member of the household, linked to the same card, lends a doubtful row. */
const HOUSEHOLD_BITS: MilliBits = 4000;
/** From here on a person whom the name points to is put before the owner of the NIK as the likelier one. */
const CONFLICT_PROBABILITY = 0.8;
/** What a ruled pair weighs among rivals: more than any evidence, and the same for every officer's. */
const RULED_BITS: MilliBits = 60_000;
/** … and a person ruled out. */
const RULED_OUT: MilliBits = -1_000_000;
/** Rounds in which the partner share is estimated; it settles in two or three. */
const PRIOR_ROUNDS = 4;
/** Rows decided at a time. */
const ROWS_A_STEP = 100_000;

/**
 * `ofFamilies`: whether a row comes from a list with a row per family, where no card may stand twice. `hasNames`: whether its list has
 * a column of names.
 */
export function resolve(...given: Parameters<typeof resolveStepwise>): Resolution {
  const steps = resolveStepwise(...given);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** The same step by step, none of which takes long: between two of them a program can hear signals. */
export function* resolveStepwise(
  ledger: ClaimLedger,
  model: LinkageModel,
  extractSize: number,
  ofFamilies: (row: number) => boolean = () => false,
  hasNames: (row: number) => boolean = () => true,
): Generator<undefined, Resolution> {
  const rows = ledger.length;
  const weights = effectiveWeights(ledger);
  yield;
  let partnerShare = estimatePartnerShare(ledger, weights, model, extractSize);
  yield;
  const neighbours = neighbourBits(ledger, weights, priorWeight(partnerShare, extractSize));
  yield;
  if (neighbours.some((bits) => bits !== 0)) {
    for (let slot = 0; slot < ledger.slots; slot++) {
      if (isRuled(ledger.traits(slot))) neighbours[slot] = 0;
      weights[slot]! += neighbours[slot]!;
    }
    partnerShare = estimatePartnerShare(ledger, weights, model, extractSize);
    yield;
  }
  const prior = priorWeight(partnerShare, extractSize);
  const probabilities = compete(ledger, weights, prior);
  const answers = new Answers(rows);
  for (let row = 0; row < rows; row++) {
    if (row % ROWS_A_STEP === 0) yield;
    const odds = rowOdds(row, ledger, weights, prior);
    decideRow(
      row,
      Number.isFinite(odds) ? odds / (1 + odds) : 1,
      hasNames(row),
      ledger,
      probabilities,
      weights,
      neighbours,
      model,
      answers,
    );
    applyRuling(row, ledger, answers);
    const best = answers.best[row]!;
    if (best >= 0 && neighbours[best]! < 0 && !matched.has(statuses[answers.status[row]!]!)) answers.clash(row, "SEKITAR_BEDA");
  }
  yield;
  giveEachPersonOnce(ledger, weights, answers);
  yield;
  markSharedNiks(ledger, answers);
  yield;
  markSharedCards(ledger, answers, ofFamilies);
  markSharedFamilies(ledger, answers, ofFamilies);
  yield;
  limitWrongMatches(ledger, probabilities, weights, answers);
  return new Resolution(ledger, {
    ...answers,
    weights,
    neighbours,
    probabilities,
    partnerShare,
    ...wrongByNumber(model),
  });
}

/** Columns in shared memory: answers per row, as in `Answers`; weights, household and neighbours included, and probabilities per slot. */
export interface ResolutionColumns extends Pick<Answers, "status" | "best" | "clashes" | "rival" | "stranger"> {
  readonly weights: Int32Array;
  /** The neighbours' part of it. */
  readonly neighbours: Int32Array;
  readonly probabilities: Float64Array;
  readonly partnerShare: number;
  /** Share of numbers that are found and another's: of all, and of those under the row's name. */
  readonly numberAloneWrong: number;
  readonly numberAndNameWrong: number;
}

/** A number that is another's is most often a relative's, and some relatives bear one name. */
function wrongByNumber({ settings }: LinkageModel): Pick<ResolutionColumns, "numberAloneWrong" | "numberAndNameWrong"> {
  const { numberAloneWrong, namesakesAtHome } = settings;
  return { numberAloneWrong, numberAndNameWrong: numberAloneWrong * namesakesAtHome.equal };
}

/** The resolved list, read on any thread. */
export class Resolution {
  readonly columns: ResolutionColumns;
  private readonly ledger: ClaimLedger;

  constructor(ledger: ClaimLedger, columns: ResolutionColumns) {
    this.ledger = ledger;
    this.columns = columns;
  }

  /** Share of the list's rows that have a partner in the extract, as estimated from the list. */
  get partnerShare(): number {
    return this.columns.partnerShare;
  }

  status(row: number): Status {
    return statuses[this.columns.status[row]!]!;
  }

  /** Slot of the best candidate in the ledger, or -1. */
  best(row: number): number {
    return this.columns.best[row]!;
  }

  /** Probability that the best candidate is the row's person. */
  probability(row: number): number {
    const best = this.best(row);
    if (best < 0) return 0;
    const found = ofPerson(row, best, this.ledger, this.columns.probabilities);
    const isNumberAlone = ((this.columns.clashes[row]! >> clashCodes.indexOf("NAMA_TIDAK_DIBANDINGKAN")) & 1) === 1;
    if (isNumberAlone) return Math.min(found, 1 - this.columns.numberAloneWrong);
    const { nik, date } = this.ledger.traits(best);
    return nik === "equal" && date === "unknown" ? Math.min(found, 1 - this.columns.numberAndNameWrong) : found;
  }

  /** Probability of any candidate, by its slot. */
  probabilityOf(slot: number): number {
    return this.columns.probabilities[slot]!;
  }

  /** What the household added to a candidate's weight. */
  support(slot: number): MilliBits {
    return isRuled(this.ledger.traits(slot)) ? 0 : this.columns.weights[slot]! - this.columns.neighbours[slot]! - this.ledger.weight(slot);
  }

  /** … and the rows around it. */
  ofNeighbours(slot: number): MilliBits {
    return this.columns.neighbours[slot]!;
  }

  /** Further candidates' slots, best first, with their probabilities. */
  others(row: number): readonly { slot: number; probability: number }[] {
    const { probabilities, weights } = this.columns;
    const best = this.best(row);
    if (best >= 0 && this.ledger.firstSlot(row + 1) - this.ledger.firstSlot(row) < 2) return noOthers;
    const others: { slot: number; probability: number }[] = [];
    for (const slot of ranked(row, this.ledger, probabilities, weights))
      if (slot !== best) others.push({ slot, probability: probabilities[slot]! });
    return others;
  }

  clashes(row: number): readonly ClashCode[] {
    const bits = this.columns.clashes[row]!;
    return bits === 0 ? noClashes : clashCodes.filter((_, bit) => ((bits >> bit) & 1) === 1);
  }

  /** Another row (0-based, in ledger order) for the same person, or -1. */
  rival(row: number): number {
    return this.columns.rival[row]!;
  }

  /** A row that uses this one's NIK for another person, or -1. */
  stranger(row: number): number {
    return this.columns.stranger[row]!;
  }
}

/** The ordinary row's. */
const noOthers: readonly { slot: number; probability: number }[] = [];
const noClashes: readonly ClashCode[] = [];

/** Answers per row, in columns. */
class Answers {
  readonly status: Uint8Array;
  readonly best: Int32Array;
  readonly clashes: Uint16Array;
  readonly rival: Int32Array;
  readonly stranger: Int32Array;

  constructor(rows: number) {
    this.status = new Uint8Array(new SharedArrayBuffer(rows));
    this.best = new Int32Array(new SharedArrayBuffer(4 * rows)).fill(-1);
    this.clashes = new Uint16Array(new SharedArrayBuffer(2 * rows));
    this.rival = new Int32Array(new SharedArrayBuffer(4 * rows)).fill(-1);
    this.stranger = new Int32Array(new SharedArrayBuffer(4 * rows)).fill(-1);
  }

  set(row: number, status: Status, best: number): void {
    this.status[row] = statuses.indexOf(status);
    this.best[row] = best;
  }

  clash(row: number, code: ClashCode): void {
    this.clashes[row]! |= 1 << clashCodes.indexOf(code);
  }
}

/* ---- the promise of match.csv ---- */

/** Share of a run's matches that may be expected to be wrong, and as many rows in any case. */
const WRONG_SHARE = 0.001;
const WRONG_ROWS = 1;
/** A match of less doubt is given up in vain: of many alike most would have to go. */
const LEAST_DOUBT = 2 * WRONG_SHARE;

/**
 * Each match by probability is sure enough by itself, but of very many, as where few columns meet a large extract, too many would be
 * wrong: the least sure go to review until the run's share holds.
 */
function limitWrongMatches(ledger: ClaimLedger, probabilities: Float64Array, weights: Int32Array, answers: Answers): void {
  let matches = 0;
  let wrong = 0;
  const doubtful: { readonly row: number; readonly doubt: number; readonly weight: number }[] = [];
  for (let row = 0; row < ledger.length; row++) {
    const status = statuses[answers.status[row]!]!;
    if (!matched.has(status)) continue;
    matches++;
    if (status !== "PADAN_PROBABILISTIK") continue;
    const best = answers.best[row]!;
    const doubt = 1 - ofPerson(row, best, ledger, probabilities);
    wrong += doubt;
    if (doubt > LEAST_DOUBT) doubtful.push({ row, doubt, weight: weights[best]! });
  }
  doubtful.sort((a, b) => b.doubt - a.doubt || a.weight - b.weight || b.row - a.row);
  for (const { row, doubt } of doubtful) {
    if (wrong <= Math.max(WRONG_ROWS, WRONG_SHARE * matches)) return;
    answers.set(row, "PERLU_CEK", answers.best[row]!);
    wrong -= doubt;
    matches--;
  }
}

/* ---- what names and dates allow ---- */

/** Names that one person may bear in two files without anybody asking. */
export function namesAgree({ name }: Pick<Traits, "name">): boolean {
  return name === "equal" || name === "equivalent" || name === "abbreviated" || name === "near";
}

/** Names that leave something standing but contradict nothing. */
function namesCompatible(traits: Traits): boolean {
  return namesAgree(traits) || traits.name === "several" || traits.name === "subset";
}

function dateSupports({ date }: Traits): boolean {
  return date === "equal" || date === "swapped" || date === "slip" || date === "default";
}

/**
 * A claim that nothing speaks against: number (as far as there is one, or but for a slip), name and date go together; where there is
 * no date, the name with the card, or with a number that damage explains. The same card vouches where the number is another's
 * altogether. A row without a name under a number contradicts nobody by itself.
 */
function isSure(traits: Traits): boolean {
  if (traits.ruling === "same") return true;
  if (traits.sexDiffers) return false;
  if (traits.name === "unknown") return traits.nik === "equal" && traits.date !== "different" && traits.date !== "year";
  if (!namesAgree(traits)) return false;
  if (traits.nik === "equal") return true;
  if (traits.date === "unknown" && (traits.card === "equal" || traits.nik === "damage")) return true;
  if (!dateSupports(traits)) return false;
  const isOtherNik = traits.nik === "different" || traits.nik === "serial" || traits.nik === "region";
  return !isOtherNik || (traits.card === "equal" && traits.name === "equal");
}

/**
 * Whether a found NIK's owner is the row's person by name. A name of which words stand on one side only, or explained only in
 * several steps, needs the birth date or the family card beside the number; a slip that may be another name needs the date, or
 * where the list gives none, the village.
 */
function holderAgrees(traits: Traits): boolean {
  if (namesAgree(traits)) return true;
  if (traits.name === "slip") return !traits.sexDiffers && (dateSupports(traits) || (traits.date === "unknown" && isNear(traits.place)));
  if (traits.name !== "several" && traits.name !== "subset") return false;
  return dateSupports(traits) || traits.card === "equal" || (traits.date !== "different" && (traits.tokens >= 2 || isNear(traits.place)));
}

/** Whether an officer has decided about the person. */
function isRuled({ ruling }: Traits): boolean {
  return ruling === "same" || ruling === "different";
}

/** Ruled out, though by NIK and name nothing speaks against the person: extract and officer disagree. */
function isRuledAgainst(traits: Traits): boolean {
  return traits.ruling === "different" && traits.nik === "equal" && holderAgrees(traits);
}

/* ---- household ---- */

/**
 * Weights with household support added: another row of the same list family (same card, or a neighbour in the list where no
 * cards are given) that is surely linked by NIK to another member of the candidate's family.
 */
function effectiveWeights(ledger: ClaimLedger): Int32Array {
  const weights = new Int32Array(new SharedArrayBuffer(4 * ledger.slots));
  for (let slot = 0; slot < ledger.slots; slot++) weights[slot] = ledger.weight(slot);
  const sure = sureLinks(ledger);
  // Per card of a doubtful row, the families its sure ones lead to: on a good list few cards have any.
  const surelyOnCard = new Map<number, SureFamilies>();
  for (let row = 0; row < ledger.length; row++) if (sure[row]! < 0 && ledger.card(row) !== 0) surelyOnCard.set(ledger.card(row), new Map());
  for (let row = 0; row < ledger.length; row++) {
    const slot = sure[row]!;
    if (slot < 0 || ledger.family(slot) === 0) continue;
    const families = surelyOnCard.get(ledger.card(row));
    const known = families?.get(ledger.family(slot));
    families?.set(ledger.family(slot), known === undefined || known === ledger.id(slot) ? ledger.id(slot) : SEVERAL);
  }
  for (let row = 0; row < ledger.length; row++) {
    if (sure[row]! >= 0) continue;
    for (let slot = ledger.firstSlot(row); slot < ledger.firstSlot(row + 1); slot++) {
      if (isSupported(row, slot, ledger, sure, surelyOnCard)) weights[slot]! += HOUSEHOLD_BITS;
    }
  }
  for (let slot = 0; slot < ledger.slots; slot++) {
    const traits = ledger.traits(slot);
    if (traits.ruling === "same") weights[slot] = RULED_BITS;
    else if (traits.ruling === "different" && !isRuledAgainst(traits)) weights[slot] = RULED_OUT;
  }
  return weights;
}

/** By family, the id of the one member that is surely linked, or `SEVERAL`. However many rows are on a card, it is asked once. */
type SureFamilies = Map<number, number>;
const SEVERAL = -1;

/** Per row the slot of its surely linked holder, or -1. */
function sureLinks(ledger: ClaimLedger): Int32Array {
  const sure = new Int32Array(ledger.length).fill(-1);
  for (let row = 0; row < ledger.length; row++) {
    for (let slot = ledger.firstSlot(row); slot < ledger.firstSlot(row + 1); slot++) {
      const traits = ledger.traits(slot);
      if (traits.nik === "equal" && namesAgree(traits) && traits.date !== "different") sure[row] = slot;
    }
  }
  return sure;
}

function isSupported(
  row: number,
  slot: number,
  ledger: ClaimLedger,
  sure: Int32Array,
  surelyOnCard: ReadonlyMap<number, SureFamilies>,
): boolean {
  const family = ledger.family(slot);
  const traits = ledger.traits(slot);
  if (family === 0 || traits.card === "equal" || !namesCompatible(traits)) return false;
  const supports = (other: number): boolean => other >= 0 && ledger.family(other) === family && ledger.id(other) !== ledger.id(slot);
  if (ledger.card(row) !== 0) {
    const member = surelyOnCard.get(ledger.card(row))?.get(family);
    return member !== undefined && member !== ledger.id(slot);
  }
  for (let other = Math.max(0, row - NEIGHBOUR_ROWS); other <= Math.min(ledger.length - 1, row + NEIGHBOUR_ROWS); other++) {
    if (supports(sure[other]!)) return true;
  }
  return false;
}

/* ---- competition ---- */

/** The share π of rows with a partner: the fixed point of "expected partners over rows", from the model's guess. */
function estimatePartnerShare(ledger: ClaimLedger, weights: Int32Array, model: LinkageModel, size: number): number {
  let share = model.settings.partnerShare;
  if (ledger.length === 0) return share;
  for (let round = 0, before = NaN; round < PRIOR_ROUNDS; round++) {
    const prior = priorWeight(share, size);
    if (prior === before) break;
    before = prior;
    let expected = 0;
    for (let row = 0; row < ledger.length; row++) {
      const odds = rowOdds(row, ledger, weights, prior);
      expected += Number.isFinite(odds) ? odds / (1 + odds) : 1;
    }
    share = Math.min(0.99, Math.max(0.05, expected / ledger.length));
  }
  return share;
}

function rowOdds(row: number, ledger: ClaimLedger, weights: Int32Array, prior: MilliBits): number {
  const residual = ledger.residual(row);
  let sum = residual === 0 ? 0 : residual * oddsOf(0, prior);
  for (let slot = ledger.firstSlot(row); slot < ledger.firstSlot(row + 1); slot++) sum += oddsOf(weights[slot]!, prior);
  return sum;
}

/** Probability per slot. */
function compete(ledger: ClaimLedger, weights: Int32Array, prior: MilliBits): Float64Array {
  const probabilities = new Float64Array(new SharedArrayBuffer(8 * ledger.slots));
  const rivals = rivalOdds(ledger, weights, prior);
  for (let row = 0; row < ledger.length; row++) {
    const own = rowOdds(row, ledger, weights, prior);
    for (let slot = ledger.firstSlot(row); slot < ledger.firstSlot(row + 1); slot++) {
      probabilities[slot] = probabilityOf(oddsOf(weights[slot]!, prior), own, rivals[slot]!);
    }
  }
  return probabilities;
}

/**
 * Per slot, the odds of other rows for the same person, each against that row being somebody else's or nobody's: a row with other
 * candidates as good can go to them. For two rows this is exact. Two sure claims on one person are one person listed twice: they
 * do not compete, the double claim is reported instead.
 */
function rivalOdds(ledger: ClaimLedger, weights: Int32Array, prior: MilliBits): Float64Array {
  const rivals = new Float64Array(ledger.slots);
  const slots = new Uint32Array(ledger.slots);
  for (let slot = 0; slot < slots.length; slot++) slots[slot] = slot;
  const rowOf = rowsOfSlots(ledger);
  const claims = claimOdds(ledger, weights, prior);
  // Lists do not compete: a person may well be on several.
  forEachGroup(slots, [(slot) => ledger.id(slot), (slot) => ledger.list(rowOf[slot]!)], (group) => {
    let all = 0;
    let notSure = 0;
    const sure = group.map((slot) => isSure(ledger.traits(slot)));
    group.forEach((slot, at) => {
      all += claims[slot]!;
      if (!sure[at]) notSure += claims[slot]!;
    });
    group.forEach((slot, at) => {
      rivals[slot] = Math.max(0, sure[at] ? notSure : all - claims[slot]!);
    });
  });
  return rivals;
}

/** Per slot, the odds that its person is the row's against anybody else or nobody. */
function claimOdds(ledger: ClaimLedger, weights: Int32Array, prior: MilliBits): Float64Array {
  const claims = new Float64Array(ledger.slots);
  for (let row = 0; row < ledger.length; row++) {
    const all = rowOdds(row, ledger, weights, prior);
    for (let slot = ledger.firstSlot(row); slot < ledger.firstSlot(row + 1); slot++) {
      const odds = oddsOf(weights[slot]!, prior);
      claims[slot] = odds / (1 + Math.max(0, Number.isFinite(all) ? all - odds : 0));
    }
  }
  return claims;
}

function rowsOfSlots(ledger: ClaimLedger): Uint32Array {
  const rows = new Uint32Array(ledger.slots);
  for (let row = 0; row < ledger.length; row++) rows.fill(row, ledger.firstSlot(row), ledger.firstSlot(row + 1));
  return rows;
}

/** The probability of a slot's person, whom the extract may have on several rows. */
function ofPerson(row: number, best: number, ledger: ClaimLedger, probabilities: Float64Array): number {
  const person = ledger.person(best);
  const byNumber = ledger.traits(best).nik === "equal" && namesAgree(ledger.traits(best));
  let sum = 0;
  for (let slot = ledger.firstSlot(row); slot < ledger.firstSlot(row + 1); slot++) {
    const isSame = ledger.person(slot) === person || (byNumber && ledger.traits(slot).nik === "equal" && namesAgree(ledger.traits(slot)));
    if (isSame) sum += probabilities[slot]!;
  }
  return Math.min(sum, 1);
}

/** A row's slots but for those ruled out, most probable first; the order never depends on anything but weights and ids. */
function ranked(row: number, ledger: ClaimLedger, probabilities: Float64Array, weights: Int32Array): number[] {
  const slots: number[] = [];
  for (let slot = ledger.firstSlot(row); slot < ledger.firstSlot(row + 1); slot++) if (weights[slot] !== RULED_OUT) slots.push(slot);
  return slots.sort((a, b) => probabilities[b]! - probabilities[a]! || weights[b]! - weights[a]! || ledger.id(a) - ledger.id(b));
}

/* ---- the row's own answer ---- */

/** `somebody`: the probability that anybody of the extract is the row's person, were there no other rows. */
function decideRow(
  row: number,
  somebody: number,
  hasNames: boolean,
  ledger: ClaimLedger,
  probabilities: Float64Array,
  weights: Int32Array,
  neighbours: Int32Array,
  model: LinkageModel,
  answers: Answers,
): void {
  const order = ranked(row, ledger, probabilities, weights);
  // The most probable ones that hold the row's NIK, and do not.
  let holders = 0;
  let holder = -1;
  let top = -1;
  for (const slot of order) {
    if (ledger.traits(slot).nik === "equal") {
      if (holders++ === 0) holder = slot;
    } else if (top < 0) top = slot;
  }
  if (ledger.capped(row)) answers.clash(row, "BLOK_TERPOTONG");
  if (holders > 1) answers.clash(row, "DTSEN_NIK_GANDA");
  const { matchProbability, placelessMatchProbability, datelessMatchProbability, reviewProbability, tieBits } = model.settings;
  const identity = top < 0 ? undefined : identityAnswer(top);

  if (holder >= 0) {
    const traits = ledger.traits(holder);
    const agrees = holderAgrees(traits);
    const owner = rightfulOwner(holder, order, ledger) ?? otherOwner(holder, identity, agrees);
    if (agrees && owner === null) {
      const status = traits.noted || holders > 1 ? "PADAN_CATATAN" : "PADAN";
      answers.set(row, status, holder);
    } else if (traits.name === "unknown") {
      const isSound = !hasNames && ledger.nikState(row) === "usable" && traits.date !== "different" && !traits.sexDiffers;
      if (isSound && order.every((slot) => ledger.traits(slot).nik !== "equal" || ledger.person(slot) === ledger.person(holder))) {
        answers.set(row, "PADAN_CATATAN", holder);
        answers.clash(row, "NAMA_TIDAK_DIBANDINGKAN");
      } else answers.set(row, "PERLU_CEK", holder);
    } else if (owner !== null) {
      answers.set(row, "NIK_KONFLIK", owner);
      if (sameFamily(owner, holder, ledger)) answers.clash(row, "NIK_KELUARGA");
    } else if (traits.kin || namesCompatible(traits) || traits.name === "slip" || (traits.name === "partial" && dateSupports(traits))) {
      answers.set(row, "PERLU_CEK", holder);
    } else {
      answers.set(row, "NIK_PADAN_NAMA_BEDA", holder);
      if (traits.card === "equal" && traits.date === "different") answers.clash(row, "KERABAT");
    }
    return;
  }
  // Whom other rows have a better claim on is still worth a question, where this row by itself would be sure of somebody.
  const isClaimedAway = identity?.fits === true && somebody >= matchProbability;
  const isProbable = identity !== undefined && (probabilityOf(identity.slot) >= leastProbability(ledger.traits(top)) || isClaimedAway);
  const best = isProbable ? identity.slot : bestShown(order, ledger, probabilities);
  if (best === undefined) {
    answers.set(row, orphanStatus(row, ledger), -1);
    return;
  }
  const traits = ledger.traits(best);
  if (weights[best]! - neighbours[best]! > ledger.weight(best)) answers.clash(row, "SERUMAH");
  const others = order.filter((slot) => ledger.person(slot) !== ledger.person(best));
  if (order.length - others.length > 1) answers.clash(row, "DTSEN_NIK_GANDA");
  const tied = others.some(
    (slot) =>
      weights[best]! - weights[slot]! < 1000 * tieBits &&
      (namesCompatible(ledger.traits(slot)) || (traits.name === "unknown" && stands(ledger.traits(slot), probabilities[slot]!))),
  );
  if (tied) answers.set(row, "KANDIDAT_GANDA", best);
  else if (!isProbable || !identity.strong || ledger.capped(row)) answers.set(row, "PERLU_CEK", best);
  else if (ledger.nikState(row) === "usable" || ledger.nikState(row) === "implausible") answers.set(row, "NAMA_PADAN_NIK_BEDA", best);
  else if (ledger.nikState(row) === "damaged" && isOtherNumber(traits)) answers.set(row, "PERLU_CEK", best);
  else {
    answers.set(row, "PADAN_PROBABILISTIK", best);
    if (traits.name === "unknown") answers.clash(row, "NAMA_TIDAK_DIBANDINGKAN");
  }
  if (traits.card === "equal" && !namesCompatible(traits)) answers.clash(row, "KERABAT");

  function identityAnswer(slot: number): IdentityAnswer {
    const candidate = ledger.traits(slot);
    const isSlip = candidate.name === "slip" && candidate.date === "equal" && isNear(candidate.place);
    // A list without names is answered by who stands on the card with that birth date.
    const isOnCard = !hasNames && candidate.name === "unknown" && candidate.card === "equal" && candidate.date === "equal";
    const named = isOnCard || isSlip || (namesCompatible(candidate) && !isOneWordOfSeveral(candidate));
    const fits = named && isCorroborated(candidate) && (!candidate.sexDiffers || isSexMistyped(candidate));
    const isWhole = candidate.name === "equal" || candidate.name === "equivalent";
    const isDated = dateSupports(candidate) && !candidate.sexDiffers;
    const isWholeDate = candidate.date === "equal" || candidate.date === "swapped";
    const ofDate = isNear(candidate.place)
      ? matchProbability
      : isWhole && isWholeDate
        ? placelessMatchProbability
        : datelessMatchProbability;
    const needed = isDated ? ofDate : datelessMatchProbability;
    return { slot, fits, strong: fits && probabilityOf(slot) >= needed };
  }

  function leastProbability({ name: ofName, nik, card }: Traits): number {
    if (ofName === "unknown" && nik !== "damage" && order.length > 1) return AMONG_NUMBERS_PROBABILITY;
    return isUnlike(ofName) && card !== "equal" ? OTHER_NAME_PROBABILITY : reviewProbability;
  }

  function probabilityOf(slot: number): number {
    return ofPerson(row, slot, ledger, probabilities);
  }

  /**
   * Somebody whom name and birth date point to, though the NIK is another's. Where the owner's name is clearly not the row's,
   * the number has been asked and answered: what counts is how sure the other is without it.
   */
  function otherOwner(holder: number, identity: IdentityAnswer | undefined, agrees: boolean): number | null {
    if (identity === undefined) return null;
    const ofHolder = probabilities[holder]!;
    if (agrees) return identity.strong && ofHolder < reviewProbability ? identity.slot : null;
    const other = ledger.traits(identity.slot);
    // On the row's card and of its birth date, or nearly so, a name that contradicts nothing is the row's.
    const isBorn = other.date !== "default" && dateSupports(other);
    const isOnCard = namesCompatible(other) && isBorn && other.card === "equal" && !other.sexDiffers;
    const isNamed = namesAgree(other) && (identity.fits || (other.date === "unknown" && isNear(other.place)));
    if (!isOnCard && !isNamed) return null;
    const withoutHolder = probabilities[identity.slot]! / Math.max(1 - ofHolder, Number.MIN_VALUE);
    return withoutHolder >= CONFLICT_PROBABILITY ? identity.slot : null;
  }
}

interface IdentityAnswer {
  readonly slot: number;
  /** The name is compatible, and something beside it speaks for the person. */
  readonly fits: boolean;
  /** … and one person stands clearly alone. */
  readonly strong: boolean;
}

/**
 * A name alone is no identity: the birth date, a number that is damaged or a slip away, the card, or a second word must go with
 * it. Another birth date on the same card is a relative, however alike the names: fathers and sons share theirs. A full number
 * that is another's altogether takes a date or a card to outweigh.
 */
function isCorroborated(traits: Traits): boolean {
  const nikIsNear = traits.nik === "damage" || traits.nik === "one-digit" || traits.nik === "swapped";
  // A default date is shared by too many: it needs the village, or the digits, beside it.
  if (traits.date === "default") return isNear(traits.place) || nikIsNear || traits.nik === "prefix";
  if (dateSupports(traits)) return true;
  if (traits.date === "year") return isNear(traits.place) && traits.tokens >= 2;
  if (traits.date !== "unknown") return false;
  if (traits.card === "equal" || nikIsNear || traits.nik === "serial" || traits.nik === "region") return true;
  return traits.nik !== "different" && traits.tokens >= 2;
}

/** A number that is damaged, and wrong in what is left of it. */
function isOtherNumber({ nik }: Traits): boolean {
  return nik === "different" || nik === "one-digit" || nik === "swapped" || nik === "serial" || nik === "region";
}

/** The best of those whom a clerk wants to see; the only one of the row's whole name in its village is, whatever the birth date says. */
function bestShown(order: readonly number[], ledger: ClaimLedger, probabilities: Float64Array): number | undefined {
  const namesakes = order.filter((slot) => isNamesakeHere(ledger.traits(slot)));
  const only = namesakes.length === 1 && ledger.traits(namesakes[0]!).nik !== "different" ? namesakes[0] : undefined;
  return order.find((slot) => slot === only || stands(ledger.traits(slot), probabilities[slot]!));
}

/** Bears the row's whole name in its village. */
function isNamesakeHere({ name, place }: Traits): boolean {
  return (name === "equal" || name === "equivalent") && isNear(place);
}

/** Of several who bear the row's name in its village, born on other dates, those are shown of whom at least one in fifty is the person … */
const OTHER_DATE_PROBABILITY = 0.02;
/** … of those who bear it and have another number, one in twenty-five … */
const CONTRADICTED_PROBABILITY = 0.04;
/** … lives elsewhere, one in sixty-six … */
const ELSEWHERE_PROBABILITY = 0.015;
/** … and whose name, or house, is nearly the row's, where one in two hundred is. */
const NEARLY_NAMED_PROBABILITY = 0.005;
/** Whose name resembles the row's and whose birth date is the row's, where one in twelve is. */
const RESEMBLING_PROBABILITY = 0.08;

/**
 * Whom a careful clerk would want to see, whatever the prior says: who bears the row's whole name in its village, on its birth date or
 * on its card, or in its kecamatan where that is all it says of the person; who bears it elsewhere, among few; who nearly bears it in
 * its village, on its card, on its very birth date or, whatever the dates, in its house; who stands on its card where the row gives no
 * name.
 */
function stands({ nik, date, name, card, place, kin, inKecamatan }: Traits, probability: number): boolean {
  if (kin) return true;
  // The number is the row's but for a slip that a machine or a pen makes, and the name may be: whatever the date says.
  if (nik === "damage" && name !== "unknown" && !isUnlike(name)) return true;
  const isContradicted = nik === "different" || date === "different";
  if (name === "unknown") return card === "equal" && !isContradicted;
  if (name === "equal" || name === "equivalent") {
    const isThere = date === "equal" || date === "default" || isNear(place) || (date === "unknown" && inKecamatan);
    if (!isThere) return !isContradicted && probability >= ELSEWHERE_PROBABILITY;
    const least = nik === "different" ? CONTRADICTED_PROBABILITY : date === "different" ? OTHER_DATE_PROBABILITY : 0;
    return probability >= least;
  }
  if (name === "different" || nik === "different" || probability < NEARLY_NAMED_PROBABILITY) return false;
  const isHome = place === "house" || place === "card";
  // One of the house whose name is the row's but for slips, whatever the date; else the date must not be another's.
  if (isHome && !isUnlike(name) && name !== "partial") return true;
  if (name === "resembling" && (date === "equal" || (date === "default" && isNear(place))) && probability >= RESEMBLING_PROBABILITY)
    return true;
  return date !== "different" && (isUnlike(name) ? place === "house" : isNear(place) || date === "equal");
}

/**
 * Where nothing but a number is given and several are a slip away from it, the number lies among others: it is more likely that of
 * somebody who is not there than a slip. Of those shown below this, one in twelve was the person.
 */
const AMONG_NUMBERS_PROBABILITY = 0.38;
/** Somebody of quite another name, and not of the row's card, is put before a clerk from here on. */
const OTHER_NAME_PROBABILITY = 0.25;

/** No word agrees. */
function isUnlike(name: Traits["name"]): boolean {
  return name === "resembling" || name === "different";
}

/** Somebody of the same whole name, born on that day, in that village: a letter L or P is mistaken more often than such twins are born. */
function isSexMistyped(traits: Traits): boolean {
  return traits.name === "equal" && traits.date === "equal" && isNear(traits.place);
}

/** One word of a longer name names too many people: without a number that fits it is for the officer to judge. */
function isOneWordOfSeveral({ name, tokens, nik }: Traits): boolean {
  return name === "subset" && tokens < 2 && nik !== "damage";
}

/** A relative of the NIK's owner who bears the row's name and birth date, where the owner has another date; or, without dates, another name. */
function rightfulOwner(holder: number, order: readonly number[], ledger: ClaimLedger): number | null {
  const { date, name } = ledger.traits(holder);
  if (date !== "different" && (date !== "unknown" || name === "unknown" || holderAgrees(ledger.traits(holder)))) return null;
  const needed = date === "different" ? "equal" : "unknown";
  const isOwner = (slot: number): boolean => {
    const traits = ledger.traits(slot);
    return traits.nik !== "equal" && namesAgree(traits) && traits.date === needed && sameFamily(slot, holder, ledger);
  };
  return order.find(isOwner) ?? null;
}

function sameFamily(left: number, right: number, ledger: ClaimLedger): boolean {
  return ledger.family(left) !== 0 && ledger.family(left) === ledger.family(right);
}

function orphanStatus(row: number, ledger: ClaimLedger): Status {
  if (ledger.covered(row) === false) return "DI_LUAR_CAKUPAN";
  const state = ledger.nikState(row);
  if (state === "none") return "NIK_KOSONG";
  return state === "usable" ? "TIDAK_DITEMUKAN" : "NIK_TIDAK_VALID";
}

/* ---- officers' rulings ---- */

/** A ruling never touches what number and name say by themselves, but to ask about it. */
function applyRuling(row: number, ledger: ClaimLedger, answers: Answers): void {
  const ruling = ledger.ruling(row);
  if (ruling === "none") return;
  const ruled = ruledSlot(row, ledger);
  const best = answers.best[row]!;
  const status = statuses[answers.status[row]!]!;
  if (status === "PADAN" || status === "PADAN_CATATAN") {
    if (isRuledAgainst(ledger.traits(best))) answers.set(row, "PERLU_CEK", best);
    else if (ruling === "number") answers.set(row, "PADAN_PUTUSAN", best);
  } else if (ruling === "person" && ruled >= 0) answers.set(row, "PADAN_PUTUSAN", ruled);
  else if (ruling === "review" && (status === "PADAN_PROBABILISTIK" || orphaned.has(status))) {
    answers.set(row, "PERLU_CEK", best < 0 ? ruled : best);
  }
}

/** The candidate that an officer says is the row's person, or that officers differ about; -1 where there is none. */
function ruledSlot(row: number, ledger: ClaimLedger): number {
  for (let slot = ledger.firstSlot(row); slot < ledger.firstSlot(row + 1); slot++) {
    const { ruling } = ledger.traits(slot);
    if (ruling === "same" || ruling === "contested") return slot;
  }
  return -1;
}

/* ---- between rows ---- */

/** Statuses that say: this is the person. */
export const matched: ReadonlySet<Status> = new Set<Status>(["PADAN", "PADAN_CATATAN", "PADAN_PROBABILISTIK", "PADAN_PUTUSAN"]);
const claiming = new Set<Status>([...matched, "NAMA_PADAN_NIK_BEDA"]);

/** Number and name go before an officer's word, that before evidence, and what is still a question comes last. */
function claimRank(status: Status): number {
  return status === "PADAN" || status === "PADAN_CATATAN" ? 3 : status === "PADAN_PUTUSAN" ? 2 : matched.has(status) ? 1 : 0;
}

/** One person of the extract is in match.csv at most once per list: the strongest row keeps it, in a tie the first. */
function giveEachPersonOnce(ledger: ClaimLedger, weights: Int32Array, answers: Answers): void {
  const claims: number[] = [];
  const statusOf = (row: number): Status => statuses[answers.status[row]!]!;
  for (let row = 0; row < ledger.length; row++) if (claiming.has(statusOf(row))) claims.push(row);
  const personOf = (row: number): number => ledger.person(answers.best[row]!);
  const strength = (row: number): number => weights[answers.best[row]!]!;
  const strongestFirst = (a: number, b: number): number =>
    claimRank(statusOf(b)) - claimRank(statusOf(a)) || strength(b) - strength(a) || a - b;
  forEachGroup(claims, [personOf, (row) => ledger.list(row)], (group) => {
    const [keeper, ...others] = group.sort(strongestFirst);
    for (const row of others) {
      answers.set(row, "GANDA_DI_DAFTAR", answers.best[row]!);
      answers.rival[row] = keeper!;
      if (ledger.sameName(row, keeper!)) {
        answers.clash(row, "NIK_GANDA_SAMA_ORANG");
        answers.clash(keeper!, "NIK_GANDA_SAMA_ORANG");
        if (answers.rival[keeper!] === -1) answers.rival[keeper!] = row;
      }
    }
  });
}

/** Rows of the list that use one NIK: for one person (noted), or for several (a conflict for all but its owner). */
function markSharedNiks(ledger: ClaimLedger, answers: Answers): void {
  const rows: number[] = [];
  for (let row = 0; row < ledger.length; row++) if (ledger.nikHigh(row) !== 0) rows.push(row);
  forEachGroup(rows, [(row) => ledger.nikHigh(row), (row) => ledger.nikLow(row), (row) => ledger.list(row)], (group) => {
    const first = group[0]!;
    const names = firstOfEachName(group, ledger);
    for (const row of group) {
      const stranger = names.find((each) => !ledger.sameName(each, row));
      if (stranger === undefined) {
        answers.clash(row, "NIK_GANDA_SAMA_ORANG");
        if (answers.rival[row] === -1) answers.rival[row] = row === first ? group[1]! : first;
        continue;
      }
      answers.clash(row, "NIK_GANDA_BEDA_ORANG");
      answers.stranger[row] = stranger;
      const status = statuses[answers.status[row]!]!;
      if (status === "NIK_PADAN_NAMA_BEDA" || orphaned.has(status)) {
        answers.set(row, "NIK_GANDA_BEDA_ORANG", answers.best[row]!);
      }
    }
  });
}

/** One number may fill a whole column: its rows are held against each name on it, not against each other. */
function firstOfEachName(rows: readonly number[], ledger: ClaimLedger): number[] {
  const first = new Map<string, number>();
  for (const row of rows) {
    const name = ledger.nameKey(row);
    if (!first.has(name)) first.set(name, row);
  }
  return [...first.values()];
}

/** Cards that stand on several rows of lists of families. */
function markSharedCards(ledger: ClaimLedger, answers: Answers, ofFamilies: (row: number) => boolean): void {
  const rows: number[] = [];
  for (let row = 0; row < ledger.length; row++) if (ledger.card(row) !== 0 && ofFamilies(row)) rows.push(row);
  forEachGroup(rows, [(row) => ledger.cardLow(row), (row) => ledger.card(row), (row) => ledger.list(row)], (group) => {
    for (const row of group) answers.clash(row, "KK_GANDA");
  });
}

/** Rows of lists of families whose persons the extract has on one card: two recipients of one family. */
function markSharedFamilies(ledger: ClaimLedger, answers: Answers, ofFamilies: (row: number) => boolean): void {
  const rows: number[] = [];
  for (let row = 0; row < ledger.length; row++) {
    if (!ofFamilies(row) || !matched.has(statuses[answers.status[row]!]!)) continue;
    if (ledger.family(answers.best[row]!) !== 0) rows.push(row);
  }
  forEachGroup(rows, [(row) => ledger.family(answers.best[row]!), (row) => ledger.list(row)], (group) => {
    for (const row of group) answers.clash(row, "KELUARGA_GANDA");
  });
}

const orphaned = new Set<Status>(["TIDAK_DITEMUKAN", "DI_LUAR_CAKUPAN", "NIK_TIDAK_VALID", "NIK_KOSONG"]);
