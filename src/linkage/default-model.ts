/**
 * The model dtsen ships: used until an office trains its own. Estimated on the generator's lists with known truth
 * (`npm run bench:accuracy -- --estimate` prints these tables); seeds for estimating and for judging differ.
 */
import { identityLevels, MODEL_VERSION, type IdentityLevel, type LevelModel, type LinkageModel } from "./model.ts";
import type { DateRelation } from "./comparison.ts";
import type { NikRelation } from "./nik-neighbours.ts";

/** How often one person's two NIKs relate so (m), and for one row how many other persons of the extract do (u). */
const nik: Readonly<Record<NikRelation, LevelModel>> = {
  equal: { m: 0.9, u: 0.006, perExtract: true },
  damage: { m: 0.9, u: 1, perExtract: true },
  "one-digit": { m: 0.03, u: 0.25, perExtract: true },
  swapped: { m: 0.012, u: 0.05, perExtract: true },
  serial: { m: 0.012, u: 2.5, perExtract: true },
  region: { m: 0.006, u: 2, perExtract: true },
  prefix: { m: 0.95, u: 0.1 },
  different: { m: 0.04, u: 1 },
  unknown: { m: 1, u: 1 },
};

type DateShares = Readonly<Record<Exclude<DateRelation, "unknown">, number>>;

/** Birth dates of one person in two files. */
const dateOfOne: DateShares = { equal: 0.83, default: 0.09, swapped: 0.02, slip: 0.025, year: 0.012, different: 0.023 };
/** Birth dates of two people, by what their numbers already say: neighbours in the serial share the date. */
const dateOfTwo: Readonly<Record<"free" | "neighbour" | "near" | "holder", DateShares>> = {
  free: { equal: 4e-5, default: 6e-4, swapped: 4e-5, slip: 1.2e-3, year: 0.018, different: 0.98 },
  neighbour: { equal: 0.86, default: 0.1, swapped: 0.005, slip: 0.01, year: 0.005, different: 0.02 },
  near: { equal: 0.35, default: 0.03, swapped: 0.02, slip: 0.3, year: 0.05, different: 0.25 },
  holder: { equal: 0.03, default: 0.01, swapped: 0.01, slip: 0.05, year: 0.06, different: 0.84 },
};

function sharesFor(relation: NikRelation): DateShares {
  if (relation === "serial" || relation === "region") return dateOfTwo.neighbour;
  if (relation === "one-digit" || relation === "swapped" || relation === "damage") return dateOfTwo.near;
  return relation === "equal" ? dateOfTwo.holder : dateOfTwo.free;
}

function identity(level: IdentityLevel): LevelModel {
  const [relation, date] = level.split("/") as [NikRelation, DateRelation];
  const number = nik[relation];
  if (date === "unknown") return number;
  return { ...number, m: number.m * dateOfOne[date], u: number.u * sharesFor(relation)[date] };
}

export const defaultModel: LinkageModel = {
  version: MODEL_VERSION,
  origin: { kind: "shipped" },
  identity: Object.fromEntries(identityLevels.map((level) => [level, identity(level)])) as Record<IdentityLevel, LevelModel>,
  sex: { equal: { m: 0.99, u: 0.5 }, different: { m: 0.01, u: 0.5 }, unknown: { m: 1, u: 1 } },
  // u of lane, desa, kecamatan and kabupaten is relative to an even spread of persons over the extract's places
  place: {
    card: { m: 0.8, u: 2.5, perExtract: true },
    lane: { m: 0.6, u: 0.12 },
    desa: { m: 0.3, u: 1.2 },
    kecamatan: { m: 0.05, u: 1.2 },
    kabupaten: { m: 0.04, u: 1 },
    different: { m: 0.03, u: 0.5 },
    unknown: { m: 1, u: 1 },
  },
  name: {
    equal: { m: 0.8, u: 1 },
    equivalent: { m: 0.09, u: 1 },
    abbreviated: { m: 0.02, u: 2 },
    subset: { m: 0.03, u: 3 },
    near: { m: 0.04, u: 4 },
    several: { m: 0.015, u: 12 },
    partial: { m: 0.006, u: 1.5 },
    different: { m: 0.004, u: 1 },
  },
  settings: {
    partnerShare: 0.9,
    placeCap: 9,
    tokenShares: [1, 0.7, 0.5, 0.4],
    rarestTokenCount: 3,
    matchProbability: 0.99,
    reviewProbability: 0.05,
    tieBits: 2,
  },
};
