import type { FindingCode } from "../normalise/findings.ts";
import type { PlainDate, Sex } from "../normalise/record.ts";

/** A person of the extract as reports show them: what the file said, empty text where it said nothing. */
export interface ReferencePerson {
  readonly id: number;
  /** Base name of the file, and the row as a spreadsheet shows it. */
  readonly file: string;
  readonly row: number;
  /** The sixteen digits; where the cell cannot serve as a NIK, the cell as it stands. */
  readonly nik: string;
  readonly noKk: string;
  readonly name: string;
  /** The cell as it stands. */
  readonly birthDate: string;
  /** What the cell means, 0 when unknown. */
  readonly birthDateValue: PlainDate;
  /** `L` or `P`; where the cell says neither, the cell as it stands. */
  readonly sex: Sex | string;
  /** The family's village and kecamatan as the extract spells them, else those of the civil register. */
  readonly desa: string;
  readonly kecamatan: string;
  /** 1 to 10, of the column the index was built with. */
  readonly desil: number | null;
  /** All three deciles where the family file has them. */
  readonly deciles: Deciles;
  /** Of the extract's row: family missing, decile empty, NIK on several rows. */
  readonly findings: readonly FindingCode[];
  /** The family's address where its file gives one, else the person's. */
  readonly address: string;
  readonly rt: string;
  readonly rw: string;
  /** Name of the head of the family, where the family file gives it. */
  readonly head: string;
  /** The extract says that somebody else heads the family. */
  readonly notHead: boolean;
}

/** The national, provincial and regency decile of a family; null where empty or absent. */
export interface Deciles {
  readonly nasional: number | null;
  readonly provinsi: number | null;
  readonly kabupaten: number | null;
}
