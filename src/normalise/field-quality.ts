/**
 * How good the values of a file are, field by field: filled, usable, what was noticed. Counts only, so that a file of any size
 * takes little memory (eight bytes a row for finding repeated numbers). Nothing of a person is kept that could be printed.
 */
import { GrowingArray } from "./growing-array.ts";
import type { FindingCode } from "./findings.ts";
import { fields, type ColumnMapping, type Field, type PersonRecord, type SourceRow } from "./record.ts";
import { regionVerdict } from "./regions/region-table.ts";

/** What was counted of one field. */
export interface FieldQuality {
  readonly field: Field;
  /** Rows whose cell is not blank. */
  readonly filled: number;
  /** Rows whose cell could be read; for number fields: that can serve as a key. */
  readonly usable: number;
  readonly findings: Readonly<Partial<Record<FindingCode, number>>>;
  /** NIK and family card only. */
  readonly numbers: NumberQuality | null;
}

export interface NumberQuality {
  /** Distinct numbers that stand on several rows, and how many rows those are. */
  readonly repeated: number;
  readonly rowsRepeating: number;
  /** Share of the usable numbers that end in 0, 0 to 1; one in ten is natural. */
  readonly endingInZero: number;
}

/** What a row gives of a field; null: nothing usable. */
const readings: Readonly<Record<Field, (record: PersonRecord) => unknown>> = {
  nik: ({ nik }) => nik.value,
  nokk: ({ noKk }) => noKk,
  nama: ({ name }) => name,
  tanggal_lahir: ({ birthDate }) => birthDate,
  hari_lahir: ({ birthDate }) => birthDate,
  bulan_lahir: ({ birthDate }) => birthDate,
  tahun_lahir: ({ birthDate }) => birthDate,
  umur: ({ birthDate }) => birthDate,
  tempat_tanggal_lahir: ({ birthDate }) => birthDate,
  jenis_kelamin: ({ sex }) => sex,
  laki_laki: ({ sex }) => (sex === "L" ? sex : null),
  perempuan: ({ sex }) => (sex === "P" ? sex : null),
  provinsi: ({ place }) => place.provinsi,
  kabupaten: ({ place }) => place.kabupaten,
  kecamatan: ({ place }) => place.kecamatan,
  desa: ({ place }) => place.desa,
  kode_provinsi: ({ place }) => place.kode,
  kode_kabupaten: ({ place }) => place.kode,
  kode_kecamatan: ({ place }) => place.kode,
  kode_desa: ({ place }) => place.kode,
  alamat: ({ place }) => place.addressTokens[0] ?? place.rt ?? place.desa,
  dusun: ({ place }) => place.addressTokens[0] ?? place.rt,
  rt: ({ place }) => place.rt,
  rw: ({ place }) => place.rw,
  desil: ({ desil }) => desil,
};

/** Takes the rows of one file, in any order. */
export class FileQuality {
  rows = 0;
  private readonly columns: readonly { readonly field: Field; readonly column: number; readonly count: FieldCount }[];
  /** Findings about the row itself, such as bytes that were not the file's encoding. */
  private readonly ofRow = new Map<FindingCode, number>();

  constructor(mapping: ColumnMapping) {
    this.columns = fields.flatMap((field) => {
      const column = mapping[field];
      return column === undefined ? [] : [{ field, column, count: new FieldCount(field) }];
    });
  }

  add({ cells }: SourceRow, record: PersonRecord): void {
    this.rows++;
    for (const { field, column, count } of this.columns) {
      if ((cells[column] ?? "").trim() === "") continue;
      count.filled++;
      if (readings[field](record) !== null) count.usable++;
    }
    for (const { field, code } of record.findings) {
      const counts = this.columns.find((each) => each.field === field)?.count.findings ?? this.ofRow;
      counts.set(code, (counts.get(code) ?? 0) + 1);
    }
    for (const { field, count } of this.columns) {
      if (field === "nik" && record.nik.value !== null) count.addNumber(record.nik.value, isUnknownKecamatan(record.nik.value));
      if (field === "nokk" && record.noKk !== null) count.addNumber(record.noKk, false);
    }
  }

  fields(): FieldQuality[] {
    return this.columns.map(({ field, count }) => count.quality(field));
  }

  rowFindings(): Partial<Record<FindingCode, number>> {
    return Object.fromEntries(this.ofRow);
  }
}

function isUnknownKecamatan(nik: string): boolean {
  return regionVerdict(nik.slice(0, 6)) === "unknown";
}

class FieldCount {
  filled = 0;
  usable = 0;
  readonly findings = new Map<FindingCode, number>();
  private readonly isNumber: boolean;
  private endingInZero = 0;
  /** Last and first eight digits in turn: no sixteen-digit number is ever made. */
  private readonly halves = new GrowingArray(Uint32Array);
  private readonly pair = new Uint32Array(2);

  constructor(field: Field) {
    this.isNumber = field === "nik" || field === "nokk";
  }

  addNumber(digits: string, unknownKecamatan: boolean): void {
    this.pair[0] = Number(digits.slice(8));
    this.pair[1] = Number(digits.slice(0, 8));
    this.halves.append(this.pair);
    if (digits.endsWith("0")) this.endingInZero++;
    if (unknownKecamatan) this.findings.set("NIK_KECAMATAN", (this.findings.get("NIK_KECAMATAN") ?? 0) + 1);
  }

  quality(field: Field): FieldQuality {
    return {
      field,
      filled: this.filled,
      usable: this.usable,
      findings: Object.fromEntries(this.findings),
      numbers: this.isNumber ? this.numbers() : null,
    };
  }

  private numbers(): NumberQuality {
    const sorted = new BigUint64Array(this.halves.values.slice().buffer).sort();
    let repeated = 0;
    let rowsRepeating = 0;
    for (let from = 0; from < sorted.length; ) {
      let to = from + 1;
      while (to < sorted.length && sorted[to] === sorted[from]) to++;
      if (to - from > 1) {
        repeated++;
        rowsRepeating += to - from;
      }
      from = to;
    }
    return { repeated, rowsRepeating, endingInZero: sorted.length === 0 ? 0 : this.endingInZero / sorted.length };
  }
}
