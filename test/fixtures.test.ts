import { readdirSync, readFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { join, resolve } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { leadColumns } from "../src/report/columns.ts";
import { Case } from "./support/run-case.ts";

const root = resolve(import.meta.dirname, "..");
const fixtures = join(root, "fixtures");
const lists = ["lengkap", "desa", "tanpa-nik", "rusak"] as const;
const dtsen = readdirSync(join(fixtures, "dtsen")).map((name) => join(fixtures, "dtsen", name));
const reports = ["match", "conflict", "orphan", "rejected"] as const;

interface Row {
  readonly report: string;
  readonly source_row: string;
  readonly status: string;
  readonly dtsen_row: string;
  readonly dtsen_nik: string;
  readonly own: readonly string[];
}

/** A report of either separator. */
function table(path: string): string[][] {
  const text = readFileSync(path);
  return parse(text, { bom: true, delimiter: /^[^,]*;/.test(text.toString()) ? ";" : ",", relax_column_count: true }) as string[][];
}

function rowsIn(folder: string): Row[] {
  return reports.flatMap((report) => {
    const [, ...lines] = table(join(folder, `${report}.csv`));
    return lines.map(
      (cells): Row =>
        report === "rejected"
          ? { report, source_row: cells[1]!, status: cells[2]!, dtsen_row: "", dtsen_nik: "", own: [] }
          : {
              report,
              source_row: cells[1]!,
              status: cells[2]!,
              dtsen_row: cells[7]!,
              dtsen_nik: cells[8]!,
              own: cells.slice(leadColumns.length),
            },
    );
  });
}

function truthOf(list: string): Map<string, { row: string; nik: string; kinds: string }> {
  const [, ...lines] = parse(readFileSync(join(fixtures, "kebenaran", `${list}.csv`))) as string[][];
  return new Map(lines.map(([, row, , dtsenRow, nik, kinds]) => [row!, { row: dtsenRow!, nik: nik!, kinds: kinds! }]));
}

let office: Case;
beforeAll(async () => {
  office = new Case();
  const { exitCode, stderr } = await office.run(["index", ...dtsen, "--db", "dtsen.db", "--quiet"]);
  expect([exitCode, stderr]).toEqual([0, ""]);
});
afterAll(() => office[Symbol.dispose]());

async function matched(list: string, out: string, argv: readonly string[] = []): Promise<string> {
  const { exitCode, stderr } = await office.run([
    "match",
    join(fixtures, "daftar", `${list}.csv`),
    "--db",
    "dtsen.db",
    "--out",
    out,
    "--quiet",
    ...argv,
  ]);
  // `--quiet` keeps warnings: the extract grows old, and a damaged list holds unreadable rows.
  expect([exitCode, stderr.replace(/^dtsen: Warning: .*\n/gm, "")]).toEqual([0, ""]);
  return office.path(out);
}

describe.each(lists)("%s", (list) => {
  let rows: Row[];
  let folder: string;
  beforeAll(async () => {
    folder = await matched(list, list);
    rows = rowsIn(folder);
  });

  test("every row of the truth is in exactly one report, and the summary adds up", () => {
    const truth = truthOf(list);
    const times = new Map<string, number>();
    for (const { source_row } of rows) times.set(source_row, (times.get(source_row) ?? 0) + 1);
    for (const row of truth.keys()) expect(times.get(row), `row ${row}`).toBe(1);
    const summary = JSON.parse(readFileSync(join(folder, "summary.json"), "utf8")) as Record<string, number>;
    expect(summary["rows_read"]).toBe(rows.length + summary["furniture"]!);
    expect(summary["rows_read"]).toBe(
      readFileSync(join(fixtures, "daftar", `${list}.csv`), "latin1")
        .trimEnd()
        .split("\n").length,
    );
  });

  test("rekap.csv adds up to the summary, village by village", () => {
    const [header = [], ...lines] = table(join(folder, "rekap.csv"));
    const summary = JSON.parse(readFileSync(join(folder, "summary.json"), "utf8")) as Record<string, number> & {
      statuses: Record<string, number>;
    };
    const sums = header.slice(2).map((_, at) => lines.slice(0, -1).reduce((sum, cells) => sum + Number(cells[at + 2]), 0));
    const last = lines.at(-1)!;
    expect(last.slice(0, 2)).toEqual(["JUMLAH", ""]);
    expect(last.slice(2).map(Number)).toEqual(sums);
    const total = (column: string): number => Number(last[header.indexOf(column)]);
    expect(total("orang")).toBe(summary["person_rows"]);
    for (const report of reports) expect(total(report)).toBe(summary[report]);
    for (const [status, count] of Object.entries(summary.statuses)) expect(total(status), status).toBe(count);
    const nowhere = lines.find(([kecamatan]) => kecamatan === "(tanpa kecamatan)");
    expect(Number(nowhere?.[header.indexOf("rejected")] ?? 0)).toBe(summary["rejected"]);
  });

  test("kandidat.csv holds every candidate of every conflict row, the best one as conflict.csv has it", () => {
    const [header = [], ...lines] = table(join(folder, "kandidat.csv"));
    const cell = (cells: readonly string[], column: string): string => cells[header.indexOf(column)]!;
    const [conflictHeader = [], ...conflicts] = table(join(folder, "conflict.csv"));
    const others = conflicts.flatMap((cells) =>
      cells[conflictHeader.indexOf("other_candidates")]!.split(";").filter((each) => each !== ""),
    );
    expect(lines.length).toBeGreaterThanOrEqual(conflicts.length + others.length);
    for (const conflict of conflicts) {
      const best = lines.find((cells) => cell(cells, "source_row") === conflict[1] && cell(cells, "urutan") === "1")!;
      expect(conflict.slice(6, 17)).toEqual(best.slice(header.indexOf("dtsen_file"), header.indexOf("kelayakan") + 1));
      expect(cell(best, "kunci")).toMatch(/^k[a-z]{15}$/);
      expect(`${cell(best, "sama")}${cell(best, "beda")}`).not.toBe("");
    }
  });

  test("explain prints the words of the reports", async () => {
    for (const [report, at] of [
      ["match", 0],
      ["match", 40],
      ["conflict", 0],
      ["conflict", 3],
      ["orphan", 1],
    ] as const) {
      const [header = [], ...lines] = table(join(folder, `${report}.csv`));
      const row = lines[Math.min(at, lines.length - 1)]!;
      const told = await office.say(["explain", join(fixtures, "daftar", `${list}.csv`), "--row", row[1]!, "--db", "dtsen.db", "--json"]);
      const { status, reasons, sentence } = JSON.parse(told.stdout) as { status: string; reasons: string[]; sentence: string };
      expect([status, reasons.join(";"), sentence]).toEqual([row[2], row[3], row[header.indexOf("explanation")]]);
    }
  });

  test("match.csv holds no wrong person, and nobody who is in the extract twice", () => {
    const truth = truthOf(list);
    const matches = rows.filter(({ report }) => report === "match");
    expect(matches.length).toBeGreaterThan(250);
    for (const { source_row, dtsen_row, dtsen_nik, status } of matches) {
      const real = truth.get(source_row)!;
      expect(dtsen_row === real.row || (dtsen_nik !== "" && dtsen_nik === real.nik), `row ${source_row}, ${status}, ${real.kinds}`).toBe(
        true,
      );
    }
    expect(new Set(matches.map(({ dtsen_row }) => dtsen_row)).size).toBe(matches.length);
  });

  test("what is broken beyond reading is rejected, and nothing else is", () => {
    const broken = [...truthOf(list)].filter(([, { kinds }]) => kinds === "BARIS_RUSAK").map(([row]) => row);
    expect(rows.filter(({ report }) => report === "rejected").map(({ source_row }) => source_row)).toEqual(broken);
  });
});

test("two runs, and one or three workers, write the same bytes", async () => {
  const folders = [
    await matched("rusak", "a"),
    await matched("rusak", "b"),
    await matched("rusak", "c", ["--workers", "1"]),
    await matched("rusak", "d", ["--workers", "3"]),
  ];
  for (const report of [...reports, "kandidat", "rekap"]) {
    const [first, ...others] = folders.map((folder) => readFileSync(join(folder, `${report}.csv`)));
    for (const other of others) expect(other.equals(first!), report).toBe(true);
  }
});

test("the flat file gives the same people as the V3 pair", async () => {
  const { exitCode } = await office.say(["index", join(fixtures, "dtsen-flat.csv"), "--db", "flat.db", "--quiet"]);
  expect(exitCode).toBe(0);
  await office.say(["match", join(fixtures, "daftar/lengkap.csv"), "--db", "flat.db", "--out", "flat", "--quiet"]);
  const known = (folder: string): string[] =>
    rowsIn(folder).map(({ source_row, status, dtsen_nik }) => `${source_row} ${status} ${dtsen_nik}`);
  expect(known(office.path("flat"))).toEqual(known(office.path("lengkap")));
});

test("trap 3: the NIK of a Papuan resident comes out as it went in", () => {
  const papuan = rowsIn(office.path("lengkap")).filter(({ dtsen_nik, own }) => /^9[1-7]/.test(dtsen_nik) && own.includes(dtsen_nik));
  expect(papuan.length).toBeGreaterThan(0);
  const inExtract = readFileSync(join(fixtures, "dtsen-flat.csv"), "utf8");
  const inList = readFileSync(join(fixtures, "daftar/lengkap.csv"), "utf8");
  for (const { dtsen_nik } of papuan) {
    expect(inExtract).toContain(`\n${dtsen_nik},`);
    expect(inList).toContain(`,${dtsen_nik},`);
  }
});

test("the generator makes these very files (npm run fixtures)", () => {
  using made = new Case();
  execFileSync(process.execPath, [
    join(root, "dist/fixtures/generator/main.js"),
    "--people",
    "4000",
    "--rows",
    "400",
    "--seed",
    "2026",
    "--flat",
    "--next",
    "--out",
    made.folder,
  ]);
  for (const name of [
    "dtsen-flat.csv",
    ...["dtsen", "dtsen-triwulan-2", "dtsen-triwulan-3", "daftar", "kebenaran"].flatMap((folder) =>
      readdirSync(join(fixtures, folder)).map((file) => `${folder}/${file}`),
    ),
  ]) {
    expect(readFileSync(made.path(name)).equals(readFileSync(join(fixtures, name))), name).toBe(true);
  }
});

test("everyone is invented: every NIK and card is of kecamatan 99", () => {
  const numbers = readFileSync(join(fixtures, "dtsen-flat.csv"), "utf8").match(/\b\d{16}\b/g)!;
  expect(numbers.length).toBeGreaterThan(7_000);
  for (const number of numbers) expect(number.slice(4, 6)).toBe("99");
});
