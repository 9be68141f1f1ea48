/** `dtsen index`: the files of an extract become an index. */
import { availableParallelism } from "node:os";
import { basename } from "node:path";
import { mapOf, type CommandResult, type IndexOptions } from "../run/options.ts";
import { today } from "../platform/clock.ts";
import { writeIndex } from "../index/index-builder.ts";
import type { IndexMeta } from "../index/index-meta.ts";
import type { BuildPhase, OnProgress } from "../index/index-reading.ts";
import { refuseToReplace } from "../index/index-database.ts";
import { planIndex, type IndexPlan } from "../index/index-sources.ts";
import { realFile, withFileLock } from "../platform/lock.ts";
import type { Phase, Terminal } from "../platform/terminal.ts";
import type { Lang } from "../language.ts";
import { indexText } from "../report/index-summary.ts";
import { crossedLimits, crossedText, noLimits } from "../report/limits.ts";

const phaseNames: Readonly<Record<BuildPhase, Readonly<Record<Lang, string>>>> = {
  families: { id: "Membaca keluarga", en: "Reading families" },
  persons: { id: "Membaca orang", en: "Reading persons" },
  merge: { id: "Mengurutkan orang", en: "Sorting persons" },
  postings: { id: "Menyusun kunci pencarian", en: "Arranging blocking keys" },
  people: { id: "Menyusun kelahiran", en: "Arranging birth dates" },
};

export async function buildIndex(options: IndexOptions, terminal: Terminal): Promise<CommandResult> {
  return withFileLock(options.db, async () => {
    const { db, extending } = options;
    refuseToReplace(db);
    const plan = await planIndex(
      options.files,
      (path) => ({ map: mapOf(path, options), headerRow: options.headerRow, sheets: options.sheet }),
      options.force,
      extending === null ? null : { how: extending, db },
    );
    // What is added belongs to the delivery at hand; what replaces it is another.
    const delivery = extending === "add" ? plan.existing : null;
    for (const path of plan.repeated) {
      terminal.note(
        terminal.lang === "id"
          ? `${path}: berkas yang sama sudah disebut atau sudah ada di indeks; dipakai satu kali`
          : `${path}: the same file was given already, or is in the index; used once`,
      );
    }
    const progress = progressOf(terminal);
    const meta = await writeIndex({
      // A link is the file it leads to.
      target: realFile(db),
      plan,
      label: options.label ?? delivery?.label ?? null,
      date: options.date ?? delivery?.date ?? null,
      today: today(),
      threads: options.workers ?? threadsFor(plan),
      onProgress: progress.see,
    });
    progress.end();
    return resultOf(options, meta, terminal);
  });
}

/** An index of fewer people is made sooner without further threads: measured on two processors, where a hundred thousand take as long either way. */
const SMALL_EXTRACT = 60_000;
/** What a person and their part of a family take in an extract, about. */
const PERSON_BYTES = 350;

/** One processor is left to the thread that reads and writes: with all of them two of two took as long, a fifth more of both, and 130 MiB. */
function threadsFor({ sources, setup }: IndexPlan): number {
  const people = sources.reduce((sum, source) => sum + ("table" in source ? source.table.size / PERSON_BYTES : 0), setup?.persons ?? 0);
  return people < SMALL_EXTRACT ? 0 : Math.max(1, availableParallelism() - 1);
}

/** Turns counts into the terminal's phases. */
function progressOf(terminal: Terminal): { see: OnProgress; end: () => void } {
  let current: { readonly name: BuildPhase; readonly phase: Phase; done: number } | null = null;
  const end = (): void => current?.phase.done();
  return {
    see(name, done, total) {
      if (current?.name !== name) {
        end();
        current = { name, phase: terminal.phase(phaseNames[name][terminal.lang], total ?? undefined), done: 0 };
      }
      current.phase.advance(done - current.done);
      current.done = done;
    },
    end,
  };
}

function resultOf(options: IndexOptions, meta: IndexMeta, terminal: Terminal): CommandResult {
  const rejected = meta.inputs.reduce((sum, input) => sum + Object.values(input.rejected).reduce((a, b) => a + (b ?? 0), 0), 0);
  const rows = meta.inputs.reduce((sum, { rowsIndexed }) => sum + rowsIndexed, rejected);
  const { nikPrefixes: _prefixes, birthYears: _years, ...shown } = meta;
  return {
    json: { file: basename(options.db), ...shown },
    text: indexText(basename(options.db), meta, terminal.lang),
    crossed: crossedLimits({ rejected, orphan: 0, conflict: 0, review: 0 }, rows, { ...noLimits, rejected: options.maxRejected }).map(
      (each) => crossedText(each, terminal.lang),
    ),
  };
}
