import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { withFileLock, withFolderLock } from "../../src/platform/lock.ts";
import { Case } from "../support/run-case.ts";

let work: Case;
let target: string;
beforeEach(() => {
  work = new Case();
  target = work.path("dtsen.db");
});
afterEach(() => work[Symbol.dispose]());

const locked = { code: "locked" };

/** Another process that takes the lock of `target` and says so; it holds it until it is killed. */
async function holder(): Promise<{ kill: () => Promise<void> }> {
  const code = `const D = require("better-sqlite3"); const db = new D(${JSON.stringify(`${target}.lock`)}); db.exec("begin exclusive"); console.log("held"); setInterval(() => db, 1000);`;
  const child = spawn(process.execPath, ["-e", code], { cwd: join(import.meta.dirname, "../.."), stdio: ["ignore", "pipe", "inherit"] });
  await once(child.stdout, "data");
  return {
    async kill() {
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
}

test("trap 34: while one run is at work a second is refused, and afterwards it is not", async () => {
  await withFileLock(target, async () => {
    await expect(withFileLock(target, () => 1)).rejects.toMatchObject(locked);
  });
  expect(await withFileLock(target, () => 2)).toBe(2);
  expect(readdirSync(work.folder)).toEqual([]);
});

test("trap 34: the lock is given back when the work fails", async () => {
  await expect(withFileLock(target, () => Promise.reject(new Error("work")))).rejects.toThrow("work");
  expect(await withFileLock(target, () => 3)).toBe(3);
});

test("another process is believed while it lives, and not a moment longer", async () => {
  const { kill } = await holder();
  await expect(withFileLock(target, () => 4)).rejects.toMatchObject(locked);
  await kill();
  expect(await withFileLock(target, () => 5)).toBe(5);
  expect(existsSync(`${target}.lock`)).toBe(false);
});

test("a lock's file left behind, by whomever, is no obstacle", async () => {
  writeFileSync(`${target}.lock`, "");
  expect(await withFileLock(target, () => 6)).toBe(6);
});

test("of many runs at a time one gets through", async () => {
  let inside = 0;
  let most = 0;
  const slow = async (): Promise<void> => {
    most = Math.max(most, ++inside);
    await new Promise((done) => setTimeout(done, 5));
    inside--;
  };
  const results = await Promise.allSettled(Array.from({ length: 10 }, () => withFileLock(target, slow)));
  expect(most).toBe(1);
  expect(results.filter(({ status }) => status === "fulfilled")).not.toHaveLength(0);
});

test("a folder and a link to it, a file and a link to it, are one target each", async () => {
  mkdirSync(work.path("laporan"));
  symlinkSync(work.path("laporan"), work.path("lain"));
  await withFolderLock(work.path("laporan"), async () => {
    await expect(withFolderLock(work.path("lain"), () => 7)).rejects.toMatchObject(locked);
    await expect(withFolderLock(work.path("laporan/../lain/."), () => 7)).rejects.toMatchObject(locked);
  });
  writeFileSync(target, "");
  symlinkSync(target, work.path("lain.db"));
  await withFileLock(target, async () => {
    await expect(withFileLock(work.path("lain.db"), () => 8)).rejects.toMatchObject(locked);
  });
});

test("the lock of a folder lies inside it, its owner's alone: the folder above need not be writable", async () => {
  mkdirSync(work.path("a/laporan"), { recursive: true });
  chmodSync(work.path("a"), 0o500);
  await withFolderLock(work.path("a/laporan"), () => {
    expect(readdirSync(work.path("a"))).toEqual(["laporan"]);
    expect(statSync(work.path("a/laporan/.dtsen.lock")).mode & 0o777).toBe(0o600);
  });
  chmodSync(work.path("a"), 0o700);
  expect(readdirSync(work.path("a/laporan"))).toEqual([]);
});

test("a folder that is not there is made, for its owner only; a file in its place is the user's to mend", async () => {
  expect(await withFileLock(work.path("none/dtsen.db"), () => 9)).toBe(9);
  expect(statSync(work.path("none")).mode & 0o777).toBe(0o700);
  rmSync(work.path("none"), { recursive: true });
  work.write("file", "");
  await expect(withFileLock(work.path("file/dtsen.db"), () => 9)).rejects.toMatchObject({ code: "already-there" });
  await expect(withFolderLock(work.path("file"), () => 9)).rejects.toMatchObject({ code: "already-there" });
});
