/** The status of a row: what its candidates' probabilities, and what its number, name and date say of them, make the answer. */
import type { Traits } from "./claim.ts";
import type { ClaimLedger } from "./claim-ledger.ts";
import type { Answers } from "./answers.ts";
import { ofPerson, ranked } from "./rivals.ts";
import { bestShown, stands } from "./shown.ts";
import type { Status } from "./status.ts";
import { dateSupports, holderAgrees, isUnlike, namesAgree, namesCompatible } from "./traits.ts";
import { isNear } from "../link/compare/comparison.ts";
import type { LinkageModel } from "../link/weigh/model.ts";

/** From here on a person whom the name points to is put before the owner of the NIK as the likelier one. */
const CONFLICT_PROBABILITY = 0.8;
/**
 * Where nothing but a number is given and several are a slip away from it, the number lies among others: it is more likely that of
 * somebody who is not there than a slip. Of those shown below this, one in twelve was the person.
 */
const AMONG_NUMBERS_PROBABILITY = 0.38;
/** Somebody of quite another name, and not of the row's card, is put before a clerk from here on. */
const OTHER_NAME_PROBABILITY = 0.25;

/** `somebody`: the probability that anybody of the extract is the row's person, were there no other rows. */
export function decideRow(
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
