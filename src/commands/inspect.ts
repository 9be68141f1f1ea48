/** `dtsen inspect`: what the tool sees in a file, before anything is made of it. */
import { mapOf, type CommandResult, type InspectOptions } from "../run/options.ts";
import { today } from "../platform/clock.ts";
import { CONFIG_FILE, saveMapping } from "../platform/config-file.ts";
import { openTable, tableRecords, type Table, type TablePart } from "../read/table.ts";
import type { Terminal } from "../platform/terminal.ts";
import { FileQuality } from "../normalise/field-quality.ts";
import { createNormaliser } from "../normalise/normalise.ts";
import { fields, type ColumnMapping, type Field, type FurnitureKind, type RejectionReason } from "../normalise/record.ts";
import { inspectionText, type InspectedPart, type Inspection, type PlaceCount } from "../report/inspection.ts";
import { strip } from "../read/aliases.ts";
import { shown } from "../shown.ts";

/** Rows named one by one; the rest is counted. */
const NAMED_ROWS = 10;

export async function inspect(options: InspectOptions, terminal: Terminal): Promise<CommandResult> {
  const table = await openTable(options.file, { map: mapOf(options.file, options), headerRow: options.headerRow, allowEmpty: true });
  const inspection = await readThrough(table, terminal);
  const mapping = namedMapping(table.format.mapping, table.format.headers);
  const save = options.save === "" ? CONFIG_FILE : options.save;
  if (save !== null) saveMapping(save, table.format.file, mapping);
  const saved = save === null ? "" : terminal.lang === "id" ? `\nPemetaan disimpan: ${save}\n` : `\nMapping saved: ${save}\n`;
  const { parts } = inspection;
  const shownParts = parts.map((part) => ({ ...part, columns: part.columns.map((each) => ({ ...each, header: shown(each.header) })) }));
  const { headerRow, columns } = shownParts[0]!;
  return {
    json: { ...inspection, headerRow, columns, parts: shownParts, mapping },
    text: inspectionText(inspection, terminal.lang) + saved,
  };
}

async function readThrough(table: Table, terminal: Terminal): Promise<Inspection> {
  const { format } = table;
  const { profile } = table.parts[0]!;
  const parts = table.parts.map((part) => ({
    columns: fields.map((field) => part.format.mapping[field] ?? -1),
    normalise: createNormaliser(part.format.mapping, part.profile, { today: today() }),
  }));
  // Parts of different columns are counted field by field.
  const quality = new FileQuality(
    Object.fromEntries(fields.flatMap((field, at) => (parts.some(({ columns }) => columns[at]! >= 0) ? [[field, at]] : []))),
  );
  const rejected = new Places<RejectionReason>();
  const furniture = new Places<FurnitureKind>();
  const phase = terminal.phase(terminal.lang === "id" ? "Membaca" : "Reading");
  for await (const record of tableRecords(table)) {
    if (record.kind === "row") {
      const { columns, normalise } = parts[record.part]!;
      const cells = columns.map((column) => (column < 0 ? "" : (record.cells[column] ?? "")));
      quality.add({ ...record, cells }, normalise(record));
    } else if (record.kind === "rejected") rejected.add(record.reason, record.row);
    else furniture.add(record.furniture, record.row);
    phase.advance();
  }
  phase.done();
  return {
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
}

function partOf({ format: { file, headerRow, headers, mapping }, unusedNumbers }: TablePart): InspectedPart {
  return {
    file,
    headerRow,
    unusedNumbers,
    columns: headers.map((header, at) => ({ column: at + 1, header, field: fieldAt(mapping, at) })),
  };
}

function fieldAt(mapping: ColumnMapping, column: number): Field | null {
  return fields.find((field) => mapping[field] === column) ?? null;
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
      const header = headers[at]!.trim();
      const alike = headers.filter((other) => strip(other) === strip(header)).length;
      return [[field, header !== "" && alike === 1 && shown(header) === header ? header : `#${at + 1}`]];
    }),
  );
}
