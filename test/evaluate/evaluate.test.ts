import { describe, expect, test } from "vitest";
import {
  evaluate,
  isPerson,
  SampleDraw,
  SampleEvaluator,
  share,
  stratumOf,
  Truth,
  type ReportedRow,
  type ReportName,
  type TrueRow,
} from "../../src/evaluate/evaluate.ts";

const list = "daftar.csv";

describe("what a set of reports is worth", () => {
  // Ten rows: eight people in the extract (person n stands on row 100 + n), two who are not.
  const truth = new Truth([1, 2, 3, 4, 5, 6, 7, 8].map((n) => real(n, 100 + n)).concat([9, 10].map((n) => real(n, null))));
  const reported = [
    said(1, "match", "PADAN", 101, 0.9999),
    said(2, "match", "PADAN_CATATAN", 102, 0.99),
    said(3, "match", "PADAN_PROBABILISTIK", 999, 0.98), // wrong person
    said(4, "conflict", "NAMA_PADAN_NIK_BEDA", 104, 0.97), // asserted, right
    said(5, "conflict", "PERLU_CEK", 105, 0.7), // found, not asserted
    said(6, "conflict", "KANDIDAT_GANDA", 888, 0.5), // not found
    said(7, "orphan", "TIDAK_DITEMUKAN", null, null), // missed
    said(8, "rejected", "", null, null), // missed
    said(9, "orphan", "DI_LUAR_CAKUPAN", null, null), // right
    said(10, "conflict", "GANDA_DI_DAFTAR", 777, 0.6), // asserted, wrong
  ];
  const evaluation = evaluate(reported, truth);

  test("precision is over the links asserted by match.csv, NAMA_PADAN_NIK_BEDA and GANDA_DI_DAFTAR", () => {
    expect(evaluation.links.precision).toMatchObject({ successes: 3, trials: 5 });
  });

  test("recall counts whoever is best candidate in match.csv or conflict.csv, over the people in the extract", () => {
    expect(evaluation.links.recall).toMatchObject({ successes: 4, trials: 8 });
    expect(evaluation.links.f1).toBeCloseTo((2 * 0.6 * 0.5) / 1.1, 12);
  });

  test("match.csv alone", () => {
    expect(evaluation.match.precision).toMatchObject({ successes: 2, trials: 3 });
    expect(evaluation.match.recall).toMatchObject({ successes: 2, trials: 8 });
  });

  test("review load, orphan precision, rows per report", () => {
    expect(evaluation.review).toMatchObject({ successes: 4, trials: 10 });
    expect(evaluation.orphan).toMatchObject({ successes: 1, trials: 2 });
    expect(evaluation.reported).toEqual({ match: 3, conflict: 4, orphan: 2, rejected: 1 });
    expect(evaluation.disagreeing).toBeNull();
  });

  test("per status, in the order of the reports", () => {
    expect(evaluation.byStatus.map(({ status }) => status)).toEqual([
      "PADAN",
      "PADAN_CATATAN",
      "PADAN_PROBABILISTIK",
      "GANDA_DI_DAFTAR",
      "KANDIDAT_GANDA",
      "NAMA_PADAN_NIK_BEDA",
      "PERLU_CEK",
      "DI_LUAR_CAKUPAN",
      "TIDAK_DITEMUKAN",
      "",
    ]);
    expect(evaluation.byStatus.find(({ status }) => status === "DI_LUAR_CAKUPAN")!.right.share).toBe(1);
    expect(evaluation.byStatus.find(({ status }) => status === "TIDAK_DITEMUKAN")!.right.share).toBe(0);
  });

  test("stated errors of match.csv beside the true ones", () => {
    expect(evaluation.matchErrors.rows).toBe(3);
    expect(evaluation.matchErrors.stated).toBeCloseTo(0.0001 + 0.01 + 0.02, 12);
    expect(evaluation.matchErrors.observed).toBe(1);
    expect(evaluate([said(1, "match", "PADAN", 101, null)], truth).matchErrors.stated).toBeNull();
  });
});

describe("truth", () => {
  test("for a sample of the rows: shares are over those rows", () => {
    const evaluation = evaluate([said(1, "match", "PADAN", 101, 1), said(2, "match", "PADAN", 555, 1)], new Truth([real(1, 101)]));
    expect(evaluation.links.precision).toMatchObject({ successes: 1, trials: 1 });
    expect(evaluation.rows).toBe(1);
  });

  test("a row that no report holds counts as missed, and is told", () => {
    const evaluation = evaluate(
      [said(1, "match", "PADAN", 101, 1)],
      new Truth([real(1, 101, ["NAMA_SALAH"]), real(2, 102, ["NIK_SALAH"])]),
    );
    expect(evaluation.unreported).toBe(1);
    expect(evaluation.links.recall).toMatchObject({ successes: 1, trials: 2 });
    expect(evaluation.byErrorKind.find(({ kind }) => kind === "NIK_SALAH")!.recall).toMatchObject({ successes: 0, trials: 1 });
  });

  test("per error kind; a row with two errors counts under both, a clean one under neither", () => {
    const truth = new Truth([real(1, 101, ["a", "b"]), real(2, 102, ["a"]), real(3, 103)]);
    const evaluation = evaluate(
      [said(1, "match", "PADAN", 101, 1), said(2, "orphan", "NIK_KOSONG", null, null), said(3, "match", "PADAN", 103, 1)],
      truth,
    );
    expect(evaluation.byErrorKind.map(({ kind, rows, recall }) => [kind, rows, recall.successes, recall.trials])).toEqual([
      ["-", 1, 1, 1],
      ["a", 2, 1, 2],
      ["b", 1, 1, 1],
    ]);
  });

  test("rows that truly disagree, beside the rows sent to review", () => {
    const truth = new Truth([
      { ...real(1, 101), disagrees: true },
      { ...real(2, 102), disagrees: false },
    ]);
    const evaluation = evaluate([said(1, "conflict", "PERLU_CEK", 101, 0.5), said(2, "conflict", "PERLU_CEK", 102, 0.5)], truth);
    expect(evaluation.disagreeing).toMatchObject({ successes: 1, trials: 2 });
    expect(evaluation.review).toMatchObject({ successes: 2, trials: 2 });
  });

  test("without a file name finds the row by its number", () => {
    const truth = new Truth([{ ...real(1, 101), file: null }]);
    expect(evaluate([said(1, "match", "PADAN", 101, 1)], truth).links.precision.share).toBe(1);
  });

  test("names a person by row or by NIK; one NIK on two rows of the extract is one person", () => {
    const candidate = { file: "anggota.csv", row: 7, nik: "3201990101800001" };
    expect(isPerson(candidate, { file: null, row: null, nik: "3201990101800001" })).toBe(true);
    expect(isPerson(candidate, { file: "anggota.csv", row: 8, nik: "3201990101800001" })).toBe(true);
    expect(isPerson(candidate, { file: null, row: 7, nik: null })).toBe(true);
    expect(isPerson(candidate, { file: "lain.csv", row: 7, nik: null })).toBe(false);
    expect(isPerson({ ...candidate, nik: null }, { file: null, row: null, nik: "3201990101800001" })).toBe(false);
  });
});

describe("a review sample", () => {
  const rows: ReportedRow[] = [];
  for (let n = 1; n <= 2000; n++) {
    const p = n % 100 === 0 ? 0.7 : n % 20 === 0 ? 0.97 : 0.99995;
    rows.push(said(n, p < 0.9 ? "conflict" : "match", p < 0.9 ? "PERLU_CEK" : "PADAN", n, p));
  }

  test("shares the reviewer's time equally over the strata, as far as they have rows", () => {
    expect(share(90, [1000, 1000, 1000])).toEqual([30, 30, 30]);
    expect(share(90, [10, 1000, 1000])).toEqual([10, 40, 40]);
    expect(share(5, [1, 1])).toEqual([1, 1]);
    expect(share(4, [9, 9, 9])).toEqual([2, 1, 1]);
    expect(share(0, [9])).toEqual([0]);
  });

  test("is the same whatever the order of the rows", () => {
    const drawn = (order: readonly ReportedRow[]) => {
      const draw = new SampleDraw(60);
      for (const row of order) draw.add(row);
      return draw.result();
    };
    expect(drawn(rows.toReversed())).toEqual(drawn(rows));
    expect(drawn(rows).map(({ population, rows }) => [population, rows.length])).toEqual([
      [80, 20],
      [1900, 20],
      [20, 20],
    ]);
  });

  test("does not favour the beginning of the list", () => {
    const draw = new SampleDraw(300);
    for (const row of rows) draw.add(row);
    const drawn = draw.result().find(({ population }) => population === 1900)!.rows;
    const mean = drawn.reduce((sum, { row }) => sum + row, 0) / drawn.length;
    // Uniform on 1…2000: mean 1000, standard error 577/√n.
    expect(Math.abs(mean - 1000)).toBeLessThan((4 * 577) / Math.sqrt(drawn.length));
  });

  test("leaves out rows without a candidate", () => {
    expect(stratumOf(said(1, "orphan", "NIK_KOSONG", null, null))).toBeNull();
    expect(stratumOf(said(1, "match", "PADAN", 1, null))).toBeNull();
  });

  test("proves an error rate: per stratum with limits, overall by the strata's parts", () => {
    // Every row of the 0.97 band that is a multiple of 40 is wrong: 40 of 80 rows (0.97 band: multiples of 20 but not of 100).
    const draw = new SampleDraw(10_000);
    for (const row of rows) draw.add(row);
    const verdicts = draw
      .result()
      .flatMap(({ rows: drawn }) => drawn.map(({ file, row }) => ({ file, row, right: !(row % 40 === 0 && row % 100 !== 0) })));
    const evaluator = new SampleEvaluator(verdicts);
    for (const row of rows) evaluator.add(row);
    const proof = evaluator.result();
    expect(proof.unknown).toBe(0);
    expect(proof.reviewed).toBe(2000);
    expect(proof.match.share).toBeCloseTo(40 / 1980, 12);
    expect(proof.conflict.share).toBe(0);
    expect(proof.strata.find(({ stratum }) => stratum.report === "match" && stratum.band === 4)!.wrong).toMatchObject({
      successes: 40,
      trials: 80,
    });
  });

  test("a stratum not reviewed leaves the overall rate open; verdicts on other rows are told", () => {
    const evaluator = new SampleEvaluator([
      { file: list, row: 1, right: true },
      { file: list, row: 9999, right: true },
    ]);
    for (const row of rows) evaluator.add(row);
    const proof = evaluator.result();
    expect(proof.match.share).toBeNull();
    expect(proof.match.high).toBeLessThan(1);
    expect(proof.unknown).toBe(1);
  });
});

function real(row: number, extractRow: number | null, errorKinds: readonly string[] = []): TrueRow {
  return { file: list, row, person: extractRow === null ? null : { file: null, row: extractRow, nik: null }, errorKinds, disagrees: null };
}

function said(row: number, report: ReportName, status: string, extractRow: number | null, probability: number | null): ReportedRow {
  const candidate = extractRow === null ? null : { file: "anggota.csv", row: extractRow, nik: null };
  return { file: list, row, report, status, probability, candidate };
}
