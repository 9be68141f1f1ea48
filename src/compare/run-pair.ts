/** Two runs row by row: rows that are the same by what the list says of them, then by the person they were matched with. */
import { createNormaliser } from "../normalise/normalise.ts";
import { profileColumns } from "../normalise/file-profile.ts";
import type { PersonRecord, PlainDate, SourceRow } from "../normalise/record.ts";
import { canonicalRegionName } from "../normalise/regions/region-names.ts";
import { leadColumns } from "../report/columns.ts";
import { listIdentity, listSideOf } from "../rulings/ruling-key.ts";
import type { PersonPair } from "./index-pair.ts";
import type { Side } from "./change.ts";
import { decileIn, mappingOf, runRows, type RunRow } from "./run-rows.ts";

/** A row of a run, with what is compared of it. */
interface ComparedRow {
  readonly side: Side;
  readonly file: string;
  readonly row: string;
}

export interface RunPair extends PersonPair {
  /** Where the row stands: in the new list, else in the old one. */
  readonly file: string;
  readonly row: string;
}

/** Every pair of rows, and every row that only one of the runs has: first in the order of the new run, then what is gone. */
export async function* runPairs(before: string, after: string, today: PlainDate): AsyncGenerator<RunPair> {
  const old = await readRun(before, today);
  const now = await readRun(after, today);
  const partners = new Map<number, number>();
  const taken = new Set<number>();
  const pairBy = (keyOf: (run: ReadRun, at: number) => string): void => {
    const waiting = new Map<string, number[]>();
    old.rows.forEach((_, at) => {
      const key = taken.has(at) ? "" : keyOf(old, at);
      if (key === "") return;
      const rows = waiting.get(key);
      if (rows === undefined) waiting.set(key, [at]);
      else rows.push(at);
    });
    now.rows.forEach((_, at) => {
      if (partners.has(at)) return;
      const partner = waiting.get(keyOf(now, at))?.shift();
      if (partner === undefined) return;
      partners.set(at, partner);
      taken.add(partner);
    });
  };
  pairBy((run, at) => run.identities[at]!);
  pairBy((run, at) => (run.rows[at]!.side.status.startsWith("PADAN") ? run.rows[at]!.side.nik : ""));
  for (const [at, { side, file, row }] of now.rows.entries()) {
    const partner = partners.get(at);
    const other = partner === undefined ? null : old.rows[partner]!.side;
    yield {
      before: other,
      after: side,
      moved: other !== null && hasMoved(other, side),
      cardsNow: 1,
      cardsBefore: 1,
      otherNik: false,
      file,
      row,
    };
  }
  for (const [at, { side, file, row }] of old.rows.entries()) {
    if (!taken.has(at)) yield { before: side, after: null, moved: false, cardsNow: 1, cardsBefore: 1, otherNik: false, file, row };
  }
}

/** Both known, and not the same place. */
function hasMoved(before: Side, after: Side): boolean {
  const differ = (left: string, right: string, level: "desa" | "kecamatan"): boolean =>
    left !== "" && right !== "" && canonicalRegionName(left, level) !== canonicalRegionName(right, level);
  return differ(before.desa, after.desa, "desa") || differ(before.kecamatan, after.kecamatan, "kecamatan");
}

interface ReadRun {
  readonly rows: ComparedRow[];
  /** Empty where the list's columns say nothing by which its rows are known again. */
  readonly identities: string[];
}

async function readRun(folder: string, today: PlainDate): Promise<ReadRun> {
  const rows: ComparedRow[] = [];
  const own: string[][] = [];
  let headers: readonly string[] = [];
  for await (const row of runRows(folder)) {
    headers = row.header.slice(leadColumns.length);
    own.push(row.cells.slice(leadColumns.length));
    rows.push({ side: sideOf(row), file: row.cell("source_file"), row: row.cell("source_row") });
  }
  return { rows, identities: identitiesOf(headers, own, today) };
}

/** The list's own cells, read as the list was: by its headers and by what its columns look like. */
function identitiesOf(headers: readonly string[], own: readonly (readonly string[])[], today: PlainDate): string[] {
  if (own.length === 0) return [];
  const sample = own.slice(0, 4_000);
  const mapping = mappingOf(headers, sample);
  const source = (cells: readonly string[], at: number): SourceRow => ({ kind: "row", row: at + 1, cells, findings: [] });
  const normalise = createNormaliser(mapping, profileColumns(sample.map(source), mapping), { today });
  return own.map((cells, at) => {
    const record: PersonRecord = normalise(source(cells, at));
    const identity = listIdentity(listSideOf(record, cells, mapping));
    return identity === "|||" ? "" : identity;
  });
}

function sideOf(row: RunRow): Side {
  return {
    nik: row.cell("dtsen_nik"),
    noKk: row.cell("dtsen_no_kk"),
    nama: row.cell("dtsen_nama"),
    tanggalLahir: row.cell("dtsen_tanggal_lahir"),
    desa: row.cell("dtsen_desa"),
    kecamatan: row.cell("dtsen_kecamatan"),
    desil: decileIn(row.cell("dtsen_desil")),
    status: row.cell("status"),
  };
}
