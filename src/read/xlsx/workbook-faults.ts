/** Why a workbook is not read. What a parser says of it is never shown: it may quote a name. */
import { DtsenError } from "../../errors.ts";

/** Rows that go back, or have one number: Excel does not write them, and each row must have a number of its own. */
export function rowsOutOfOrder(file: string, row: number): DtsenError {
  return new DtsenError("workbook-row-order", { file, row });
}

export function damagedWorkbook(file: string, cause?: unknown): DtsenError {
  return new DtsenError("workbook-damaged", { file }, { cause });
}
