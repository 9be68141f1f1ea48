/** Rows of belum_terdaftar.csv on their way: persons come village by village, and what a village has given is kept as its text. */
import { csvLines, type ReportDelimiter } from "../report/csv.ts";
import type { Place } from "./index-families.ts";
import { compareText } from "./tally.ts";

interface UnlistedRow {
  readonly desil: number;
  /** Card, or card and NIK. */
  readonly key: string;
  readonly cells: readonly string[];
}

interface Village extends Place {
  readonly texts: Buffer[];
}

export class UnlistedRows {
  count = 0;
  private readonly delimiter: ReportDelimiter;
  private readonly shown: (cells: readonly string[]) => readonly string[];
  private readonly villages = new Map<number, Village>();
  private current = Number.NaN;
  private rows: UnlistedRow[] = [];

  /** `shown`: the cells as they are to be written. */
  constructor(delimiter: ReportDelimiter, shown: (cells: readonly string[]) => readonly string[]) {
    this.delimiter = delimiter;
    this.shown = shown;
  }

  add(id: number, { kecamatan, desa }: Place, row: UnlistedRow): void {
    if (id !== this.current) this.close();
    this.current = id;
    if (!this.villages.has(id)) this.villages.set(id, { kecamatan, desa, texts: [] });
    this.rows.push(row);
    this.count++;
  }

  /** By kecamatan and village, in each by decile and card. */
  *texts(): Generator<string> {
    this.close();
    const villages = [...this.villages].sort(
      ([one, a], [other, b]) => compareText(a.kecamatan, b.kecamatan) || compareText(a.desa, b.desa) || one - other,
    );
    for (const [, { texts }] of villages) for (const text of texts) yield text.toString("utf8");
  }

  private close(): void {
    if (this.rows.length === 0) return;
    this.rows.sort((a, b) => a.desil - b.desil || compareText(a.key, b.key));
    const lines = csvLines(
      this.rows.map(({ cells }) => this.shown(cells)),
      this.delimiter,
    );
    this.villages.get(this.current)!.texts.push(Buffer.from(lines, "utf8"));
    this.rows = [];
  }
}
