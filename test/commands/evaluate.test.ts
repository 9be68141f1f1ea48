import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { evaluateCommand, sampleCommand } from "../../src/commands/evaluate.ts";
import type { Lang } from "../../src/language.ts";
import type { Evaluation, SampleEvaluation } from "../../src/evaluate/evaluate.ts";

const header =
  "source_file,source_row,status,reasons,probability,explanation,dtsen_file,dtsen_row,dtsen_nik,dtsen_no_kk,dtsen_nama," +
  "dtsen_tanggal_lahir,dtsen_jenis_kelamin,dtsen_desa,dtsen_kecamatan,dtsen_desil,kelayakan,other_candidates,NIK,NAMA";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dtsen-evaluate-"));
  const line = (row: number, status: string, probability: string, extractRow: string, nik: string): string =>
    `daftar.csv,${row},${status},,${probability},"satu, kalimat",${extractRow === "" ? "" : "anggota.csv"},${extractRow},${nik},,BUDI CONTOH,,,,,,,,${nik},BUDI`;
  write("match.csv", [
    header,
    line(2, "PADAN", "0.9999", "102", "3201990101800002"),
    line(3, "PADAN_CATATAN", "0.9900", "103", "3201990101800003"),
    line(4, "PADAN", "0.9990", "999", "3201990101809999"),
  ]);
  write("conflict.csv", [header, line(5, "PERLU_CEK", "0.5000", "105", "3201990101800005")]);
  write("orphan.csv", [header, line(6, "TIDAK_DITEMUKAN", "", "", "")]);
  write("rejected.csv", ["source_file,source_row,reason,detail", "daftar.csv,7,JUMLAH_KOLOM,3 kolom"]);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("dtsen evaluate", () => {
  const truth = [
    "source_file,source_row,dtsen_file,dtsen_row,dtsen_nik,galat,perlu_tinjau",
    "daftar.csv,2,anggota.csv,102,3201990101800002,,tidak",
    "daftar.csv,3,anggota.csv,103,3201990101800003,EJAAN,tidak",
    "daftar.csv,4,anggota.csv,104,3201990101800004,NIK_SATU_DIGIT;EJAAN,ya",
    "daftar.csv,5,anggota.csv,105,3201990101800005,EJAAN,ya",
    "daftar.csv,6,,,,,tidak",
    "daftar.csv,7,anggota.csv,107,3201990101800007,,tidak",
  ];

  test("joins the four reports with the truth by file and row", async () => {
    const { json, text } = await run({ truth: write("kebenaran.csv", truth) });
    const evaluation = json as Evaluation;
    expect(evaluation.links.precision).toMatchObject({ successes: 2, trials: 3 });
    expect(evaluation.links.recall).toMatchObject({ successes: 3, trials: 5 });
    expect(evaluation.reported).toEqual({ match: 3, conflict: 1, orphan: 1, rejected: 1 });
    expect(evaluation.disagreeing).toMatchObject({ successes: 2, trials: 6 });
    expect(evaluation.byErrorKind.find(({ kind }) => kind === "EJAAN")).toMatchObject({ rows: 3, recall: { successes: 2, trials: 3 } });
    expect(evaluation.matchErrors.stated).toBeCloseTo(0.0111, 6);
    expect(text).toContain("66.667 %");
    expect(text).toContain("NIK_SATU_DIGIT");
  });

  test("accepts a truth made by hand: semicolons, NIK only, a few rows, no file name", async () => {
    const { json } = await run({ truth: write("tangan.csv", ["source_row;dtsen_nik", "2;'3201990101800002", "6;"]) });
    expect((json as Evaluation).links.precision).toMatchObject({ successes: 1, trials: 1 });
    expect((json as Evaluation).orphan).toMatchObject({ successes: 1, trials: 1 });
  });

  test.each([
    ["truth-columns", ["row,nik", "2,3201990101800002"]],
    ["truth-row", ["source_row,dtsen_nik", "2,3.20199E+15"]],
    ["truth-row", ["source_row,dtsen_row", "2,102", "2,103"]],
    ["truth-row", ["source_row,dtsen_row", "2,102.5"]],
    ["truth-row", ["source_row,dtsen_row,perlu_tinjau", "2,102,mungkin"]],
    ["truth-empty", ["source_row,dtsen_row"]],
    ["truth-foreign", ["source_row,dtsen_row", "88,102"]],
  ])("refuses what would make wrong figures: %s", async (code, lines) => {
    await expect(run({ truth: write("salah.csv", lines) })).rejects.toMatchObject({ code });
  });

  test("no message repeats a NIK", async () => {
    const thrown = await run({ truth: write("salah.csv", ["source_row,dtsen_nik", "2,32019901018"]) }).catch((error: unknown) => error);
    expect(String(thrown)).not.toContain("32019901018");
  });

  test("a missing truth, and a folder without reports", async () => {
    await expect(run({ truth: join(folder, "tidak-ada.csv") })).rejects.toMatchObject({ code: "file-missing" });
    await expect(run({ truth: write("t.csv", truth), reports: join(folder, "kosong") })).rejects.toMatchObject({ code: "reports-missing" });
  });

  test("masked reports can be judged by row, not by NIK", async () => {
    write("match.csv", [header, "daftar.csv,2,PADAN,,0.9999,,anggota.csv,102,320199••••••••02,,,,,,,,,,"]);
    await expect(run({ truth: write("nik.csv", ["source_row,dtsen_nik", "2,3201990101800002"]) })).rejects.toMatchObject({
      code: "reports-masked",
    });
    const { json } = await run({ truth: write("baris.csv", ["source_row,dtsen_row", "2,102"]) });
    expect((json as Evaluation).links.precision.share).toBe(1);
  });

  test("both languages", async () => {
    const path = write("kebenaran.csv", truth);
    expect((await run({ truth: path, lang: "id" })).text).toContain("Perlu ditinjau");
    expect((await run({ truth: path, lang: "en" })).text).toContain("To review");
  });
});

describe("dtsen evaluate --sample", () => {
  test("draws rows to fill in, for their owner only, and judges the filled sample", async () => {
    const { json } = await draw(10);
    const path = join(folder, "sampel.csv");
    expect((json as { rows: number }).rows).toBe(4);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const lines: string[][] = parse(readFileSync(path, "utf8"), { bom: true });
    expect(lines[0]!.slice(0, 4)).toEqual(["benar", "catatan", "source_file", "source_row"]);
    expect(lines.slice(1).map((cells) => cells[3])).toEqual(["2", "3", "4", "5"]);
    expect(lines[1]!.at(-1)).toBe("BUDI");

    // The reviewer's spreadsheet saves with semicolons; row 5 is left open.
    const verdicts = new Map([
      ["2", "ya"],
      ["3", "Ya"],
      ["4", "tidak"],
      ["5", ""],
    ]);
    const filled = lines.map((cells, at) => (at === 0 ? cells : [verdicts.get(cells[3]!)!, ...cells.slice(1)]).join(";"));
    const { json: proof, text } = await run({ truth: write("terisi.csv", filled) });
    expect(proof).toMatchObject({ reviewed: 3, open: 1, unknown: 0 });
    expect((proof as SampleEvaluation).match.share).toBeCloseTo(1 / 3, 12);
    expect((proof as SampleEvaluation).conflict.share).toBeNull();
    expect(text).toContain("33.333 %");
  });

  test("a filled sample is not written over", async () => {
    await draw(2);
    await expect(draw(2)).rejects.toMatchObject({ code: "sample-there" });
  });

  test("a sample of other reports is refused", async () => {
    await expect(run({ truth: write("lain.csv", ["source_file,source_row,benar", "lain.csv,2,ya"]) })).rejects.toMatchObject({
      code: "sample-foreign",
    });
  });
});

function run({ truth, reports = folder, lang = "en" }: { truth: string; reports?: string; lang?: Lang }) {
  return evaluateCommand({ reports, truth, out: null, language: lang });
}

function draw(size: number) {
  return sampleCommand({ reports: folder, size, out: null, language: "en" });
}

function write(name: string, lines: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, `\uFEFF${lines.join("\r\n")}\r\n`);
  return path;
}
