/**
 * Pass 1 for one batch of one list: records in, claims and rendered texts out. Runs on any thread; `explain` and
 * `train` call the same steps in place.
 */
import { alignedCells } from "../normalise/aligned-row.ts";
import { fieldCell } from "../normalise/combined-cell.ts";
import { refuseOther, type RecordIndex } from "../index/record-index.ts";
import { UNIT_SEPARATOR } from "../read/cell-marks.ts";
import { parseBatch, type RecordBatch, type TableFormat } from "../read/batch.ts";
import { claimColumns, claimOf, type Claim, type ClaimColumns } from "../resolve/claim.ts";
import { comparisonFindings } from "../link/weigh/comparisons.ts";
import { decileFindings, limitedDecile } from "../resolve/decile-limit.ts";
import type { DecileLimit } from "../programmes/programmes.ts";
import type { FileProfile } from "../normalise/file-profile.ts";
import type { FindingCode } from "../normalise/findings.ts";
import { linkBatch } from "../link/link.ts";
import type { Linked } from "../link/search.ts";
import { createWeigher, type Weigher } from "../link/weigh/match-weight.ts";
import type { LinkageModel } from "../link/weigh/model.ts";
import { createNormaliser } from "../normalise/normalise.ts";
import type { Furniture, PersonRecord, Place, PlainDate, Rejection, SourceRow } from "../normalise/record.ts";
import type { Lang } from "../language.ts";
import { maskOwnCells, maskPersonCells, maskText, ownColumnMasks } from "../report/mask.ts";
import { personCells, placeOwnCells, reasonsCell } from "../report/columns.ts";
import { csvRecords, type ReportDelimiter } from "../report/csv.ts";
import { eligibilityOf } from "../resolve/eligibility.ts";
import { pairSentence, rowClauses } from "../report/sentence.ts";
import type { ReferencePerson } from "../link/reference-person.ts";
import type { RowTexts } from "../report/lines.ts";
import type { DecisionTable } from "../rulings/decisions.ts";
import { OverlayMarks, type Overlay } from "./overlays.ts";
import { RuledRows, type RuledRow } from "./ruled-rows.ts";
import { packSide } from "../report/candidates.ts";
import { packHousehold, type Household } from "../report/recap.ts";
import { listSideOf } from "../rulings/ruling-key.ts";
import { packTexts } from "./spool.ts";

/** One part of a list of a run: how to read it, and where its own columns stand among those of all lists. */
export interface ListSetup {
  /** Which list of the run it belongs to. */
  readonly list: number;
  readonly format: TableFormat;
  readonly profile: FileProfile;
  readonly ownPlaces: readonly number[];
  /** The list has a row per family. */
  readonly ofFamilies: boolean;
}

/** What a thread must know of the run, beside the index. */
export interface LinkSetup {
  /** `IndexMeta.digest` of the index the run is about: every thread opens its own handle, and must find the same. */
  readonly indexDigest: string;
  readonly model: LinkageModel;
  readonly lists: readonly ListSetup[];
  readonly ownWidth: number;
  readonly lang: Lang;
  readonly delimiter: ReportDelimiter;
  readonly mask: boolean;
  readonly today: PlainDate;
  readonly forceNik: boolean;
  /** Limit the persons' deciles are held against, or `null`. */
  readonly decileLimit: DecileLimit | null;
  /** The extract has rows of families; without any, that a person's is missing is said once, of the extract. */
  readonly familiesKnown: boolean;
  /** Officers' rulings, or `null`. */
  readonly decisions: DecisionTable | null;
  /** Lists of marks. */
  readonly overlays: readonly Overlay[];
  /** Of the index, as given; or `null`. */
  readonly extractDate: string | null;
}

export interface LinkJob {
  /** Among the parts of all lists. */
  readonly list: number;
  readonly batch: RecordBatch;
}

export interface LinkReply {
  readonly list: number;
  readonly claims: ClaimColumns;
  /** Row numbers in the file, one per claim. */
  readonly rows: Uint32Array;
  /** Row numbers in the extract, one per candidate. */
  readonly candidateRows: Uint32Array;
  /** Names of villages, `KECAMATAN<TAB>DESA`; of every row and every candidate, which of them. */
  readonly villages: readonly string[];
  readonly rowVillages: Uint16Array;
  readonly candidateVillages: Uint16Array;
  /** One per candidate: `packHousehold`, and the last eight digits of the family card, 0 where there is none. */
  readonly households: Uint8Array;
  readonly familyLows: Uint32Array;
  /** `packTexts` of `RowTexts`. */
  readonly texts: Uint8Array;
  readonly rejections: readonly Rejection[];
  readonly furniture: readonly Furniture[];
  readonly compared: number;
  /** Rows searched for by looser ways as well, since nobody was found at first. */
  readonly widely: number;
  /** Of a sheet's rows: what its cells say beside their texts. */
  readonly marks: MarkCounts | null;
  /** What became of officers' rulings (`RulingTally`). */
  readonly rulings: Uint32Array;
}

/** NIKs given, stored as numbers, and taken for cut; rows hidden by a filter. */
export interface MarkCounts {
  readonly given: number;
  readonly stored: number;
  readonly cut: number;
  readonly hidden: number;
}

export class ListLinker {
  readonly index: RecordIndex;
  readonly weigher: Weigher;
  private readonly setup: LinkSetup;
  private readonly normalisers: ((row: SourceRow) => PersonRecord)[];
  private readonly masks: ReturnType<typeof ownColumnMasks>[];
  private readonly ruledRows: RuledRows | null;
  private readonly overlays: OverlayMarks;

  constructor(setup: LinkSetup, index: RecordIndex) {
    refuseOther(index, setup.indexDigest);
    this.setup = setup;
    this.index = index;
    this.weigher = createWeigher(setup.model, this.index);
    this.normalisers = setup.lists.map(({ format, profile }) =>
      createNormaliser(format.mapping, profile, { today: setup.today, forceNik: setup.forceNik }),
    );
    this.overlays = new OverlayMarks(setup.overlays, setup.extractDate, setup.lang);
    this.ruledRows = setup.decisions === null ? null : new RuledRows(setup.decisions, index, this.weigher, setup.lang);
    this.masks = setup.lists.map(({ format }) => ownColumnMasks(format.headers, format.mapping));
  }

  link({ list, batch }: LinkJob): LinkReply {
    this.index.startBatch();
    const records = parseBatch(batch, this.setup.lists[list]!.format);
    const rows: SourceRow[] = [];
    for (const record of records) if (record.kind === "row") rows.push(record);
    const linked = this.linkRows(list, rows);
    const sides = this.sidesOf(list, rows, linked);
    const ruled = this.rulingsOn(list, rows, linked);
    const people = this.people(linked);
    const claims: Claim[] = [];
    const numbers: number[] = [];
    const candidateRows: number[] = [];
    const villages = new Numbering();
    const rowVillages: number[] = [];
    const candidateVillages: number[] = [];
    const households: number[] = [];
    const familyLows: number[] = [];
    for (let at = 0; at < linked.length; at++) {
      const each = linked[at]!;
      claims.push(claimOf(each, this.index.places, ruled.get(at)?.applied));
      numbers.push(rows[at]!.row);
      rowVillages.push(villages.of(this.villageOf(each.record.place)));
      for (const { reference } of each.candidates) {
        const person = people.get(reference.id)!;
        candidateRows.push(person.row);
        candidateVillages.push(villages.of(`${person.kecamatan}\t${person.desa}`));
        households.push(packHousehold(householdOf(person, this.setup.decileLimit)));
        familyLows.push(reference.noKk === null ? 0 : Number(reference.noKk.slice(8)));
      }
    }
    const { cells, clauses } = this.render(list, rows, linked, people, ruled);
    return {
      list,
      claims: claimColumns(claims),
      rows: new Uint32Array(numbers),
      candidateRows: new Uint32Array(candidateRows),
      villages: villages.texts,
      rowVillages: new Uint16Array(rowVillages),
      candidateVillages: new Uint16Array(candidateVillages),
      households: new Uint8Array(households),
      familyLows: new Uint32Array(familyLows),
      texts: packTexts([cells, clauses, sides]),
      rejections: records.filter((record) => record.kind === "rejected"),
      furniture: records.filter((record) => record.kind === "furniture"),
      compared: linked.reduce((sum, { compared }) => sum + compared, 0),
      widely: linked.reduce((sum, { widely }) => sum + Number(widely), 0),
      marks: this.setup.lists[list]!.format.delimiter === UNIT_SEPARATOR ? markCounts(linked) : null,
      rulings: new Uint32Array([...ruled.values()].flatMap(({ outcomes }) => outcomes)),
    };
  }

  private linkRows(list: number, rows: readonly SourceRow[]): Linked[] {
    const normalise = this.normalisers[list]!;
    const people: PersonRecord[] = [];
    for (const row of rows) people.push(normalise(row));
    return linkBatch(people, this.index, this.weigher, this.setup.lists[list]!.profile.nameWidth);
  }

  /** Rows of the batch that officers have ruled on, by their place; `linked` then holds what is left to decide of them. */
  private rulingsOn(list: number, rows: readonly SourceRow[], linked: Linked[]): ReadonlyMap<number, RuledRow> {
    if (this.ruledRows === null) return new Map();
    const { format, profile } = this.setup.lists[list]!;
    const toRule = rows.map(({ cells }, at) => ({ linked: linked[at]!, cells }));
    const ruled = this.ruledRows.apply(toRule, format.mapping, profile.nameWidth);
    for (const [at, row] of ruled) linked[at] = row.linked;
    return ruled;
  }

  /** One row of a batch, linked again with everything kept, and with officers' rulings on it applied. */
  linkRow({ list, batch }: LinkJob, row: number): Linked {
    const records = parseBatch(batch, this.setup.lists[list]!.format);
    const found = records.find((record): record is SourceRow => record.kind === "row" && record.row === row)!;
    const linked = this.linkRows(list, [found]);
    this.rulingsOn(list, [found], linked);
    return linked[0]!;
  }

  /** The full rows of all candidates. */
  private people(linked: readonly Linked[]): Map<number, ReferencePerson> {
    const people = new Map<number, ReferencePerson>();
    for (const { candidates } of linked)
      for (const { reference } of candidates) if (!people.has(reference.id)) people.set(reference.id, this.index.person(reference));
    return people;
  }

  private render(
    list: number,
    rows: readonly SourceRow[],
    linked: readonly Linked[],
    people: ReadonlyMap<number, ReferencePerson>,
    ruled: ReadonlyMap<number, RuledRow>,
  ): Omit<RowTexts, "sides"> {
    const { lang, lists, delimiter, mask } = this.setup;
    const { mapping } = lists[list]!.format;
    const ownCells: (readonly string[])[] = [];
    const cellsOfPersons: (readonly string[])[] = [];
    for (let at = 0; at < linked.length; at++) {
      const { record, candidates } = linked[at]!;
      ownCells.push(this.ownCells(list, rows[at]!, record));
      for (const { reference } of candidates) cellsOfPersons.push(this.personCells(people.get(reference.id)!));
    }
    const own = csvRecords(ownCells, delimiter);
    const persons = csvRecords(cellsOfPersons, delimiter);
    const cells: string[] = [];
    const clauses: string[] = [];
    let slot = 0;
    for (let at = 0; at < linked.length; at++) {
      const { record, candidates } = linked[at]!;
      const findings: FindingCode[] = [];
      for (const { code } of record.findings) findings.push(code);
      const ruling = ruled.get(at);
      const marks = this.overlays.of(record.nik.value, record.noKk, record.name);
      cells.push(own[at]!, reasonsCell([...(ruling?.codes ?? []), ...findings, ...marks.codes]));
      const marked = mask ? marks.clauses.map((clause) => maskText(clause)) : marks.clauses;
      clauses.push([ruling?.clause ?? "", rowClauses(findings, lang), ...marked].filter((clause) => clause !== "").join("; "));
      for (const { reference, comparison } of candidates) {
        const person = people.get(reference.id)!;
        const noticed = this.findingsOf(person, list);
        // What the row's own number has told already is not told of the person again.
        const onPerson = reference.nik === record.nik.value ? null : this.overlays.of(reference.nik, reference.noKk, reference.name);
        cells.push(persons[slot++]!, reasonsCell([...comparisonFindings(comparison, record), ...noticed, ...(onPerson?.codes ?? [])]));
        const names =
          mapping.nama === undefined ? null : ([fieldCell(alignedCells(rows[at]!.cells, mapping), mapping, "nama"), person.name] as const);
        const pair = pairSentence(comparison, record, person.nik !== "", names, lang);
        const clausesOfPerson = [rowClauses(noticed, lang), ...(onPerson?.clauses ?? [])].filter((clause) => clause !== "").join("; ");
        const whole = clausesOfPerson === "" ? pair : `${pair}; ${clausesOfPerson}`;
        clauses.push(mask ? maskText(whole, record.birthDate?.value) : whole);
      }
    }
    return { cells, clauses };
  }

  /** The rows as the list has them, before a ruling puts another number in their place. */
  private sidesOf(list: number, rows: readonly SourceRow[], linked: readonly Linked[]): string[] {
    const { mapping } = this.setup.lists[list]!.format;
    return linked.map(({ record }, at) => packSide({ ...listSideOf(record, rows[at]!.cells, mapping), sex: record.sex }));
  }

  /** Where the row says the person lives, by the extract's name of the village if it is one of the extract's. */
  private villageOf(place: Place): string {
    const { desa } = this.index.places.resolve(place);
    if (desa.length !== 1) return `${place.kecamatan ?? ""}\t${place.desa ?? ""}`;
    const village = this.index.places.display(desa[0]!);
    return `${village.kecamatan}\t${village.desa}`;
  }

  private findingsOf(person: ReferencePerson, list: number): FindingCode[] {
    const { decileLimit, familiesKnown } = this.setup;
    const findings = decileFindings(limitedDecile(person, decileLimit), decileLimit);
    for (const code of person.findings) if (familiesKnown || code !== "KELUARGA_TIDAK_ADA") findings.push(code);
    if (this.setup.lists[list]!.ofFamilies && person.notHead) findings.push("BUKAN_KEPALA");
    return findings;
  }

  private ownCells(list: number, { cells }: SourceRow, { birthDate }: PersonRecord): readonly string[] {
    const { mask, ownWidth, lists } = this.setup;
    const shown = mask ? maskOwnCells(cells, this.masks[list]!, birthDate?.value ?? 0) : cells;
    return placeOwnCells(shown, lists[list]!.ownPlaces, ownWidth);
  }

  private personCells(person: ReferencePerson): readonly string[] {
    const { decileLimit } = this.setup;
    const cells = personCells(person, eligibilityOf(householdOf(person, decileLimit), decileLimit));
    return this.setup.mask ? maskPersonCells(cells, person.birthDateValue) : cells;
  }
}

function markCounts(linked: readonly Linked[]): MarkCounts {
  const counts = { given: 0, stored: 0, cut: 0, hidden: 0 };
  for (const { record } of linked) {
    const has = (code: FindingCode): boolean => record.findings.some((finding) => finding.code === code);
    if (!has("NIK_KOSONG")) counts.given++;
    if (has("NIK_SEL_ANGKA")) {
      counts.stored++;
      if (has("NIK_TERPOTONG_EXCEL")) counts.cut++;
    }
    if (has("BARIS_TERSEMBUNYI")) counts.hidden++;
  }
  return counts;
}

function householdOf(person: ReferencePerson, limit: DecileLimit | null): Household {
  return { desil: limitedDecile(person, limit), hasFamily: !person.findings.includes("KELUARGA_TIDAK_ADA") };
}

/** Texts and the order they were first met in: a batch names few villages, but names them for every row and candidate. */
class Numbering {
  readonly texts: string[] = [];
  private readonly numbers = new Map<string, number>();

  of(text: string): number {
    let number = this.numbers.get(text);
    if (number === undefined) {
      number = this.texts.push(text) - 1;
      this.numbers.set(text, number);
    }
    return number;
  }
}
