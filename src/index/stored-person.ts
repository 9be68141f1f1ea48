/** A person of the index as reports show them. */
import type { ReferencePerson } from "../link/reference-person.ts";
import type { FindingCode } from "../normalise/findings.ts";
import type { PlainDate } from "../normalise/record.ts";
import type { FamilyShown } from "./family-rows.ts";
import { DECILE_UNREADABLE, FAMILY_MISSING, P, plainDate, type PersonRow } from "./person-row.ts";

/** Reads the row as it is asked for: of most people only a few cells are. */
export class StoredPerson implements ReferencePerson {
  readonly file: string;
  readonly desa: string;
  readonly kecamatan: string;
  private readonly stored: PersonRow;
  /** Cells that differ from what is kept of them. */
  private readonly cells: Readonly<Record<string, string>>;
  private readonly family: (row: PersonRow) => FamilyShown;

  /** Throws `SyntaxError` where the cells are none. */
  constructor(row: PersonRow, file: string, desa: string, kecamatan: string, family: (row: PersonRow) => FamilyShown) {
    this.stored = row;
    this.cells = row[P.cells] === null ? noCells : (JSON.parse(row[P.cells] as string) as Readonly<Record<string, string>>);
    this.file = file;
    this.desa = desa;
    this.kecamatan = kecamatan;
    this.family = family;
  }

  get id(): number {
    return this.stored[P.id] as number;
  }

  get row(): number {
    return this.stored[P.row] as number;
  }

  get nik(): string {
    return (this.stored[P.nik] as string | null) ?? this.cells["nik"] ?? "";
  }

  get noKk(): string {
    return (this.stored[P.noKk] as string | null) ?? this.cells["no_kk"] ?? "";
  }

  get name(): string {
    return this.stored[P.name] as string;
  }

  get birthDate(): string {
    return this.cells["tanggal_lahir"] ?? (this.stored[P.birthDate] as string | null) ?? "";
  }

  get birthDateValue(): PlainDate {
    return plainDate(this.stored[P.birthDate] as string | null);
  }

  get sex(): string {
    return (this.stored[P.sex] as string | null) ?? this.cells["jenis_kelamin"] ?? "";
  }

  get desil(): number | null {
    return this.stored[P.desil] as number | null;
  }

  get deciles(): ReferencePerson["deciles"] {
    return {
      nasional: this.stored[P.desilNasional] as number | null,
      provinsi: this.stored[P.desilProvinsi] as number | null,
      kabupaten: this.stored[P.desilKabupaten] as number | null,
    };
  }

  get findings(): readonly FindingCode[] {
    const notes = this.stored[P.notes] as number;
    const isRepeated = this.stored[P.nikRepeated] === 1;
    if (!isRepeated && (notes & FAMILY_MISSING) === 0 && this.desil !== null) return noFindings;
    const findings: FindingCode[] = isRepeated ? ["DTSEN_NIK_GANDA"] : [];
    if (notes & FAMILY_MISSING) findings.push("KELUARGA_TIDAK_ADA");
    else if (this.desil === null) findings.push(notes & DECILE_UNREADABLE ? "DESIL_TIDAK_SAH" : "DESIL_KOSONG");
    return findings;
  }

  get rt(): string {
    return String(this.stored[P.rt] ?? "");
  }

  get rw(): string {
    return String(this.stored[P.rw] ?? "");
  }

  get address(): string {
    return this.family(this.stored).address ?? (this.stored[P.address] as string | null) ?? "";
  }

  get head(): string {
    return this.family(this.stored).head ?? "";
  }

  get notHead(): boolean {
    return this.stored[P.head] === 0;
  }
}

const noFindings: readonly FindingCode[] = [];
const noCells: Readonly<Record<string, string>> = {};
