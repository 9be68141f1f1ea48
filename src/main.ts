/** The real terminal, the real arguments, the real exit code: the only file that names `process`. */
import { bugReport, exitCodes, run } from "./cli/program.ts";
import { DtsenError } from "./errors.ts";
import { faultText } from "./faults.ts";
import { removeTemporaries } from "./platform/private-files.ts";
import { onSignals } from "./platform/signals.ts";
import { translateSystemError } from "./platform/system-errors.ts";
import { terminalLanguage } from "./language.ts";

// Whatever a library creates without asking for a mode is its owner's alone as well.
process.umask(0o077);

onSignals(process, removeTemporaries);
process.on("exit", removeTemporaries);

// A lost pipe (`dtsen … | head`) ends the printing, never the work. A result that cannot be written otherwise (a full disk) is a
// fault: told once, and the run does not end as if it had been shown.
let isUnprinted = false;
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (isUnprinted || error.code === "EPIPE" || error.code === "ERR_STREAM_DESTROYED") return;
  isUnprinted = true;
  const fault = translateSystemError(error, "stdout");
  if (!(fault instanceof DtsenError)) return crash(error);
  const { message, hint } = faultText(fault.code, fault.params, terminalLanguage(undefined, process.env));
  process.stderr.write(`dtsen: ${message}\n       ${hint}\n`);
});
// Nobody is left to be told.
process.stderr.on("error", () => {});
process.on("exit", () => {
  if (isUnprinted && process.exitCode === exitCodes.done) process.exitCode = exitCodes.fault;
});

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
