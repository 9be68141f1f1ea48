/**
 * `npm run bench:estimate`, second part: the probabilities the model states held against the truth of generated lists, at seeds of
 * their own. Writes `src/link/weigh/shipped-calibration.ts`; fails where they promise less than two thirds of the wrong links, or
 * more than three times as many.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { execPath } from "node:process";
import { readReports, readTruthFile } from "../../src/evaluate/evaluation-files.ts";
import { writeModel } from "../../src/train/model-file.ts";
import { defaultModel } from "../../src/link/weigh/default-model.ts";
import { isPerson, Truth } from "../../src/evaluate/evaluate.ts";

const root = resolve(import.meta.dirname, "../../..");
const SEED = 20260701;
const worlds = [
  { errors: "moderate", remove: 0 },
  { errors: "heavy", remove: 0 },
  { errors: "moderate", remove: 0.33 },
] as const;
const lists = ["lengkap", "desa", "tanpa-nik"] as const;

let links = 0;
let promisedWrong = 0;
let trulyWrong = 0;
for (const [at, { errors, remove }] of worlds.entries()) {
  const data = join(root, "bench-data", `calibrate-${at}`);
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { recursive: true });
  execFileSync(execPath, [
    join(root, "dist/fixtures/generator/main.js"),
    "--people",
    "100000",
    "--rows",
    "25000",
    "--seed",
    String(SEED + at),
    "--errors",
    errors,
    "--remove",
    String(remove),
    "--flat",
    "--out",
    data,
    ...lists.flatMap((list) => ["--list", list]),
  ]);
  const program = join(root, "bin/dtsen.js");
  const model = join(data, "model.json");
  writeModel(model, defaultModel);
  execFileSync(execPath, [program, "index", join(data, "dtsen-flat.csv"), "--db", join(data, "dtsen.db"), "--quiet"]);
  for (const list of lists) {
    const out = join(data, list);
    execFileSync(execPath, [
      program,
      "match",
      join(data, "daftar", `${list}.csv`),
      "--db",
      join(data, "dtsen.db"),
      "--out",
      out,
      "--model",
      model,
      "--quiet",
    ]);
    await judge(out, join(data, "kebenaran", `${list}-flat.csv`));
  }
  rmSync(data, { recursive: true, force: true });
}

async function judge(reports: string, truthPath: string): Promise<void> {
  const file = await readTruthFile(truthPath);
  if (file.kind !== "truth") throw new Error(`${truthPath} is no truth`);
  const truth = new Truth(file.rows);
  for await (const { reported } of readReports(reports)) {
    const real = truth.of(reported.file, reported.row);
    if (real === undefined || reported.candidate === null || reported.probability === null || reported.report !== "match") continue;
    links++;
    promisedWrong += 1 - reported.probability;
    if (real.person === null || !isPerson(reported.candidate, real.person)) trulyWrong++;
  }
}

writeFileSync(
  join(root, "src/link/weigh/shipped-calibration.ts"),
  `/** Counted on generated lists with known truth; made by \`npm run bench:estimate\`, not by hand. */
import type { Calibration } from "./calibration.ts";

export const shippedCalibration: Calibration = { pairs: ${links}, promisedWrong: ${promisedWrong.toFixed(1)}, trulyWrong: ${trulyWrong} };
`,
);
if (promisedWrong < (2 / 3) * trulyWrong || promisedWrong > 3 * Math.max(trulyWrong, 1))
  throw new Error(`${promisedWrong.toFixed(1)} wrong of ${links} promised, ${trulyWrong} true: the model is not honest`);
