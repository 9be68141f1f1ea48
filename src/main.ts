/** The real terminal, the real arguments, the real exit code: the only file that names `process`. */
import { bugReport, exitCodes, run } from "./cli/program.ts";
import { removeTemporaries } from "./platform/private-files.ts";
import { terminalLanguage } from "./language.ts";

// Whatever a library creates without asking for a mode is its owner's alone as well.
process.umask(0o077);

for (const [signal, exitCode] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
] as const) {
  process.on(signal, () => {
    removeTemporaries();
    process.exit(exitCode);
  });
}
process.on("exit", removeTemporaries);

// The reader of our output has gone away (`dtsen … | head`): there is nobody left to write for, and nothing went wrong.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    removeTemporaries();
    process.exit(error.code === "EPIPE" ? exitCodes.done : exitCodes.fault);
  });
}

const crash = (error: unknown): void => {
  process.stderr.write(bugReport(error, terminalLanguage(undefined, process.env)));
  removeTemporaries();
  process.exit(exitCodes.bug);
};
process.on("uncaughtException", crash);
process.on("unhandledRejection", crash);

process.exitCode = await run(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  environment: process.env,
  folder: process.cwd(),
  clock: () => performance.now(),
});
// An input that was not read to its end must not keep the program waiting.
process.stdin.unref?.();
