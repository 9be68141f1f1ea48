/** Options to commands, errors to text and exit code. `run` is the door. */
import { Command, CommanderError, Option } from "commander";
import type { CommandResult, CommonOptions, HeaderMap } from "../run/options.ts";
import { DtsenError } from "../errors.ts";
import { faultText, isUsageFault } from "../faults.ts";
import {
  commandHelp,
  commonOptions,
  headings,
  optionHelp,
  programHelp,
  usageFaults,
  type CommandName,
  type OptionName,
  type UsageFault,
} from "./help-texts.ts";
import type { Config } from "../platform/config.ts";
import type { Terminal, World } from "../platform/terminal.ts";
import { reportLanguage, terminalLanguage, type Lang, type Text } from "../language.ts";
import { noLimits, readLimit, type Limit } from "../report/limits.ts";
import {
  decileLimitOf,
  readDay,
  readDecile,
  readLang,
  readLimitOf,
  readMapping,
  readQuarter,
  readRow,
  readSampleSize,
  readWorkers,
  UsageError,
} from "./usage.ts";

/** What a run can end with; the README explains each. */
export const exitCodes = {
  done: 0,
  /** The run could not be done and the user can put it right. */
  fault: 1,
  usage: 2,
  /** Done, but a limit the user set was crossed. */
  limit: 3,
  /** A bug in the program. */
  bug: 70,
  /** Another run holds the lock. */
  locked: 75,
} as const;

/** One invocation: `argv` without the program's name. Never throws; gives the exit code. */
export async function run(argv: readonly string[], world: World): Promise<number> {
  const lang = terminalLanguage(languageFlag(argv), world.environment);
  const state: Invocation = { argv, world, lang, json: argv.includes("--json"), exitCode: exitCodes.done };
  try {
    await createProgram(state).parseAsync(commonFlagsLast(argv), { from: "user" });
    return state.exitCode;
  } catch (error) {
    return report(error, state);
  }
}

interface Invocation {
  readonly argv: readonly string[];
  readonly world: World;
  lang: Lang;
  json: boolean;
  exitCode: number;
}

/** The language must be known before commander can help in it. A wrong one is told when the options are read. */
function languageFlag(argv: readonly string[]): string | undefined {
  const at = argv.findLastIndex((word) => word === "--lang" || word.startsWith("--lang="));
  if (at < 0) return undefined;
  const word = argv[at]!;
  return word === "--lang" ? argv[at + 1] : word.slice("--lang=".length);
}

/** `dtsen --lang id match …` means what `dtsen match … --lang id` means. */
function commonFlagsLast(argv: readonly string[]): string[] {
  let at = 0;
  while (at < argv.length) {
    const [flag, value] = argv[at]!.split("=", 2);
    const option = commonOptions.find((name) => flag === `--${name}`);
    if (option === undefined) break;
    at += optionHelp[option].flags.includes("<") && value === undefined ? 2 : 1;
  }
  const rest = argv.slice(at);
  // Without a command there is nothing to move them behind: `dtsen --lang id --help` is help in Indonesian.
  return Object.hasOwn(commandHelp, rest[0] ?? "") ? [...rest, ...argv.slice(0, at)] : rest;
}

/* ---- program ---- */

type Flags = Readonly<Record<string, unknown>>;
type Action = (files: readonly string[], flags: Flags, state: Invocation) => Promise<void>;

function createProgram(state: Invocation): Command {
  const { lang, world } = state;
  // Set before the subcommands are made: they take these settings at that moment.
  const program = new Command("dtsen")
    .exitOverride()
    .configureOutput({ writeOut: (text) => world.stdout.write(text), writeErr: (text) => world.stderr.write(text), outputError: () => {} })
    .configureHelp({
      styleTitle: (title) => headings[title]?.[lang] ?? title,
      helpWidth: Math.min(world.stdout.columns ?? 100, 110),
      subcommandTerm: (command) => `${command.name()} ${commandHelp[command.name() as CommandName].argument}`,
    })
    .helpOption("-h, --help", programHelp.help[lang])
    .helpCommand(false)
    .usage(lang === "id" ? "<perintah> [pilihan]" : "<command> [options]")
    .description(programHelp.about[lang])
    .option("-V, --version", programHelp.version[lang])
    .on("option:version", () => {
      throw new VersionAsked();
    })
    .addHelpText("after", `\n${programHelp.steps[lang]}`);
  for (const name of Object.keys(commandHelp) as CommandName[]) addCommand(program, name, state);
  return program;
}

function addCommand(program: Command, name: CommandName, state: Invocation): void {
  const { lang } = state;
  const { argument, argumentText, text, options, example } = commandHelp[name];
  const command = program
    .command(name)
    .description(text[lang])
    .argument(argument, argumentText[lang])
    .usage(`${argument} ${lang === "id" ? "[pilihan]" : "[options]"}`)
    .helpOption("-h, --help", programHelp.help[lang])
    .addHelpText("after", `\n${programHelp.example[lang]}:\n  ${example[lang]}`);
  for (const option of [...options, ...commonOptions]) command.addOption(optionOf(option, lang));
  command.action(async (files: string | readonly string[]) => {
    await actions[name](typeof files === "string" ? [files] : files, command.opts(), state);
  });
}

const readers: Readonly<Partial<Record<OptionName, (text: string, before: never) => unknown>>> = {
  date: readDay,
  "forget-before": readDay,
  "desil-max": readDecile,
  extract: (text, before: readonly string[] | undefined) => [...(before ?? []), text],
  lang: readLang,
  map: readMapping,
  "max-conflict": readLimitOf("max-conflict"),
  "max-orphan": readLimitOf("max-orphan"),
  "max-rejected": readLimitOf("max-rejected"),
  period: readQuarter,
  row: readRow,
  sample: readSampleSize,
  workers: readWorkers,
};

function optionOf(name: OptionName, lang: Lang): Option {
  const { flags, text } = optionHelp[name];
  const option = new Option(flags, text[lang]);
  if (name === "replace") option.conflicts("add");
  const reader = readers[name];
  return reader === undefined ? option : option.argParser(reader as (text: string, before: unknown) => unknown);
}

/** Not an error: the way out of commander's parsing to code that may wait for an import. */
class VersionAsked extends Error {}

async function printVersion({ world, lang }: Invocation): Promise<void> {
  const [{ version }, { NORMALISER_VERSION }, { regionEdition }] = await Promise.all([
    import("../version.ts"),
    import("../normalise/normalise.ts"),
    import("../normalise/regions/region-edition.ts"),
  ]);
  const names =
    lang === "id" ? { normaliser: "penormal", regions: "tabel wilayah" } : { normaliser: "normaliser", regions: "region table" };
  world.stdout.write(`dtsen ${version}\n${names.normaliser} ${NORMALISER_VERSION}\n${names.regions} ${regionEdition}\n`);
}

/* ---- actions: flags and config to a command's options; each command is loaded only when it is asked for ---- */

const actions: Readonly<Record<CommandName, Action>> = {
  async index(files, flags, state) {
    const { settings, config, terminal } = await prepare(flags, state);
    const { buildIndex } = await import("../commands/index.ts");
    const options = {
      ...settings,
      files,
      db: pathOf(flags, config, "db", defaults.db),
      extending: flags["replace"] === true ? ("replace" as const) : flags["add"] === true ? ("add" as const) : null,
      label: (flags["label"] as string | undefined) ?? config.label ?? null,
      date: dayOf(flags, config),
      map: mapOf(flags, config),
      maxRejected: limitOf(flags, config, "max-rejected"),
      workers: workersOf(flags, config),
      force: flags["paksa"] === true,
    };
    finish(await buildIndex(options, terminal), "file", terminal, settings, state);
  },

  async match(files, flags, state) {
    const { settings, config, terminal } = await prepare(flags, state);
    const options = {
      ...settings,
      files,
      out: pathOf(flags, config, "out", defaults.out),
      db: pathOf(flags, config, "db", defaults.db),
      extract: (flags["extract"] as readonly string[] | undefined) ?? config.extract ?? [],
      label: (flags["label"] as string | undefined) ?? config.label ?? null,
      date: dayOf(flags, config),
      map: mapOf(flags, config),
      model: (flags["model"] as string | undefined) ?? config.model ?? null,
      workers: workersOf(flags, config),
      limits: {
        ...noLimits,
        rejected: limitOf(flags, config, "max-rejected"),
        orphan: limitOf(flags, config, "max-orphan"),
        conflict: limitOf(flags, config, "max-conflict"),
      },
      decileLimit: decileLimitOf(
        flags["desilMax"] as number | undefined,
        flags["program"] as string | undefined,
        flags["period"] as string | undefined,
      ),
      delimiter: null,
      decisions: (flags["decisions"] as string | undefined) ?? config.decisions ?? null,
      overwrite: false,
      mask: (flags["mask"] as boolean | undefined) ?? config.mask ?? false,
      force: flags["paksa"] === true,
    };
    const { match } = await import("../commands/match.ts");
    finish(await match(options, terminal), "file", terminal, settings, state);
  },

  async decide(files, flags, state) {
    const { settings, config, terminal } = await prepare(flags, state);
    const officer = (flags["officer"] as string | undefined)?.trim() ?? "";
    if (officer === "" && files.length > 0) throw new UsageError("missing-option", "--officer");
    const [{ decide }, { dateCell }, { today }] = await Promise.all([
      import("../commands/decide.ts"),
      import("../normalise/fields/plain-date.ts"),
      import("../platform/clock.ts"),
    ]);
    const options = {
      ...settings,
      files,
      decisions: (flags["decisions"] as string | undefined) ?? config.decisions ?? defaults.decisions,
      officer,
      today: dateCell(today()),
      final: flags["final"] === true,
      yes: flags["yes"] === true,
      forgetBefore: (flags["forgetBefore"] as string | undefined) ?? null,
    };
    finish(await decide(options), "file", terminal, settings, state);
  },

  async inspect([file], flags, state) {
    const { settings, config, terminal } = await prepare(flags, state);
    const { inspect } = await import("../commands/inspect.ts");
    const save =
      flags["save"] === true ? (await import("../platform/config.ts")).CONFIG_FILE : ((flags["save"] as string | undefined) ?? null);
    finish(await inspect({ ...settings, file: file!, map: mapOf(flags, config), save }, terminal), "text", terminal, settings, state);
  },

  async explain([file], flags, state) {
    const { settings, config, terminal } = await prepare(flags, state);
    if (flags["row"] === undefined) throw new UsageError("missing-option", "--row");
    const { explain } = await import("../commands/explain.ts");
    const options = {
      ...settings,
      file: file!,
      with: [],
      row: flags["row"] as number,
      db: pathOf(flags, config, "db", defaults.db),
      map: mapOf(flags, config),
      model: (flags["model"] as string | undefined) ?? config.model ?? null,
      workers: workersOf(flags, config),
      mask: (flags["mask"] as boolean | undefined) ?? config.mask ?? false,
      force: flags["paksa"] === true,
    };
    finish(await explain(options, terminal), "text", terminal, settings, state);
  },

  async evaluate([reports], flags, state) {
    const { settings, terminal } = await prepare(flags, state);
    const truth = flags["truth"] as string | undefined;
    const size = flags["sample"] as number | undefined;
    if (truth !== undefined && size !== undefined) throw new UsageError("both-options", "--truth, --sample");
    if (truth === undefined && size === undefined) throw new UsageError("missing-option", "--truth");
    const { evaluateCommand, sampleCommand } = await import("../commands/evaluate.ts");
    const language = settings.lang;
    const result =
      size === undefined
        ? await evaluateCommand({ reports: reports!, truth: truth!, language })
        : await sampleCommand({ reports: reports!, size, out: (flags["out"] as string | undefined) ?? null, language });
    finish(result, "text", terminal, settings, state);
  },

  async train(files, flags, state) {
    const { settings, config, terminal } = await prepare(flags, state);
    const model = (flags["model"] as string | undefined) ?? config.model;
    if (model === undefined) throw new UsageError("missing-option", "--model");
    const { train } = await import("../commands/train.ts");
    const options = {
      ...settings,
      files,
      model,
      db: pathOf(flags, config, "db", defaults.db),
      map: mapOf(flags, config),
      workers: workersOf(flags, config),
    };
    finish(await train(options, terminal), "file", terminal, settings, state);
  },
};

const defaults = { db: "dtsen.db", out: "laporan", decisions: "keputusan.csv" } as const;

interface Prepared {
  readonly settings: CommonOptions;
  readonly config: Config;
  readonly terminal: Terminal;
}

/** Config file, language and terminal: what every command needs before its own options. */
async function prepare(flags: Flags, state: Invocation): Promise<Prepared> {
  const [{ readConfig }, { createTerminal }] = await Promise.all([import("../platform/config.ts"), import("../platform/terminal.ts")]);
  const config = readConfig(flags["config"] as string | undefined, state.world.folder);
  const asked = (flags["lang"] as Lang | undefined) ?? config.lang;
  const settings: CommonOptions = {
    json: (flags["json"] as boolean | undefined) ?? config.json ?? false,
    quiet: (flags["quiet"] as boolean | undefined) ?? config.quiet ?? false,
    lang: terminalLanguage(asked, state.world.environment),
    reportLang: reportLanguage(asked),
  };
  state.lang = settings.lang;
  state.json = settings.json;
  return { settings, config, terminal: createTerminal(state.world, settings) };
}

function pathOf(flags: Flags, config: Config, name: "db" | "out", otherwise: string): string {
  return (flags[name] as string | undefined) ?? config[name] ?? otherwise;
}

function dayOf(flags: Flags, config: Config): string | null {
  if (flags["date"] !== undefined) return flags["date"] as string;
  return config.date === undefined ? null : readDay(config.date);
}

/** Mapped by hand on the command line, field by field, before what the config file says. */
function mapOf(flags: Flags, config: Config): HeaderMap {
  return { ...(config.map as HeaderMap | undefined), ...(flags["map"] as HeaderMap | undefined) };
}

function limitOf(flags: Flags, config: Config, name: "max-rejected" | "max-orphan" | "max-conflict"): Limit | null {
  // Commander gives `--max-orphan` the name `maxOrphan`.
  const flag = flags[name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())] as Limit | undefined;
  const setting = config[name];
  return flag ?? (setting === undefined ? null : readLimit(setting));
}

function workersOf(flags: Flags, config: Config): number | null {
  return (flags["workers"] as number | undefined) ?? config.workers ?? null;
}

/**
 * The result to stdout, crossed limits to stderr. `product` is what the command is for: with `--quiet`, text about files that
 * were written is not shown; text that is the product itself is.
 */
function finish(result: CommandResult, product: "file" | "text", terminal: Terminal, settings: CommonOptions, state: Invocation): void {
  if (settings.json) terminal.out(`${JSON.stringify(result.json, null, 2)}\n`);
  else if (product === "text" || !settings.quiet) terminal.out(result.text);
  const crossed = result.crossed ?? [];
  for (const sentence of crossed) terminal.err(`dtsen: ${sentence}\n`);
  if (crossed.length > 0) state.exitCode = exitCodes.limit;
}

/* ---- errors: whose fault it is decides how it looks, here and nowhere else ---- */

async function report(error: unknown, state: Invocation): Promise<number> {
  const { world, lang } = state;
  if (error instanceof VersionAsked) {
    await printVersion(state);
    return exitCodes.done;
  }
  if (error instanceof UsageError) return wrongUsage(error.fault, error.what, error.expected?.[lang] ?? null, state);
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return exitCodes.done;
    const { fault, what } = usageOf(error);
    return wrongUsage(fault, what, suggestionOf(error, lang), state);
  }
  const known = await userFault(error);
  if (known !== null) {
    const { message, hint } = faultText(known.code, known.params, lang);
    world.stderr.write(`dtsen: ${message}\n       ${hint}\n`);
    if (state.json) world.stdout.write(`${JSON.stringify({ error: { code: known.code, message, hint } }, null, 2)}\n`);
    if (known.code === "locked") return exitCodes.locked;
    return isUsageFault(known.code) ? exitCodes.usage : exitCodes.fault;
  }
  world.stderr.write(bugReport(error, lang));
  return exitCodes.bug;
}

/** An error of the disk that no edge has translated is still the user's to mend. */
async function userFault(error: unknown): Promise<DtsenError | null> {
  if (error instanceof DtsenError) return error;
  const { translateSystemError } = await import("../platform/system-errors.ts");
  const path = typeof error === "object" && error !== null && "path" in error && typeof error.path === "string" ? error.path : "dtsen";
  const translated = translateSystemError(error, path);
  return translated instanceof DtsenError ? translated : null;
}

const faultOfCommander: Readonly<Record<string, UsageFault>> = {
  "commander.unknownOption": "unknown-option",
  "commander.unknownCommand": "unknown-command",
  "commander.missingArgument": "missing-argument",
  "commander.optionMissingArgument": "missing-value",
  "commander.missingMandatoryOptionValue": "missing-option",
  "commander.excessArguments": "too-many-arguments",
  "commander.conflictingOption": "both-options",
  "commander.help": "no-command",
};

/** Commander's message quotes what is wrong; only that is taken from it. */
function usageOf(error: CommanderError): { fault: UsageFault; what: string } {
  const fault = faultOfCommander[error.code] ?? "bad-value";
  const quoted = [...error.message.matchAll(/'([^']*)'/g)].map(([, text]) => text!).slice(0, fault === "both-options" ? 2 : 1);
  // What was typed may be somebody's number that slipped into the wrong place.
  const what = quoted.map((text) => (/\d{6}/.test(text) ? "" : text.split(" ")[0]!)).join(", ");
  return { fault, what };
}

function suggestionOf(error: CommanderError, lang: Lang): string | null {
  const suggestion = /Did you mean (?:one of )?([^?]*)\?/.exec(error.message)?.[1];
  if (suggestion === undefined) return null;
  return lang === "id" ? `Maksudnya ${suggestion}?` : `Did you mean ${suggestion}?`;
}

function wrongUsage(fault: UsageFault, what: string, advice: string | null, { world, lang, argv }: Invocation): number {
  const command = argv.find((word) => Object.hasOwn(commandHelp, word));
  const help = `dtsen ${command === undefined ? "" : `${command} `}--help`;
  const message = usageFaults[fault][lang](what).replace(/ {2,}/g, " ").trim();
  const see: Text = { id: `Lihat: ${help}`, en: `See: ${help}` };
  world.stderr.write(`dtsen: ${message}\n       ${advice === null ? "" : `${advice} `}${see[lang]}\n`);
  return exitCodes.usage;
}

/**
 * A bug, with what a developer needs to find it and nothing out of a row: the message of an unknown error may quote data, so
 * only the engine's own kinds are shown, without what they quote.
 */
export function bugReport(error: unknown, lang: Lang): string {
  const title: Text = {
    id: "dtsen: kesalahan di dalam program; mohon laporkan teks di bawah ini",
    en: "dtsen: this is a bug, please report the text below",
  };
  if (!(error instanceof Error)) return `${title[lang]}\n       ${typeof error}\n`;
  const code = "code" in error && typeof error.code === "string" && /^[A-Z_]+$/.test(error.code) ? ` ${error.code}` : "";
  const spoken = error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError;
  const message = spoken ? `: ${error.message.replace(/(['"`]).*\1/gs, "$1…$1").replace(/\d{4,}/g, "…")}` : "";
  const frames = (error.stack ?? "")
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .map(shortFrame);
  return `${title[lang]}\n       ${error.name}${code}${message}\n${frames.join("\n")}\n`;
}

/** Without the folders above the program: they hold the user's name. */
function shortFrame(line: string): string {
  return line.replace(/\(?(?:file:\/\/)?[^()\s]*?[/\\]((?:[^()/\\]+[/\\]){0,3}[^()/\\]+:\d+:\d+)\)?$/, "($1)");
}
