/** Why a workbook is not read, and the way out. What a parser says of it is never shown: it may quote a name. */
import { DtsenError } from "../../errors.ts";

export function damagedWorkbook(path: string, cause?: unknown): DtsenError {
  return new DtsenError("workbook-damaged", `${path}: damaged`, "", { cause });
}
export function swollenWorkbook(path: string, times: number): DtsenError {
  return new DtsenError("workbook-bomb", `${path}: ${times}`, "");
}
export function workbookTooLarge(path: string, bytes: number): DtsenError {
  return new DtsenError("workbook-too-large", `${path}: ${bytes}`, "");
}
export function lockedWorkbook(path: string): DtsenError {
  return new DtsenError("workbook-locked", path, "");
}
