import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { say } from "./world.ts";

/** The built program's door. */
export const program = resolve(import.meta.dirname, "../../bin/dtsen.js");

export interface Outcome {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Command line, exit code, stdout and stderr as one text for a golden file; the folder's own name is cut out of it. */
  readonly transcript: string;
}

/** A throw-away folder with files in it, and the program run inside. */
export class Case {
  readonly folder: string;

  constructor(files: Readonly<Record<string, string | Uint8Array>> = {}) {
    this.folder = mkdtempSync(join(tmpdir(), "dtsen-test-"));
    for (const [name, content] of Object.entries(files)) this.write(name, content);
  }

  write(name: string, content: string | Uint8Array): string {
    const path = join(this.folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  /** Runs `dtsen` with these arguments; the language is English unless `environment` says otherwise. */
  async run(
    argv: readonly string[],
    { input, environment = {} }: { input?: string | Uint8Array; environment?: Record<string, string> } = {},
  ): Promise<Outcome> {
    const child = spawn(process.execPath, [program, ...argv], {
      cwd: this.folder,
      env: { PATH: process.env["PATH"] ?? "", HOME: this.folder, LANG: "C", ...environment },
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
    child.stdin.on("error", () => {});
    child.stdin.end(input ?? "");
    const exitCode = await new Promise<number | null>((done, fail) => {
      child.on("error", fail);
      child.on("close", done);
    });
    const text = (chunks: readonly Buffer[]): string => Buffer.concat(chunks).toString("utf8");
    return this.outcome(argv, { exitCode, stdout: text(stdout), stderr: text(stderr) });
  }

  /** The same in this process, which spares the start: for what needs no program of its own, nor threads. */
  async say(argv: readonly string[], environment: Record<string, string> = {}): Promise<Outcome> {
    const before = process.cwd();
    process.chdir(this.folder);
    try {
      return this.outcome(argv, await say(argv, { folder: this.folder, environment: { HOME: this.folder, LANG: "C", ...environment } }));
    } finally {
      process.chdir(before);
    }
  }

  private outcome(argv: readonly string[], said: Omit<Outcome, "transcript">): Outcome {
    const stdout = said.stdout.replaceAll(this.folder, "<folder>");
    const stderr = said.stderr.replaceAll(this.folder, "<folder>");
    const { exitCode } = said;
    const transcript = `$ dtsen ${argv.join(" ")}\n[exit ${exitCode}]\n--- stdout\n${stdout}--- stderr\n${stderr}`;
    return { exitCode, stdout, stderr, transcript };
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** `dtsen` in an empty folder. */
export async function runIn(
  files: Readonly<Record<string, string>>,
  argv: readonly string[],
  environment: Record<string, string> = {},
): Promise<Outcome> {
  using work = new Case(files);
  return await work.run(argv, { environment });
}
