/**
 * The work of building an index that any thread can do: reading batches of families and persons, merging ranges of sorted
 * persons, sorting partitions of postings. The main thread hands out the jobs, writes the results in order and owns the
 * index; with one worker it does the jobs itself.
 */
import { join } from "node:path";
import { threadId } from "node:worker_threads";
import { referenceKeys } from "../link/block/blocking.ts";
import { sketchOf } from "../link/block/sketch.ts";
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
import { ByteReader, ByteWriter } from "./byte-writer.ts";
import { parseBatch, type RecordBatch, type TableFormat } from "../read/batch.ts";
import { FAMILY_WORDS, FamilyTable, packFamily } from "./family-table.ts";
import { halfOf, NO_DIGITS } from "./index-format.ts";
import { KeptPersons, type KeptSetup } from "./kept-index.ts";
import { FAMILY_PLACES, PersonGatherer, type OwnDeciles, type PersonCounts } from "./person-gatherer.ts";
import { mergeSegment, packed, type Run, type Segment } from "./person-runs.ts";
import { strip } from "../read/aliases.ts";
import { PlaceRegistry, type MetPlace } from "./place-registry.ts";
import { PostingSpill, sortPartition, type PackedBuckets, type PostingChunk } from "./posting-spill.ts";
import { keptName, laneOf, NIK_REPEATED, packDeciles, readReference, writeHead, writeTexts, type Features } from "./reference-codec.ts";

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

export interface WorkshopSetup {
  /** Where temporary files may be made. */
  readonly folder: string;
  /** By the file's number; `null` for a file that an index being added to has already. */
  readonly sources: readonly (SourceSetup | null)[];
  readonly kept: KeptSetup | null;
  readonly today: PlainDate;
}

export type IndexJob =
  | { readonly kind: "families"; readonly source: number; readonly batch: RecordBatch }
  | { readonly kind: "persons"; readonly source: number; readonly batch: RecordBatch; readonly families: FamilyTable["shared"] | null }
  /** A range of the pages of the index being added to; `to` is the page after the last. */
  | { readonly kind: "kept"; readonly from: number; readonly to: number; readonly families: FamilyTable["shared"] | null }
  | { readonly kind: "close-persons" }
  | {
      readonly kind: "places";
      readonly rows: readonly PlaceRow[];
      readonly numbers: readonly (readonly [number, Int32Array])[];
      readonly bits: number;
    }
  | { readonly kind: "merge"; readonly segment: Segment }
  | { readonly kind: "close-postings" }
  | { readonly kind: "sort"; readonly chunks: readonly PostingChunk[]; readonly bits: number };

/** Rows of a batch by what became of them. */
export interface RowCounts {
  rows: number;
  readonly rejected: Partial<Record<RejectionReason, number>>;
  readonly furniture: Partial<Record<FurnitureKind, number>>;
}

export interface FamiliesReply extends RowCounts {
  /** `packFamily`, one after another; places are numbers among `places`. */
  readonly families: Uint32Array;
  readonly places: readonly MetPlace[];
  readonly withoutCard: number;
}

export interface PersonsClosed {
  readonly thread: number;
  readonly runs: readonly Run[];
  readonly places: readonly MetPlace[];
  readonly counts: PersonCounts;
}

/** Persons of a segment in order, packed as the pages hold them. */
export interface MergeReply {
  readonly firstId: number;
  readonly features: Uint8Array;
  readonly featureEnds: Uint32Array;
  readonly persons: Uint8Array;
  readonly personEnds: Uint32Array;
  /** NIK halves; those without a NIK come last and have `NO_DIGITS`. */
  readonly highs: Uint32Array;
  readonly lows: Uint32Array;
  readonly repeatedNiks: number;
  readonly rowsWithRepeatedNik: number;
  readonly postings: number;
}

export type IndexReply = FamiliesReply | RowCounts | PersonsClosed | MergeReply | PackedBuckets | readonly PostingChunk[] | null;

export class IndexWorkshop {
  private readonly setup: WorkshopSetup;
  private readonly sources: (Source | undefined)[] = [];
  private persons: PersonGatherer | null = null;
  private places = new PlaceRegistry();
  private kept: KeptPersons | null = null;
  private merger: SegmentMerger | null = null;

  constructor(setup: WorkshopSetup) {
    this.setup = setup;
  }

  run(job: IndexJob): IndexReply {
    switch (job.kind) {
      case "families":
        return readFamilies(this.source(job.source), this.source(job.source).rows(job.batch));
      case "persons": {
        const source = this.source(job.source);
        return readPersons(source, source.rows(job.batch), this.gatherer(job.families), this.places);
      }
      case "kept": {
        this.kept ??= new KeptPersons(this.setup.kept!);
        return { rows: this.kept.gather(job.from, job.to, this.gatherer(job.families)), rejected: {}, furniture: {} };
      }
      case "close-persons": {
        const closed: PersonsClosed = { thread: threadId, places: this.places.places, ...this.gatherer(null).close() };
        this.persons = null;
        this.places = new PlaceRegistry();
        this.kept?.[Symbol.dispose]();
        this.kept = null;
        return closed;
      }
      case "places":
        this.merger = new SegmentMerger(
          job.rows,
          new Map(job.numbers),
          new PostingSpill(join(this.setup.folder, `postings-${threadId}`), job.bits),
        );
        return null;
      case "merge":
        return this.merger!.merge(job.segment);
      case "close-postings": {
        const chunks = this.merger!.postings.finish();
        this.merger = null;
        return chunks;
      }
      case "sort":
        return sortPartition(job.chunks, job.bits);
    }
  }

  /** The table of families is shared: only the view of it is made anew, once. */
  private gatherer(families: FamilyTable["shared"] | null): PersonGatherer {
    return (this.persons ??= new PersonGatherer(
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
    const columns = new Set([...Object.values(mapping), chosen, nasional, provinsi, kabupaten, this.relation]);
    this.wanted = setup.format.headers.map((_, column) => columns.has(column));
    this.normalise = createNormaliser(mapping, setup.profile, { today });
  }

  rows(batch: RecordBatch): TableRecord[] {
    return parseBatch(batch, this.setup.format, this.wanted);
  }

  /** The chosen decile, whether its cell holds something else, and the three deciles. */
  desil({ cells }: SourceRow): OwnDeciles {
    const { chosen, nasional, provinsi, kabupaten } = this.setup.desil;
    const read = chosen < 0 ? null : readDesil(cells[chosen] ?? "");
    const at = (column: number): number | null => (column < 0 ? null : readDesil(cells[column] ?? "").value);
    return {
      desil: read?.value ?? null,
      desilInvalid: read !== null && read.findings.length > 0,
      deciles: { nasional: at(nasional), provinsi: at(provinsi), kabupaten: at(kabupaten) },
    };
  }

  /** Of all relationship codes only 1, the head of the family, means the same in every code table. */
  isNotHead({ cells }: SourceRow): boolean {
    const relation = this.relation < 0 ? "" : (cells[this.relation] ?? "").trim();
    return relation !== "" && relation !== "-" && !HEAD.test(relation);
  }

  /** How the row itself spells its village and kecamatan. */
  spelling(row: SourceRow): { desa: string; kecamatan: string } {
    return { desa: cellAt(row, this.columns.desa).trim(), kecamatan: cellAt(row, this.columns.kecamatan).trim() };
  }
}

/** Fields of which the index keeps the text as it stands. */
const reportedFields = ["nama", "nik", "nokk", "tanggal_lahir", "jenis_kelamin", "desa", "kecamatan"] as const satisfies readonly Field[];

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
  let used = 0;
  let withoutCard = 0;
  for (const row of rows) {
    const { noKk, place } = source.normalise(row);
    if (noKk === null) {
      withoutCard++;
      continue;
    }
    const { desil, desilInvalid, deciles } = source.desil(row);
    packFamily(families, used, halfOf(noKk, 0), halfOf(noKk, 1), {
      place: registry.add(place, source.number, row.row, () => source.spelling(row)),
      deciles: packDeciles(deciles) | ((desil ?? 0) << 12),
      desilInvalid,
      lane: laneOf(place),
    });
    used += FAMILY_WORDS;
  }
  return { ...counts, families: families.subarray(0, used), places: registry.places, withoutCard };
}

const texts = new ByteWriter(256);

function readPersons(source: Source, records: readonly TableRecord[], gatherer: PersonGatherer, places: PlaceRegistry): RowCounts {
  const counts: RowCounts = { rows: 0, rejected: {}, furniture: {} };
  const { columns } = source;
  for (const row of rowsOf(records, counts)) {
    const { nik, noKk, birthDate, sex, name, place } = source.normalise(row);
    const features: Features = { noKk, birthDate: birthDate?.value ?? 0, sex, name: name === null ? null : keptName(name) };
    texts.length = 0;
    const textFlags = writeTexts(texts, nik.value !== null, features, {
      row: row.row,
      name: cellAt(row, columns.nama),
      nik: cellAt(row, columns.nik),
      noKk: cellAt(row, columns.nokk),
      birthDate: cellAt(row, columns.tanggal_lahir),
      sex: cellAt(row, columns.jenis_kelamin),
    });
    gatherer.add(
      {
        file: source.number,
        row: row.row,
        nik: nik.value,
        features,
        textFlags,
        lane: laneOf(place),
        notHead: source.isNotHead(row),
        place: places.add(place, source.number, row.row, () => source.spelling(row)),
        deciles: source.setup.kind === "flat" ? source.desil(row) : null,
      },
      texts.bytes.subarray(0, texts.length),
      "read",
    );
  }
  return counts;
}

/** Puts ranges of persons in order, gives them their ids and makes their blocking keys. */
class SegmentMerger {
  readonly postings: PostingSpill;
  private readonly directory: PlaceDirectory;
  private readonly numbers: ReadonlyMap<number, Int32Array>;
  private readonly reader = new ByteReader(new Uint8Array(0));

  constructor(places: readonly PlaceRow[], numbers: ReadonlyMap<number, Int32Array>, postings: PostingSpill) {
    this.directory = PlaceDirectory.fromRows(places);
    this.numbers = numbers;
    this.postings = postings;
  }

  merge(segment: Segment): MergeReply {
    const { persons: count, firstId } = segment;
    const features = new ByteWriter(count * 48);
    const persons = new ByteWriter(count * 40);
    const featureEnds = new Uint32Array(count);
    const personEnds = new Uint32Array(count);
    const highs = new Uint32Array(count);
    const lows = new Uint32Array(count);
    const familyNumbers = this.numbers.get(FAMILY_PLACES)!;
    let at = 0;
    let postings = 0;
    for (const person of mergeSegment(segment)) {
      const hasNik = packed.hasNik(person);
      highs[at] = hasNik ? packed.high(person) : NO_DIGITS;
      lows[at] = hasNik ? packed.low(person) : NO_DIGITS;
      const ktp = packed.placeKtp(person);
      const family = packed.placeFamily(person);
      const start = features.length;
      writeHead(
        features,
        highs[at]!,
        lows[at]!,
        ktp < 0 ? -1 : this.numbers.get(person.places)![ktp]!,
        family < 0 ? -1 : familyNumbers[family]!,
      );
      const from = packed.featuresStart(person);
      const middle = from + packed.featuresLength(person);
      features.append(person.bytes.subarray(from, middle));
      featureEnds[at] = features.length;
      persons.append(person.bytes.subarray(middle, middle + packed.personLength(person)));
      personEnds[at] = persons.length;

      this.reader.bytes = features.bytes;
      this.reader.at = start;
      const reference = readReference(this.reader, features.length, firstId + at);
      const sketch = sketchOf(reference, this.directory);
      for (const key of referenceKeys(reference, this.directory)) {
        this.postings.add(key, firstId + at, sketch);
        postings++;
      }
      at++;
    }
    const repeated = markRepeated(highs, lows, persons.bytes, personEnds);
    return {
      firstId,
      features: features.take(),
      featureEnds,
      persons: persons.take(),
      personEnds,
      highs,
      lows,
      postings,
      ...repeated,
    };
  }
}

/** Rows of one NIK lie together: flags them. */
function markRepeated(
  highs: Uint32Array,
  lows: Uint32Array,
  persons: Uint8Array,
  ends: Uint32Array,
): { repeatedNiks: number; rowsWithRepeatedNik: number } {
  let repeatedNiks = 0;
  let rowsWithRepeatedNik = 0;
  for (let from = 0; from < highs.length && highs[from] !== NO_DIGITS; ) {
    let to = from + 1;
    while (to < highs.length && highs[to] === highs[from] && lows[to] === lows[from]) to++;
    if (to - from > 1) {
      repeatedNiks++;
      rowsWithRepeatedNik += to - from;
      for (let at = from; at < to; at++) persons[at === 0 ? 0 : ends[at - 1]!]! |= NIK_REPEATED;
    }
    from = to;
  }
  return { repeatedNiks, rowsWithRepeatedNik };
}
