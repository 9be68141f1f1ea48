/** A trained model on disk: versioned JSON, checked whole before it is used. */
import { existsSync, readFileSync } from "node:fs";
import { DtsenError } from "../errors.ts";
import { defaultModel } from "../link/weigh/default-model.ts";
import { comparisons } from "../link/weigh/comparisons.ts";
import { MODEL_VERSION, type LevelModel, type LinkageModel } from "../link/weigh/model.ts";
import { replaceFile } from "../platform/private-files.ts";
import { plainFile } from "../platform/plain-file.ts";
import { translateSystemError } from "../platform/system-errors.ts";

/**
 * Reads a model that `dtsen train` wrote. Throws `model-version` for another version's, `model-broken` where a number is
 * missing or cannot be: a model half read would weigh wrongly without a word.
 */
export function readModel(path: string): LinkageModel {
  let text: string;
  try {
    text = readFileSync(plainFile(path), "utf8");
  } catch (error) {
    throw translateSystemError(error, path);
  }
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    throw broken(path, null);
  }
  if (!isObject(value)) throw broken(path, null);
  if (value["version"] !== MODEL_VERSION) {
    throw new DtsenError("model-version", { file: path });
  }
  for (const { name: comparison } of comparisons) {
    const levels = value[comparison];
    for (const [level, shipped] of Object.entries<LevelModel>(defaultModel[comparison])) {
      const entry = isObject(levels) ? levels[level] : undefined;
      if (!isObject(entry) || !isProbability(entry["m"]) || !isPositive(entry["u"]) || entry["perExtract"] !== shipped.perExtract) {
        throw broken(path, `m, u: ${comparison} ${level}`);
      }
    }
  }
  const settings = value["settings"];
  for (const [name, shipped] of Object.entries(defaultModel.settings)) {
    const setting = isObject(settings) ? settings[name] : undefined;
    const usable = Array.isArray(shipped)
      ? Array.isArray(setting) && setting.length > 0 && setting.every(isPositive)
      : isObject(shipped)
        ? isObject(setting) && Object.keys(shipped).every((key) => isPositive(setting[key]))
        : isPositive(setting) && (!/Probability|Share$/.test(name) || isProbability(setting));
    if (!usable) throw broken(path, `settings.${name}`);
  }
  if (!isObject(value["origin"])) throw broken(path, "origin");
  return value as unknown as LinkageModel;
}

/** Writes a model, whole or not at all; an older one of the name is replaced, and no other file. */
export function writeModel(path: string, model: LinkageModel): void {
  if (existsSync(path) && !isModel(path)) throw new DtsenError("not-replaced", { file: path });
  replaceFile(path, `${JSON.stringify(model, rounded, 2)}\n`);
}

/** Of whatever version, and whole or not. */
function isModel(path: string): boolean {
  try {
    const value: unknown = JSON.parse(readFileSync(plainFile(path), "utf8"));
    return isObject(value) && "version" in value && "settings" in value;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw translateSystemError(error, path);
  }
}

/** Nine digits: what lies beyond them differs between machines, and no weight in thousandths of a bit does. */
function rounded(_key: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(9)) : value;
}

function broken(file: string, at: string | null): DtsenError {
  return new DtsenError("model-broken", { file, at });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isPositive(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value > 0;
}

function isProbability(value: unknown): value is number {
  return isPositive(value) && value <= 1;
}
