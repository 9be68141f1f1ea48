/** The files of an extract: what each is for, and whether they belong together. */
import { statSync } from "node:fs";
import { basename } from "node:path";
import { DtsenError } from "../errors.ts";
import type { FaultParams } from "../faults.ts";
import { strip } from "../read/aliases.ts";
import { looksLikeList } from "../read/extract-headers.ts";
import { openTable, type Table, type TableOptions } from "../read/table.ts";
import { sha256Of } from "../platform/file-hash.ts";
import type { IndexInput, IndexMeta } from "./index-meta.ts";
import type { DesilColumns, SourceSetup } from "./build-thread.ts";
import type { ExistingSetup } from "./existing-index.ts";
import { readIndexMeta } from "./index-database.ts";
import { translateSystemError } from "../platform/system-errors.ts";

/** A file to be read. */
export interface ExtractSource {
  readonly kind: IndexInput["kind"];
  readonly path: string;
  readonly table: Table;
  readonly setup: SourceSetup;
}

/** A file that an existing index has, and keeps. */
export interface KeptSource {
  readonly kind: IndexInput["kind"];
  readonly input: IndexInput;
  /** Its number in the existing index. */
  readonly number: number;
}

/** What an index is to be made of. */
export interface IndexPlan {
  /** In the order that decides between rows that are alike; families first. */
  readonly sources: readonly (ExtractSource | KeptSource)[];
  /** For taking its rows over. */
  readonly setup: ExistingSetup | null;
  /** What the existing index says of itself. */
  readonly existing: IndexMeta | null;
  /** Only family files: their heads stand for them. */
  readonly familyOnly: boolean;
  /** Paths of files that were given twice, or are in the existing index already. */
  readonly repeated: readonly string[];
}

/** Whether files come beside those of an existing index, or instead of older ones of it. */
export type Extending = "add" | "replace";

/**
 * Opens the files, each once however often it is given, and puts them beside or in the places of those of an existing index.
 * Throws where a file is no part of an extract, where two versions of the extract meet (`force` lets them), and where it is not
 * clear what a file adds to or replaces.
 */
export async function planIndex(
  paths: readonly string[],
  howToRead: (path: string) => Pick<TableOptions, "map" | "headerRow" | "sheets">,
  force: boolean,
  extending: { readonly how: Extending; readonly db: string } | null,
): Promise<IndexPlan> {
  const existing = extending === null ? null : extendable(extending.db, paths);
  const { distinct, repeated } = await withoutRepeats(paths, existing?.inputs ?? []);
  const opened: ExtractSource[] = [];
  for (const path of distinct) opened.push(...(await openExtract(path, howToRead(path))));
  if (!force) refuseLists(opened, existing === null && !opened.some(isOfFamilies));
  const familyOnly = existing === null ? opened.every(isOfFamilies) : existing.familyOnly;
  if (existing?.familyOnly === true && !opened.every(isOfFamilies)) {
    throw new DtsenError("families-alone", { file: extending!.db });
  }
  // Without any person file the heads in the family files stand for their families.
  const fresh = familyOnly
    ? opened.map((source): ExtractSource => ({ ...source, kind: "flat", setup: { ...source.setup, kind: "flat" } }))
    : opened;
  const known = (existing?.inputs ?? []).map((input, number): KeptSource => ({ kind: input.kind, input, number }));
  const all = extending?.how === "replace" ? replaced(known, fresh) : added(known, fresh, force);
  if (!force) refuseMixture(all.map(nameOf));
  const sources = [...all.filter(isOfFamilies), ...all.filter((source) => !isOfFamilies(source))];
  return { sources, repeated, familyOnly, existing, setup: existing === null ? null : existingSetup(extending!.db, existing, sources) };
}

/** What the index holds that files are added to. */
function extendable(db: string, files: readonly string[]): IndexMeta {
  try {
    return readIndexMeta(db);
  } catch (error) {
    if (!(error instanceof DtsenError && error.code === "index-version")) throw error;
    const { inputs = [] } = error.params as FaultParams<"index-version">;
    throw new DtsenError("extends-version", { file: db, inputs, files: files.map((file) => basename(file)) });
  }
}

/** A file as sources: each sheet of a workbook is one, since persons may stand on one and families on another. */
async function openExtract(path: string, how: TableOptions): Promise<ExtractSource[]> {
  const table = await openTable(path, { ...how, hashed: true, unified: true });
  if (table.sheets.length < 2) return [sourceOf(path, table)];
  const sources: ExtractSource[] = [];
  for (const sheet of table.sheets) {
    sources.push(sourceOf(`${path}#${sheet}`, await openTable(path, { ...how, sheets: [sheet], hashed: true, unified: true })));
  }
  return sources;
}

function sourceOf(path: string, table: Table): ExtractSource {
  const { format } = table;
  const kind = kindOf(path, table);
  const desil = desilColumns(format.headers, format.mapping.desil);
  return { kind, path, table, setup: { kind, format, profile: table.parts[0]!.profile, desil } };
}

function isOfFamilies({ kind }: { readonly kind: IndexInput["kind"] }): boolean {
  return kind === "families";
}

function nameOf(source: ExtractSource | KeptSource): string {
  return "table" in source ? basename(source.path) : source.input.name;
}

function added(known: readonly KeptSource[], fresh: readonly ExtractSource[], force: boolean): (ExtractSource | KeptSource)[] {
  for (const source of force ? [] : fresh) {
    const older = known.find((each) => isNewerOf(source, each));
    if (older === undefined) continue;
    throw new DtsenError("index-has-older", { file: source.path, older: nameOf(older) });
  }
  return [...known, ...fresh];
}

/** Every file in the place of the one it is a newer version of. */
function replaced(known: readonly KeptSource[], fresh: readonly ExtractSource[]): (ExtractSource | KeptSource)[] {
  const all: (ExtractSource | KeptSource)[] = [...known];
  for (const source of fresh) {
    const older = known.filter((each) => isNewerOf(source, each));
    if (older.length !== 1 || "table" in all[older[0]!.number]!) {
      throw new DtsenError("replaces-unclear", { file: source.path, replacesNone: older.length === 0, known: known.map(nameOf) });
    }
    all[older[0]!.number] = source;
  }
  return all;
}

/** Two names that differ in nothing but version, year and date, of files of one kind. */
function isNewerOf(source: ExtractSource, known: KeptSource): boolean {
  return source.kind === known.kind && timelessName(nameOf(source)) === timelessName(nameOf(known));
}

/** `anggota_keluarga_dtsen_v3_2026_32.01.csv` and `anggota_keluarga_dtsen_v4_2027_32.01.csv` alike. */
function timelessName(name: string): string {
  return name
    .toLowerCase()
    .replace(/\.(?:csv|txt|psv|tsv|xls[xm])$/, "")
    .replace(/20[2-9]\d([-_.]?)(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12]\d|3[01])(?!\d)/g, "")
    .split(/[\s_-]+/)
    .filter((word) => !/^(?:v\d+|20[2-9]\d)?$/.test(word))
    .join(" ");
}

function existingSetup(path: string, { inputs, counts: { persons } }: IndexMeta, sources: IndexPlan["sources"]): ExistingSetup {
  const numberOf = (file: number): number => sources.findIndex((source) => !("table" in source) && source.number === file);
  return { path, persons, files: inputs.map(({ kind }, file) => ({ number: numberOf(file), isFlat: kind === "flat" })) };
}

function kindOf(path: string, { format: { mapping } }: Table): SourceSetup["kind"] {
  const hasDesil = mapping.desil !== undefined;
  if (mapping.nik !== undefined) return hasDesil ? "flat" : "persons";
  if (mapping.nokk !== undefined && hasDesil) return "families";
  if (mapping.nama !== undefined && (mapping.tanggal_lahir !== undefined || mapping.nokk !== undefined))
    return hasDesil ? "flat" : "persons";
  throw new DtsenError("not-an-extract", { file: path });
}

function desilColumns(headers: readonly string[], chosen: number | undefined): DesilColumns {
  const at = (name: string): number => headers.findIndex((header) => strip(header) === name);
  return { chosen: chosen ?? -1, nasional: at("desilnasional"), provinsi: at("desilprovinsi"), kabupaten: at("desilkabupatenkota") };
}

/** A regional list, which would be everybody's extract from then on. */
function refuseLists(opened: readonly ExtractSource[], withoutFamilies: boolean): void {
  const list = opened.find(({ kind, table: { format } }) => kind === "persons" && looksLikeList(format.headers, withoutFamilies));
  if (list !== undefined) throw new DtsenError("list-as-extract", { file: list.path });
}

/** `_v3_2026_` in the names as they arrive. */
function refuseMixture(names: readonly string[]): void {
  const versions = new Map<string, string>();
  for (const name of names) {
    const version = /(?:^|[_-])v(\d+)(?=[_.-])/i.exec(name)?.[1];
    if (version !== undefined && !versions.has(version)) versions.set(version, name);
  }
  if (versions.size < 2) return;
  throw new DtsenError("mixed-versions", { versions: [...versions].map(([version, file]) => ({ version, file })) });
}

/** The same file given twice, under whatever name, is one file; so is one that the index was made from. */
async function withoutRepeats(paths: readonly string[], known: readonly IndexInput[]): Promise<{ distinct: string[]; repeated: string[] }> {
  const sameSize = new Map<number, Set<string>>();
  for (const { bytes, sha256 } of known) sameSize.set(bytes, new Set([...(sameSize.get(bytes) ?? []), sha256]));
  const sizes = paths.map(sizeOf);
  const distinct: string[] = [];
  const repeated: string[] = [];
  for (const [at, path] of paths.entries()) {
    const size = sizes[at]!;
    // Only files of one size are read to see whether they are one.
    const isAlone = !sameSize.has(size) && sizes.indexOf(size) === sizes.lastIndexOf(size);
    const sha256 = isAlone ? path : await sha256Of(path);
    const alike = sameSize.get(size) ?? new Set();
    if (alike.has(sha256)) repeated.push(path);
    else distinct.push(path);
    sameSize.set(size, alike.add(sha256));
  }
  return { distinct, repeated };
}

function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch (error) {
    throw translateSystemError(error, path);
  }
}
