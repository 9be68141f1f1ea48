/** A run of the program as a whole process: its time, processor and memory. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { execPath } from "node:process";

/** Certificates that a machine has Node read at every start cost a tenth of a second, and are no part of the program. */
const env = { ...process.env, DTSEN_LANG: "en", NODE_EXTRA_CA_CERTS: "" };

export interface Run {
  readonly wall: number;
  /** Processor seconds of all threads. */
  readonly cpu: number | null;
  /** Peak resident memory in MiB. */
  readonly memory: number | null;
  /** What it said on stderr. */
  readonly said: string;
}

/** Runs `program` with Node; throws where it fails. */
export function measure(program: string, args: readonly string[]): Run {
  const timed = existsSync("/usr/bin/time");
  const command = timed ? ["/usr/bin/time", "-f", "TIME %U %S %M", execPath, program, ...args] : [execPath, program, ...args];
  const begun = performance.now();
  const { status, stderr: said } = spawnSync(command[0]!, command.slice(1), { encoding: "utf8", maxBuffer: 1 << 28, env });
  const wall = (performance.now() - begun) / 1000;
  if (status !== 0) throw new Error(`dtsen ${args[0]} ended with ${status}:\n${said}`);
  const [, user, system, kib] = /^TIME (\S+) (\S+) (\S+)$/m.exec(said) ?? [];
  return {
    wall,
    cpu: user === undefined ? null : Number(user) + Number(system),
    memory: kib === undefined ? null : Number(kib) / 1024,
    said,
  };
}

/** `300k` or `10M` as a number. */
export function sizeOf(text: string): number {
  const [, digits = "", unit = ""] = /^(\d+)([kM]?)$/.exec(text) ?? [];
  if (digits === "") throw new Error(`${text}: write a number, 300k or 10M`);
  return Number(digits) * (unit === "M" ? 1_000_000 : unit === "k" ? 1_000 : 1);
}
