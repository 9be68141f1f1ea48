/** What reading the same files and writing them takes by itself, with the libraries alone: seconds. */
import { createReadStream, createWriteStream, readFileSync } from "node:fs";
import { pipeline } from "node:stream/promises";
import { parse } from "csv-parse";
import { stringify } from "csv-stringify";
import { SaxesParser } from "saxes";
import { openSqlite } from "../../src/platform/sqlite.ts";
import yauzl, { type Entry, type ZipFile } from "yauzl";

/** CSV read with csv-parse and written with csv-stringify. */
export async function csvFloor(paths: readonly string[], to: string): Promise<number> {
  return timed(async () => {
    for (const path of paths)
      await pipeline(
        createReadStream(path),
        parse({ relax_column_count: true, delimiter: delimiterOf(path) }),
        stringify(),
        createWriteStream(to),
      );
  });
}

/** Of the header, which has no quotes. */
export function delimiterOf(path: string): string {
  const [header = ""] = readFileSync(path, "utf8").split("\n", 1);
  return ["|", ";", "\t"].find((each) => header.includes(each)) ?? ",";
}

/** A workbook's parts inflated and parsed as XML. */
export async function workbookFloor(path: string): Promise<number> {
  return timed(async () => {
    const zip = await new Promise<ZipFile>((resolve, reject) => {
      yauzl.open(path, { lazyEntries: true }, (error, opened) => (error === null ? resolve(opened) : reject(error)));
    });
    await new Promise<void>((resolve, reject) => {
      zip.on("entry", (entry: Entry) => {
        zip.openReadStream(entry, (error, stream) => {
          if (error !== null) return reject(error);
          const parser = new SaxesParser();
          stream.on("data", (bytes: Buffer) => void parser.write(bytes.toString("latin1")));
          stream.on("end", () => zip.readEntry());
        });
      });
      zip.on("end", resolve).on("error", reject);
      zip.readEntry();
    });
  });
}

const PERSONS_AT_ONCE = 10_000;

/** Every person of some indexes read from SQLite. */
export async function personsFloor(indexes: readonly string[]): Promise<number> {
  return timed(async () => {
    for (const path of indexes) {
      const db = openSqlite(path, { readonly: true });
      const some = db.prepare("select * from person where id >= ? and id < ?").raw();
      for (let from = 0; some.all(from, from + PERSONS_AT_ONCE).length > 0; from += PERSONS_AT_ONCE);
      db.close();
    }
  });
}

async function timed(work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
}
