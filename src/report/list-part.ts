/** What a run's folder tells of its lists' own columns, so that a report's row can be read again. Pure. */
import type { FileProfile } from "../normalise/file-profile.ts";
import { createIdentityReader, type NormaliserOptions, type RowIdentity } from "../normalise/normalise.ts";
import { mappedColumns } from "../normalise/combined-cell.ts";
import type { ColumnMapping } from "../normalise/record.ts";

/** Rows of a list that stand under one header: how its cells are read again. */
export interface ListPart {
  /** As `source_file` names it. */
  readonly file: string;
  /** Row of its header. */
  readonly headerRow: number;
  /** The village that the rows above the header name, or an empty text. */
  readonly titleVillage: string;
  /** Place of each field's column among the own columns of the reports, from 0. */
  readonly columns: ColumnMapping;
  /** Places of the part's own columns among those of the reports, from 0. */
  readonly own: readonly number[];
  readonly profile: FileProfile;
}

/** A part of a list by its columns' places among the own columns of the reports. */
export function listPart(
  { file, headerRow, titleVillage, mapping }: Pick<ListPart, "file" | "headerRow" | "titleVillage"> & { readonly mapping: ColumnMapping },
  places: readonly number[],
  profile: FileProfile,
): ListPart {
  const mapped = mappedColumns(mapping).map(({ field, columns: all }) => ({ field, columns: all.map((column) => places[column]!) }));
  const spread = mapped.filter(({ columns: all }) => all.length > 1).map(({ field, columns: all }) => [field, all]);
  const columns: ColumnMapping = {
    ...Object.fromEntries(mapped.map(({ field, columns: all }) => [field, all[0]!])),
    ...(spread.length === 0 ? {} : { spread: Object.fromEntries(spread) }),
  };
  return { file, headerRow, titleVillage, columns, own: places, profile };
}

/** The part a row of a report belongs to, or null where it is none of the run's. */
export function partOf(parts: readonly ListPart[], file: string, row: number): ListPart | null {
  let found: ListPart | null = null;
  for (const part of parts) if (part.file === file && (found === null || part.headerRow <= row)) found = part;
  return found;
}

/** Of every part, one: what it has learnt of its places serves all villages. */
const readers = new WeakMap<ListPart, (cells: readonly string[]) => RowIdentity>();

/** What a report's row is known by, from its own cells, read as the run has read it. */
export function identityIn(part: ListPart, own: readonly string[], options: NormaliserOptions): RowIdentity {
  let read = readers.get(part);
  if (read === undefined) readers.set(part, (read = rememberingLast(createIdentityReader(part.columns, part.profile, options))));
  return read(own);
}

/** Whoever asks for a row's village mostly asks for its birth date as well. */
function rememberingLast<Row, Answer>(answerTo: (row: Row) => Answer): (row: Row) => Answer {
  let last: { readonly row: Row; readonly answer: Answer } | null = null;
  return (row) => {
    if (last?.row !== row) last = { row, answer: answerTo(row) };
    return last.answer;
  };
}
