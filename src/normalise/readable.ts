/**
 * Text as it was before a program spoilt it: HTML entities (`MA&apos;RUF`, `&nbsp;`) and UTF-8 that was once read as
 * Windows-1252 (`MAâ€™RUF`). For comparing only; reports show what the file said.
 */

/** Cheap test: nearly every cell has neither an ampersand nor a character beyond ASCII. */
const SUSPECT = /&[#A-Za-z]|_x00|<[A-Za-z/]|[\u0080-\uffff]/;

export function readable(text: string): string {
  return SUSPECT.test(text) ? decodedAgain(withoutEntities(withoutTags(text))) : text;
}

/** `<br>` of a web page, `_x000D_` of a workbook that was saved as text. */
function withoutTags(text: string): string {
  return text.replace(/<\/?[a-z][a-z0-9]{0,9}\s*\/?>|_x00[0-9a-f]{2}_/gi, " ");
}

/** Text may have been decoded wrongly more than once. */
function decodedAgain(text: string): string {
  // In capitals the wrong letters are others: `MAÂ€™RUF`.
  let read = text.replace(/[âÂ]€[™˜\u0098\u0099]/g, "'");
  for (let times = 0; times < 3; times++) {
    const before = read;
    read = decodedTwice(read);
    if (read === before) break;
  }
  return read;
}

const entities: Readonly<Record<string, string>> = {
  quot: '"',
  amp: "&",
  lt: "<",
  gt: ">",
  nbsp: " ",
  ensp: " ",
  emsp: " ",
  thinsp: " ",
  shy: "",
  ndash: "-",
  mdash: "-",
  hyphen: "-",
  minus: "-",
  sol: "/",
  comma: ",",
  period: ".",
  bull: " ",
  middot: " ",
  hellip: "...",
};
/** Every mark that is written for an apostrophe; and letters with a mark: `&eacute;`. */
const apostrophe = /^(?:apos|[lr]squo|sbquo|prime|acute|grave|lsaquo|rsaquo|backprime)$/;
const marked = /^([a-z])(?:acute|grave|circ|uml|tilde|cedil|ring|caron|macr|breve)$/;

function withoutEntities(text: string): string {
  if (!text.includes("&")) return text;
  const once = text.replace(
    /&(?:#(\d{1,6})|#x([0-9a-f]{1,5})|([a-z]{2,9}));?/gi,
    (whole, decimal?: string, hex?: string, word?: string) => {
      if (word !== undefined) {
        const name = word.toLowerCase();
        // Without its semicolon only the commonest is told from a name after an ampersand.
        if (!whole.endsWith(";") && name !== "nbsp") return whole;
        return apostrophe.test(name) ? "'" : (entities[name] ?? marked.exec(name)?.[1] ?? whole);
      }
      const code = decimal === undefined ? Number.parseInt(hex!, 16) : Number(decimal);
      return code > 31 && code < 0x11_0000 ? String.fromCodePoint(code) : " ";
    },
  );
  // Escaped twice: `&amp;apos;`.
  return once !== text && /&[#a-z]+/i.test(once) ? withoutEntities(once) : once;
}

/** What Windows-1252 shows for the bytes 0x80 to 0x9F; the five bytes without a character stand for themselves. */
const windows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";
const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Undoes one wrong decoding where the characters, as bytes of Windows-1252, are valid UTF-8; anything else stays as it is. */
function decodedTwice(text: string): string {
  if (!/[\u00c2-\u00f4]/.test(text)) return text;
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const high = code < 0x100 ? -1 : windows1252.indexOf(text[at]!);
    if (code > 0xff && high < 0) return text;
    bytes[at] = high < 0 ? code : 0x80 + high;
  }
  try {
    return utf8.decode(bytes);
  } catch {
    return text;
  }
}
