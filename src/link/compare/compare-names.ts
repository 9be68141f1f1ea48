/**
 * Comparing two names: every reading of the one with every reading of the other, words aligned as bags (order is free: most
 * Indonesians have no surname), the best level wins and a main reading wins ties.
 */
import { distance } from "fastest-levenshtein";
import type { FindingCode } from "../../normalise/findings.ts";
import { withoutDoubles } from "../../normalise/name/canonical-spelling.ts";
import { kinWords } from "../../normalise/name/name-cell.ts";
import { remembering } from "../../normalise/memo.ts";
import { isLightToken } from "../../normalise/name/light-tokens.ts";
import { sameTokens, type NameMark, type PersonName } from "../../normalise/name/person-name.ts";
import { distinguishes, equalTokens, isSwap, tokenAgreement, type TokenAgreement, type TokenContext } from "./token-agreement.ts";

/** Strictest first. */
export const nameLevels = [
  /** The same words in the same order. */
  "equal",
  /** The same but for order, spacing, short forms with one reading, or words that tell nothing (MUHAMMAD, SITI in front). */
  "equivalent",
  /** Initials, or a cut by a column's width, explain what differs. */
  "abbreviated",
  /** One weak spelling rule or one slip in a long word; all else agrees. */
  "near",
  /** All words of one name stand in the other, which has more. */
  "subset",
  /** Every word explained, but in several weak steps. */
  "several",
  /**
   * A slip that may as well be another name (RAHMAN, RAHMAT), or nothing but initials beside words that tell nothing (SITI M.):
   * it takes a number to say which.
   */
  "slip",
  /** Slips in several words: each is written much like one of the other name's, or is the same. */
  "alike",
  /** A telling word agrees, others contradict; or only words that tell nothing agree, and stand alone on one side. */
  "partial",
  /** No word agrees, but one is written much like a word of the other name. */
  "resembling",
  "different",
] as const;
export type NameLevel = (typeof nameLevels)[number];

export interface AgreedToken {
  readonly left: string;
  readonly right: string;
  /** Share of the word's rarity that counts, 0 to 1. */
  readonly credit: number;
}

export interface NameAgreement {
  readonly level: NameLevel;
  readonly agreed: readonly AgreedToken[];
  readonly leftOver: { readonly left: readonly string[]; readonly right: readonly string[] };
  /** What differs, in finding codes; none when the names are equal. */
  readonly notes: readonly FindingCode[];
}

export interface NameComparisonContext {
  readonly nikEqual?: boolean;
  readonly dateEqual?: boolean;
  readonly sameSex?: boolean;
  /** Width at which the left side's file cuts names, or null where none is known. */
  readonly leftTruncatedWidth?: number | null;
}

/** Widths at which old systems cut names, as far as known, and the most letters a name may have on a card. */
const CUT_WIDTHS = [20, 25, 30, 60];

export function compareNames(left: PersonName, right: PersonName, context: NameComparisonContext = {}): NameAgreement {
  let best = compareReadings(left.tokens, right.tokens, context);
  if (best.level !== "equal" && (left.alternatives.length > 0 || right.alternatives.length > 0)) {
    for (const a of [left.tokens, ...left.alternatives]) {
      for (const b of [right.tokens, ...right.alternatives]) {
        if (a === left.tokens && b === right.tokens) continue;
        const other = ofPatronym(left, a, b, context) ?? ofPatronym(right, b, a, context) ?? asAlternative(compareReadings(a, b, context));
        if (rankOf(other) < rankOf(best)) best = other;
      }
    }
  }
  if (best.level === "different" || best.level === "partial") best = damagedOr(best, left.tokens, right.tokens);
  if (kinWords.has(left.tokens[0]!) && context.nikEqual !== true && best.leftOver.left.includes(left.tokens[0]!))
    best = { ...ofKin(best), notes: ["NAMA_ORANG_LAIN"] };
  if (best.leftOver.left.length > 0) {
    if (isForHeirs(left.tokens, best.leftOver.left)) best = { ...ofKin(best), notes: ["NAMA_ORANG_LAIN"] };
    else if (mayNameTwo(left.tokens, best.leftOver.left)) best = ofKin(best);
  }
  return left.marks.length === 0 && right.marks.length === 0 ? best : withMarks(best, left, right, context);
}

/** `OCIH BINTI WIRYA` is not WIRYA: with the father's name a reading counts only where the person's own name agrees. */
function ofPatronym(
  { tokens }: PersonName,
  reading: readonly string[],
  other: readonly string[],
  context: NameComparisonContext,
): NameAgreement | null {
  const isPatronym = reading.length > tokens.length && tokens.every((token, at) => token === reading[at]);
  return isPatronym && compareReadings(tokens, other, context).level === "different" ? unrelated : null;
}

function rankOf({ level }: NameAgreement): number {
  return nameLevels.indexOf(level);
}

/** An alternative reading never makes two names equal to the letter. */
function asAlternative(agreement: NameAgreement): NameAgreement {
  const { level, agreed, leftOver } = agreement;
  return level === "equal" ? { level: "equivalent", agreed, leftOver, notes: ["NAMA_SINGKATAN"] } : agreement;
}

/**
 * A name that may be another person's. Under KEL. it can support, not settle. BAYI stands before the mother's. The wife called by her husband's name is not
 * the man who bears it, and where a cell names a relative or several people it does not say who of them the row is about.
 */
function withMarks(
  agreement: NameAgreement,
  left: PersonName,
  right: PersonName,
  { sameSex, nikEqual }: NameComparisonContext,
): NameAgreement {
  const oneSided = (mark: NameMark): boolean => left.marks.includes(mark) !== right.marks.includes(mark);
  const isCalled = oneSided("husband-name") || (left.marks.includes("salutation") && nikEqual !== true);
  const isAnother =
    oneSided("relative-name") ||
    oneSided("newborn") ||
    oneSided("several-people") ||
    (oneSided("on-behalf") && nikEqual !== true) ||
    (isCalled && sameSex === false);
  // `X CS` with X's own number is X among others, `A.N. X` is X; without it nothing says which of them.
  const limit = isAnother || (oneSided("not-a-person") && nikEqual !== true) ? "partial" : oneSided("not-a-person") ? "subset" : null;
  if (limit === null || rankOf(agreement) >= nameLevels.indexOf(limit)) return agreement;
  const { agreed, leftOver, notes } = agreement;
  return { level: limit, agreed, leftOver, notes: [...notes, isAnother ? "NAMA_BEDA" : "NAMA_SEBAGIAN"] };
}

/** `A.W X`, `AW X`: *ahli waris*, the heirs of X, where the letters stand for no word of X's name. */
function isForHeirs(tokens: readonly string[], leftOver: readonly string[]): boolean {
  const [first, second] = tokens;
  return first === "AW"
    ? leftOver.includes(first)
    : first === "A" && second === "W" && leftOver.includes(first) && leftOver.includes(second);
}

/** `X N Y` may be X *dan* Y, where N is no word's initial and only one side of it agrees. */
function mayNameTwo(tokens: readonly string[], leftOver: readonly string[]): boolean {
  const at = leftOver.includes("N") ? tokens.indexOf("N") : -1;
  if (at < 1 || at === tokens.length - 1) return false;
  const isLeftOver = (words: readonly string[]): boolean => words.every((word) => leftOver.includes(word));
  return isLeftOver(tokens.slice(0, at)) || isLeftOver(tokens.slice(at + 1));
}

/** At most that of a relative. */
function ofKin(agreement: NameAgreement): NameAgreement {
  const { agreed, leftOver, notes } = agreement;
  return rankOf(agreement) >= nameLevels.indexOf("partial") ? agreement : { level: "partial", agreed, leftOver, notes };
}

const unrelated: NameAgreement = { level: "different", agreed: [], leftOver: { left: [], right: [] }, notes: ["NAMA_BEDA"] };

/**
 * Whether no word of the one begins, or ends, like a word of the other: most pairs that a birth date and a village bring
 * together. No rule, slip, cut or initial makes such words one.
 */
function areUnrelated(left: readonly string[], right: readonly string[]): boolean {
  for (const a of left) {
    const first = classOf(a);
    for (const b of right) {
      if (first === classOf(b) || endAlike(a, b)) return false;
    }
  }
  return true;
}

function endAlike(a: string, b: string): boolean {
  if (a.length < 2 || b.length < 2) return false;
  return a.charCodeAt(a.length - 1) === b.charCodeAt(b.length - 1) && a.charCodeAt(a.length - 2) === b.charCodeAt(b.length - 2);
}

/** First letters that some rule takes for each other. A vowel may have lost its H. */
const classes: Readonly<Record<string, string>> = {
  A: "A",
  E: "A",
  I: "A",
  O: "A",
  U: "A",
  H: "A",
  C: "C",
  K: "C",
  Q: "C",
  X: "C",
  F: "F",
  P: "F",
  V: "F",
  B: "F",
  W: "F",
  Z: "S",
  S: "S",
  J: "S",
  Y: "S",
  D: "D",
  T: "D",
  M: "M",
  N: "M",
};

const classOfCode = Uint8Array.from({ length: 128 }, (_, code) =>
  (classes[String.fromCharCode(code)] ?? String.fromCharCode(code)).charCodeAt(0),
);

function classOf(token: string): number {
  const code = token.charCodeAt(0);
  return classOfCode[code] ?? code;
}

interface Link {
  readonly left: number;
  readonly right: number;
  readonly agreement: TokenAgreement;
}

const nothingLeft = { left: [], right: [] } as const;
const nothingNoted: readonly FindingCode[] = [];

function compareReadings(left: readonly string[], right: readonly string[], context: NameComparisonContext): NameAgreement {
  if (sameTokens(left, right)) return { level: "equal", agreed: inFull(left), leftOver: nothingLeft, notes: nothingNoted };
  if (areUnrelated(left, right)) return unrelated;
  const joinedLeft = joined(left);
  const joinedRight = joined(right);
  if (joinedLeft === joinedRight) {
    const longer = left.length >= right.length ? left : right;
    return { level: "equivalent", agreed: inFull(longer), leftOver: nothingLeft, notes: ["NAMA_EJAAN"] };
  }
  const [spacedLeft, spacedRight] = spacedAlike(left, right);
  if (spacedLeft !== left || spacedRight !== right) return compareReadings(spacedLeft, spacedRight, context);
  const links = align(left, right, {
    nikEqual: context.nikEqual === true,
    dateEqual: context.dateEqual === true,
    sameSex: context.sameSex !== false,
  });
  const freeLeft = left.filter((_, at) => !links.some((link) => link.left === at));
  const freeRight = right.filter((_, at) => !links.some((link) => link.right === at));
  const agreed: AgreedToken[] = [];
  for (const link of links) agreed.push({ left: left[link.left]!, right: right[link.right]!, credit: link.agreement.credit });
  const leftOver = { left: freeLeft, right: freeRight };
  const { level, notes } = judge(left, right, links, leftOver, joinedLeft, joinedRight, context);
  if (context.nikEqual === true && context.dateEqual === true && (level === "partial" || level === "different")) {
    const byInitials = withInitials(left, right, context);
    if (byInitials !== null) return byInitials;
  }
  if (level === "different") return { level, agreed: [], leftOver, notes };
  return { level, agreed: level === "slip" ? [...agreed, ...slipped(leftOver)] : agreed, leftOver, notes };
}

/** Two neighbouring words run together where the other name writes them as one: AL FATIH, ALFATIH. */
function spacedAlike(left: readonly string[], right: readonly string[]): [readonly string[], readonly string[]] {
  return [runTogether(left, right), runTogether(right, left)];
}

function runTogether(tokens: readonly string[], as: readonly string[]): readonly string[] {
  for (let at = 0; at + 1 < tokens.length; at++) {
    const one = joined([tokens[at]!, tokens[at + 1]!]);
    if (one.length >= 5 && as.includes(one)) return [...tokens.slice(0, at), one, ...tokens.slice(at + 2)];
  }
  return tokens;
}

/** IB. for IDA BAGUS, YB. for YOHANES BERCHMANS: several words shortened to one, readable beside number and date. Null: nothing gained. */
function withInitials(left: readonly string[], right: readonly string[], context: NameComparisonContext): NameAgreement | null {
  const parted = (tokens: readonly string[], other: readonly string[]): readonly string[] =>
    tokens.flatMap((token) => (token.length >= 2 && token.length <= 4 && !other.includes(token) ? [...token] : [token]));
  const [a, b] = left.length < right.length ? [parted(left, right), right] : [left, parted(right, left)];
  if (left.length === right.length || a.length + b.length === left.length + right.length) return null;
  const agreement = compareReadings(a, b, { ...context, nikEqual: false });
  return agreement.level === "abbreviated" || agreement.level === "subset" ? { ...agreement, notes: ["NAMA_SINGKATAN"] } : null;
}

/** Words that a slip parts are worth part of their rarity. */
const SLIP_CREDIT = 0.4;

function slipped({ left, right }: NameAgreement["leftOver"]): AgreedToken[] {
  return left.slice(0, right.length).map((token, at) => ({ left: token, right: right[at]!, credit: SLIP_CREDIT }));
}

function judge(
  left: readonly string[],
  right: readonly string[],
  links: readonly Link[],
  leftOver: NameAgreement["leftOver"],
  joinedLeft: string,
  joinedRight: string,
  context: NameComparisonContext,
): Pick<NameAgreement, "level" | "notes"> {
  const count = { equal: 0, short: 0, initial: 0, weak: 0, edit: 0, edits: 0, cut: 0 };
  for (const { agreement } of links) count[agreement.kind]++;
  const steps = count.weak + count.edit + 2 * count.edits;
  const freeLeft = leftOver.left;
  const freeRight = leftOver.right;
  const notes: FindingCode[] = [];
  if (steps > 0) notes.push("NAMA_EJAAN");
  if (count.short + count.initial + count.cut > 0) notes.push("NAMA_SINGKATAN");
  if (isReordered(links)) notes.push("NAMA_URUTAN");
  const sexMarkers =
    freeLeft.includes("I") !== freeLeft.includes("NI") &&
    freeRight.includes("I") !== freeRight.includes("NI") &&
    freeLeft.includes("I") !== freeRight.includes("I");

  if (isCut(left, right, context)) return { level: "abbreviated", notes: ["NAMA_TERPOTONG"] };
  if (freeLeft.length === 0 && freeRight.length === 0) {
    if (count.cut > 0) return { level: links.length > count.cut ? "several" : isSlip(joinedLeft, joinedRight) ? "slip" : "partial", notes };
    if (steps === 0) return { level: count.initial + count.cut > 0 ? initialsEnough(links, left) : "equivalent", notes };
    if (steps === 1 && count.initial + count.cut === 0) return { level: "near", notes };
    return {
      level: left.length === 1 && count.edits > 0 && context.nikEqual !== true && context.dateEqual !== true ? "partial" : "several",
      notes,
    };
  }
  const oneSided = freeLeft.length === 0 || freeRight.length === 0;
  const free = [...freeLeft, ...freeRight];
  const telling = links.filter(({ left: at, agreement }) => agreement.credit >= 0.5 && !isLightToken(left[at]!));
  if (oneSided && links.length > 0) {
    const solid = count.equal + count.short > 0;
    if (free.every(isLightToken) && telling.length > 0) {
      return {
        level: steps === 0 && count.initial + count.cut === 0 ? "equivalent" : steps <= 1 ? "near" : "several",
        notes: [...notes, "NAMA_SEBAGIAN"],
      };
    }
    if (steps === 0 && telling.length > 0 && free.every((token) => isLightToken(token) || isTail(token))) {
      return { level: "abbreviated", notes: [...notes, "NAMA_SINGKATAN"] };
    }
    if (steps === 0 && solid && (telling.length > 0 || links.length > 1)) return { level: "subset", notes: [...notes, "NAMA_SEBAGIAN"] };
    if (steps <= 1 && telling.length > 1) return { level: "several", notes: [...notes, "NAMA_SEBAGIAN"] };
  }
  if (!sexMarkers && isSlip(joinedLeft, joinedRight)) {
    const isSpacing =
      left.length !== right.length && Math.min(joinedLeft.length, joinedRight.length) >= 8 && distance(joinedLeft, joinedRight) === 1;
    return { level: isSpacing ? "near" : "slip", notes: ["NAMA_EJAAN"] };
  }
  if (oneSided && links.length > 0 && steps === 0) return { level: "partial", notes: [...notes, "NAMA_SEBAGIAN"] };
  return telling.length > 0 ? { level: "partial", notes: ["NAMA_BEDA"] } : { level: "different", notes: ["NAMA_BEDA"] };
}

/** `S.` or `MY` after a name: what is left of further words, and often left out. */
function isTail(token: string): boolean {
  return token.length === 1 || /^[B-DF-HJ-NP-TV-Z]{2}$/.test(token);
}

/** One slip of the finger in the whole name. Two may be twins (HASAN, HUSEN). */
function isSlip(left: string, right: string): boolean {
  if (Math.min(left.length, right.length) < 4 || Math.abs(left.length - right.length) > 1) return false;
  return distance(left, right) === 1 || isSwap(left, right);
}

/** Share of a word's letters that may differ from another's which is written much like it. */
const ALIKE = 0.4;
/** … and of two whole names, the words run together. */
const WHOLE_ALIKE = 0.3;
/** What a word written much alike is worth of its rarity. */
const ALIKE_CREDIT = 0.3;

/** Names that no rule makes one may be one name badly damaged. */
function damagedOr(agreement: NameAgreement, left: readonly string[], right: readonly string[]): NameAgreement {
  const [shorter, longer] = left.length <= right.length ? [left, right] : [right, left];
  const used: boolean[] = [];
  const agreed: AgreedToken[] = [];
  let alike = 0;
  for (const word of shorter) {
    let at = longer.findIndex((other, to) => !used[to] && other === word);
    if (at < 0) at = longer.findIndex((other, to) => !used[to] && isAlike(word, other, ALIKE));
    if (at < 0) continue;
    used[at] = true;
    alike++;
    agreed.push({ left: word, right: longer[at]!, credit: word === longer[at] ? 1 : ALIKE_CREDIT });
  }
  const isEvery = alike === shorter.length && longer.length - shorter.length < shorter.length;
  if (isEvery || (left.length !== right.length && isAlike(left.join(""), right.join(""), WHOLE_ALIKE)))
    return { ...agreement, level: "alike", agreed };
  if (agreement.level === "partial") return agreement;
  return alike > 0 || longer.some((word) => isAlike(word, shorter.join(""), ALIKE)) ? { ...agreement, level: "resembling" } : agreement;
}

function isAlike(a: string, b: string, share: number): boolean {
  if (a === b || Math.min(a.length, b.length) < 3) return false;
  if (a.length > 3 && Math.abs(a.length - b.length) <= 2 && asScanned(a) === asScanned(b)) return true;
  const most = Math.floor(Math.max(a.length, b.length) * share);
  return Math.abs(a.length - b.length) <= most && (distance(a, b) <= most || isSwap(a, b)) && !distinguishes(a, b);
}

/** What a scanner makes one of: M of RN, and letters that look alike. */
const asScanned = remembering((word: string): string =>
  withoutDoubles(word.replaceAll("RN", "N").replace(/[RMDQLFV]/g, (letter) => looksLike[letter]!)),
);

const looksLike: Readonly<Record<string, string>> = { R: "A", M: "N", D: "O", Q: "O", L: "I", F: "E", V: "U" };

/** An initial for every telling word explains nothing: A. is ABDUL, AHMAD, AGUS or ANDI. */
function initialsEnough(links: readonly Link[], left: readonly string[]): NameLevel {
  const full = links.filter(({ left: at, agreement }) => agreement.kind === "equal" && !isLightToken(left[at]!));
  return full.length === 0 ? "slip" : "abbreviated";
}

/** Greedy by credit: names have few words. Deterministic: ties by position. */
function align(left: readonly string[], right: readonly string[], context: TokenContext): Link[] {
  const links: Link[] = [];
  const usedLeft: boolean[] = [];
  const usedRight: boolean[] = [];
  for (let at = 0; at < left.length; at++) {
    for (let to = 0; to < right.length; to++) {
      if (left[at] !== right[to] || usedRight[to]) continue;
      links.push({ left: at, right: to, agreement: equalTokens });
      usedLeft[at] = usedRight[to] = true;
      break;
    }
  }
  if (links.length === left.length || links.length === right.length) return links;
  const possible: Link[] = [];
  for (let at = 0; at < left.length; at++) {
    if (usedLeft[at]) continue;
    for (let to = 0; to < right.length; to++) {
      if (usedRight[to]) continue;
      const agreement = tokenAgreement(left[at]!, right[to]!, context);
      if (agreement !== null) possible.push({ left: at, right: to, agreement });
    }
  }
  possible.sort(
    (a, b) =>
      b.agreement.credit - a.agreement.credit ||
      Math.abs(a.left - a.right) - Math.abs(b.left - b.right) ||
      a.left + a.right - b.left - b.right ||
      a.left - b.left,
  );
  for (const link of possible) {
    if (usedLeft[link.left] || usedRight[link.right]) continue;
    links.push(link);
    usedLeft[link.left] = usedRight[link.right] = true;
  }
  return links;
}

function isReordered(links: readonly Link[]): boolean {
  if (links.length < 2) return false;
  const order = [...links].sort((a, b) => a.left - b.left);
  return order.some((link, at) => at > 0 && link.right < order[at - 1]!.right);
}

/** One name is the beginning of the other, and as long as a column is wide. */
function isCut(
  left: readonly string[],
  right: readonly string[],
  { leftTruncatedWidth, nikEqual, dateEqual }: NameComparisonContext,
): boolean {
  if (left[0]!.charCodeAt(0) !== right[0]!.charCodeAt(0)) return false;
  const a = left.join(" ");
  const b = right.join(" ");
  if (!a.startsWith(b) && !b.startsWith(a)) return false;
  const length = Math.min(a.length, b.length);
  // Canonical spelling may have shortened either by some letters.
  const near = (width: number): boolean => length >= width - 5 && length <= width;
  const width = leftTruncatedWidth ?? null;
  if (width !== null && a.length < b.length && near(width)) return true;
  return length >= 14 && CUT_WIDTHS.some(near) && (nikEqual === true || dateEqual === true);
}

/** The words run together, the article of ABDUL written as it is spoken: ABDUL RAHMAN, ABDURRAHMAN. */
function joined(tokens: readonly string[]): string {
  const text = tokens.join("");
  return withoutDoubles(text.includes("ABDUL") ? text.replace(/ABDUL([RSNZDT])/g, "ABDU$1") : text);
}

function inFull(tokens: readonly string[]): AgreedToken[] {
  const agreed: AgreedToken[] = [];
  for (const token of tokens) agreed.push({ left: token, right: token, credit: 1 });
  return agreed;
}
