import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { removeTemporaries } from "../../src/platform/private-files.ts";
import { restoreFiles } from "../../src/platform/publishing.ts";
import { openReports, type FileState } from "../../src/report/report-files.ts";

/** Faults of the disk, on demand. */
const disk = vi.hoisted(() => ({ full: false, refuseRenameTo: null as string | null, movesUntilKill: Infinity }));

/** After so many moves nothing is done any more, as after a kill: nobody tidies up. */
function countMove(): void {
  if (disk.movesUntilKill-- <= 0) throw Object.assign(new Error("killed"), { code: "KILLED" });
}

vi.mock("node:fs", async (original) => {
  const fs = await original<typeof import("node:fs")>();
  return {
    ...fs,
    writeSync(descriptor: number, bytes: Buffer, at: number) {
      if (disk.full) throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
      // A short write, as network folders make them: what was left over must follow.
      return fs.writeSync(descriptor, bytes, at, Math.min(1 << 15, bytes.length - at));
    },
    rmSync(path: string, options: object) {
      countMove();
      fs.rmSync(path, options);
    },
    renameSync(from: string, to: string) {
      countMove();
      const refused = disk.refuseRenameTo !== null && to.endsWith(disk.refuseRenameTo);
      if (refused) disk.refuseRenameTo = null;
      if (refused) throw Object.assign(new Error("not permitted"), { code: "EPERM" });
      fs.renameSync(from, to);
    },
  };
});

let folder: string;
let out: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dtsen-reports-"));
  out = join(folder, "laporan");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const headers = { match: "a,b\r\n", conflict: "a,b\r\n", orphan: "a,b\r\n", rejected: "c\r\n", candidates: "k\r\n" };
const all = ["conflict.csv", "kandidat.csv", "match.csv", "orphan.csv", "rejected.csv", "summary.json"];
/** A summary as a run writes it, as far as the folder asks. */
const summaryOf =
  (run: string) =>
  (files: Readonly<Record<string, FileState>>): string =>
    JSON.stringify({ dtsen: run, files });
const runIn = (): unknown => (JSON.parse(read("summary.json")) as { dtsen: string }).dtsen;
const read = (name: string): string => readFileSync(join(out, name), "utf8");

test("trap 39: nothing stands under a final name until everything does", () => {
  const reports = openReports(out, headers);
  reports.append("match", "1,2\r\n");
  expect(readdirSync(out).filter((name) => !name.startsWith("."))).toEqual([]);
  reports.commit(summaryOf("1"));
  expect(readdirSync(out).sort()).toEqual(all);
  expect(read("match.csv")).toBe("\ufeffa,b\r\n1,2\r\n");
  expect(read("rejected.csv")).toBe("\ufeffc\r\n");
  expect(runIn()).toBe("1");
});

test("trap 39: a run that gives up leaves the reports of the run before as they were", () => {
  const first = openReports(out, headers);
  first.append("orphan", "old\r\n");
  first.commit(summaryOf("1"));
  const second = openReports(out, headers);
  second.append("orphan", "new\r\n");
  second.abort();
  expect(readdirSync(out).sort()).toEqual(all);
  expect([read("orphan.csv"), runIn()]).toEqual(["\ufeffa,b\r\nold\r\n", "1"]);
  const third = openReports(out, headers);
  third.commit(summaryOf("3"));
  expect([read("orphan.csv"), runIn()]).toEqual(["\ufeffa,b\r\n", "3"]);
});

test("trap 39: a run broken off by a signal leaves nothing half-written", () => {
  openReports(out, headers).append("match", "1,2\r\n");
  removeTemporaries();
  expect(readdirSync(out)).toEqual([]);
});

test("trap 39: what a run that was killed outright left behind is swept away by the next", () => {
  mkdirSync(out);
  writeFileSync(join(out, ".dtsen-99999-match.csv.tmp"), "half");
  writeFileSync(join(out, "notes.txt"), "keep");
  openReports(out, headers).commit(summaryOf("{}"));
  expect(readdirSync(out).sort()).toEqual([...all, "notes.txt"].sort());
});

test("trap 39: a full disk is told, and nothing of the run stays", () => {
  const reports = openReports(out, headers);
  disk.full = true;
  expect(() => reports.append("match", `${"x".repeat(1 << 19)}\r\n`)).toThrow(expect.objectContaining({ code: "disk-full" }));
  disk.full = false;
  expect(readdirSync(out)).toEqual([]);
});

test("trap 39: a rename that fails half-way puts the old files back", () => {
  const first = openReports(out, headers);
  first.append("match", "old\r\n");
  first.commit(summaryOf("1"));
  const second = openReports(out, headers);
  second.append("match", "new\r\n");
  disk.refuseRenameTo = "rejected.csv";
  expect(() => second.commit(summaryOf("2"))).toThrow(expect.objectContaining({ code: "no-permission" }));
  expect(readdirSync(out).sort()).toEqual(all);
  expect([read("match.csv"), runIn()]).toEqual(["\ufeffa,b\r\nold\r\n", "1"]);
});

/** All that is to be seen in the folder. */
const seen = (): Record<string, string> =>
  Object.fromEntries(
    readdirSync(out)
      .filter((name) => !name.startsWith("."))
      .map((name) => [name, read(name)]),
  );

function publish(run: string, more: readonly string[]): void {
  const reports = openReports(out, headers);
  for (const report of ["match", "conflict", "orphan", "candidates"] as const) reports.append(report, `${run}\r\n`);
  for (const name of more) reports.write(name, run);
  reports.commit(summaryOf(run));
}

test.each([
  ["over a run of the same files", ["rekap.csv"], ["rekap.csv"]],
  ["over a run of fewer files", [], ["rekap.csv", "bantuan_ganda.csv"]],
  ["over a run of more files", ["rekap.csv", "bantuan_ganda.csv"], ["rekap.csv"]],
  ["into an empty folder", null, ["rekap.csv"]],
])("killed at any moment of publishing %s, the next finds the reports of one run, whole", (_, before, after) => {
  const states: string[] = [];
  let killed = true;
  for (let moves = 0; killed; moves++) {
    rmSync(out, { recursive: true, force: true });
    if (before !== null) publish("old", before);
    else mkdirSync(out);
    const old = seen();
    disk.movesUntilKill = moves;
    killed = false;
    try {
      publish("new", after);
    } catch {
      killed = true;
    } finally {
      disk.movesUntilKill = Infinity;
    }
    // A failing run comes next: it must not lose what the killed one has hidden.
    openReports(out, headers).abort();
    const found = seen();
    if (found["summary.json"]?.includes('"new"')) {
      expect(Object.keys(found).sort()).toEqual([...all, ...after].sort());
      expect(found["match.csv"]).toContain("new");
      states.push("new");
    } else {
      expect(found, `killed after ${moves} moves`).toEqual(old);
      states.push("old");
    }
    expect(readdirSync(out).filter((name) => name.startsWith("."))).toEqual([]);
  }
  expect(states.length).toBeGreaterThan(8);
  expect(new Set(states)).toEqual(new Set(["old", "new"]));
});

test.each([
  JSON.stringify([{ name: "../keep", temporary: null, aside: null }]),
  JSON.stringify([{ name: "keep", temporary: "x", aside: null }]),
  JSON.stringify([{ name: "keep", temporary: null, aside: "../keep" }]),
  JSON.stringify([{ name: "..", temporary: ".dtsen-1-x.tmp", aside: null }]),
  JSON.stringify({ name: "keep" }),
  "[null]",
  "[{",
  "",
])("a journal that is none of ours (%s) is told, not followed", (text) => {
  mkdirSync(out);
  for (const path of [join(folder, "keep"), join(out, "keep")]) writeFileSync(path, "keep");
  writeFileSync(join(out, ".dtsen-publishing.json"), text);
  expect(() => restoreFiles(out)).toThrow(expect.objectContaining({ code: "journal-unreadable" }));
  for (const path of [join(folder, "keep"), join(out, "keep")]) expect(readFileSync(path, "utf8")).toBe("keep");
});

test("a report that a person has changed is not overwritten, unless asked for", () => {
  publish("1", []);
  const { mtimeMs } = statSync(join(out, "summary.json"));
  writeFileSync(join(out, "conflict.csv"), read("conflict.csv").replace("1", "2"));
  utimesSync(join(out, "conflict.csv"), new Date(), new Date(mtimeMs + 5000));
  expect(() => openReports(out, headers)).toThrow(
    expect.objectContaining({ code: "report-changed", params: { file: join(out, "conflict.csv") } }),
  );
  expect(read("conflict.csv")).toContain("2");
  const reports = openReports(out, headers, { overwrite: true, inputs: [] });
  reports.commit(summaryOf("2"));
  expect(read("conflict.csv")).toBe("\ufeffa,b\r\n");
});

test("a copied folder, or one saved again without a change, is overwritten", () => {
  publish("1", []);
  const { mtimeMs } = statSync(join(out, "summary.json"));
  utimesSync(join(out, "match.csv"), new Date(), new Date(mtimeMs + 5000));
  publish("2", []);
  expect(runIn()).toBe("2");
});

test("a file of a report's name that is no run's is not overwritten", () => {
  mkdirSync(out);
  writeFileSync(join(out, "orphan.csv"), "mine");
  expect(() => openReports(out, headers)).toThrow(expect.objectContaining({ code: "report-changed" }));
  expect(readdirSync(out)).toEqual(["orphan.csv"]);
});

test("a run never replaces one of its own inputs, by whatever name it is given", () => {
  publish("1", []);
  symlinkSync(join(out, "orphan.csv"), join(folder, "daftar.csv"));
  for (const input of [join(out, "orphan.csv"), join(folder, "daftar.csv")]) {
    expect(() => openReports(out, headers, { overwrite: true, inputs: [input] })).toThrow(
      expect.objectContaining({ code: "input-in-the-way" }),
    );
  }
  expect(readdirSync(out).sort()).toEqual(all);
});

test("reports are their owner's alone, and so is a folder made for them", () => {
  openReports(out, headers).commit(summaryOf("{}"));
  expect(statSync(out).mode & 0o777).toBe(0o700);
  for (const name of all) expect(statSync(join(out, name)).mode & 0o777).toBe(0o600);
});

test("many lines, written in short writes, arrive whole and in order", () => {
  const reports = openReports(out, headers);
  const lines = Array.from({ length: 50_000 }, (_, at) => `${at},baris •\r\n`);
  for (const line of lines) reports.append("match", line);
  reports.commit(summaryOf("{}"));
  expect(read("match.csv")).toBe(`\ufeffa,b\r\n${lines.join("")}`);
});

test("a folder in the place of a report is refused before anything is written", () => {
  mkdirSync(join(out, "match.csv"), { recursive: true });
  expect(() => openReports(out, headers)).toThrow(expect.objectContaining({ code: "folder-in-the-way" }));
  expect(readdirSync(out)).toEqual(["match.csv"]);
});

test("a file in the place of the folder is refused", () => {
  writeFileSync(out, "");
  expect(() => openReports(out, headers)).toThrow(expect.objectContaining({ code: "already-there" }));
});

test.skipIf(process.getuid?.() === 0)("a folder that may not be written is the user's to mend", () => {
  mkdirSync(out);
  chmodSync(out, 0o500);
  expect(() => openReports(out, headers)).toThrow(expect.objectContaining({ code: "no-permission" }));
});
