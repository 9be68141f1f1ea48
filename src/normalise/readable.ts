/**
 * Text as it was before a program spoilt it: HTML entities (`MA&apos;RUF`, `&nbsp;`) and UTF-8 that was once read as
 * Windows-1252 (`MAâ€™RUF`). For comparing only; reports show what the file said.
 */

/** Cheap test: nearly every cell has neither an ampersand nor a character beyond ASCII. */
const SUSPECT = /&[#A-Za-z]|[\u0080-\uffff]/;

export function readable(text: string): string {
  return SUSPECT.test(text) ? decodedTwice(withoutEntities(text)) : text;
}

const entities: Readonly<Record<string, string>> = { apos: "'", quot: '"', amp: "&", lt: "<", gt: ">", nbsp: " ", rsquo: "'", lsquo: "'" };

function withoutEntities(text: string): string {
  if (!text.includes("&")) return text;
  const once = text.replace(/&(?:#(\d{1,6})|#x([0-9a-f]{1,5})|([a-z]{2,6}));/gi, (whole, decimal?: string, hex?: string, word?: string) => {
    if (word !== undefined) return entities[word.toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex!, 16) : Number(decimal);
    return code > 31 && code < 0x11_0000 ? String.fromCodePoint(code) : " ";
  });
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
