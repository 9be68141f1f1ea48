/** Why a workbook is not read. What a parser says of it is never shown: it may quote a name. */
import { DtsenError } from "../../errors.ts";

export function damagedWorkbook(file: string, cause?: unknown): DtsenError {
  return new DtsenError("workbook-damaged", { file }, { cause });
}
