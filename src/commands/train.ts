/** `dtsen train`: the model's numbers for lists like these, estimated from the lists and the index; no truth is needed. */
import { openLists } from "../run/linking.ts";
import type { CommandResult, TrainOptions } from "../run/options.ts";
import { DtsenError } from "../errors.ts";
import { parseBatch } from "../read/batch.ts";
import { sha256Of } from "../platform/file-hash.ts";
import { withPauses } from "../platform/pauses.ts";
import { plainFile } from "../platform/plain-file.ts";
import { writeModel } from "../train/model-file.ts";
import { idsInVillage, idsOfWord } from "../link/block/people-block.ts";
import { openIndex, type RecordIndex } from "../index/record-index.ts";
import type { Terminal } from "../platform/terminal.ts";
import { hash32 } from "../resolve/claim.ts";
import { compare, probeOf, type Probe } from "../link/compare/comparison.ts";
import { defaultModel } from "../link/weigh/default-model.ts";
import { createNormaliser } from "../normalise/normalise.ts";
import { PatternCounter, RandomPairs, trainingProbes, trainModel, type TrainingProbe, type TrainingResult } from "../train/training.ts";
import { version as toolVersion } from "../version.ts";
import type { LinkageModel } from "../link/weigh/model.ts";

/** Rows learnt from: standard errors of m are then below a third of a percent. */
const TRAINING_ROWS = 50_000;
/** Rows and persons that random pairs are made of, each with each: a million pairs from few look-ups. */
const RANDOM_ROWS = 1_000;
const RANDOM_PERSONS = 1_000;
/** Persons of one training block that a row is compared with; a larger block has too few true pairs to teach. */
const BLOCK_PERSONS = 200;
/** Rows compared before signals are heard. */
const PROBES_A_TIME = 20;

export async function train(options: TrainOptions, terminal: Terminal): Promise<CommandResult> {
  const { files, db, map, fileMaps, model: path, lang } = options;
  if (files.includes("-")) {
    throw new DtsenError("train-stdin", {});
  }
  plainFile(path); // said before the work, not after it
  const { setup, tables } = await openLists({
    files,
    db,
    map,
    sheet: options.sheet,
    fileMaps,
    headerRow: options.headerRow,
    model: null,
    reportLang: options.reportLang,
    mask: false,
    force: false,
  });
  using index = openIndex(db);
  const sample = new RowSample(TRAINING_ROWS);
  const reading = terminal.phase(lang === "id" ? "Membaca daftar" : "Reading the lists");
  for (const table of tables) {
    const parts = table.parts.map(({ format, profile }) => ({
      format,
      profile,
      normalise: createNormaliser(format.mapping, profile, { today: setup.today, forceNik: false }),
    }));
    for await (const batch of table.batches()) {
      const { format, profile, normalise } = parts[batch.part]!;
      const records = parseBatch(batch, format);
      for (const record of records) {
        if (record.kind === "row")
          sample.offer(`${format.file}/${record.row}`, () => probeOf(normalise(record), index.places, profile.nameWidth));
      }
      reading.advance(records.length);
    }
  }
  reading.done();

  const probes = sample.result();
  const counter = await countPatterns(probes, index, terminal);
  const random = await countRandomPairs(probes, index, terminal);
  const origin: LinkageModel["origin"] = {
    kind: "trained",
    tool: toolVersion,
    rows: probes.length,
    randomPairs: random.pairs,
    persons: index.size,
    ...(index.meta.label === null ? {} : { indexLabel: index.meta.label }),
    ...(index.meta.date === null ? {} : { indexDate: index.meta.date }),
    ...Object.fromEntries(
      await Promise.all(files.map(async (file, at) => [`list ${tables[at]!.format.file}`, await sha256Of(file)] as const)),
    ),
  };
  const result = trainModel(defaultModel, counter, random, index, origin);
  writeModel(path, result.model);
  return {
    json: { file: path, origin, blocks: result.blocks, untaught: result.untaught, kept: result.kept, pooled: result.pooled },
    text: resultText(path, probes.length, result, lang),
  };
}

/** Pairs of each row with the persons of its training blocks, by their agreement pattern. */
async function countPatterns(probes: readonly Probe[], index: RecordIndex, terminal: Terminal): Promise<PatternCounter> {
  const counter = new PatternCounter();
  const phase = terminal.phase(terminal.lang === "id" ? "Membandingkan" : "Comparing", probes.length);
  for await (const probe of withPauses(probes, PROBES_A_TIME)) {
    for (const training of trainingProbes(probe.record, probe.place)) {
      const ids = idsOf(training, index);
      // Part of a block would show part of its true pairs.
      if (ids.length > BLOCK_PERSONS) continue;
      for (let at = 0; at < ids.length; at++) counter.add(training.block, compare(probe, index.reference(ids[at]!), index.places));
    }
    phase.advance();
  }
  phase.done();
  return counter;
}

function idsOf(probe: TrainingProbe, index: RecordIndex): ArrayLike<number> {
  if ("key" in probe) return index.blocks([probe.key])[0]!.ids;
  if ("nikPrefix" in probe) return index.nikPrefixIds(probe.nikPrefix);
  const born = index.bornOn([probe.date])[0]!;
  return born.flatMap((block) => ("village" in probe ? idsInVillage(block, probe.village) : idsOfWord(block, probe.word)));
}

/** Rows and persons each with each. Persons are chosen by a hash of their rank, so that no neighbourhood is favoured. */
async function countRandomPairs(probes: readonly Probe[], index: RecordIndex, terminal: Terminal): Promise<RandomPairs> {
  const random = new RandomPairs();
  if (index.size === 0) return random;
  const ids = new Set<number>();
  for (let n = 0; ids.size < Math.min(RANDOM_PERSONS, index.size) && n < 20 * RANDOM_PERSONS; n++)
    ids.add(hash32(`person ${n}`) % index.size);
  const persons = [...ids].sort((a, b) => a - b).map((id) => index.reference(id));
  const rows = probes.slice(0, RANDOM_ROWS);
  const phase = terminal.phase(terminal.lang === "id" ? "Pasangan acak" : "Random pairs", rows.length);
  for await (const probe of withPauses(rows, PROBES_A_TIME)) {
    for (const person of persons) random.add(compare(probe, person, index.places));
    phase.advance();
  }
  phase.done();
  return random;
}

/** The rows with the smallest hash of their name: the same whatever the order or the size of the lists. */
class RowSample {
  readonly #size: number;
  #rows: { readonly hash: number; readonly name: string; readonly probe: Probe }[] = [];
  #limit = Infinity;

  constructor(size: number) {
    this.#size = size;
  }

  offer(name: string, make: () => Probe): void {
    const hash = hash32(`row ${name}`);
    if (hash > this.#limit) return;
    this.#rows.push({ hash, name, probe: make() });
    if (this.#rows.length >= 2 * this.#size) this.#trim();
  }

  result(): readonly Probe[] {
    this.#trim();
    return this.#rows.map(({ probe }) => probe);
  }

  #trim(): void {
    this.#rows.sort((a, b) => a.hash - b.hash || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
    if (this.#rows.length > this.#size) {
      this.#rows.length = this.#size;
      this.#limit = this.#rows[this.#size - 1]!.hash;
    }
  }
}

function resultText(path: string, rows: number, { blocks, untaught, kept, pooled }: TrainingResult, lang: "id" | "en"): string {
  const blockLines = blocks.map(({ block, pairs, lambda, rounds }) =>
    lang === "id"
      ? `  ${block.padEnd(12)} ${String(pairs).padStart(9)} pasangan, ${(100 * lambda).toFixed(1)} % orang yang sama, ${rounds} putaran`
      : `  ${block.padEnd(12)} ${String(pairs).padStart(9)} pairs, ${(100 * lambda).toFixed(1)} % of one person, ${rounds} rounds`,
  );
  const told = {
    id: [
      `Model dilatih dari ${rows} baris:`,
      ...blockLines,
      ...(untaught.length > 0 ? [`Tetap memakai angka bawaan: ${untaught.join(", ")}`] : []),
      ...(kept.length > 0 ? [`Jarang terlihat, jadi tetap angka bawaan: ${byComparison(kept)}`] : []),
      ...(pooled.length > 0 ? [`Tidak berurutan, jadi digabung: ${byComparison(pooled)}`] : []),
      `Ditulis ke ${path}; pakai dengan: dtsen match … --model ${path}`,
    ],
    en: [
      `Model trained on ${rows} rows:`,
      ...blockLines,
      ...(untaught.length > 0 ? [`Shipped numbers kept for: ${untaught.join(", ")}`] : []),
      ...(kept.length > 0 ? [`Hardly seen, so the shipped numbers stay: ${byComparison(kept)}`] : []),
      ...(pooled.length > 0 ? [`Out of order, so taken together: ${byComparison(pooled)}`] : []),
      `Written to ${path}; use it with: dtsen match … --model ${path}`,
    ],
  };
  return `${told[lang].join("\n")}\n`;
}

/** `name near, several; identity (31)`: levels by their comparison, counted where they are many. */
function byComparison(levels: readonly string[]): string {
  const grouped = new Map<string, string[]>();
  for (const each of levels) {
    const [comparison = "", level = ""] = each.split(" ");
    grouped.set(comparison, [...(grouped.get(comparison) ?? []), level]);
  }
  return [...grouped]
    .map(([comparison, of]) => (of.length > 9 ? `${comparison} (${of.length})` : `${comparison} ${of.join(", ")}`))
    .join("; ");
}
