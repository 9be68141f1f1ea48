/**
 * SQLite, whose objects live as long as their thread. Since Node 24.19 the process aborts where the collector finds an object of
 * better-sqlite3 12 (`Assertion failed: (env) != nullptr`, better-sqlite3's and many others' issue trackers); those that are held
 * are freed in order when the thread ends. Version 13 needs Node 22.
 */
import Database from "better-sqlite3";

/** A few for every index opened. */
const held: object[] = [];

function hold<Held extends object>(each: Held): Held {
  held.push(each);
  return each;
}

/**
 * Opens a database; throws as better-sqlite3 does. Its statements are held as well, but neither what `iterate` nor what `pragma`
 * makes on the way: `all` and `exec("pragma …")` do the same.
 */
export function openSqlite(path: string, options: Database.Options = {}): Database.Database {
  const db = hold(new Database(path, options));
  const prepare = db.prepare.bind(db);
  db.prepare = ((sql: string) => hold(prepare(sql))) as typeof db.prepare;
  return db;
}
