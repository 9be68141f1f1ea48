/** `dtsen.config.json`: options an office gives once. Flags on the command line win over it. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { DtsenError } from "../errors.ts";
import type { FaultParams } from "../faults.ts";
import { isLang, type Lang, type Text } from "../language.ts";
import { fields } from "../normalise/record.ts";
import { replaceFile } from "./private-files.ts";
import { translateSystemError } from "./system-errors.ts";

export const CONFIG_FILE = "dtsen.config.json";

/** Keys are the long names of the options, spelt as on the command line. */
export interface Config {
  readonly db?: string;
  readonly out?: string;
  readonly label?: string;
  readonly date?: string;
  readonly extract?: readonly string[];
  readonly map?: Readonly<Record<string, string>>;
  readonly model?: string;
  readonly decisions?: string;
  readonly workers?: number;
  readonly "max-rejected"?: string;
  readonly "max-orphan"?: string;
  readonly "max-conflict"?: string;
  readonly mask?: boolean;
  readonly quiet?: boolean;
  readonly json?: boolean;
  readonly lang?: Lang;
}

interface Rule {
  /** What is expected, for the message. */
  readonly expected: Text;
  readonly holds: (value: unknown) => boolean;
  /** A path is meant from the folder of the config file. */
  readonly path?: boolean;
}

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
const text: Rule = { expected: { id: "teks", en: "a text" }, holds: isText };
const path: Rule = { expected: { id: "jalur berkas sebagai teks", en: "a path as text" }, holds: isText, path: true };
const truth: Rule = { expected: { id: "true atau false", en: "true or false" }, holds: (value) => typeof value === "boolean" };
const limit: Rule = {
  expected: { id: 'teks seperti "1%" atau "100"', en: 'a text like "1%" or "100"' },
  holds: (value) => typeof value === "string" && /^\d{1,12}([.,]\d+)?\s*%?$/.test(value),
};

const rules = {
  db: path,
  out: path,
  label: text,
  date: {
    expected: { id: "tanggal sebagai YYYY-MM-DD", en: "a date as YYYY-MM-DD" },
    holds: (value) => typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value),
  },
  extract: {
    expected: { id: "senarai jalur berkas", en: "a list of paths" },
    holds: (value) => Array.isArray(value) && value.length > 0 && value.every(isText),
    path: true,
  },
  map: {
    expected: {
      id: `nama field dengan kepala kolomnya (field: ${fields.join(", ")})`,
      en: `field names with the header of each (fields: ${fields.join(", ")})`,
    },
    holds: isMap,
  },
  model: path,
  decisions: path,
  workers: {
    expected: { id: "bilangan bulat mulai dari 1", en: "a whole number from 1" },
    holds: (value) => Number.isInteger(value) && (value as number) >= 1,
  },
  "max-rejected": limit,
  "max-orphan": limit,
  "max-conflict": limit,
  mask: truth,
  quiet: truth,
  json: truth,
  lang: { expected: { id: '"id" atau "en"', en: '"id" or "en"' }, holds: (value) => typeof value === "string" && isLang(value) },
} satisfies Record<keyof Config, Rule>;

function isMap(value: unknown): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.entries(value).every(([field, header]) => (fields as readonly string[]).includes(field) && isText(header));
}

/** Keys a config file may have. */
export const configKeys = Object.keys(rules) as (keyof Config)[];

/**
 * Reads `file` (`--config`), or `dtsen.config.json` of `folder` where there is one; else an empty config. Paths in it are meant
 * from the file's own folder. All faults are told together, as one `DtsenError` with code `config-invalid`.
 */
export function readConfig(file: string | undefined, folder: string): Config {
  const found = file ?? join(folder, CONFIG_FILE);
  if (file === undefined && !existsSync(found)) return {};
  const value = parse(found);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new DtsenError("config-shape", { file: found });
  }
  const faults = faultsOf(value as Record<string, unknown>);
  if (faults.length > 0) {
    throw new DtsenError("config-invalid", { file: found, faults, keys: configKeys });
  }
  // The working folder needs no prefix: paths stay as short as they were written.
  const base = dirname(found);
  return resolve(base) === resolve(folder) ? (value as Config) : fromFolder(value as Record<string, unknown>, base);
}

function parse(file: string): unknown {
  let content: string;
  try {
    content = readFileSync(file, "utf8");
  } catch (error) {
    throw translateSystemError(error, file);
  }
  try {
    return JSON.parse(content.replace(/^\ufeff/, ""));
  } catch (cause) {
    throw new DtsenError("config-syntax", { file }, { cause });
  }
}

function faultsOf(value: Readonly<Record<string, unknown>>): FaultParams<"config-invalid">["faults"][number][] {
  return Object.entries(value).flatMap(([key, setting]): { key: string; expected: Text | null }[] => {
    if (!Object.hasOwn(rules, key)) return [{ key, expected: null }];
    const rule: Rule = rules[key as keyof Config];
    return rule.holds(setting) ? [] : [{ key, expected: rule.expected }];
  });
}

function fromFolder(value: Readonly<Record<string, unknown>>, base: string): Config {
  const place = (name: unknown): unknown => (typeof name === "string" && !isAbsolute(name) ? join(base, name) : name);
  return Object.fromEntries(
    Object.entries(value).map(([key, setting]) => {
      const rule: Rule = rules[key as keyof Config];
      return [key, rule.path !== true ? setting : Array.isArray(setting) ? setting.map(place) : place(setting)];
    }),
  ) as Config;
}

/** Puts a mapping into a config file, which is made if need be and otherwise keeps all its other keys. */
export function saveMapping(file: string, map: Readonly<Record<string, string>>): void {
  const before = existsSync(file) ? parse(file) : {};
  if (typeof before !== "object" || before === null || Array.isArray(before)) {
    throw new DtsenError("config-shape", { file });
  }
  replaceFile(file, `${JSON.stringify({ ...before, map }, null, 2)}\n`);
}
