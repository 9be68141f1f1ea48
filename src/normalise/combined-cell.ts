/**
 * Where a field does not have a cell of its own. Name and number share one, `SITI AMINAH / 3201…`, of one person or of several: each is
 * read by itself, as are a birth date and an address beside a name (`beside-name.ts`). A number stands in boxes, a name in parts: they are read together.
 */
import { ageBesideName, besideName } from "./beside-name.ts";
import { fields, readPart, type ColumnMapping, type Field, type SpreadField } from "./record.ts";

/**
 * Ten digits and more, as they are written, or what a spreadsheet has made of them; a date and a running number are shorter. A letter
 * may stand for a digit. A number is over where the next person is counted: `…0001 2. SITI`.
 */
const NUMBER = /\d(?:[ .'’-]?\d|[OIl]){15}(?=\s+\d{1,2}[.)]\s*\p{L})|\d(?:[ .'’-]?\d|[OIl]){9,}|\d(?:[.,]\d+)?E\+\d\d?/gu;
const LABEL = /\b(?:N(?:O|OMOR)\.?\s*)?(?:NIK|(?:E-?)?KTP|(N?KK|KARTU KELUARGA))\b\s*[.:=]*\s*$/i;
/** What parts the two, or is left around nothing; the number of one of several people. */
const AROUND = /^[\s/|,;:()[\]&+*_–—-]+(?:DAN\s)?\s*|^\s*(?:DAN\s+)?\d{1,3}(?:[.)]\s*|\s+(?=\p{L}))|[\s/|,;:([&+*_–—-]+(?:DAN)?\s*$/giu;
/** Both numbers in one cell, each by its name: `NIK: 3201… KK: 3201…`. */
const LABELLED = /(?=.*\d{10})(?=.*\bNIK\b)(?=.*\b(?:N?KK|KARTU KELUARGA)\b)/is;
/** A number alone, however it is grouped. */
const LONGEST_NUMBER = 32;
/** Letters that are more than a degree. */
const NAME = /\p{L}{3}/u;

interface CombinedCell {
  /** Names, and what else is no number. */
  readonly texts: readonly string[];
  readonly numbers: readonly { readonly text: string; readonly isCard: boolean }[];
}

function partsOf(cell: string): CombinedCell {
  const texts: string[] = [];
  const numbers: { text: string; isCard: boolean }[] = [];
  let from = 0;
  const add = (text: string): void => {
    const bare = text.replace(AROUND, "").replace(AROUND, "");
    if (bare !== "") texts.push(bare);
  };
  for (const { 0: number, index } of cell.matchAll(NUMBER)) {
    const before = cell.slice(from, index);
    const label = LABEL.exec(before);
    add(label === null ? before : before.slice(0, label.index));
    numbers.push({ text: number, isCard: label?.[1] !== undefined });
    from = index + number.length;
  }
  add(cell.slice(from));
  return { texts, numbers };
}

/** Whether the cell names several people with a number of their own each. */
function isOfSeveral({ texts, numbers }: CombinedCell): boolean {
  return numbers.filter(({ isCard }) => !isCard).length > 1 && texts.filter((text) => NAME.test(text)).length > 1;
}

/**
 * The number in a cell, as it stands: the one labelled NIK (or KK, where that is asked for), else the first; of several people all of
 * them. Empty where there is none.
 */
export function numberIn(text: string, field: "nik" | "nokk" = "nik"): string {
  const parts = partsOf(text);
  const fitting = parts.numbers.filter(({ isCard }) => isCard === (field === "nokk"));
  if (isOfSeveral(parts)) return fitting.map((number) => number.text).join(" / ");
  return (fitting[0] ?? parts.numbers[0])?.text ?? "";
}

/** The cell without its numbers, and without their labels; several people joined by `&`. */
export function besideNumber(text: string): string {
  if (!/\d/.test(text)) return text;
  const parts = partsOf(text);
  return parts.numbers.length === 0 ? text : parts.texts.join(isOfSeveral(parts) ? " & " : " / ");
}

/** Columns of a field, in order. */
export function columnsOf(mapping: ColumnMapping, field: Field): readonly number[] {
  const column = mapping[field];
  return column === undefined ? [] : (mapping.spread?.[field as SpreadField] ?? [column]);
}

type MappedColumns = readonly { readonly field: Field; readonly columns: readonly number[] }[];
const mapped = new WeakMap<ColumnMapping, MappedColumns>();

/** Every field with its columns. */
export function mappedColumns(mapping: ColumnMapping): MappedColumns {
  let columns = mapped.get(mapping);
  if (columns === undefined) {
    columns = fields.flatMap((field) => (mapping[field] === undefined ? [] : [{ field, columns: columnsOf(mapping, field) }]));
    mapped.set(mapping, columns);
  }
  return columns;
}

/** The parts of a name in one; a part that the rest of the name says already is said once. */
function nameOf(parts: readonly string[]): string {
  let name = "";
  for (const part of parts)
    if (!` ${name} `.toUpperCase().includes(` ${part.toUpperCase()} `)) name = name === "" ? part : `${name} ${part}`;
  return name;
}

/** Of a woman 4 and above. */
const DAY_IN_NIK = /^\D*\d{6}([0-7])\d{9}\D*$/;

/** A row's cell of a field, as it stands; empty without a column. */
export function fieldCell(cells: readonly string[], mapping: ColumnMapping, field: Field): string {
  const column = mapping[field];
  if (column === undefined) return "";
  const spread = mapping.spread?.[field as SpreadField];
  if (spread !== undefined) {
    const parts = spread.map((at) => (cells[at] ?? "").trim()).filter((part) => part !== "");
    if (field !== "nama") return parts.join("");
    if (mapping.couple !== true || parts.length < 2) return nameOf(parts);
    const day = DAY_IN_NIK.exec(fieldCell(cells, mapping, "nik"))?.[1];
    return day === undefined ? parts.join(" / ") : parts[day < "4" ? 0 : 1]!;
  }
  const text = cells[column] ?? "";
  const { nik, nokk, nama, tempat_tanggal_lahir, umur, alamat } = mapping;
  if (field === "nik" || field === "nokk") {
    return column === nama || (text.length > LONGEST_NUMBER && LABELLED.test(text)) ? numberIn(text, field) : text;
  }
  if (column !== nama) return text;
  let name = nama === nik || nama === nokk ? besideNumber(text) : text;
  let age = "";
  if (nama === umur) [name, age] = ageBesideName(name);
  if (field === "umur") return age;
  if (nama !== tempat_tanggal_lahir && nama !== alamat) return name;
  const parts = besideName(readPart(name), { address: nama === alamat });
  return field === "nama" ? parts.name : field === "alamat" ? parts.address : parts.date;
}
