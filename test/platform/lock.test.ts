import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { LOCKED, withLock } from "../../src/platform/lock.ts";

let folder: string;
let target: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dtsen-lock-"));
  target = join(folder, "dtsen.db");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The number of a process that has ended. */
function deadProcess(): number {
  return spawnSync(process.execPath, ["-e", ""]).pid;
}

function leave(lock: object | string): void {
  writeFileSync(`${target}.lock`, typeof lock === "string" ? lock : JSON.stringify(lock));
}

test("trap 34: while one run is at work a second is refused, and afterwards it is not", async () => {
  await withLock(target, async () => {
    await expect(withLock(target, () => 1)).rejects.toMatchObject({
      code: LOCKED,
      message: expect.stringContaining(`process ${process.pid}`),
    });
  });
  expect(await withLock(target, () => 2)).toBe(2);
  expect(existsSync(`${target}.lock`)).toBe(false);
});

test("trap 34: the lock is given back when the work fails", async () => {
  await expect(withLock(target, () => Promise.reject(new Error("work")))).rejects.toThrow("work");
  expect(await withLock(target, () => 3)).toBe(3);
});

test("a run that was killed is no obstacle", async () => {
  leave({ pid: deadProcess(), host: hostname() });
  expect(await withLock(target, () => 4)).toBe(4);
});

test("in a container the dead run may have had our own number", async () => {
  leave({ pid: process.pid, host: hostname() });
  expect(await withLock(target, () => 5)).toBe(5);
});

test("the lock of another machine is believed: its processes cannot be seen from here", async () => {
  leave({ pid: deadProcess(), host: "another-machine" });
  await expect(withLock(target, () => 6)).rejects.toMatchObject({ code: LOCKED, message: expect.stringContaining("on another-machine") });
});

test("an unsigned lock is believed for a moment only", async () => {
  leave("");
  await expect(withLock(target, () => 7)).rejects.toMatchObject({ code: LOCKED });
  utimesSync(`${target}.lock`, new Date(0), new Date(0));
  expect(await withLock(target, () => 8)).toBe(8);
});

test("of many runs that find one dead lock, one at a time gets through", async () => {
  leave({ pid: deadProcess(), host: hostname() });
  let inside = 0;
  let most = 0;
  const work = async (): Promise<void> => {
    most = Math.max(most, ++inside);
    await new Promise((done) => setTimeout(done, 5));
    inside--;
  };
  const results = await Promise.allSettled(Array.from({ length: 10 }, () => withLock(target, work)));
  expect(most).toBe(1);
  expect(results.filter(({ status }) => status === "fulfilled")).not.toHaveLength(0);
});

test("the lock is its owner's alone, and says who holds it", async () => {
  await withLock(target, () => {
    expect(statSync(`${target}.lock`).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(`${target}.lock`, "utf8"))).toEqual({ pid: process.pid, host: hostname() });
  });
});

test("a folder that is not there is made, for its owner only; a file in its place is the user's to mend", async () => {
  expect(await withLock(join(folder, "none", "dtsen.db"), () => 9)).toBe(9);
  expect(statSync(join(folder, "none")).mode & 0o777).toBe(0o700);
  writeFileSync(join(folder, "file"), "");
  await expect(withLock(join(folder, "file", "dtsen.db"), () => 9)).rejects.toMatchObject({ code: "already-there" });
});
