/** Ctrl-C and its kin: what is unfinished is swept away, and the program ends at once, whatever its threads are at. */
const signals = [
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
] as const;
let host: NodeJS.Process | null = null;
let handlers: readonly (readonly [NodeJS.Signals, () => void])[] = [];

/** From here on `tidy` is called when a signal ends the program. */
export function onSignals(program: NodeJS.Process, tidy: () => void): void {
  host = program;
  handlers = signals.map(([signal, exitCode]) => [
    signal,
    () => {
      tidy();
      // Whoever started us is to see that the signal was obeyed; `exit` would wait for every thread's work in hand.
      for (const [each, handler] of handlers) program.off(each, handler);
      program.kill(program.pid, signal);
      // The first process of a container is not ended by signals.
      program.exit(exitCode);
    },
  ]);
  for (const [signal, handler] of handlers) program.on(signal, handler);
}

/**
 * Runs what takes long without a pause, in which no handler would be called: a signal then ends the program as it ends others, at
 * once and without tidying up. For work that has nothing unfinished on disk.
 */
export function untidily<T>(work: () => T): T {
  for (const [signal, handler] of handlers) host?.off(signal, handler);
  try {
    return work();
  } finally {
    for (const [signal, handler] of handlers) host?.on(signal, handler);
  }
}
