/** The file of an index that is being built, with a second one for what is needed on the way (`scratch`). */
import type Database from "better-sqlite3";
import { chmodSync } from "node:fs";
import { openSqlite } from "../platform/sqlite.ts";
import { SQLITE_PAGE } from "./schema.ts";

/** Opens both files, which are made if need be; as long as they are open, nobody else can open them. */
export function openUnfinished(path: string, scratch: string): Database.Database {
  const db = openSqlite(path);
  chmodSync(path, 0o600);
  db.exec(`pragma page_size = ${SQLITE_PAGE}`);
  // The file is not the index until it is renamed: nothing is to be kept of an unfinished one. (SQLite as it is built here refuses `off`.)
  db.exec("pragma journal_mode = memory");
  db.exec("pragma synchronous = off");
  db.exec("pragma locking_mode = exclusive");
  db.exec("pragma cache_size = -65536");
  db.exec("pragma temp_store = file");
  db.prepare("attach ? as scratch").run(scratch);
  chmodSync(scratch, 0o600);
  db.exec("pragma scratch.journal_mode = memory");
  db.exec("pragma scratch.synchronous = off");
  return db;
}

/** Runs statements in one transaction. */
export function runStatements(path: string, scratch: string, statements: readonly string[]): null {
  const db = openUnfinished(path, scratch);
  try {
    db.exec("begin");
    for (const statement of statements) db.exec(statement);
    db.exec("commit");
    return null;
  } finally {
    db.close();
  }
}
