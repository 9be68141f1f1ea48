/**
 * Overlays: lists of marks (deaths, civil servants, another programme) that a row's person may stand on. A mark is a finding, never a
 * status: it moves no row. Found by number, and where the overlay has a name, that must agree.
 */
import { basename, dirname } from "node:path";
import { plainFile } from "../platform/plain-file.ts";
import { runRows } from "../compare/run-rows.ts";
import { DtsenError } from "../errors.ts";
import type { Lang } from "../language.ts";
import { compareNames } from "../link/compare/compare-names.ts";
import type { FindingCode } from "../normalise/findings.ts";
import { readNik } from "../normalise/fields/nik.ts";
import { readNoKk } from "../normalise/fields/no-kk.ts";
import { readName } from "../normalise/name/read-name.ts";
import type { PersonName } from "../normalise/name/person-name.ts";
import { createNormaliser } from "../normalise/normalise.ts";
import type { PlainDate } from "../normalise/record.ts";
import type { OverlayOption } from "./overlay-option.ts";
import { parseBatch } from "../read/batch.ts";
import { openTable } from "../read/table.ts";

interface Mark {
  readonly row: number;
  readonly name: PersonName | null;
  /** The day the overlay names, as it stands; empty: none. */
  readonly day: string;
}

/** An overlay as every thread asks it. */
export interface Overlay {
  readonly name: string;
  readonly file: string;
  readonly byNik: ReadonlyMap<string, Mark>;
  /** By family card the first row, where families are to be told; else empty. */
  readonly byCard: ReadonlyMap<string, number>;
  readonly rows: number;
  /** Rows whose NIK cannot serve: they mark nobody. */
  readonly unusable: number;
}

/** Throws `overlay-without-nik`, and as reading a list does. */
export async function openOverlays(options: readonly OverlayOption[], today: PlainDate): Promise<Overlay[]> {
  const overlays: Overlay[] = [];
  for (const option of options) overlays.push(await openOverlay(option, today));
  return overlays;
}

async function openOverlay({ name, file, family }: OverlayOption, today: PlainDate): Promise<Overlay> {
  if (basename(file) === "match.csv") return overlayOfRun({ name, file, family });
  const table = await openTable(plainFile(file));
  const { parts } = table;
  if (parts.some(({ format }) => format.mapping.nik === undefined)) throw new DtsenError("overlay-without-nik", { file, name });
  const normalisers = parts.map(({ format, profile }) => createNormaliser(format.mapping, profile, { today }));
  const days = parts.map(({ format: { headers, mapping } }) =>
    headers.findIndex((header, at) => at !== mapping.tanggal_lahir && /^(?:TANGGAL|TGL|TMT)\b/i.test(header.trim())),
  );
  const byNik = new Map<string, Mark>();
  const byCard = new Map<string, number>();
  let rows = 0;
  let unusable = 0;
  for await (const batch of table.batches()) {
    for (const record of parseBatch(batch, parts[batch.part]!.format)) {
      if (record.kind !== "row") continue;
      rows++;
      const { nik, noKk, name: person } = normalisers[batch.part]!(record);
      const day = (record.cells[days[batch.part]!] ?? "").trim();
      if (nik.value === null) unusable++;
      else if (!byNik.has(nik.value)) byNik.set(nik.value, { row: record.row, name: person, day });
      if (family && noKk !== null && !byCard.has(noKk)) byCard.set(noKk, record.row);
    }
  }
  return { name, file: basename(file), byNik, byCard, rows, unusable };
}

/** A `match.csv` of a run is an overlay by the persons it found. */
async function overlayOfRun({ name, file, family }: OverlayOption): Promise<Overlay> {
  const byNik = new Map<string, Mark>();
  const byCard = new Map<string, number>();
  let rows = 0;
  let unusable = 0;
  for await (const row of runRows(dirname(file), ["match"])) {
    rows++;
    const nik = readNik(row.cell("dtsen_nik")).value.value;
    const noKk = readNoKk(row.cell("dtsen_no_kk")).value;
    const person = readName(row.cell("dtsen_nama"), { sex: null, province: null }).value;
    if (nik === null) unusable++;
    else if (!byNik.has(nik)) byNik.set(nik, { row: rows + 1, name: person, day: "" });
    if (family && noKk !== null && !byCard.has(noKk)) byCard.set(noKk, rows + 1);
  }
  return { name, file, byNik, byCard, rows, unusable };
}

/** Codes and sentence of the marks on a person. */
export interface Marks {
  readonly codes: readonly FindingCode[];
  readonly clauses: readonly string[];
}

const unmarked: Marks = { codes: [], clauses: [] };

export class OverlayMarks {
  private readonly overlays: readonly Overlay[];
  private readonly extractDate: string | null;
  private readonly lang: Lang;

  constructor(overlays: readonly Overlay[], extractDate: string | null, lang: Lang) {
    this.overlays = overlays;
    this.extractDate = extractDate;
    this.lang = lang;
  }

  /** What the overlays say of somebody of this number, name and card. */
  of(nik: string | null, noKk: string | null, name: PersonName | null): Marks {
    if (this.overlays.length === 0) return unmarked;
    const codes: FindingCode[] = [];
    const clauses: string[] = [];
    for (const overlay of this.overlays) {
      const mark = nik === null ? undefined : overlay.byNik.get(nik);
      const code = `TANDA_${overlay.name.toUpperCase()}`;
      if (mark !== undefined) {
        const isDoubtful = name !== null && mark.name !== null && isOtherName(name, mark.name);
        // Codes of overlays are the office's own; they stand beside the program's.
        codes.push((isDoubtful ? `${code}_RAGU` : code) as FindingCode);
        clauses.push(this.clause(overlay, mark, isDoubtful));
        continue;
      }
      const relative = noKk === null ? undefined : overlay.byCard.get(noKk);
      if (relative === undefined) continue;
      codes.push(`${code}_KELUARGA` as FindingCode);
      clauses.push(
        this.lang === "id"
          ? `anggota lain pada KK ini tercantum di daftar “${overlay.name}” (${overlay.file} baris ${relative})`
          : `another member of the family card is on the list “${overlay.name}” (${overlay.file} row ${relative})`,
      );
    }
    return codes.length === 0 ? unmarked : { codes, clauses };
  }

  private clause({ name, file }: Overlay, { row, day }: Mark, isDoubtful: boolean): string {
    const id = this.lang === "id";
    const dates = day === "" ? "" : `, ${day}${this.extractDate === null ? "" : `; DTSEN ${this.extractDate}`}`;
    const where = id ? `(${file} baris ${row}${dates})` : `(${file} row ${row}${dates})`;
    if (!isDoubtful) return id ? `tercantum di daftar “${name}” ${where}` : `on the list “${name}” ${where}`;
    return id ? `NIK-nya di daftar “${name}” ${where} atas nama lain` : `the NIK is on the list “${name}” ${where} under another name`;
  }
}

function isOtherName(left: PersonName, right: PersonName): boolean {
  const { level } = compareNames(left, right);
  return level === "different" || level === "resembling" || level === "partial" || level === "alike";
}
