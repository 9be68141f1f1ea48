/** `dtsen.config.json`: options an office gives once. What the command line gives wins over it. */
import { existsSync } from "node:fs";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { DtsenError } from "../errors.ts";
import type { FaultParams } from "../faults.ts";
import type { Text } from "../language.ts";
import { CONFIG_FILE, readConfigFile } from "../platform/config-file.ts";
import { letterheadFaults } from "../printed/letterhead.ts";
import { programmesExpected, readProgrammes, type ProgrammeRule } from "../programmes/programmes.ts";
import type { HeaderMap } from "../run/options.ts";
import { configKeys, options, optionSpec, type OptionName, type OptionSpec } from "./options.ts";

export interface Config {
  /** As a command gets them; absent where the file does not say. */
  readonly values: Readonly<Partial<Record<OptionName, unknown>>>;
  /** Headers of one file, by its base name: `"files": { "daftar.csv": { "map": { "nik": "NO KTP" } } }`. */
  readonly mapsOf: Readonly<Record<string, HeaderMap>>;
  /** What the office prints on its reports, as written: `printed/letterhead.ts` reads it. */
  readonly letterhead: Readonly<Record<string, unknown>>;
  readonly programmes: readonly ProgrammeRule[];
}

/** The key beside those of the options: what is meant for one file only. */
export const FILES_KEY = "files";
/** … the letterhead of printed reports, … */
export const REPORT_KEY = "report";
/** … and what the office adds to the programmes known. */
export const PROGRAMMES_KEY = "programmes";
export const keysOfConfig: readonly string[] = [...configKeys, FILES_KEY, REPORT_KEY, PROGRAMMES_KEY];

type Faults = FaultParams<"config-invalid">["faults"];

/**
 * Reads `file` (`--config`), or `dtsen.config.json` of `folder` where there is one; else an empty config. Every value goes
 * through the reader of its option; paths are meant from the file's own folder. All faults are told together.
 */
export function readConfig(file: string | null, folder: string): Config {
  const found = file ?? join(folder, CONFIG_FILE);
  if (file === null && !existsSync(found)) return { values: {}, mapsOf: {}, letterhead: {}, programmes: [] };
  const base = resolve(dirname(found)) === resolve(folder) ? null : dirname(found);
  const values: Partial<Record<OptionName, unknown>> = {};
  const mapsOf: Record<string, HeaderMap> = {};
  let letterhead: Readonly<Record<string, unknown>> = {};
  let programmes: readonly ProgrammeRule[] = [];
  const faults: Faults[number][] = [];
  for (const [key, setting] of Object.entries(readConfigFile(found))) {
    if (key === FILES_KEY) {
      faults.push(...readFileMaps(setting, mapsOf));
      continue;
    }
    if (key === REPORT_KEY) {
      if (isObject(setting)) {
        letterhead = setting;
        faults.push(...letterheadFaults(setting).map((name) => ({ key: `${key}: ${name}`, expected: letterheadExpected })));
      } else faults.push({ key, expected: letterheadExpected });
      continue;
    }
    if (key === PROGRAMMES_KEY) {
      const read = readProgrammes(setting);
      if (read === null) faults.push({ key, expected: programmesExpected });
      else programmes = read;
      continue;
    }
    if (!(configKeys as readonly string[]).includes(key)) {
      faults.push({ key, expected: null });
      continue;
    }
    const value = settingOf(optionSpec(key as OptionName), setting, base);
    if (value === null) faults.push({ key, expected: optionSpec(key as OptionName).expected });
    else values[key as OptionName] = value;
  }
  if (faults.length > 0) throw new DtsenError("config-invalid", { file: found, faults, keys: keysOfConfig });
  return { values, mapsOf, letterhead, programmes };
}

/** A setting as a command gets it; null where it cannot be read. */
function settingOf(spec: OptionSpec<unknown>, setting: unknown, base: string | null): unknown {
  if (spec.kind === "switch") return typeof setting === "boolean" ? setting : null;
  if (spec.kind === "list") {
    const all = (Array.isArray(setting) ? setting : [setting]).map((each) => oneOf(spec, each, base));
    return all.length === 0 || all.includes(null) ? null : all;
  }
  return spec.kind === "map" ? mapOf(setting) : oneOf(spec, setting, base);
}

function oneOf(spec: OptionSpec<unknown>, setting: unknown, base: string | null): unknown {
  const text = typeof setting === "string" ? setting : spec.isNumber && typeof setting === "number" ? String(setting) : null;
  if (text === null || text === "") return null;
  return spec.read(spec.isPath && base !== null && !isAbsolute(text) ? join(base, text) : text);
}

function mapOf(setting: unknown): HeaderMap | null {
  if (!isObject(setting)) return null;
  const pairs = Object.entries(setting).map(([field, header]) =>
    typeof header === "string" ? options.map.read(`${field}=${header}`) : null,
  );
  return pairs.includes(null) ? null : (Object.fromEntries(pairs as [string, string][]) as HeaderMap);
}

const letterheadExpected: Text = {
  id: 'Tulis { "kop": ["PEMERINTAH KABUPATEN …"], "tempat": "…", "pihak": [{ "nama": "…" }, { "nama": "…" }] }.',
  en: 'Write { "kop": ["PEMERINTAH KABUPATEN …"], "tempat": "…", "pihak": [{ "nama": "…" }, { "nama": "…" }] }.',
};

const fileSettings: Text = {
  id: 'Tulis { "daftar.csv": { "map": { "nik": "NO KTP" } } }.',
  en: 'Write { "daftar.csv": { "map": { "nik": "NO KTP" } } }.',
};

function readFileMaps(setting: unknown, into: Record<string, HeaderMap>): Faults {
  if (!isObject(setting)) return [{ key: FILES_KEY, expected: fileSettings }];
  return Object.entries(setting).flatMap(([file, own]) => {
    const map = isObject(own) && Object.keys(own).every((key) => key === "map") ? mapOf(own["map"] ?? {}) : null;
    if (map === null) return [{ key: `${FILES_KEY}: ${file}`, expected: fileSettings }];
    into[file] = map;
    return [];
  });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
