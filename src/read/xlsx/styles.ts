/** Which cell styles show a number as a date. */
import { isBuiltinDate, isDateFormat } from "./cell-text.ts";
import { attributeOf, readXml } from "./xml.ts";

/** By style (`s` of a cell): true for a date. Only `cellXfs`: `cellStyleXfs` are the styles those are made from. */
export async function readDateStyles(path: string, chunks: AsyncIterable<Buffer>): Promise<readonly boolean[]> {
  const codes = new Map<number, string>();
  const dates: boolean[] = [];
  let isCellFormats = false;
  await readXml(path, chunks, {
    open(name, attributes) {
      if (name === "numFmt") codes.set(Number(attributeOf(attributes, "numFmtId")), attributeOf(attributes, "formatCode") ?? "");
      else if (name === "cellXfs") isCellFormats = true;
      else if (name === "xf" && isCellFormats) {
        const format = Number(attributeOf(attributes, "numFmtId") ?? 0);
        const code = codes.get(format);
        dates.push(code === undefined ? isBuiltinDate(format) : isDateFormat(code));
      }
    },
    close(name) {
      if (name === "cellXfs") isCellFormats = false;
    },
  });
  return dates;
}
