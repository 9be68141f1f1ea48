/** An invented run's counts for printed reports, as `match` writes them. */
import { eligibilities } from "../../src/resolve/eligibility.ts";
import { statuses } from "../../src/resolve/status.ts";
import { random } from "./random.ts";

const lines = (rows: readonly (readonly (string | number)[])[]): string =>
  `\ufeff${rows.map((row) => row.map((cell) => `"${String(cell).replaceAll('"', '""')}"`).join(",")).join("\r\n")}\r\n`;

export interface PrintedRun {
  readonly summary: string;
  readonly recap: string;
}

/** `desa` villages over `kecamatan` kecamatan, `people` at most in each; the first village is called `name`. */
export function printedRun(kecamatan: number, desa: number, people: number, name = "WANAJAYA"): PrintedRun {
  const chance = random(7);
  const upTo = (most: number): number => Math.floor(chance() * (most + 1));
  const columns = ["kecamatan", "desa", "orang", "match", "conflict", "orphan", "rejected", ...statuses, ...eligibilities];
  const deciles = [...Array.from({ length: 10 }, (_, at) => `desil_${at + 1}`), "tanpa_desil"];
  const rows = Array.from({ length: desa }, (_, at) => {
    const [padan, noted, check, gone] = [upTo(people), upTo(people >> 2), upTo(people >> 3), upTo(people >> 3)];
    const counts: Record<string, number> = { PADAN: padan, PADAN_CATATAN: noted, PERLU_CEK: check, TIDAK_DITEMUKAN: gone };
    const match = padan + noted;
    const without = Math.min(match, upTo(3));
    const inDecile = Array<number>(10).fill(0);
    for (let one = 0; one < match - without; one++) inDecile[upTo(9)]!++;
    const within = inDecile.slice(0, 4).reduce((sum, count) => sum + count, 0);
    return [
      `KECAMATAN ${1 + (at % kecamatan)}`,
      at === 0 ? name : `DESA ${at}`,
      match + check + gone,
      match,
      check,
      gone,
      0,
      ...statuses.map((status) => counts[status] ?? 0),
      within,
      match - without - within,
      without,
      0,
      ...inDecile,
      without,
    ];
  });
  const sums = (rows[0] ?? []).map((_, at) => (at < 2 ? "" : rows.reduce((sum, row) => sum + Number(row[at]), 0)));
  const all = ["JUMLAH", "", ...sums.slice(2)];
  const value = (column: string): number => Number(all[[...columns, ...deciles].indexOf(column)]);
  const summary = {
    dtsen: "0.2.0",
    times: { started_at: "2026-11-27T01:00:00.000Z", finished_at: "2026-11-27T01:00:04.000Z", seconds: 4 },
    lists: [{ file: "daftar-pkh.csv", rows_read: value("orang") + 3, sha256: "a".repeat(64) }],
    index: { file: "dtsen.db", label: "DTSEN V3 2026", date: "2026-07-08", persons: 300162, coverage: ["32.01"], inputs: [] },
    rows_read: value("orang") + 3,
    furniture: 3,
    statuses: Object.fromEntries(statuses.map((status) => [status, value(status)])),
    match: value("match"),
    conflict: value("conflict"),
    orphan: value("orphan"),
    rejected: 0,
    reasons: { NAMA_EJAAN: 12, TGL_BEDA: 9, KK_BERUBAH: 40, DESIL_KOSONG: 3 },
    expected_wrong_share: 0.0004,
    calibrated: true,
    model: null,
    decile_limit: { programme: "pkh", period: "2026-Q1", limit: 4, source: "Kemensos" },
    masked: false,
    warnings: [],
  };
  return { summary: JSON.stringify(summary), recap: lines([[...columns, ...deciles], ...rows, all]) };
}
