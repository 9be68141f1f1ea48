/**
 * Words out of a file (its name, its headers) on their way to a person: without what would steer the terminal, and without a
 * number that may be somebody's.
 */

/** Controls of both sets, line and paragraph separators, direction marks, zero-width marks, halves of a pair. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
/** Ten digits in a row, or thirteen and more grouped as people group them: a NIK, a family card, a bank account. Not `_` and `/`, which part the words of a path. */
const LONG_NUMBER = /\p{Nd}{10,}|\p{Nd}(?:[ \u00a0.'\u2010-\u2015-]?\p{Nd}){12,}/gu;

/** Controls besides line ends, and an escape that begins no colour. */
const STEERING = /[\0-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|\x1b(?!\[[\d;]*m)/g;

/** A whole text for the terminal: whatever is in it, nothing in it moves the cursor, clears the screen or types. */
export function harmless(text: string): string {
  return text.replace(STEERING, "\ufffd");
}

export function shown(text: string): string {
  return text.replace(UNPRINTABLE, "\ufffd").replace(LONG_NUMBER, "••••••••");
}
