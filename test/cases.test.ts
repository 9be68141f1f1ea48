import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { Case } from "./support/run-case.ts";

/**
 * Every folder of fixtures/cases holds a `commands` file (one command line per line, without `dtsen`), the files they need,
 * and what the program said, in `expected.txt`. `vitest -u` rewrites that; the difference is what is to be reviewed.
 */
const cases = resolve(import.meta.dirname, "../fixtures/cases");

/** What differs from run to run: how long something took. */
function steady(transcript: string): string {
  return transcript.replace(/\(\d+(?:\.\d+)? s\)/g, "(… s)").replace(/\(process \d+/g, "(process …");
}

test.each(readdirSync(cases))("%s", async (name) => {
  const folder = join(cases, name);
  const files = readdirSync(folder).filter((file) => file !== "commands" && file !== "expected.txt");
  using work = new Case(Object.fromEntries(files.map((file) => [file, readFileSync(join(folder, file))])));
  const transcripts: string[] = [];
  for (const line of readFileSync(join(folder, "commands"), "utf8")
    .split("\n")
    .filter((each) => each !== "")) {
    const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
    transcripts.push((await work.run(words)).transcript);
  }
  await expect(steady(transcripts.join("\n"))).toMatchFileSnapshot(join(folder, "expected.txt"));
});
