/**
 * The family-card number (NOKK): sixteen digits `PP KK CC DDMMYY SSSS` (region and date of *recording*, no +40; serial from
 * 0001). It changes on a move, a death, a divorce; a missing one is no fault.
 */
import type { FindingCode } from "../findings.ts";
import type { Reading } from "../record.ts";
import { isAll, readNumberText } from "./number-text.ts";

/** Reads a family-card cell. `truncatedColumn`: a spreadsheet turned the column's last digits into 0 (file profile). */
export function readNoKk(text: string, column: { readonly truncatedColumn?: boolean } = {}): Reading<string> {
  const number = readNumberText(text);
  switch (number.kind) {
    case "blank":
      return missing;
    case "scientific":
      return unusable.KK_NOTASI_ILMIAH;
    case "several":
    case "letters":
      return unusable.KK_BUKAN_ANGKA;
    case "digits": {
      const { digits } = number;
      if (isSentinel(digits)) return missing;
      if (digits.length !== 16) return unusable.KK_PANJANG;
      if (column.truncatedColumn === true && digits.endsWith("0")) return unusable.KK_TERPOTONG_EXCEL;
      if (digits.endsWith("0000")) return unusable.KK_SERIAL_0000;
      return { value: digits, findings: noFindings };
    }
  }
}

/**
 * 0 or 9 repeated; a run of 9 closed by 4, 5, 6 or 8; so 9998 (card lost) and 9999 (no card) of village software, and the
 * field instruments' …94 to …99.
 */
function isSentinel(digits: string): boolean {
  const first = digits.charCodeAt(0);
  if (first !== 48 && first !== 57) return false;
  if (isAll(digits, "0")) return true;
  return digits.length !== 2 && isAll(digits.slice(0, -1), "9") && /[45689]$/.test(digits);
}

const noFindings: readonly FindingCode[] = [];
const missing: Reading<string> = { value: null, findings: ["KK_KOSONG"] };
const unusable = {
  KK_NOTASI_ILMIAH: reading("KK_NOTASI_ILMIAH"),
  KK_BUKAN_ANGKA: reading("KK_BUKAN_ANGKA"),
  KK_PANJANG: reading("KK_PANJANG"),
  KK_TERPOTONG_EXCEL: reading("KK_TERPOTONG_EXCEL"),
  KK_SERIAL_0000: reading("KK_SERIAL_0000"),
};

function reading(code: FindingCode): Reading<string> {
  return { value: null, findings: [code] };
}
