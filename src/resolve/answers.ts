/** What becomes of the rows of a list while it is resolved. */
import type { FindingCode } from "../normalise/findings.ts";
import { statuses, type Status } from "./status.ts";

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

/** Answers per row, in columns. */
export class Answers {
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
