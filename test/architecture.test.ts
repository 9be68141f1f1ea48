import { readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";

const root = resolve(import.meta.dirname, "..");
const sources = join(root, "src");
const files = readdirSync(sources, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts")).sort();

type Layer = "linkage" | "table" | "report" | "io" | "commands" | "words" | "cli" | "main";

/** Words that every layer may use: errors, languages, the version. */
const words = ["errors.ts", "language.ts", "version.ts"];

function layerOf(file: string): Layer {
  if (file === "main.ts") return "main";
  if (words.includes(file)) return "words";
  return file.includes("/") ? (file.split("/")[0] as Layer) : "cli";
}

interface Import {
  readonly target: string;
  readonly typesOnly: boolean;
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(sources, file), "utf8").replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
  const pattern = /\b(?:import|export)\s+(type\s)?(?:[\w*\s{},]+?\s+from\s+)?["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\s*\)|\brequire\)?\(\s*["']([^"']+)["']\s*\)/g;
  return [...text.matchAll(pattern)].map(([, type, fixed, lazy, required]) => ({
    target: fixed ?? lazy ?? required ?? "", typesOnly: type !== undefined,
  }));
}

/** A relative import as a path below src. */
function placeOf(file: string, target: string): string {
  return resolve("/", join("/", file, "..", target)).slice(1);
}

const builtins = new Set([...builtinModules, ...builtinModules.map((name) => `node:${name}`)]);
const network = /^(?:node:)?(?:net|http|https|http2|dns|dns\/promises|tls|dgram|quic|inspector|inspector\/promises|cluster|child_process)$/;

/** Who may import whom. Packages beside layers. */
const mayImport: Readonly<Record<Layer, { layers: readonly Layer[]; packages: readonly string[] }>> = {
  words: { layers: ["words"], packages: [] },
  linkage: { layers: ["linkage", "words"], packages: ["fastest-levenshtein"] },
  table: { layers: ["table", "linkage", "words"], packages: ["fastest-levenshtein"] },
  report: { layers: ["report", "linkage", "table", "words"], packages: ["csv-stringify"] },
  io: { layers: ["io", "report", "table", "linkage", "words"], packages: ["better-sqlite3", "chalk", "cli-progress", "csv-parse", "csv-stringify"] },
  commands: { layers: ["commands", "io", "report", "table", "linkage", "words"], packages: [] },
  cli: { layers: ["cli", "commands", "io", "report", "table", "linkage", "words"], packages: ["commander"] },
  main: { layers: ["cli", "io", "words"], packages: [] },
};
/** Pure: no files, clock, randomness, console, process. */
const pure: readonly Layer[] = ["linkage", "table", "report", "words"];

test("better-sqlite3 is opened in one place, which holds what it makes", () => {
  const opening = files.filter((file) => importsOf(file).some(({ target, typesOnly }) => target === "better-sqlite3" && !typesOnly));
  expect(opening).toEqual(["io/sqlite.ts"]);
  const loose = files.filter((file) => file !== "io/sqlite.ts" && /\.(?:iterate|pragma)\(/.test(readFileSync(join(sources, file), "utf8")));
  expect(loose).toEqual([]);
});

test("the sources are found", () => {
  expect(files.length).toBeGreaterThan(20);
  expect(importsOf("cli.ts").map(({ target }) => target)).toContain("./commands/match.ts");
});

describe.each(files)("%s", (file) => {
  const layer = layerOf(file);

  test("imports only what its layer may", () => {
    const allowed = mayImport[layer];
    expect(allowed).toBeDefined();
    for (const { target } of importsOf(file)) {
      if (target.startsWith(".")) expect(allowed.layers, target).toContain(layerOf(placeOf(file, target)));
      else if (builtins.has(target)) expect(pure, target).not.toContain(layer);
      else expect(allowed.packages, target).toContain(target.split("/")[0]);
    }
  });

  test("has no way to the network", () => {
    const code = readFileSync(join(sources, file), "utf8").replace(/\/\*[\s\S]*?\*\//g, "").replace(/\/\/.*$/gm, "");
    for (const { target } of importsOf(file)) expect(target).not.toMatch(network);
    expect(code).not.toMatch(/\bfetch\s*\(|\bWebSocket\b|\bXMLHttpRequest\b|\bEventSource\b/);
  });

  if (pure.includes(layer)) test("is pure: no clock, chance, console or process", () => {
    const code = readFileSync(join(sources, file), "utf8").replace(/\/\*[\s\S]*?\*\//g, "").replace(/\/\/.*$/gm, "");
    expect(code).not.toMatch(/\bMath\.random\b|\bDate\.now\b|\bnew Date\b|\bperformance\.|\bconsole\.|\bprocess\.|\bglobalThis\b/);
  });

  test("never reads a date through Date", () => {
    const code = readFileSync(join(sources, file), "utf8");
    expect(code).not.toMatch(/\bDate\.parse\b|\bnew Date\((?!\))/);
  });

  if (layer !== "main") test("leaves `process` to main.ts", () => {
    const code = readFileSync(join(sources, file), "utf8").replace(/\/\*[\s\S]*?\*\//g, "").replace(/\/\/.*$/gm, "");
    expect(code).not.toMatch(/\bprocess\.(?!\w*["'`])/);
  });

  test("has named exports only, and no name that hides what it is about", () => {
    expect(readFileSync(join(sources, file), "utf8")).not.toMatch(/^export default\b/m);
    expect(file).not.toMatch(/(?:^|\/)(?:utils?|helpers?|common|misc)(?:\.ts$|\/)/);
  });
});
