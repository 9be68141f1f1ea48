/**
 * The work of building an index that any thread can do: reading batches of families and persons, putting segments of persons in
 * order, sorting partitions of postings. The main thread hands out the jobs and writes what comes back, in order.
 */
import { join } from "node:path";
import { threadId } from "node:worker_threads";
import { referenceKeys } from "../link/block/blocking.ts";
import { blockPersonOf, type BlockPerson } from "../link/block/people-block.ts";
import { sketchOf } from "../link/block/sketch.ts";
import { mappedColumns } from "../normalise/combined-cell.ts";
import { readDesil } from "../normalise/fields/desil.ts";
import type { FileProfile } from "../normalise/file-profile.ts";
import { createNormaliser } from "../normalise/normalise.ts";
import { PlaceDirectory, type PlaceRow } from "./place-directory.ts";
import type {
  ColumnMapping,
  Field,
  FurnitureKind,
  PersonRecord,
  PlainDate,
  RejectionReason,
  SourceRow,
  TableRecord,
} from "../normalise/record.ts";
import { parseBatch, type RecordBatch, type TableFormat } from "../read/batch.ts";
import { strip } from "../read/aliases.ts";
import { ByteWriter } from "./byte-writer.ts";
import { ExistingPersons, type ExistingSetup } from "./existing-index.ts";
import type { FamilyBatch } from "./family-rows.ts";
import { FAMILY_WORDS, FamilyTable, packFamily } from "./family-table.ts";
import { partitionOfDate, partitionOfPlace, PeopleSpill, sealedPeople, sortPeople, type SealedPeople } from "./people-spill.ts";
import { FAMILY_PLACES, PersonIntake, type PersonCounts } from "./person-intake.ts";
import { laneOf, ownRow, P, personCheck, referenceOf, shortCell, writeRow, type OwnDeciles } from "./person-row.ts";
import { LETTERS_END, sortedPersons, type Run, type Segment } from "./person-spill.ts";
import { PlaceRegistry, type MetPlace } from "./place-registry.ts";
import type { Chunk } from "./partition-spill.ts";
import { PostingSpill, sortPartition, type PackedBuckets } from "./posting-spill.ts";
import { halfOf } from "./schema.ts";
import type { Service } from "../platform/worker-pool.ts";

/** A file of the extract, as a thread needs to know it. */
export interface SourceSetup {
  /** Families give deciles and places to persons; persons take them; the rows of a flat file are both. */
  readonly kind: "families" | "persons" | "flat";
  readonly format: TableFormat;
  readonly profile: FileProfile;
  readonly desil: DesilColumns;
}

/** Where the deciles stand; -1: nowhere. */
export interface DesilColumns {
  readonly chosen: number;
  readonly nasional: number;
  readonly provinsi: number;
  readonly kabupaten: number;
}

export interface BuildSetup {
  /** Where temporary files may be made. */
  readonly folder: string;
  /** By the file's number; `null` for a file that an index being added to has already. */
  readonly sources: readonly (SourceSetup | null)[];
  readonly existing: ExistingSetup | null;
  readonly today: PlainDate;
}

export type IndexJob =
  | { readonly kind: "families"; readonly source: number; readonly batch: RecordBatch }
  | { readonly kind: "persons"; readonly source: number; readonly batch: RecordBatch; readonly families: FamilyTable["shared"] | null }
  /** Persons of the index being added to, by id; `to` is the one after the last. */
  | { readonly kind: "existing"; readonly from: number; readonly to: number; readonly families: FamilyTable["shared"] | null }
  | { readonly kind: "close-persons" }
  | {
      readonly kind: "places";
      readonly rows: readonly PlaceRow[];
      readonly numbers: readonly (readonly [number, Int32Array])[];
      readonly bits: number;
    }
  | { readonly kind: "merge"; readonly segment: Segment }
  | { readonly kind: "close-spills" }
  | { readonly kind: "sort-postings"; readonly chunks: readonly Chunk[]; readonly bits: number }
  | { readonly kind: "sort-people"; readonly chunks: readonly Chunk[] };

/** Rows of a batch by what became of them. */
export interface RowCounts {
  rows: number;
  readonly rejected: Partial<Record<RejectionReason, number>>;
  readonly furniture: Partial<Record<FurnitureKind, number>>;
}

export interface FamiliesReply extends FamilyBatch {
  readonly counts: RowCounts;
  /** What the places of the families are numbers of. */
  readonly places: readonly MetPlace[];
  readonly withoutCard: number;
}

export interface PersonsClosed {
  readonly thread: number;
  readonly runs: readonly Run[];
  readonly places: readonly MetPlace[];
  readonly counts: PersonCounts;
}

/** The persons of a segment in order. */
export interface MergeReply {
  readonly firstId: number;
  readonly persons: number;
  /** `writeRow` of each: so many objects would cost more to hand over than to make. */
  readonly rows: Uint8Array;
  /** `personCheck` of each. */
  readonly checks: Int32Array;
  /** By the place they are laid by, in order. */
  readonly villages: readonly SealedPeople[];
  readonly postings: number;
}

/** What a thread has set aside while it put segments in order. */
export interface SpillsClosed {
  readonly postings: readonly Chunk[];
  /** By birth date. */
  readonly born: readonly Chunk[];
  /** By civil-register place, where that is not the one they are laid by. */
  readonly registered: readonly Chunk[];
}

export type IndexReply =
  | FamiliesReply
  | RowCounts
  | PersonsClosed
  | MergeReply
  | SpillsClosed
  | PackedBuckets
  | readonly SealedPeople[]
  | null;

export class BuildThread implements Service<IndexJob, IndexReply> {
  private readonly setup: BuildSetup;
  private readonly sources: (Source | undefined)[] = [];
  private persons: PersonIntake | null = null;
  private places = new PlaceRegistry();
  private existing: ExistingPersons | null = null;
  private merger: SegmentMerger | null = null;

  constructor(setup: BuildSetup) {
    this.setup = setup;
  }

  answer(job: IndexJob): IndexReply {
    switch (job.kind) {
      case "families":
        return readFamilies(this.source(job.source), this.source(job.source).rows(job.batch));
      case "persons": {
        const source = this.source(job.source);
        return readPersons(source, source.rows(job.batch), this.intake(job.families), this.places);
      }
      case "existing": {
        this.existing ??= new ExistingPersons(this.setup.existing!);
        return { rows: this.existing.take(job.from, job.to, this.intake(job.families)), rejected: {}, furniture: {} };
      }
      case "close-persons": {
        const closed: PersonsClosed = { thread: threadId, places: this.places.places, ...this.intake(null).close() };
        this.persons = null;
        this.places = new PlaceRegistry();
        this.existing?.[Symbol.dispose]();
        this.existing = null;
        return closed;
      }
      case "places":
        this.merger = new SegmentMerger(job.rows, new Map(job.numbers), this.setup.folder, job.bits);
        return null;
      case "merge":
        return this.merger!.merge(job.segment);
      case "close-spills": {
        const closed = this.merger!.close();
        this.merger = null;
        return closed;
      }
      case "sort-postings":
        return sortPartition(job.chunks, job.bits);
      case "sort-people":
        return sortPeople(job.chunks);
    }
  }

  [Symbol.dispose](): void {
    this.existing?.[Symbol.dispose]();
  }

  /** The table of families is shared: only the view of it is made anew, once. */
  private intake(families: FamilyTable["shared"] | null): PersonIntake {
    return (this.persons ??= new PersonIntake(
      join(this.setup.folder, `persons-${threadId}`),
      families === null ? null : new FamilyTable(families),
    ));
  }

  private source(number: number): Source {
    return (this.sources[number] ??= new Source(number, this.setup.sources[number]!, this.setup.today));
  }
}

const RELATION_HEADERS = /^(?:status)?hub(?:ungan)?(?:dalam)?keluarga$|^stathbkel$|^shdk$/;
const HEAD = /^(?:0?1(?:[.,]0+)?|kepala\s*keluarga)$/i;

/** A file of the extract with its normaliser. */
class Source {
  readonly number: number;
  readonly setup: SourceSetup;
  readonly normalise: (row: SourceRow) => PersonRecord;
  /** Columns by what they hold; −1 where the file has none. */
  readonly columns: Readonly<Record<(typeof reportedFields)[number], number>>;
  /** Column of the relationship to the head of the family, or −1. */
  private readonly relation: number;
  /** By column, whether matching or reports need it; the others are not even parsed. */
  private readonly wanted: readonly boolean[];

  constructor(number: number, setup: SourceSetup, today: PlainDate) {
    this.number = number;
    this.setup = setup;
    this.columns = Object.fromEntries(reportedFields.map((field) => [field, setup.format.mapping[field] ?? -1])) as Source["columns"];
    const { chosen, nasional, provinsi, kabupaten } = setup.desil;
    const mapping = setup.kind === "families" ? ofFamilies(setup.format.mapping) : setup.format.mapping;
    this.relation = setup.format.headers.findIndex((header) => RELATION_HEADERS.test(strip(header)));
    const columns = new Set([
      ...mappedColumns(mapping).flatMap(({ columns: all }) => all),
      ...Object.values(this.columns),
      chosen,
      nasional,
      provinsi,
      kabupaten,
      this.relation,
    ]);
    this.wanted = setup.format.headers.map((_, column) => columns.has(column));
    this.normalise = createNormaliser(mapping, setup.profile, { today, isExport: true });
  }

  rows(batch: RecordBatch): TableRecord[] {
    return parseBatch(batch, this.setup.format, this.wanted);
  }

  desil({ cells }: SourceRow): OwnDeciles {
    const { chosen, nasional, provinsi, kabupaten } = this.setup.desil;
    const read = chosen < 0 ? null : readDesil(cells[chosen] ?? "");
    const at = (column: number): number | null => (column < 0 ? null : readDesil(cells[column] ?? "").value);
    return {
      desil: read?.value ?? null,
      nasional: at(nasional),
      provinsi: at(provinsi),
      kabupaten: at(kabupaten),
      unreadable: read !== null && read.findings.length > 0,
    };
  }

  /** Of all relationship codes only 1, the head of the family, means the same in every code table. */
  isHead({ cells }: SourceRow): boolean | null {
    const relation = this.relation < 0 ? "" : (cells[this.relation] ?? "").trim();
    return relation === "" || relation === "-" ? null : HEAD.test(relation);
  }

  /** How the row itself spells its village and kecamatan. */
  spelling(row: SourceRow): { desa: string; kecamatan: string } {
    return { desa: cellAt(row, this.columns.desa).trim(), kecamatan: cellAt(row, this.columns.kecamatan).trim() };
  }
}

/** Fields of which the index keeps the text as it stands. */
const reportedFields = [
  "nama",
  "nik",
  "nokk",
  "tanggal_lahir",
  "jenis_kelamin",
  "desa",
  "kecamatan",
  "alamat",
] as const satisfies readonly Field[];

function cellAt({ cells }: SourceRow, column: number): string {
  return column < 0 ? "" : (cells[column] ?? "");
}

/** What a family file is read for. */
function ofFamilies(mapping: ColumnMapping): ColumnMapping {
  const { nik: _nik, nama: _nama, tanggal_lahir: _tanggal, jenis_kelamin: _kelamin, ...kept } = mapping;
  return kept;
}

function rowsOf(records: readonly TableRecord[], counts: RowCounts): SourceRow[] {
  const rows: SourceRow[] = [];
  for (const record of records) {
    if (record.kind === "row") rows.push(record);
    else if (record.kind === "rejected") counts.rejected[record.reason] = (counts.rejected[record.reason] ?? 0) + 1;
    else counts.furniture[record.furniture] = (counts.furniture[record.furniture] ?? 0) + 1;
  }
  counts.rows = rows.length;
  return rows;
}

function readFamilies(source: Source, records: readonly TableRecord[]): FamiliesReply {
  const counts: RowCounts = { rows: 0, rejected: {}, furniture: {} };
  const registry = new PlaceRegistry();
  const rows = rowsOf(records, counts);
  const families = new Uint32Array(rows.length * FAMILY_WORDS);
  const numbers: number[] = [];
  const heads: string[] = [];
  const addresses: string[] = [];
  let withoutCard = 0;
  for (const row of rows) {
    const { noKk, place } = source.normalise(row);
    if (noKk === null) {
      withoutCard++;
      continue;
    }
    packFamily(families, numbers.length * FAMILY_WORDS, halfOf(noKk, 0), halfOf(noKk, 1), {
      place: registry.add(place, source.number, row.row, () => source.spelling(row)),
      deciles: source.desil(row),
      lane: laneOf(place),
    });
    numbers.push(row.row);
    heads.push(shortCell(cellAt(row, source.columns.nama)));
    addresses.push(shortCell(cellAt(row, source.columns.alamat)));
  }
  return {
    counts,
    families: families.subarray(0, numbers.length * FAMILY_WORDS),
    rows: new Uint32Array(numbers),
    heads,
    addresses,
    places: registry.places,
    withoutCard,
  };
}

function readPersons(source: Source, records: readonly TableRecord[], intake: PersonIntake, places: PlaceRegistry): RowCounts {
  const counts: RowCounts = { rows: 0, rejected: {}, furniture: {} };
  const { columns, number } = source;
  const isFlat = source.setup.kind === "flat";
  for (const row of rowsOf(records, counts)) {
    const record = source.normalise(row);
    const own = ownRow({
      file: number,
      row: row.row,
      record,
      cells: {
        name: cellAt(row, columns.nama),
        nik: cellAt(row, columns.nik),
        noKk: cellAt(row, columns.nokk),
        birthDate: cellAt(row, columns.tanggal_lahir),
        sex: cellAt(row, columns.jenis_kelamin),
        address: cellAt(row, columns.alamat),
      },
      place: places.add(record.place, number, row.row, () => source.spelling(row)),
      isHead: source.isHead(row),
      deciles: isFlat ? source.desil(row) : null,
    });
    intake.add(own, isFlat, "read");
  }
  return counts;
}

/** A row takes less, mostly. */
const ROW_BYTES = 160;

/** Puts segments of persons in order, gives them their ids, and brings them to their blocks and blocking keys. */
class SegmentMerger {
  private readonly postings: PostingSpill;
  private readonly born: PeopleSpill;
  private readonly registered: PeopleSpill;
  private readonly directory: PlaceDirectory;
  private readonly numbers: ReadonlyMap<number, Int32Array>;

  constructor(places: readonly PlaceRow[], numbers: ReadonlyMap<number, Int32Array>, folder: string, bits: number) {
    this.directory = PlaceDirectory.fromRows(places);
    this.numbers = numbers;
    this.postings = new PostingSpill(join(folder, `postings-${threadId}`), bits);
    this.born = new PeopleSpill(join(folder, `born-${threadId}`), partitionOfDate);
    this.registered = new PeopleSpill(join(folder, `registered-${threadId}`), partitionOfPlace);
  }

  close(): SpillsClosed {
    return { postings: this.postings.finish(), born: this.born.finish(), registered: this.registered.finish() };
  }

  merge({ firstId, persons, villages }: Segment): MergeReply {
    const familyNumbers = this.numbers.get(FAMILY_PLACES)!;
    const rows = new ByteWriter(persons * ROW_BYTES);
    const checks = new Int32Array(persons);
    const blocks: SealedPeople[] = [];
    let id = firstId;
    let postings = 0;
    for (const village of villages) {
      const people: BlockPerson[] = [];
      for (const { row, places } of sortedPersons(village)) {
        row[P.id] = id;
        row[P.placeKtp] = renumbered(row[P.placeKtp] as number | null, this.numbers.get(places)!);
        row[P.placeFamily] = renumbered(row[P.placeFamily] as number | null, familyNumbers);
        checks[id - firstId] = personCheck(row);
        writeRow(rows, row);
        const reference = referenceOf(row);
        const person = blockPersonOf(reference);
        people.push(person);
        const { birthDate, placeKtp } = reference;
        if (birthDate !== 0) this.born.add(birthDate, person);
        if (placeKtp >= 0 && placeKtp !== village.place) this.registered.add(placeKtp, person);
        const sketch = sketchOf(reference, this.directory);
        for (const key of referenceKeys(reference, this.directory)) {
          this.postings.add(key, id, sketch);
          postings++;
        }
        id++;
      }
      const isWhole = village.from === 0 && village.to === LETTERS_END;
      if (village.place >= 0 || (isWhole && people.length <= MOST_PLACELESS)) blocks.push(...sealedPeople(village.place, people));
    }
    return { firstId, persons, rows: rows.take(), checks, villages: blocks, postings };
  }
}

/** Of an extract with more people without a place, none is searched for the place's sake. */
const MOST_PLACELESS = 20_000;

function renumbered(place: number | null, numbers: Int32Array): number | null {
  return place === null || numbers[place]! < 0 ? null : numbers[place]!;
}
