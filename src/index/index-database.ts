/**
 * The file of an index, open for reading: whether it is one of ours, of this version, and whole as far as that costs nothing. What
 * is damaged further in shows when it is read; `read` tells it in words.
 */
import type Database from "better-sqlite3";
import { closeSync, fstatSync, openSync, readSync, statSync } from "node:fs";
import { DtsenError } from "../errors.ts";
import { DamagedBlock } from "../link/block/people-block.ts";
import { NORMALISER_VERSION } from "../normalise/normalise.ts";
import { translateSystemError } from "../platform/system-errors.ts";
import type { IndexInput, IndexMeta } from "./index-meta.ts";
import { checkOf } from "./checksum.ts";
import { APPLICATION_ID, FORMAT_VERSION } from "./schema.ts";
import { openSqlite } from "../platform/sqlite.ts";

/** Something is in a table that the builder never writes. */
export class DamagedRow extends Error {}

export class IndexDatabase implements Disposable {
  readonly path: string;
  readonly meta: IndexMeta;
  readonly db: Database.Database;
  private readonly file: OpenFile;

  /**
   * Opens an index. Throws a `DtsenError` where the file is missing, no index, cut short, or made by another version of the format
   * or the normaliser; the hint then holds the command that rebuilds it.
   */
  constructor(path: string) {
    this.path = path;
    this.file = openFile(path);
    let db: Database.Database | null = null;
    try {
      checkHeader(path, this.file);
      db = openSqlite(path, { readonly: true, fileMustExist: true });
      // One transaction for as long as it is open: nothing changes meanwhile, and no look-up locks the file anew.
      db.exec("begin");
      this.db = db;
      this.meta = readMeta(db);
    } catch (error) {
      db?.close();
      closeSync(this.file.descriptor);
      throw this.told(error, []);
    }
    if (this.meta.normaliser !== NORMALISER_VERSION) {
      this[Symbol.dispose]();
      throw otherVersion(path, this.meta.inputs);
    }
  }

  /**
   * Throws `index-changed` where the file has been written to since it was opened. SQLite keeps others from that, but not a program
   * that copies another index over this one: every row of it would be sound, and another person's.
   */
  refuseChanged(): void {
    const { size, mtimeNs } = fstatSync(this.file.descriptor, { bigint: true });
    if (size !== this.file.size || mtimeNs !== this.file.mtimeNs) throw new DtsenError("index-changed", { file: this.path });
  }

  /** What `work` makes of the tables. Throws `index-damaged` where they hold what nobody wrote there. */
  read<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw this.told(error, this.meta.inputs);
    }
  }

  [Symbol.dispose](): void {
    if (this.db.open) closeSync(this.file.descriptor);
    this.db.close();
  }

  private told(error: unknown, inputs: IndexMeta["inputs"]): unknown {
    return isDamage(error) ? damaged(this.path, inputs, error) : translateSystemError(error, this.path);
  }
}

/** What an index says of itself; throws as opening it does. */
export function readIndexMeta(path: string): IndexMeta {
  using database = new IndexDatabase(path);
  return database.meta;
}

/** Errors that only a file can cause which the builder did not write so. */
function isDamage(error: unknown): boolean {
  if (error instanceof DamagedRow || error instanceof DamagedBlock || error instanceof RangeError || error instanceof SyntaxError)
    return true;
  const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
  return /^SQLITE_(?:CORRUPT|NOTADB|ERROR|SCHEMA|MISMATCH|TOOBIG|FORMAT)/.test(code);
}

/** Rows of `meta` that are no part of what an index says of itself: the checksum of all others, and the file's. */
export const META_CHECK = "periksa";
export const META_SEAL = "segel";

/** Throws `DamagedRow` where it is not as it was written. */
function readMeta(db: Database.Database): IndexMeta {
  const all = db.prepare("select name, value from meta").all() as { name: string; value: string }[];
  const check = all.find(({ name }) => name === META_CHECK)?.value;
  if (check !== metaCheck(db)) throw new DamagedRow("meta");
  const rows = all.filter(({ name }) => name !== META_CHECK && name !== META_SEAL);
  const meta = Object.fromEntries(rows.map(({ name, value }) => [name, JSON.parse(value)])) as unknown as Omit<IndexMeta, "inputs">;
  const files = db.prepare("select nama, jenis, rincian from file order by id").all() as { nama: string; jenis: string; rincian: string }[];
  const inputs = files.map(({ nama, jenis, rincian }) => ({ name: nama, kind: jenis, ...JSON.parse(rincian) }) as IndexInput);
  return { ...meta, inputs };
}

/** The checksum of `meta` and `file`. */
export function metaCheck(db: Database.Database): string {
  const meta = db.prepare("select * from meta where name not in (?, ?)").raw().all(META_CHECK, META_SEAL) as unknown[][];
  const files = db.prepare("select * from file").raw().all() as unknown[][];
  return String([...meta, ...files].reduce((sum, row) => (sum + checkOf(row)) | 0, 0));
}

/** A file as it was when it was opened. */
interface OpenFile {
  readonly descriptor: number;
  readonly size: bigint;
  readonly mtimeNs: bigint;
}

/** Throws `index-missing`, `is-a-folder`, and `not-an-index` of what can be no file of SQLite's: a pipe would be waited for. */
function openFile(path: string): OpenFile {
  try {
    const found = statSync(path);
    if (found.isDirectory()) throw new DtsenError("is-a-folder", { file: path });
    if (!found.isFile()) throw new DtsenError("not-an-index", { file: path });
    const descriptor = openSync(path, "r");
    const { size, mtimeNs } = fstatSync(descriptor, { bigint: true });
    return { descriptor, size, mtimeNs };
  } catch (error) {
    if (isMissing(error)) throw new DtsenError("index-missing", { file: path }, { cause: error });
    throw translateSystemError(error, path);
  }
}

/** SQLite's header tells cheaply whether the file is an index, of which format, and whether it is as long as it should be. */
function checkHeader(path: string, { descriptor, size }: OpenFile): void {
  const header = headerOf(descriptor);
  if (!isOurs(header)) throw new DtsenError("not-an-index", { file: path });
  if (header.readUInt32BE(60) !== FORMAT_VERSION) throw otherVersion(path, inputsOf(path));
  const pageSize = header.readUInt16BE(16) === 1 ? 65536 : header.readUInt16BE(16);
  if (size < pageSize * header.readUInt32BE(28)) throw damaged(path, [], undefined);
}

/** The first bytes of a file, zeros where it is shorter. */
function headerOf(descriptor: number): Buffer {
  const header = Buffer.alloc(100);
  readSync(descriptor, header, 0, header.length, 0);
  return header;
}

function isOurs(header: Buffer): boolean {
  return header.toString("latin1", 0, 16) === "SQLite format 3\0" && header.readUInt32BE(68) === APPLICATION_ID;
}

/**
 * An index may take the place of nothing, of an empty file and of an index, whatever its version or state; never of another file
 * or a device.
 */
export function refuseToReplace(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined || (found.isFile() && found.size === 0)) return;
  if (found.isDirectory()) throw new DtsenError("is-a-folder", { file: path });
  if (!found.isFile()) throw new DtsenError("not-replaced", { file: path });
  const { descriptor } = openFile(path);
  try {
    if (!isOurs(headerOf(descriptor))) throw new DtsenError("not-replaced", { file: path });
  } finally {
    closeSync(descriptor);
  }
}

/** The inputs an index of another format remembers, as far as they can be read. */
function inputsOf(path: string): readonly Pick<IndexInput, "name">[] {
  let db: Database.Database | null = null;
  try {
    db = openSqlite(path, { readonly: true });
    if (db.prepare("select 1 from sqlite_master where name = 'file'").get() !== undefined) {
      return db.prepare("select nama as name from file order by id").all() as { name: string }[];
    }
    const value = db.prepare("select value from meta where name = 'inputs'").pluck().get();
    const inputs: unknown = typeof value === "string" ? JSON.parse(value) : [];
    return Array.isArray(inputs) ? inputs.filter((input) => typeof input?.name === "string") : [];
  } catch {
    return [];
  } finally {
    db?.close();
  }
}

function otherVersion(path: string, inputs: readonly Pick<IndexInput, "name">[]): DtsenError {
  return new DtsenError("index-version", { file: path, inputs: inputs.map(({ name }) => name) });
}

function damaged(path: string, inputs: IndexMeta["inputs"], cause: unknown): DtsenError {
  return new DtsenError("index-damaged", { file: path, inputs: inputs.map(({ name }) => name) }, { cause });
}

function isMissing(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === "ENOENT";
}
