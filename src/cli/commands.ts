/** Every command, once: its words, the options it takes, and how it is run. Its code is loaded only when it is asked for. */
import { DtsenError } from "../errors.ts";
import type { Text } from "../language.ts";
import type { Terminal } from "../platform/terminal.ts";
import { noLimits } from "../report/limits.ts";
import { decileLimit, ownLimit, programmeNames, type DecileLimit, type ProgrammeRule } from "../programmes/programmes.ts";
import type { CommandResult, CommonOptions } from "../run/options.ts";
import type { Given, OptionName } from "./options.ts";

interface CommandSpec<Name extends OptionName> {
  /** As on the usage line. */
  readonly argument: string;
  readonly argumentText: Text;
  readonly text: Text;
  readonly example: Text;
  /** Besides the common ones, in the order of help. */
  readonly options: readonly Name[];
  /** Must be given, on the command line or in the config file. */
  readonly required?: readonly Name[];
  /** Only one of each group may be given. */
  readonly either?: readonly (readonly Name[])[];
  /** What the command is for: with `--quiet`, text about files that were written is not shown; text that is the product itself is. */
  readonly product: "file" | "text";
  run(files: readonly string[], given: Given<Name> & CommonOptions, terminal: Terminal): Promise<CommandResult>;
}

/** A command without its types: what the program handles. */
export type AnyCommand = CommandSpec<OptionName>;

function command<const Name extends OptionName>(spec: CommandSpec<Name>): AnyCommand {
  // The program gives exactly the options that are named; that cannot be said in the type of all commands.
  return spec as unknown as AnyCommand;
}

/** The same in both languages. */
function alike(text: string): Text {
  return { id: text, en: text };
}

export const commands: Readonly<Record<string, AnyCommand>> = {
  index: command({
    argument: "<files...>",
    text: {
      id: "Membangun indeks dari ekstrak DTSEN (sekali per triwulan).",
      en: "Builds the index from a DTSEN extract (once a quarter).",
    },
    argumentText: {
      id: "berkas ekstrak: anggota dan keluarga, atau satu berkas gabungan",
      en: "extract files: persons and families, or one flat file",
    },
    options: ["db", "add", "replace", "label", "date", "map", "sheet", "header-row", "max-rejected", "workers", "paksa"],
    either: [["add", "replace"]],
    example: alike(
      'dtsen index anggota_keluarga_dtsen_v3_2026_32.01.csv keluarga_dtsen_v3_2026_32.01.csv --label "DTSEN V3 2026" --date 2026-07-08',
    ),
    product: "file",
    async run(files, given, terminal) {
      const { buildIndex } = await import("../commands/index.ts");
      const extending = given.replace ? "replace" : given.add ? "add" : null;
      return await buildIndex({ ...given, files, extending, force: given.paksa }, terminal);
    },
  }),

  match: command({
    argument: "<files...>",
    text: {
      id: "Memadankan daftar dengan indeks dan menulis laporan match, conflict, dan orphan.",
      en: "Matches lists with the index and writes the match, conflict and orphan reports.",
    },
    argumentText: { id: "berkas daftar (CSV atau .xlsx); - untuk masukan standar", en: "list files (CSV or .xlsx); - for standard input" },
    options: [
      "db",
      "out",
      "extract",
      "label",
      "date",
      "map",
      "header-row",
      "together",
      "sheet",
      "model",
      "workers",
      "max-rejected",
      "max-orphan",
      "max-conflict",
      "max-review",
      "program",
      "period",
      "desil-max",
      "decisions",
      "each",
      "overlay",
      "delimiter",
      "xlsx",
      "no-xlsx",
      "overwrite",
      "mask",
      "paksa",
    ],
    either: [["desil-max", "program"]],
    example: alike("dtsen match daftar-bpnt.csv --db dtsen.db --out laporan --max-orphan 40%"),
    product: "file",
    async run(files, given, terminal) {
      const options = {
        ...given,
        files,
        out: given.out ?? DEFAULT_OUT,
        limits: { ...noLimits, rejected: given.maxRejected, orphan: given.maxOrphan, conflict: given.maxConflict, review: given.maxReview },
        decileLimit: decileLimitOf(given),
        force: given.paksa,
      };
      const { match } = await import("../commands/match.ts");
      return await match(options, terminal);
    },
  }),

  decide: command({
    argument: "[files...]",
    text: {
      id: "Membaca putusan petugas dari buku kerja atau CSV yang sudah diisi ke berkas putusan.",
      en: "Reads officers' rulings from filled workbooks or CSV files into the decisions file.",
    },
    argumentText: {
      id: "buku kerja atau CSV dengan kolom PUTUSAN dan Kunci",
      en: "workbooks or CSV files with the columns PUTUSAN and Kunci",
    },
    options: ["decisions", "officer", "final", "yes", "forget-before"],
    example: alike('dtsen decide daftar-kerja/SUKAMAJU.xlsx --decisions keputusan.csv --officer "Ani"'),
    product: "file",
    async run(files, given) {
      const officer = given.officer?.trim() ?? "";
      if (officer === "" && files.length > 0) throw new DtsenError("missing-option", { option: "--officer" });
      const [{ decide }, { dateCell }, { today }] = await Promise.all([
        import("../commands/decide.ts"),
        import("../normalise/fields/plain-date.ts"),
        import("../platform/clock.ts"),
      ]);
      return await decide({ ...given, files, officer, decisions: given.decisions ?? "keputusan.csv", today: dateCell(today()) });
    },
  }),

  report: command({
    argument: "<runs...>",
    text: {
      id: "Membuat laporan untuk dicetak dan berita acara dari satu atau beberapa folder laporan; tanpa data orang.",
      en: "Makes a report to print, with its minute, from one or several folders of reports; no person in it.",
    },
    argumentText: {
      id: "folder laporan dari dtsen match; juga folder dari targeting dan compare",
      en: "folders of reports written by dtsen match; those of targeting and compare as well",
    },
    options: ["out", "review", "no-berita-acara", "min-cell", "day"],
    either: [["review", "min-cell"]],
    example: alike("dtsen report laporan sasaran perubahan --day 2026-11-27"),
    product: "file",
    async run(runs, given) {
      const { report } = await import("../commands/report.ts");
      return report({ ...given, runs, withMinute: !given.noBeritaAcara, minCell: given.minCell ?? 0 });
    },
  }),

  worklist: command({
    argument: "<run>",
    text: {
      id: "Membagi pekerjaan: satu buku kerja per desa atau kecamatan, atau daftar dengan NIK yang diperbaiki.",
      en: "Hands the work on: a workbook per village or kecamatan, or the lists with corrected NIKs.",
    },
    argumentText: { id: "folder laporan dari dtsen match", en: "folder of reports written by dtsen match" },
    options: ["out", "by", "only", "desa", "corrected", "mask", "delimiter", "overwrite"],
    either: [["corrected", "mask"]],
    example: alike("dtsen worklist laporan --by desa --mask --only conflict,orphan"),
    product: "file",
    async run([run], given, terminal) {
      const [{ worklist, DEFAULT_FOLDER, CORRECTED_FOLDER }, { rowReports }] = await Promise.all([
        import("../commands/worklist.ts"),
        import("../report/status.ts"),
      ]);
      const out = given.out ?? (given.corrected ? CORRECTED_FOLDER : DEFAULT_FOLDER);
      return await worklist({ ...given, run: run!, out, by: given.by ?? "desa", only: given.only ?? rowReports }, terminal);
    },
  }),

  compare: command({
    argument: "<old-and-new...>",
    text: {
      id: "Menunjukkan apa yang berubah antara dua triwulan (dua indeks, atau dua folder laporan): perubahan.csv, .xlsx, .json.",
      en: "Shows what changed between two quarters (two indexes, or two folders of reports): perubahan.csv, .xlsx, .json.",
    },
    argumentText: { id: "yang lama, lalu yang baru", en: "the older, then the newer" },
    options: ["out", "list", "all", "program", "period", "desil-max", "max-change"],
    either: [
      ["desil-max", "program"],
      ["list", "all"],
    ],
    example: alike("dtsen compare dtsen-2026-T2.db dtsen-2026-T3.db --list laporan --program sembako --period 2026-T3"),
    product: "file",
    async run(paths, given, terminal) {
      const [before, after] = paths;
      if (after === undefined) throw new DtsenError("missing-argument", { argument: "old-and-new" });
      if (paths.length > 2) throw new DtsenError("too-many-arguments", {});
      const { compare } = await import("../commands/compare.ts");
      const limit = decileLimitOf(given);
      const asked = { programme: limit?.programme ?? null, period: limit?.period ?? null, ownLimit: given.desilMax };
      return await compare({ ...given, ...asked, before: before!, after, out: given.out ?? "perubahan" }, terminal);
    },
  }),

  targeting: command({
    argument: "<reports...>",
    text: {
      id: "Mencari keluarga dalam batas program yang belum ada di daftar, dan penerima di atas batas.",
      en: "Finds families within a programme's limit that are on no list, and recipients above it.",
    },
    argumentText: { id: "folder laporan dari dtsen match, satu atau beberapa daftar", en: "folders of reports, of one or several lists" },
    options: ["db", "program", "period", "desil-max", "area", "overlay", "out", "all", "mask"],
    either: [["desil-max", "program"]],
    example: alike("dtsen targeting laporan --db dtsen.db --program sembako --period 2026-T1"),
    product: "file",
    async run(runs, given) {
      const limit = decileLimitOf(given);
      if (limit === null) throw new DtsenError("missing-option", { option: "--program" });
      const { targeting } = await import("../commands/targeting.ts");
      return await targeting({ ...given, runs, limit, area: given.area ?? "desa", out: given.out ?? "sasaran" });
    },
  }),

  find: command({
    argument: "[ask...]",
    text: {
      id: "Mencari satu orang di loket; ditanya di layar, disamarkan, dan dicatat.",
      en: "Looks one person up at the counter: asked at a prompt, masked, logged.",
    },
    argumentText: {
      id: "tidak ada: yang dicari diketik saat ditanya, atau dari masukan standar (-)",
      en: "none: what is looked for is typed when asked, or read from standard input (-)",
    },
    options: ["db", "program", "period", "desil-max", "full", "near", "keep", "purpose"],
    either: [["desil-max", "program"]],
    example: alike("dtsen find --db dtsen.db"),
    product: "text",
    async run(asked, given, terminal) {
      if (asked.some((word) => word !== "-")) throw new DtsenError("find-argument", {});
      const { find } = await import("../commands/find.ts");
      return await find({ ...given, limit: decileLimitOf(given) }, terminal);
    },
  }),

  inspect: command({
    argument: "<file>",
    text: {
      id: "Menunjukkan apa yang terbaca dari suatu berkas: pembatas, kepala kolom, pemetaan, mutu isi.",
      en: "Shows what the tool sees in a file: delimiter, header row, mapping, quality of the values.",
    },
    argumentText: { id: "berkas daftar atau ekstrak (CSV atau .xlsx)", en: "list or extract file (CSV or .xlsx)" },
    options: ["map", "sheet", "header-row", "save"],
    example: alike('dtsen inspect daftar-bpnt.csv --map nama="NAMA KRT" --save'),
    product: "text",
    async run([file], given, terminal) {
      const { inspect } = await import("../commands/inspect.ts");
      return await inspect({ ...given, file: file! }, terminal);
    },
  }),

  info: command({
    argument: "[file]",
    text: {
      id: "Menyebut isi suatu indeks: berkas asal, label, tanggal, cakupan, versi; --check memeriksanya.",
      en: "Says what an index holds: its files, label, date, coverage, versions; --check tests it.",
    },
    argumentText: { id: "berkas indeks (bawaan: dtsen.db)", en: "index file (default: dtsen.db)" },
    options: ["db", "check"],
    example: alike("dtsen info dtsen.db --check"),
    product: "text",
    async run([file], given, terminal) {
      const { info } = await import("../commands/info.ts");
      return info({ ...given, db: file ?? given.db }, terminal);
    },
  }),

  explain: command({
    argument: "<file>",
    text: { id: "Menjelaskan mengapa suatu baris mendapat jawabannya.", en: "Explains why a row got its answer." },
    argumentText: { id: "berkas daftar (CSV atau .xlsx)", en: "list file (CSV or .xlsx)" },
    options: [
      "row",
      "with",
      "db",
      "map",
      "sheet",
      "header-row",
      "model",
      "decisions",
      "overlay",
      "program",
      "period",
      "desil-max",
      "workers",
      "mask",
      "paksa",
    ],
    required: ["row"],
    either: [["desil-max", "program"]],
    example: alike("dtsen explain daftar-bpnt.csv --row 12 --db dtsen.db"),
    product: "text",
    async run([file], given, terminal) {
      const { explain } = await import("../commands/explain.ts");
      return await explain({ ...given, file: file!, row: given.row!, decileLimit: decileLimitOf(given), force: given.paksa }, terminal);
    },
  }),

  evaluate: command({
    argument: "<folder>",
    text: {
      id: "Mengukur ketepatan laporan terhadap kebenaran, atau mengambil sampel untuk diperiksa.",
      en: "Measures the reports against a truth, or draws a sample for review.",
    },
    argumentText: { id: "folder laporan dari dtsen match", en: "folder of reports written by dtsen match" },
    options: ["truth", "sample", "out"],
    either: [["truth", "sample"]],
    example: {
      id: "dtsen evaluate laporan --sample 300, lalu: dtsen evaluate laporan --truth laporan/sampel.csv",
      en: "dtsen evaluate laporan --sample 300, then: dtsen evaluate laporan --truth laporan/sampel.csv",
    },
    product: "text",
    async run([reports], { truth, sample, out, lang }) {
      if (truth === null && sample === null) throw new DtsenError("missing-option", { option: "--truth" });
      const { evaluateCommand, sampleCommand } = await import("../commands/evaluate.ts");
      if (sample !== null) return await sampleCommand({ reports: reports!, size: sample, out, language: lang });
      return await evaluateCommand({ reports: reports!, truth: truth!, out, language: lang });
    },
  }),

  train: command({
    argument: "<files...>",
    text: {
      id: "Menaksir bobot pemadanan dari data sendiri dan menyimpannya sebagai model.",
      en: "Estimates the matching weights from your own data and saves them as a model.",
    },
    argumentText: { id: "berkas daftar (CSV atau .xlsx)", en: "list files (CSV or .xlsx)" },
    options: ["db", "map", "sheet", "header-row", "model"],
    required: ["model"],
    example: alike("dtsen train daftar-bpnt.csv --db dtsen.db --model model.json"),
    product: "file",
    async run(files, given, terminal) {
      const { train } = await import("../commands/train.ts");
      return await train({ ...given, files, model: given.model! }, terminal);
    },
  }),
};

export const commandNames = Object.keys(commands);

const DEFAULT_OUT = "laporan";

/** The limit asked for: a number of the office's own, or a programme's in a quarter. */
export function decileLimitOf({
  desilMax,
  program,
  period,
  programmes,
}: Given<"desil-max" | "program" | "period"> & { readonly programmes: readonly ProgrammeRule[] }): DecileLimit | null {
  if (desilMax !== null) return ownLimit(desilMax);
  if (program === null && period === null) return null;
  if (program === null) throw new DtsenError("missing-option", { option: "--program" });
  if (period === null) throw new DtsenError("missing-option", { option: "--period" });
  const limit = decileLimit(program, period, programmes);
  if (limit === null) throw new DtsenError("no-limit-known", { programmes: programmeNames(programmes) });
  return limit;
}
