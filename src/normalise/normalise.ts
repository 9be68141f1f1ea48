/**
 * From a row of text to a person who can be compared. Lists and extracts take this one path, so both sides are normalised by
 * the same code. Normal forms are for comparing only; what the file said is what the reports say.
 */
import { alignedCells } from "./aligned-row.ts";
import { withoutDate } from "./beside-name.ts";
import { fieldCell } from "./combined-cell.ts";
import { placesInAddress } from "./fields/address-places.ts";
import { joinedNames, readAddress } from "./fields/address.ts";
import {
  agreesWithNik,
  isCenturyOpen,
  isFromAge,
  readAge,
  readAgeAsDate,
  readBirthDate,
  readBirthDateParts,
  type DateContext,
} from "./fields/birth-date.ts";
import { readDesil } from "./fields/desil.ts";
import { nikDate, noNik, readNik, type NikDate } from "./fields/nik.ts";
import { readNoKk } from "./fields/no-kk.ts";
import { readSex, readTicked } from "./fields/sex.ts";
import type { FileProfile } from "./file-profile.ts";
import type { FindingCode } from "./findings.ts";
import { readName } from "./name/read-name.ts";
import { ofSeveralPeople } from "./several-people.ts";
import { readPlace, type PlaceReading } from "./regions/place.ts";
import { canonicalRegionName } from "./regions/region-names.ts";
import { kabupatenCodes } from "./regions/region-table.ts";
import {
  readPart,
  type BirthDate,
  type ColumnMapping,
  type Field,
  type Finding,
  type Nik,
  type PersonRecord,
  type PlainDate,
  type Place,
  type SourceRow,
} from "./record.ts";

/**
 * Changes whenever normal forms change: an index made by another version of this module is refused, since its features no
 * longer compare with those of a list.
 */
export const NORMALISER_VERSION = 8;

export interface NormaliserOptions {
  /** No birth date lies after it, and two-digit years are read in its light. */
  readonly today: PlainDate;
  /** Use NIKs of a column that a spreadsheet truncated as they stand (`--paksa`). */
  readonly forceNik?: boolean;
  /** Every cell stands under its header, as in what a program exports; nothing is looked for beside it. */
  readonly isExport?: boolean;
}

/** Of a row what its rulings and its village are known by. */
export type RowIdentity = Pick<PersonRecord, "nik" | "birthDate"> & { readonly place: Pick<Place, "desa" | "kecamatan"> };

/** A function that reads as much of the rows of one file, as `createNormaliser` does. */
export function createIdentityReader(
  mapping: ColumnMapping,
  profile: FileProfile,
  options: NormaliserOptions,
): (cells: readonly string[]) => RowIdentity {
  const nikOf = createNikReader(mapping, profile, options);
  const birthDateOf = createBirthDateReader(mapping, profile, options);
  const placeOf = createPlaceReader(mapping, profile);
  return (written) => {
    const cells = alignedCells(written, mapping);
    const nik = nikOf(cells, [], []);
    return { nik, birthDate: birthDateOf(cells, dateIn(nik), []), place: placeOf(cells) };
  };
}

/**
 * A function that normalises rows of one file. Pure and cheap; it keeps nothing of a row but the readings of places, of which
 * a file has few.
 */
export function createNormaliser(
  mapping: ColumnMapping,
  profile: FileProfile,
  options: NormaliserOptions,
): (row: SourceRow) => PersonRecord {
  const at = (field: Field): number => mapping[field] ?? -1;
  const noKkAt = at("nokk");
  const nameAt = at("nama");
  const sexAt = at("jenis_kelamin");
  const [maleAt, femaleAt] = [at("laki_laki"), at("perempuan")];
  const [dusunAt, rtAt, rwAt] = [at("dusun"), at("rt"), at("rw")];
  const desilAt = at("desil");
  const noKkColumn = { truncatedColumn: profile.noKkTruncated };
  const noKkNumbers = { truncatedColumn: profile.noKkNumbersTruncated };
  const nikOf = createNikReader(mapping, profile, options);
  const birthDateOf = createBirthDateReader(mapping, profile, options);
  const placeOf = createPlaceReader(mapping, profile);

  return ({ cells: written, findings: noticed }) => {
    const findings: Finding[] = [];
    const cells = options.isExport === true ? written : alignedCells(written, mapping);
    if (cells !== written) findings.push(findingOf(null, "SEL_BERGESER"));
    for (const code of noticed) findings.push(findingOf(null, code));

    const nik = nikOf(cells, noticed, findings);
    const inNik = dateIn(nik);

    let noKk: string | null = null;
    if (noKkAt >= 0) {
      const read = readNoKk(textOf(cells, mapping, "nokk"), noticed.includes("KK_SEL_ANGKA") ? noKkNumbers : noKkColumn);
      noKk = read.value;
      note(findings, "nokk", read.findings);
      if (noKk !== null && noKk === nik.value) findings.push(findingOf("nik", "NIK_SAMA_NOKK"));
    }

    const sex =
      sexAt >= 0
        ? readSex(cellAt(cells, sexAt), profile.sexCoding)
        : maleAt >= 0 && femaleAt >= 0
          ? readTicked(cellAt(cells, maleAt), cellAt(cells, femaleAt))
          : null;
    if (sex !== null) {
      note(findings, "jenis_kelamin", sex.findings);
      if (sex.value !== null && inNik !== null && sex.value !== inNik.sex) findings.push(findingOf("nik", "NIK_JK_BEDA"));
    }

    const birthDate = birthDateOf(cells, inNik, findings);

    const region = placeOf(cells);
    const address = readAddress(
      textOf(cells, mapping, "alamat"),
      cellAt(cells, dusunAt),
      cellAt(cells, rtAt),
      cellAt(cells, rwAt),
      region.names,
    );
    const place: Place = {
      provinsi: region.provinsi,
      kabupaten: region.kabupaten,
      kecamatan: region.kecamatan,
      desa: region.desa,
      kode: region.kode,
      rt: address.rt,
      rw: address.rw,
      addressTokens: address.tokens,
    };

    const nameCell = textOf(cells, mapping, "nama");
    const dateless = options.isExport === true ? nameCell : withoutDate(nameCell);
    const name = readName(dateless, { sex: sex?.value ?? inNik?.sex ?? null, province: region.province });
    if (nameAt >= 0) note(findings, "nama", name.findings);
    if (dateless !== nameCell) findings.push(findingOf("nama", "NAMA_KETERANGAN"));
    const sexGiven = sex?.value ?? null;
    if (name.sex !== null && sexGiven !== null && name.sex !== sexGiven) findings.push(findingOf("jenis_kelamin", "JK_SAPAAN_BEDA"));

    let desil: number | null = null;
    if (desilAt >= 0) {
      const read = readDesil(cellAt(cells, desilAt));
      desil = read.value;
      note(findings, "desil", read.findings);
    }
    const record = { nik, noKk, name: name.value, birthDate, sex: sexGiven ?? name.sex, place, desil, findings };
    const isOfTwo = nik.damage?.kind === "several" && name.value !== null && name.findings.includes("NAMA_ALIAS");
    return isOfTwo ? ofSeveralPeople(record) : record;
  };
}

/** Number of a row; what is noticed of it is added to `findings`. */
function createNikReader(
  mapping: ColumnMapping,
  profile: FileProfile,
  { forceNik }: NormaliserOptions,
): (cells: readonly string[], noticed: readonly FindingCode[], findings: Finding[]) => Nik {
  const inColumn = { truncatedColumn: profile.nikTruncated && forceNik !== true };
  const asNumber = { truncatedColumn: profile.nikNumbersTruncated && forceNik !== true };
  return (cells, noticed, findings) => {
    if (mapping.nik === undefined) return noNik;
    const read = readNik(textOf(cells, mapping, "nik"), noticed.includes("NIK_SEL_ANGKA") ? asNumber : inColumn);
    note(findings, "nik", read.findings);
    return read.value;
  };
}

function dateIn({ value }: Nik): NikDate | null {
  return value === null ? null : nikDate(value);
}

/** Birth date of a row, or what its age says of it, in the light of its number; what is noticed of both is added to `findings`. */
function createBirthDateReader(
  mapping: ColumnMapping,
  profile: FileProfile,
  { today }: NormaliserOptions,
): (cells: readonly string[], inNik: NikDate | null, findings: Finding[]) => BirthDate | null {
  const at = (field: Field): number => mapping[field] ?? -1;
  const dateAt = at("tanggal_lahir");
  const placeAndDateAt = at("tempat_tanggal_lahir");
  const parts = [at("hari_lahir"), at("bulan_lahir"), at("tahun_lahir")] as const;
  const ageAt = at("umur");
  const [maleAt, femaleAt] = [at("laki_laki"), at("perempuan")];
  const isAgeBySex = ageAt >= 0 && (ageAt === maleAt || ageAt === femaleAt);
  const hasParts = parts.some((part) => part >= 0);
  const field: Field | null =
    dateAt >= 0 ? "tanggal_lahir" : placeAndDateAt >= 0 ? "tempat_tanggal_lahir" : hasParts ? "tahun_lahir" : null;
  const context: DateContext = { order: profile.dateOrder, century: profile.century, serialShift: profile.serialShift, today };

  const readDate = (cells: readonly string[], nik: NikDate | null): { value: BirthDate | null; findings: readonly FindingCode[] } => {
    const whole = cellAt(cells, dateAt);
    if (whole.length > 0 || (placeAndDateAt < 0 && !hasParts)) {
      const read = readBirthDate(whole, context, nik);
      return (read.value === null ? readAgeAsDate(whole, today) : null) ?? read;
    }
    const combined = textOf(cells, mapping, "tempat_tanggal_lahir");
    if (combined.length > 0 || !hasParts) return readBirthDate(combined, context, nik);
    const [day, month, year] = parts;
    return readBirthDateParts(cellAt(cells, day), cellAt(cells, month), cellAt(cells, year), context, nik);
  };

  return (cells, inNik, findings) => {
    let birthDate: BirthDate | null = null;
    if (field !== null) {
      const read = readDate(cells, inNik);
      birthDate = read.value;
      note(findings, field, read.findings);
      if (inNik !== null) {
        if (birthDate === null) {
          if (isCenturyOpen(inNik, today)) findings.push(findingOf(field, "ABAD_AMBIGU"));
        } else if (!isFromAge(birthDate) && !agrees(birthDate, inNik)) findings.push(findingOf("nik", "NIK_TGL_BEDA"));
      }
    }
    if (birthDate !== null || ageAt < 0) return birthDate;
    return readAge(isAgeBySex ? cellAt(cells, maleAt) || cellAt(cells, femaleAt) : textOf(cells, mapping, "umur"), today);
  };
}

/** A field's text, as much of it as is read; "" for a field without a column. */
function textOf(cells: readonly string[], mapping: ColumnMapping, field: Field): string {
  return readPart(fieldCell(cells, mapping, field));
}

/** A cell, as much of it as is read, or "" for a field without a column (-1). */
function cellAt(cells: readonly string[], column: number): string {
  return column < 0 ? "" : readPart(cells[column] ?? "");
}

function agrees(date: BirthDate, nik: NikDate): boolean {
  return agreesWithNik(date.value, nik) || (date.alternative !== null && agreesWithNik(date.alternative, nik));
}

interface Region extends PlaceReading {
  /** Kemendagri code of the province the address lies in, by its code or its name; null where it does not say. */
  readonly province: string | null;
  /** Its names, as `readAddress` takes them. */
  readonly names: string;
}

/** Places repeat from row to row: each distinct combination of cells is read once. */
const PLACES_KEPT = 20_000;

function createPlaceReader(mapping: ColumnMapping, profile: FileProfile): (cells: readonly string[]) => Region {
  const fields = [
    "provinsi",
    "kabupaten",
    "kecamatan",
    "desa",
    "kode_provinsi",
    "kode_kabupaten",
    "kode_kecamatan",
    "kode_desa",
  ] as const satisfies readonly Field[];
  const columns = fields.map((field) => mapping[field] ?? -1);
  const isVillageGiven = mapping.desa !== undefined || mapping.kode_desa !== undefined;
  const addressOf = (cells: readonly string[]): string => (isVillageGiven ? "" : textOf(cells, mapping, "alamat"));
  const read = [...columns, isVillageGiven ? -1 : (mapping.alamat ?? -1)].filter((column) => column >= 0);
  const known = new Map<string, Region>();
  // Neighbouring rows mostly share their village, and comparing a few cells is cheaper than making a key of them.
  let last: Region | null = null;
  let lastCells: readonly string[] = [];
  return (cells) => {
    if (last !== null && isAlike(cells, lastCells, read)) return last;
    const address = addressOf(cells);
    const inAddress = placesInAddress(address);
    const bare = inAddress.desa === "" ? bareVillage(address) : "";
    let key = `${inAddress.desa || bare}\n${inAddress.kecamatan}\n${inAddress.kabupaten}`;
    for (const column of columns) if (column >= 0) key += `\n${cells[column] ?? ""}`;
    lastCells = cells;
    last = known.get(key) ?? null;
    if (last !== null) return last;
    const text = (index: number): string => cellAt(cells, columns[index] ?? -1);
    const place = readPlace({
      provinsi: text(0),
      kabupaten: text(1) || inAddress.kabupaten,
      kecamatan: text(2) || inAddress.kecamatan,
      desa: text(3) || inAddress.desa || bare,
      kodeProvinsi: text(4),
      kodeKabupaten: text(5),
      kodeKecamatan: text(6),
      kodeDesa: text(7),
      codeSystem: profile.codeSystem,
    });
    const region = {
      ...place,
      province: provinceOf(place),
      // What may be a village or a street is an address as well, until a village of the name is found.
      names: joinedNames([text(3) === "" && bare !== "" ? null : place.desa, place.kecamatan, place.kabupaten, place.provinsi]),
    };
    if (known.size >= PLACES_KEPT) known.clear();
    known.set(key, region);
    last = region;
    return region;
  };
}

function isAlike(cells: readonly string[], others: readonly string[], columns: readonly number[]): boolean {
  for (const column of columns) if (cells[column] !== others[column]) return false;
  return true;
}

/** Village lists often give nothing but the village as an address. A hamlet's name does no harm: the extract has no such village. */
function bareVillage(address: string): string {
  const text = address.trim();
  return /^[A-Za-z' -]{4,40}$/.test(text) &&
    !/\b(?:JL|JLN|JALAN|GG|GANG|BLOK|BLK|DUSUN|DSN|DUKUH|KP|KAMPUNG|LORONG|PERUM|RT|RW|NO)\b/i.test(text)
    ? text
    : "";
}

function provinceOf({ kode, provinsi, kabupaten }: PlaceReading): string | null {
  if (kode !== null) return kode.slice(0, 2);
  if (provinsi === null && kabupaten === null) return null;
  provincesByName ??= namedProvinces();
  return provincesByName.get(`provinsi ${provinsi}`) ?? provincesByName.get(`kabupaten ${kabupaten}`) ?? null;
}

let provincesByName: ReadonlyMap<string, string> | null = null;

/** Province codes by the canonical names of provinces and kabupaten, where only one province has the name. */
function namedProvinces(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const shared = new Set<string>();
  for (const [code, name] of kabupatenCodes()) {
    const level = code.length === 2 ? "provinsi" : "kabupaten";
    const key = `${level} ${canonicalRegionName(name, level)}`;
    const province = code.slice(0, 2);
    if ((found.get(key) ?? province) !== province) shared.add(key);
    found.set(key, province);
  }
  for (const key of shared) found.delete(key);
  return found;
}

function note(findings: Finding[], field: Field, codes: readonly FindingCode[]): void {
  for (const code of codes) findings.push(findingOf(field, code));
}

/** One object per field and code: rows share them. */
const sharedFindings = new Map<Field | null, Map<FindingCode, Finding>>();

function findingOf(field: Field | null, code: FindingCode): Finding {
  let byCode = sharedFindings.get(field);
  if (byCode === undefined) sharedFindings.set(field, (byCode = new Map()));
  let finding = byCode.get(code);
  if (finding === undefined) byCode.set(code, (finding = { field, code }));
  return finding;
}
