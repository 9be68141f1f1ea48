/** The command line to a command and its options, errors to text and exit code. `run` is the door. */
import { Command, CommanderError, Option } from "commander";
import { DtsenError } from "../errors.ts";
import { faultText, isUsageFault, type FaultText } from "../faults.ts";
import { reportLanguage, terminalLanguage, type Lang, type Text } from "../language.ts";
import { shown } from "../shown.ts";
import { expandPatterns, isLockFile, passable } from "../platform/patterns.ts";
import type { Terminal, World } from "../platform/terminal.ts";
import type { CommandResult, CommonOptions, HeaderMap } from "../run/options.ts";
import { commandNames, commands, type AnyCommand } from "./commands.ts";
import { exitCodeTexts, headings, programHelp } from "./help-texts.ts";
import { camel, commonOptions, isOptionName, optionSpec, otherNames, type OptionName } from "./options.ts";

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
    at += optionSpec(option).kind !== "switch" && value === undefined ? 2 : 1;
  }
  const rest = argv.slice(at);
  // Without a command there is nothing to move them behind: `dtsen --lang id --help` is help in Indonesian.
  return Object.hasOwn(commands, rest[0] ?? "") ? [...rest, ...argv.slice(0, at)] : rest;
}

/* ---- program ---- */

function createProgram(state: Invocation): Command {
  const { lang, world } = state;
  // Set before the subcommands are made: they take these settings at that moment.
  const program = new Command("dtsen")
    .exitOverride()
    .configureOutput({ writeOut: (text) => world.stdout.write(text), writeErr: (text) => world.stderr.write(text), outputError: () => {} })
    .configureHelp({
      styleTitle: (title) => headings[title]?.[lang] ?? title,
      helpWidth: Math.min(world.stdout.columns ?? 100, 110),
      subcommandTerm: (command) => `${command.name()} ${commands[command.name()]!.argument}`,
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
  for (const [name, spec] of Object.entries(commands)) addCommand(program, name, spec, state);
  return program;
}

function addCommand(program: Command, name: string, spec: AnyCommand, state: Invocation): void {
  const { lang } = state;
  const { argument, argumentText, text, options, example } = spec;
  const command = program
    .command(name)
    .description(text[lang])
    .usage(`${argument} ${lang === "id" ? "[pilihan]" : "[options]"}`.trimStart())
    .helpOption("-h, --help", programHelp.help[lang])
    .addHelpText("after", `\n${programHelp.example[lang]}:\n  ${example[lang]}`);
  if (argument !== "") command.argument(argument, argumentText[lang]);
  for (const option of [...options, ...commonOptions]) command.addOption(optionOf(option, lang));
  command.action(async () => {
    await act(spec, command.args, command.opts(), state);
  });
}

/** An option as commander takes it; its values go through the reader of the table. */
function optionOf(name: OptionName, lang: Lang): Option {
  const { flags, text, kind, read, expected } = optionSpec(name);
  const option = new Option(flags, text[lang]);
  if (kind === "switch") return option;
  return option.argParser((given: string, before: unknown) => {
    const value = read(given);
    if (value === null) throw new DtsenError("bad-value", { option: `--${name}`, expected });
    if (kind === "list") return [...((before as readonly unknown[] | undefined) ?? []), value];
    return kind === "map" ? { ...(before as object | undefined), ...Object.fromEntries([value as [string, unknown]]) } : value;
  });
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

/* ---- one command: flags and config to its options, its result to the streams ---- */

type Flags = Readonly<Record<string, unknown>>;

async function act(spec: AnyCommand, files: readonly string[], flags: Flags, state: Invocation): Promise<void> {
  const [{ readConfig }, { createTerminal }] = await Promise.all([import("./config.ts"), import("../platform/terminal.ts")]);
  const { values, mapsOf, letterhead, programmes } = readConfig((flags["config"] as string | undefined) ?? null, state.world.folder);
  const given: Record<string, unknown> = {};
  for (const name of [...spec.options, ...commonOptions]) given[camel(name)] = settle(name, givenFlag(name, flags), values[name]);
  const asked = given["lang"] as Lang | null;
  const settings: CommonOptions = {
    json: given["json"] as boolean,
    quiet: given["quiet"] as boolean,
    lang: terminalLanguage(asked ?? undefined, state.world.environment),
    reportLang: reportLanguage(asked ?? undefined),
    letterhead,
    programmes,
    fileMaps: Object.fromEntries(
      Object.entries(mapsOf).map(([file, own]) => [
        file,
        { ...(values.map as HeaderMap | undefined), ...own, ...(flags["map"] as HeaderMap) },
      ]),
    ),
  };
  state.lang = settings.lang;
  state.json = settings.json;
  refuseContradictions(spec, given);
  const terminal = createTerminal(state.world, settings);
  // The table and the command agree on names and values: `Given` is made from both.
  const options = { ...given, ...settings } as unknown as Parameters<AnyCommand["run"]>[1];
  const named = expandPatterns(files);
  const readable = named.filter((name) => !isLockFile(name));
  for (const name of named.filter(isLockFile)) {
    const file = shown(name);
    terminal.note(settings.lang === "id" ? `${file}: berkas kunci Excel, dilewati` : `${file}: a lock file of Excel, skipped`);
  }
  finish(await spec.run(readable.length > 0 ? readable : named, options, terminal), spec.product, terminal, settings, state);
}

/** Commander turns `--no-x` into an `x` that is false. */
function givenFlag(name: OptionName, flags: Flags): unknown {
  return name.startsWith("no-") ? flags[camel(name.slice("no-".length))] === false || undefined : flags[camel(name)];
}

/** The command line before the config file before what holds otherwise; a map field by field. */
function settle(name: OptionName, flag: unknown, setting: unknown): unknown {
  const { kind, isPath, otherwise } = optionSpec(name);
  if (kind === "map") return { ...(setting as object | undefined), ...(flag as object | undefined) };
  // `--save` without a file.
  if (kind === "value" && flag === true) return "";
  if (kind === "list" && isPath && Array.isArray(flag)) return expandPatterns(flag as string[]);
  const settled = flag ?? setting ?? otherwise;
  return isPath && typeof settled === "string" ? passable(settled) : settled;
}

function refuseContradictions({ required = [], either = [] }: AnyCommand, given: Flags): void {
  const isGiven = (name: OptionName): boolean => ![null, false].includes(given[camel(name)] as null);
  for (const group of either) {
    const both = group.filter(isGiven);
    if (both.length > 1) throw new DtsenError("both-options", { options: both.map((name) => `--${name}`) });
  }
  const missing = required.find((name) => !isGiven(name));
  if (missing !== undefined) throw new DtsenError("missing-option", { option: `--${missing}` });
}

/** The result to stdout; what is to be seen even where the result is not shown, and crossed limits, to stderr. */
function finish(result: CommandResult, product: "file" | "text", terminal: Terminal, settings: CommonOptions, state: Invocation): void {
  const isShown = !settings.json && (product === "text" || !settings.quiet);
  if (settings.json) terminal.out(`${JSON.stringify(result.json, null, 2)}\n`);
  else if (isShown) terminal.out(result.text);
  // The text for people says its warnings itself.
  for (const warning of isShown ? [] : (result.warnings ?? [])) terminal.err(`dtsen: ${warning}\n`);
  const crossed = result.crossed ?? [];
  for (const sentence of crossed) terminal.err(`dtsen: ${sentence}\n`);
  if (crossed.length > 0) state.exitCode = exitCodes.limit;
  const failed = result.failed ?? [];
  for (const sentence of failed) terminal.err(`dtsen: ${sentence}\n`);
  if (failed.length > 0) state.exitCode = exitCodes.fault;
  if (result.notFound === true) state.exitCode = exitCodes.fault;
}

/* ---- errors: whose fault it is decides how it looks, here and nowhere else ---- */

async function report(error: unknown, state: Invocation): Promise<number> {
  const { world, lang } = state;
  if (error instanceof VersionAsked) {
    await printVersion(state);
    return exitCodes.done;
  }
  if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.done;
  const fault = error instanceof CommanderError ? usageFault(error, state.argv) : await userFault(error);
  if (fault === null) {
    if (state.json) printJson(world, { code: "bug", message: exitCodeTexts.bug[lang], hint: "" });
    world.stderr.write(bugReport(error, lang));
    return exitCodes.bug;
  }
  const { message, hint } = faultText(fault.code, fault.params, lang);
  const isUsage = isUsageFault(fault.code) && !fault.code.startsWith("config-");
  const advice = [hint, isUsage ? seeHelp(state)[lang] : ""].filter((part) => part !== "").join(" ");
  world.stderr.write(`dtsen: ${message}\n${advice === "" ? "" : `       ${advice}\n`}`);
  if (state.json) printJson(world, { code: fault.code, message, hint: advice });
  if (fault.code === "locked") return exitCodes.locked;
  return isUsageFault(fault.code) ? exitCodes.usage : exitCodes.fault;
}

function printJson(world: World, error: FaultText & { readonly code: string }): void {
  world.stdout.write(`${JSON.stringify({ error }, null, 2)}\n`);
}

/** An error of the disk that no edge has translated is still the user's to mend. */
async function userFault(error: unknown): Promise<DtsenError | null> {
  if (error instanceof DtsenError) return error;
  const { translateSystemError } = await import("../platform/system-errors.ts");
  const path = typeof error === "object" && error !== null && "path" in error && typeof error.path === "string" ? error.path : "dtsen";
  const translated = translateSystemError(error, path);
  return translated instanceof DtsenError ? translated : null;
}

function commandOf(argv: readonly string[]): string | null {
  return argv.find((word) => Object.hasOwn(commands, word)) ?? null;
}

function seeHelp({ argv }: Invocation): Text {
  const command = commandOf(argv);
  const help = `dtsen ${command === null ? "" : `${command} `}--help`;
  return { id: `Lihat: ${help}`, en: `See: ${help}` };
}

/** Commander's refusal as a fault of ours. Its message quotes what was typed; only that, and what it suggests, is taken from it. */
function usageFault(error: CommanderError, argv: readonly string[]): DtsenError {
  const typed = /'([^']*)'/.exec(error.message)?.[1] ?? "";
  // What was typed may be somebody's number that slipped into the wrong place.
  const word = /\d{6}/.test(typed) ? "" : typed.split(" ")[0]!;
  const like = /Did you mean (?:one of )?([^?]*)\?/.exec(error.message)?.[1] ?? null;
  switch (error.code) {
    case "commander.unknownOption":
      return wrongOption(word, like, commandOf(argv));
    case "commander.unknownCommand":
      return new DtsenError("unknown-command", { command: word, like });
    case "commander.missingArgument":
      return new DtsenError("missing-argument", { argument: word });
    case "commander.optionMissingArgument":
      return new DtsenError("missing-value", { option: flagOf(typed) });
    case "commander.excessArguments":
      return new DtsenError("too-many-arguments", {});
    default:
      return new DtsenError("no-command", {});
  }
}

/** Of `--db <FILE>` the `--db`. */
function flagOf(flags: string): string {
  return flags.split(" ")[0]!;
}

/** An option of another command, one that has another name here, one that is spelt otherwise, or none. */
function wrongOption(typed: string, like: string | null, command: string | null): DtsenError {
  const [flag] = typed.split("=", 1);
  const word = flag!.replace(/^-+/, "").replaceAll("_", "-").toLowerCase();
  const name = isOptionName(word) ? word : (otherNames[word] ?? null);
  if (name === null || command === null) return new DtsenError("unknown-option", { option: flag!, like });
  const takers = commandNames.filter((each) => takes(commands[each]!, name));
  if (takes(commands[command]!, name)) return new DtsenError("unknown-option", { option: flag!, like: `--${name}` });
  return new DtsenError("foreign-option", { option: `--${name}`, command, commands: takers.map((each) => `dtsen ${each}`) });
}

function takes({ options }: AnyCommand, name: OptionName): boolean {
  return options.includes(name) || (commonOptions as readonly OptionName[]).includes(name);
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
