/** Names of sheets, files and folders from names of places, which hold whatever offices write. Pure. */

const LONGEST_SHEET_NAME = 31;

/** A name that a sheet may bear, not yet in `taken` (in small letters), to which it is added. */
export function sheetName(name: string, taken: Set<string>): string {
  const clean = withoutControls(name)
    .replace(/[[\]:*?/\\]/g, " ")
    .replace(/\s+/g, " ")
    .replace(/^[\s']+|[\s']+$/g, "");
  return unique(clean === "" || /^history$/i.test(clean) ? `Lembar ${clean}`.trim() : clean, taken, LONGEST_SHEET_NAME);
}

const LONGEST_FILE_NAME = 80;
/** Names that Windows keeps for devices, with whatever ending. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(?:\.|$)/i;

/** A name that a file (without ending) or a folder may bear on every system, not yet in `taken`, to which it is added. */
export function fileName(name: string, taken: Set<string>): string {
  const clean = withoutControls(name)
    .replace(/[<>:"/\\|?*~]/g, " ")
    .replace(/\s+/g, " ")
    .replace(/^[\s.-]+|[\s.]+$/g, "");
  return unique(clean === "" || DEVICE.test(clean) ? `_${clean}` : clean, taken, LONGEST_FILE_NAME);
}

function withoutControls(text: string): string {
  return text.normalize("NFC").replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, " ");
}

/** Cut to `longest` UTF-16 units without breaking a character; a number behind it where the name is taken, whatever its case. */
function unique(name: string, taken: Set<string>, longest: number): string {
  for (let nth = 1; ; nth++) {
    const tail = nth === 1 ? "" : ` (${nth})`;
    const candidate = cut(name, longest - tail.length) + tail;
    const key = candidate.toLowerCase();
    if (taken.has(key)) continue;
    taken.add(key);
    return candidate;
  }
}

function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = /[\ud800-\udbff]/.test(text[length - 1]!) ? length - 1 : length;
  return text.slice(0, end).replace(/[\s.']+$/, "");
}
