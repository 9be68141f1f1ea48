/** The files of an extract: what each is for, and whether they belong together. */
import { createHash } from "node:crypto";
import { createReadStream, statSync } from "node:fs";
import { basename } from "node:path";
import { DtsenError } from "../errors.ts";
import { profileColumns } from "../linkage/file-profile.ts";
import { strip } from "../table/aliases.ts";
import type { HeaderMap } from "../table/mapping.ts";
import { openTable, type Table } from "./csv-source.ts";
import type { DesilColumns, SourceSetup } from "./index-workshop.ts";
import { translateSystemError } from "./system-errors.ts";

export interface ExtractSource {
  readonly path: string;
  readonly table: Table;
  readonly setup: SourceSetup;
}

/**
 * Opens the files, families first, each file once however often it is given. Throws where a file is no part of an extract or
 * where two versions of the extract meet (`force` lets them).
 */
export async function openSources(paths: readonly string[], map: HeaderMap, force: boolean): Promise<{ sources: ExtractSource[]; repeated: string[] }> {
  const { distinct, repeated } = await withoutRepeats(paths);
  const sources: ExtractSource[] = [];
  for (const path of distinct) {
    const table = await openTable(path, { map });
    const { format, sample } = table;
    const desil = desilColumns(format.headers, format.mapping.desil);
    const kind = kindOf(path, table);
    sources.push({ path, table, setup: { kind, format, profile: profileColumns(sample, format.mapping), desil } });
  }
  if (!force) refuseMixture(sources);
  // Without any person file the heads in the family files stand for their families.
  const families = sources.filter(({ setup }) => setup.kind === "families");
  if (families.length === sources.length) return { sources: sources.map((source) => ({ ...source, setup: { ...source.setup, kind: "flat" } })), repeated };
  return { sources: [...families, ...sources.filter(({ setup }) => setup.kind !== "families")], repeated };
}

function kindOf(path: string, { format: { mapping } }: Table): SourceSetup["kind"] {
  const hasDesil = mapping.desil !== undefined;
  if (mapping.nik !== undefined) return hasDesil ? "flat" : "persons";
  if (mapping.nokk !== undefined && hasDesil) return "families";
  if (mapping.nama !== undefined && (mapping.tanggal_lahir !== undefined || mapping.nokk !== undefined)) return hasDesil ? "flat" : "persons";
  throw new DtsenError(
    "not-an-extract", `${path}: is neither the persons nor the families of a DTSEN extract`,
    "Give the files anggota_keluarga_… and keluarga_…, or one file with NIK, NAMA and DESIL; name odd columns with --map.",
  );
}

function desilColumns(headers: readonly string[], chosen: number | undefined): DesilColumns {
  const at = (name: string): number => headers.findIndex((header) => strip(header) === name);
  return { chosen: chosen ?? -1, nasional: at("desilnasional"), provinsi: at("desilprovinsi"), kabupaten: at("desilkabupatenkota") };
}

/** `_v3_2026_` in the names as they arrive. */
function refuseMixture(sources: readonly ExtractSource[]): void {
  const versions = new Map<string, string>();
  for (const { path } of sources) {
    const version = /(?:^|[_-])v(\d+)(?=[_.-])/i.exec(basename(path))?.[1];
    if (version !== undefined && !versions.has(version)) versions.set(version, basename(path));
  }
  if (versions.size < 2) return;
  const named = [...versions].map(([version, name]) => `V${version} (${name})`).join(", ");
  throw new DtsenError(
    "mixed-versions", `the files are of different versions of the extract: ${named}`,
    "Index files of one version together; --paksa mixes them all the same.",
  );
}

/** The same file given twice, under whatever name, is one file. */
async function withoutRepeats(paths: readonly string[]): Promise<{ distinct: string[]; repeated: string[] }> {
  const bySize = new Map<number, string[]>();
  const distinct: string[] = [];
  const repeated: string[] = [];
  for (const path of paths) {
    const size = sizeOf(path);
    const alike = bySize.get(size) ?? [];
    let same = false;
    for (const other of alike) same ||= other === path || (await sha256Of(other)) === (await sha256Of(path));
    if (same) repeated.push(path);
    else {
      distinct.push(path);
      bySize.set(size, [...alike, path]);
    }
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

/** SHA-256 of a file's bytes, in hexadecimal. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash("sha256");
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  } catch (error) {
    throw translateSystemError(error, path);
  }
  return hash.digest("hex");
}
