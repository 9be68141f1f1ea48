import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { removeTemporaries } from "../../src/platform/private-files.ts";
import { openReports } from "../../src/report/report-files.ts";

/** Faults of the disk, on demand. */
const disk = vi.hoisted(() => ({ full: false, refuseRenameTo: null as string | null }));

vi.mock("node:fs", async (original) => {
  const fs = await original<typeof import("node:fs")>();
  return {
    ...fs,
    writeSync(descriptor: number, bytes: Buffer, at: number) {
      if (disk.full) throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
      // A short write, as network folders make them: what was left over must follow.
      return fs.writeSync(descriptor, bytes, at, Math.min(1 << 15, bytes.length - at));
    },
    renameSync(from: string, to: string) {
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

const headers = { match: "a,b\r\n", conflict: "a,b\r\n", orphan: "a,b\r\n", rejected: "c\r\n" };
const five = ["conflict.csv", "match.csv", "orphan.csv", "rejected.csv", "summary.json"];
const read = (name: string): string => readFileSync(join(out, name), "utf8");

test("trap 39: nothing stands under a final name until everything does", () => {
  const reports = openReports(out, headers);
  reports.append("match", "1,2\r\n");
  expect(readdirSync(out).filter((name) => !name.startsWith("."))).toEqual([]);
  reports.commit("{}\n");
  expect(readdirSync(out).sort()).toEqual(five);
  expect(read("match.csv")).toBe("\ufeffa,b\r\n1,2\r\n");
  expect(read("rejected.csv")).toBe("\ufeffc\r\n");
  expect(read("summary.json")).toBe("{}\n");
});

test("trap 39: a run that gives up leaves the reports of the run before as they were", () => {
  const first = openReports(out, headers);
  first.append("orphan", "old\r\n");
  first.commit("1");
  const second = openReports(out, headers);
  second.append("orphan", "new\r\n");
  second.abort();
  expect(readdirSync(out).sort()).toEqual(five);
  expect([read("orphan.csv"), read("summary.json")]).toEqual(["\ufeffa,b\r\nold\r\n", "1"]);
  const third = openReports(out, headers);
  third.commit("3");
  expect([read("orphan.csv"), read("summary.json")]).toEqual(["\ufeffa,b\r\n", "3"]);
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
  openReports(out, headers).commit("{}");
  expect(readdirSync(out).sort()).toEqual(["conflict.csv", "match.csv", "notes.txt", "orphan.csv", "rejected.csv", "summary.json"]);
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
  first.commit("1");
  const second = openReports(out, headers);
  second.append("match", "new\r\n");
  disk.refuseRenameTo = "rejected.csv";
  expect(() => second.commit("2")).toThrow(expect.objectContaining({ code: "no-permission" }));
  expect(readdirSync(out).sort()).toEqual(five);
  expect([read("match.csv"), read("summary.json")]).toEqual(["\ufeffa,b\r\nold\r\n", "1"]);
});

test("reports are their owner's alone, and so is a folder made for them", () => {
  openReports(out, headers).commit("{}");
  expect(statSync(out).mode & 0o777).toBe(0o700);
  for (const name of five) expect(statSync(join(out, name)).mode & 0o777).toBe(0o600);
});

test("many lines, written in short writes, arrive whole and in order", () => {
  const reports = openReports(out, headers);
  const lines = Array.from({ length: 50_000 }, (_, at) => `${at},baris •\r\n`);
  for (const line of lines) reports.append("match", line);
  reports.commit("{}");
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
