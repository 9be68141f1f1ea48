/** Who is on the lists of one or several runs: recipients, and families and persons that are on them, or may be. */
import { decileIn, ownMapping, runRows } from "../compare/run-rows.ts";
import { readNoKk } from "../normalise/fields/no-kk.ts";
import { apart, remembering } from "../normalise/memo.ts";
import { leadColumns } from "../report/columns.ts";

/** A row of match.csv. */
export interface Recipient {
  readonly file: string;
  readonly row: string;
  readonly status: string;
  readonly nik: string;
  readonly noKk: string;
  readonly nama: string;
  readonly desa: string;
  readonly kecamatan: string;
  readonly desil: number | null;
  /** The extract has no row of the family. */
  readonly familyMissing: boolean;
  /** Codes of lists of marks that the run had. */
  readonly marks: readonly string[];
  /** The companion the list names; empty: none. */
  readonly companion: string;
}

/** Why a family or person may be on a list that does not surely hold them. */
export type Perhaps = "konflik" | "kk-sama";

export interface Listed {
  readonly recipients: Recipient[];
  readonly cards: Set<string>;
  readonly niks: Set<string>;
  readonly perhapsCards: Map<string, Perhaps>;
  readonly perhapsNiks: Map<string, Perhaps>;
  /** Whether any list has a column of companions. */
  hasCompanions: boolean;
}

export async function readListed(folders: readonly string[]): Promise<Listed> {
  const listed: Listed = {
    recipients: [],
    cards: new Set(),
    niks: new Set(),
    perhapsCards: new Map(),
    perhapsNiks: new Map(),
    hasCompanions: false,
  };
  for (const folder of folders) await readRun(folder, listed);
  return listed;
}

/** What many rows say, kept once. */
const once = remembering((text) => text);

async function readRun(folder: string, listed: Listed): Promise<void> {
  const own = await ownMapping(folder);
  const perhaps = (map: Map<string, Perhaps>, key: string, why: Perhaps): void => {
    if (/^\d{16}$/.test(key) && !map.has(key)) map.set(key, why);
  };
  for await (const row of runRows(folder)) {
    // A cell is a piece of the report, which it would keep in memory.
    const nik = apart(row.cell("dtsen_nik"));
    const noKk = apart(row.cell("dtsen_no_kk"));
    if (row.report === "match") {
      const companionAt = row.header.findIndex((name, at) => at >= leadColumns.length && isCompanionHeader(name));
      if (companionAt >= 0) listed.hasCompanions = true;
      const reasons = row.cell("reasons").split(";");
      listed.recipients.push({
        file: once(row.cell("source_file")),
        row: apart(row.cell("source_row")),
        status: once(row.cell("status")),
        nik,
        noKk,
        nama: apart(row.cell("dtsen_nama")),
        desa: once(row.cell("dtsen_desa")),
        kecamatan: once(row.cell("dtsen_kecamatan")),
        desil: decileIn(row.cell("dtsen_desil")),
        familyMissing: reasons.includes("KELUARGA_TIDAK_ADA"),
        marks: reasons.filter((code) => code.startsWith("TANDA_")).map(once),
        companion: companionAt < 0 ? "" : once((row.cells[companionAt] ?? "").trim().replace(/\s+/g, " ").toUpperCase()),
      });
      if (noKk !== "") listed.cards.add(noKk);
      if (nik !== "") listed.niks.add(nik);
      continue;
    }
    if (row.report === "conflict") {
      perhaps(listed.perhapsCards, noKk, "konflik");
      perhaps(listed.perhapsNiks, nik, "konflik");
    }
    const card = own.nokk === undefined ? null : readNoKk(row.cells[leadColumns.length + own.nokk] ?? "").value;
    if (card !== null) perhaps(listed.perhapsCards, card, "kk-sama");
  }
}

/** PENDAMPING, NAMA PENDAMPING, PENDAMPING PKH, PENDAMPING SOSIAL. */
function isCompanionHeader(header: string): boolean {
  return /^(?:NAMA )?PENDAMPING(?: (?:PKH|SOSIAL|DESA))?$/.test(
    header
      .trim()
      .toUpperCase()
      .replace(/[\s_]+/g, " "),
  );
}
