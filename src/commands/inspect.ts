/** `dtsen inspect`: what the tool sees in a file, before anything is made of it. */
import { basename } from "node:path";
import { mapOf, type CommandResult, type InspectOptions } from "../run/options.ts";
import { today } from "../platform/clock.ts";
import { CONFIG_FILE, saveMapping } from "../platform/config-file.ts";
import { openTable, refuseSheetOfNone, tableRecords, type TableOptions, type Table, type TablePart } from "../read/table.ts";
import type { Terminal } from "../platform/terminal.ts";
import { FileQuality } from "../normalise/field-quality.ts";
import { createNormaliser } from "../normalise/normalise.ts";
import { columnsOf, fieldCell } from "../normalise/combined-cell.ts";
import { fields, type ColumnMapping, type Field, type FurnitureKind, type RejectionReason } from "../normalise/record.ts";
import { inspectionText, type InspectedPart, type Inspection, type PlaceCount } from "../report/inspection.ts";
import { workbookNotes, workbookObject, type NumberCells, type WorkbookFacts } from "../report/workbook-notes.ts";
import type { FindingCode } from "../normalise/findings.ts";
import { columnsText } from "../read/mapping.ts";
import { strip } from "../read/aliases.ts";
import { shown } from "../shown.ts";

/** Rows named one by one; the rest is counted. */
const NAMED_ROWS = 10;

export async function inspect(options: InspectOptions, terminal: Terminal): Promise<CommandResult> {
  const how = { map: mapOf(options.file, options), headerRow: options.headerRow, allowEmpty: true };
  const table = await openTable(options.file, { ...how, sheets: options.sheet });
  refuseSheetOfNone([table], options.sheet, options.file);
  const sheets = await seenSheets(table, options, how, terminal);
  const { inspection } = sheets[0]!;
  const mapping = namedMapping(table.format.mapping, table.format.headers);
  const save = options.save === "" ? CONFIG_FILE : options.save;
  if (save !== null) saveMapping(save, basename(options.file), mapping);
  const saved = save === null ? "" : terminal.lang === "id" ? `\nPemetaan disimpan: ${save}\n` : `\nMapping saved: ${save}\n`;
  const facts = workbookFacts(table, basename(options.file), sheets);
  const notes = facts === null ? [] : workbookNotes(facts, terminal.lang);
  const texts = [...sheets.map((seen) => inspectionText(seen.inspection, terminal.lang)), ...notes.map((note) => `${note}\n`)];
  const { parts } = inspection;
  const shownParts = shownPartsOf(parts);
  const { headerRow, columns } = shownParts[0]!;
  const others = sheets.slice(1).map((seen) => ({ ...seen.inspection, parts: shownPartsOf(seen.inspection.parts) }));
  return {
    json: {
      ...inspection,
      headerRow,
      columns,
      parts: shownParts,
      mapping,
      further_sheets: others,
      workbook: facts === null ? null : workbookObject(facts),
    },
    text: texts.join("\n") + saved,
  };
}

function shownPartsOf(parts: Inspection["parts"]) {
  return parts.map((part) => ({
    ...part,
    columns: part.columns.map(({ column, header, fields }) => ({ column, header: shown(header), field: fields[0] ?? null, fields })),
  }));
}

/** A file, or a sheet of a workbook, as it is seen, and what its cells say beside their texts. */
interface SeenSheet {
  readonly inspection: Inspection;
  readonly numbers: NumberCells;
  readonly merged: number;
}

/** Each sheet of a workbook on its own. */
async function seenSheets(table: Table, { file }: InspectOptions, how: TableOptions, terminal: Terminal): Promise<SeenSheet[]> {
  if (table.sheets.length < 2) return [await readThrough(table, terminal)];
  const seen: SeenSheet[] = [];
  for (const sheet of table.sheets) {
    const one = await readThrough(await openTable(file, { ...how, sheets: [sheet] }), terminal);
    seen.push({ ...one, inspection: { ...one.inspection, file: `${basename(file)}#${sheet}` } });
  }
  return seen;
}

/** Null for a file that is no workbook. */
function workbookFacts(table: Table, file: string, seen: readonly SeenSheet[]): WorkbookFacts | null {
  if (table.sheets.length === 0) return null;
  const sheets = seen.map(({ inspection, numbers, merged }) => ({
    file: inspection.file,
    numbers,
    mergedCells: merged,
    hiddenRows: inspection.rowFindings.BARIS_TERSEMBUNYI ?? 0,
  }));
  return { file, leftOut: table.skipped, sheets };
}

async function readThrough(table: Table, terminal: Terminal): Promise<SeenSheet> {
  const { format } = table;
  const { profile } = table.parts[0]!;
  const parts = table.parts.map((part) => ({
    mapping: part.format.mapping,
    normalise: createNormaliser(part.format.mapping, part.profile, { today: today() }),
  }));
  // Parts of different columns are counted field by field.
  const quality = new FileQuality(
    Object.fromEntries(fields.flatMap((field, at) => (parts.some(({ mapping }) => mapping[field] !== undefined) ? [[field, at]] : []))),
  );
  const numbers = { given: 0, stored: 0, cut: 0 };
  const rejected = new Places<RejectionReason>();
  const furniture = new Places<FurnitureKind>();
  const phase = terminal.phase(terminal.lang === "id" ? "Membaca" : "Reading");
  for await (const record of tableRecords(table)) {
    if (record.kind === "row") {
      const { mapping, normalise } = parts[record.part]!;
      const cells = fields.map((field) => fieldCell(record.cells, mapping, field));
      const person = normalise(record);
      quality.add({ ...record, cells }, person);
      const has = (code: FindingCode): boolean => person.findings.some((finding) => finding.code === code);
      if (!has("NIK_KOSONG")) numbers.given++;
      if (record.findings.includes("NIK_SEL_ANGKA")) {
        numbers.stored++;
        if (has("NIK_TERPOTONG_EXCEL")) numbers.cut++;
      }
    } else if (record.kind === "rejected") rejected.add(record.reason, record.row);
    else furniture.add(record.furniture, record.row);
    phase.advance();
  }
  phase.done();
  const inspection: Inspection = {
    file: format.file,
    encoding: format.encoding,
    delimiter: format.delimiter,
    parts: table.parts.map(partOf),
    recordsRead: table.rowsRead,
    rows: quality.rows,
    rejected: rejected.counts,
    furniture: furniture.counts,
    quality: quality.fields(),
    rowFindings: quality.rowFindings(),
    profile,
  };
  return { inspection, numbers, merged: table.merged().reduce((sum, { cells }) => sum + cells, 0) };
}

function partOf({ format: { file, headerRow, headers, mapping }, unusedNumbers }: TablePart): InspectedPart {
  return {
    file,
    headerRow,
    unusedNumbers,
    columns: headers.map((header, at) => ({ column: at + 1, header, fields: fieldsAt(mapping, at) })),
  };
}

function fieldsAt(mapping: ColumnMapping, column: number): Field[] {
  return fields.filter((field) => columnsOf(mapping, field).includes(column));
}

class Places<Kind extends string> {
  readonly counts: Partial<Record<Kind, PlaceCount>> = {};

  add(kind: Kind, row: number): void {
    const { count, rows }: PlaceCount = this.counts[kind] ?? { count: 0, rows: [] };
    this.counts[kind] = { count: count + 1, rows: rows.length < NAMED_ROWS ? [...rows, row] : rows };
  }
}

/** As `--map` takes it: a header's own text, or `#3` where two columns have it or it has none. */
function namedMapping(mapping: ColumnMapping, headers: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    fields.flatMap((field): [string, string][] => {
      const at = mapping[field];
      if (at === undefined) return [];
      const columns = columnsOf(mapping, field);
      if (columns.length > 1) return [[field, columnsText(columns)]];
      const header = headers[at]!.trim();
      const alike = headers.filter((other) => strip(other) === strip(header)).length;
      return [[field, header !== "" && alike === 1 && shown(header) === header ? header : `#${at + 1}`]];
    }),
  );
}
