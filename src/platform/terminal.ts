/**
 * The person (or log, or pipe) at the other end. Results go to stdout; everything said on the way goes to stderr. Bars and
 * colour only where somebody is looking.
 */
import { createRequire } from "node:module";
import { Chalk, supportsColor, supportsColorStderr, type ChalkInstance } from "chalk";
import type { SingleBar } from "cli-progress";
import { harmless } from "../shown.ts";
import type { Lang, LanguageEnvironment, Text } from "../language.ts";

/** The two streams of the program, as much of them as is used. */
export interface Stream {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

/** The outside world of one invocation. */
export interface World {
  readonly stdout: Stream & NodeJS.WritableStream;
  readonly stderr: Stream & NodeJS.WritableStream;
  readonly environment: LanguageEnvironment;
  /** The working folder. */
  readonly folder: string;
  /** Milliseconds, rising. */
  readonly clock: () => number;
}

export interface Terminal {
  readonly lang: Lang;
  readonly quiet: boolean;
  /** Width of stdout in characters; 80 where it has none. */
  readonly columns: number;
  /** Whether somebody is looking at stdout. */
  readonly isTTY: boolean;
  /** Colours for stdout; they do nothing off a terminal. */
  readonly paint: ChalkInstance;
  /** Colours for stderr. */
  readonly paintErr: ChalkInstance;
  /** Result text, exactly as given. */
  out(text: string): void;
  /** Text beside the result, exactly as given; also under `--quiet`. */
  err(text: string): void;
  /** One line for the log, to stderr; nothing under `--quiet`. */
  note(line: string): void;
  /** Begins a stretch of long work: a bar on a terminal, one line when it is done elsewhere, nothing under `--quiet`. */
  phase(name: string, total?: number): Phase;
}

/** Long work under way. Names and numbers only: never a value out of a row. */
export interface Phase {
  /** So many more are done. */
  advance(by?: number): void;
  /** What is expected in all, once it is known. */
  expect(total: number): void;
  /** The work is done; `result` says in a few words what came of it. */
  done(result?: string): void;
}

/** Bars are redrawn this often; drawing costs more than counting. */
const REDRAW_MS = 200;

const words = {
  left: { id: "sisa", en: "left" },
  perSecond: { id: "/dtk", en: "/s" },
  rows: { id: "baris", en: "rows" },
} satisfies Record<string, Text>;

export function createTerminal(world: World, { lang, quiet }: { readonly lang: Lang; readonly quiet: boolean }): Terminal {
  const { stdout, stderr } = world;
  const watched = stderr.isTTY === true;
  let bar: SingleBar | null = null;
  const speak = (line: string): void => {
    if (!quiet) stderr.write(`${harmless(line)}\n`);
  };
  return {
    lang,
    quiet,
    columns: stdout.columns ?? 80,
    isTTY: stdout.isTTY === true,
    paint: paintFor(stdout, supportsColor, world.environment),
    paintErr: paintFor(stderr, supportsColorStderr, world.environment),
    out: (text) => void stdout.write(harmless(text)),
    err: (text) => {
      bar?.stop();
      bar = null;
      stderr.write(harmless(text));
    },
    note: (line) => {
      bar?.stop();
      bar = null;
      speak(line);
    },
    phase(name, total) {
      const begun = world.clock();
      let count = 0;
      let expected = total ?? 0;
      if (watched && !quiet) {
        bar?.stop();
        bar = startBar(stderr, name, expected, lang);
      }
      const shown = bar;
      return {
        advance(by = 1) {
          count += by;
          shown?.update(count, {
            rate: rateOf(count, begun, world.clock(), lang),
            left: leftOf(count, expected, begun, world.clock(), lang),
          });
        },
        expect(all) {
          expected = all;
          shown?.setTotal(all);
        },
        done(result) {
          if (shown !== null && shown === bar) {
            shown.stop();
            bar = null;
          }
          speak(`${name}: ${result ?? `${count} ${words.rows[lang]}`} (${seconds(world.clock() - begun)})`);
        },
      };
    },
  };
}

/** chalk judges by the process's own streams; a stream that is no terminal (a test, a pipe) gets no colour whatever it says. */
function paintFor(stream: Stream, support: typeof supportsColor, environment: LanguageEnvironment): ChalkInstance {
  const plain = stream.isTTY !== true || (environment["NO_COLOR"] ?? "") !== "";
  return new Chalk({ level: plain || support === false ? 0 : support.level });
}

/** Loaded at the first bar: a run without a terminal never pays for it. */
function startBar(stream: NodeJS.WritableStream, name: string, total: number, lang: Lang): SingleBar {
  const { SingleBar, Presets } = createRequire(import.meta.url)("cli-progress") as typeof import("cli-progress");
  const format = total > 0 ? `${name} {bar} {percentage}% {rate} {left}` : `${name} {value} ${words.rows[lang]} {rate}`;
  const bar = new SingleBar(
    { stream, format, clearOnComplete: true, hideCursor: false, fps: 1000 / REDRAW_MS, barsize: 24, emptyOnZero: true },
    Presets.shades_classic,
  );
  bar.start(total, 0, { rate: "", left: "" });
  return bar;
}

function rateOf(count: number, begun: number, now: number, lang: Lang): string {
  const elapsed = now - begun;
  return elapsed < 500 ? "" : `${Math.round((count * 1000) / elapsed)}${words.perSecond[lang]}`;
}

function leftOf(count: number, expected: number, begun: number, now: number, lang: Lang): string {
  const elapsed = now - begun;
  if (elapsed < 1000 || count <= 0 || expected <= count) return "";
  return `${words.left[lang]} ${seconds((elapsed / count) * (expected - count))}`;
}

function seconds(milliseconds: number): string {
  const all = milliseconds / 1000;
  if (all < 60) return `${all.toFixed(1)} s`;
  return `${Math.floor(all / 60)} min ${Math.round(all % 60)} s`;
}
