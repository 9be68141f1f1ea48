import { readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";

const root = resolve(import.meta.dirname, "..");
const sources = join(root, "src");
const files = readdirSync(sources, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .sort();

/** A layer is a folder of src; errors, languages and the version may be used by every one of them. */
type Layer = keyof typeof mayImport;

const words = ["errors.ts", "faults.ts", "language.ts", "shown.ts", "version.ts"];

function layerOf(file: string): Layer {
  if (file === "main.ts") return "main";
  if (words.includes(file)) return "words";
  return file.split("/")[0] as Layer;
}

interface Import {
  readonly target: string;
  readonly typesOnly: boolean;
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(sources, file), "utf8")
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/^\s*\/\/.*$/gm, "");
  const pattern =
    /\b(?:import|export)\s+(type\s)?(?:[\w*\s{},]+?\s+from\s+)?["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\s*\)|\brequire\)?\(\s*["']([^"']+)["']\s*\)/g;
  return [...text.matchAll(pattern)].map(([, type, fixed, lazy, required]) => ({
    target: fixed ?? lazy ?? required ?? "",
    typesOnly: type !== undefined,
  }));
}

/** A relative import as a path below src. */
function placeOf(file: string, target: string): string {
  return resolve("/", join("/", file, "..", target)).slice(1);
}

const builtins = new Set([...builtinModules, ...builtinModules.map((name) => `node:${name}`)]);
const network = /^(?:node:)?(?:net|http|https|http2|dns|dns\/promises|tls|dgram|quic|inspector|inspector\/promises|cluster|child_process)$/;

/** Who may import whom, beside itself and the words. A folder without a way to a package or to Node is pure. */
const mayImport = {
  words: { layers: [], packages: [], pure: true },
  normalise: { layers: [], packages: ["fastest-levenshtein"], pure: true },
  programmes: { layers: [], packages: [], pure: true },
  link: { layers: ["normalise"], packages: ["fastest-levenshtein"], pure: true },
  resolve: { layers: ["link", "programmes", "normalise"], packages: [], pure: true },
  platform: { layers: ["normalise"], packages: ["better-sqlite3", "chalk", "cli-progress"], pure: false },
  rulings: { layers: ["normalise", "platform"], packages: ["csv-parse"], pure: false },
  read: { layers: ["normalise", "platform"], packages: ["fastest-levenshtein", "saxes", "yauzl"], pure: false },
  report: {
    layers: ["resolve", "programmes", "link", "rulings", "normalise", "platform"],
    packages: ["csv-stringify", "yazl"],
    pure: false,
  },
  index: { layers: ["read", "link", "normalise", "platform"], packages: ["better-sqlite3", "fastest-levenshtein"], pure: false },
  printed: {
    layers: ["compare", "targeting", "report", "programmes", "resolve", "link", "normalise"],
    packages: ["csv-parse"],
    pure: true,
  },
  train: { layers: ["link", "normalise", "platform"], packages: [], pure: false },
  evaluate: { layers: ["report", "resolve", "link", "normalise", "platform"], packages: ["csv-parse", "csv-stringify"], pure: false },
  compare: {
    layers: ["index", "read", "report", "rulings", "programmes", "resolve", "normalise", "platform"],
    packages: ["better-sqlite3"],
    pure: false,
  },
  targeting: {
    layers: ["compare", "index", "report", "programmes", "resolve", "normalise", "platform"],
    packages: ["better-sqlite3"],
    pure: false,
  },
  find: { layers: ["index", "link", "report", "normalise", "platform"], packages: [], pure: false },
  run: {
    layers: ["compare", "index", "read", "report", "resolve", "link", "rulings", "programmes", "train", "normalise", "platform"],
    packages: [],
    pure: false,
  },
  commands: {
    layers: [
      "run",
      "train",
      "evaluate",
      "printed",
      "index",
      "programmes",
      "compare",
      "targeting",
      "find",
      "read",
      "report",
      "resolve",
      "link",
      "rulings",
      "normalise",
      "platform",
    ],
    packages: [],
    pure: false,
  },
  cli: {
    layers: [
      "commands",
      "run",
      "train",
      "evaluate",
      "index",
      // Sections of the config file are read by those whose they are.
      "printed",
      "programmes",
      "compare",
      "targeting",
      "read",
      "report",
      "resolve",
      "link",
      "normalise",
      "platform",
    ],
    packages: ["commander"],
    pure: false,
  },
  main: { layers: ["cli", "platform"], packages: [], pure: false },
} as const satisfies Readonly<Record<string, { layers: readonly string[]; packages: readonly string[]; pure: boolean }>>;

/** The files of a pure folder that touch the disk. */
const edges = ["printed/review-page.ts", "report/report-files.ts", "report/report-reader.ts", "report/workbook/write-workbook.ts"];

/** Pure: no files, clock, randomness, console, process. */
function isPure(file: string): boolean {
  return (mayImport[layerOf(file)].pure || layerOf(file) === "report") && !edges.includes(file);
}

test("better-sqlite3 is opened in one place, which holds what it makes", () => {
  const opening = files.filter((file) => importsOf(file).some(({ target, typesOnly }) => target === "better-sqlite3" && !typesOnly));
  expect(opening).toEqual(["platform/sqlite.ts"]);
  const loose = files.filter(
    (file) => file !== "platform/sqlite.ts" && /\.(?:iterate|pragma)\(/.test(readFileSync(join(sources, file), "utf8")),
  );
  expect(loose).toEqual([]);
});

test("a file that is named to the program is read behind the guard against devices and pipes", () => {
  // `-` and pipes of lists are stored first; what the program itself has made needs no guard.
  const own = ["read/text-source.ts"];
  const unguarded = files.filter(
    (file) => !own.includes(file) && /\b(?:readFileSync|createReadStream)\((?!plainFile\()/.test(readFileSync(join(sources, file), "utf8")),
  );
  expect(unguarded).toEqual([]);
});

test("the sources are found", () => {
  expect(files.length).toBeGreaterThan(20);
  expect(importsOf("cli/commands.ts").map(({ target }) => target)).toContain("../commands/match.ts");
});

describe.each(files)("%s", (file) => {
  const layer = layerOf(file);

  test("imports only what its layer may", () => {
    const allowed: { layers: readonly string[]; packages: readonly string[] } = mayImport[layer];
    expect(allowed).toBeDefined();
    for (const { target } of importsOf(file)) {
      if (target.startsWith(".")) expect([layer, "words", ...allowed.layers], target).toContain(layerOf(placeOf(file, target)));
      else if (builtins.has(target)) expect(isPure(file), target).toBe(false);
      else expect(allowed.packages, target).toContain(target.split("/")[0]);
    }
  });

  test("has no way to the network", () => {
    const code = readFileSync(join(sources, file), "utf8")
      .replace(/\/\*[\s\S]*?\*\//g, "")
      .replace(/\/\/.*$/gm, "");
    for (const { target } of importsOf(file)) expect(target).not.toMatch(network);
    expect(code).not.toMatch(/\bfetch\s*\(|\bWebSocket\b|\bXMLHttpRequest\b|\bEventSource\b/);
  });

  if (isPure(file))
    test("is pure: no clock, chance, console or process", () => {
      const code = readFileSync(join(sources, file), "utf8")
        .replace(/\/\*[\s\S]*?\*\//g, "")
        .replace(/\/\/.*$/gm, "");
      expect(code).not.toMatch(/\bMath\.random\b|\bDate\.now\b|\bnew Date\b|\bperformance\.|\bconsole\.|\bprocess\.|\bglobalThis\b/);
    });

  test("never reads a date through Date", () => {
    const code = readFileSync(join(sources, file), "utf8");
    expect(code).not.toMatch(/\bDate\.parse\b|\bnew Date\((?!\))/);
  });

  if (layer !== "main")
    test("leaves `process` to main.ts", () => {
      const code = readFileSync(join(sources, file), "utf8")
        .replace(/\/\*[\s\S]*?\*\//g, "")
        .replace(/\/\/.*$/gm, "");
      expect(code).not.toMatch(/\bprocess\.(?!\w*["'`])/);
    });

  test("has named exports only, and no name that hides what it is about", () => {
    expect(readFileSync(join(sources, file), "utf8")).not.toMatch(/^export default\b/m);
    expect(file).not.toMatch(/(?:^|\/)(?:utils?|helpers?|common|misc)(?:\.ts$|\/)/);
  });
});
