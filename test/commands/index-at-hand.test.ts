/** Indexes at hand: taken, made anew or left alone by `match --extract`; named in the wrong order for `compare`. */
import { expect, test } from "vitest";
import type { Outcome } from "../support/run-case.ts";
import { extractText, Office } from "../support/office.ts";

const KARTOMO = { nik: "3201990101800001", nama: "KARTOMO WIRYO", tanggal_lahir: "1980-01-01" };
const RUSMINAH = { nik: "3201995203750002", nama: "RUSMINAH DARSIH", tanggal_lahir: "1975-03-12", jenis_kelamin: "2" };

test("of the same file, changed since: made anew; of another file: refused, and the index is as it was", async () => {
  using office = await Office.with([KARTOMO]);
  office.write("daftar.csv", `NIK;NAMA\n${KARTOMO.nik};KARTOMO WIRYO\n${RUSMINAH.nik};RUSMINAH DARSIH\n`);
  const match = (extract: string): Promise<Outcome> =>
    office.run(["match", "daftar.csv", "--db", "dtsen.db", "--extract", extract, "--out", "l"]);

  office.write("ekstrak.csv", extractText([KARTOMO, RUSMINAH]));
  expect(await match("ekstrak.csv")).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/match\.csv +2 /) as string });

  office.write("lain.csv", extractText([RUSMINAH]));
  const refused = await match("lain.csv");
  expect(refused.exitCode).toBe(1);
  expect(refused.stderr).toMatch(/is an index of other files \(ekstrak\.csv\); it is not replaced\n.*--db/);
  expect(await match("ekstrak.csv")).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/match\.csv +2 /) as string });
});

test("compare of a newer index with an older one: told that up and down are exchanged", async () => {
  using office = await Office.with([KARTOMO], ["--date", "2026-07-08"]);
  await office.run(["index", "ekstrak.csv", "--db", "lama.db", "--date", "2026-04-08"]);
  const compare = (...files: string[]): ReturnType<Office["sayHere"]> =>
    office.say(["compare", ...files.map((each) => office.path(each)), "--out", office.path("perubahan"), "--quiet"]);
  expect((await compare("dtsen.db", "lama.db")).stderr).toContain("the first one (2026-07-08) is newer than the second (2026-04-08)");
  expect((await compare("lama.db", "dtsen.db")).stderr).toBe("");
});
