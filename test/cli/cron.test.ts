import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { withFolderLock } from "../../src/platform/lock.ts";
import { Case, program } from "../support/run-case.ts";

const readme = readFileSync(resolve(import.meta.dirname, "../../README.md"), "utf8");

/** The README's own script, in an office whose lists are these. */
function night(work: Case): { code: number | null; mailed: string; result: Record<string, unknown> } {
  const script = /<!-- script: malam\.sh -->\n```sh\n([\s\S]*?)```/.exec(readme)![1]!;
  work.write("malam.sh", script.replaceAll("/srv/dtsen", `'${work.folder}'`));
  const dtsen = work.write("bin/dtsen", `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`);
  chmodSync(dtsen, 0o755);
  const { status, stdout } = spawnSync("sh", [work.path("malam.sh")], {
    env: { PATH: `${work.path("bin")}:${process.env["PATH"] ?? ""}`, HOME: work.folder, LANG: "C" },
  });
  const said = readFileSync(work.path("ringkasan.json"), "utf8");
  return { code: status, mailed: stdout.toString(), result: JSON.parse(said) as Record<string, unknown> };
}

const head = "NIK;NAMA;TANGGAL LAHIR;KECAMATAN;DESA\n";
const person = "3201990101800001;BUDI CONTOH;01-01-1980;CONTOH;MAJU\n";

test("the script for cron: silent where all is well, loud where a limit is crossed or nothing could be done", async () => {
  using work = new Case({
    "ekstrak.csv": `NIK|NO KK|NAMA|TANGGAL LAHIR|JENIS KELAMIN|KECAMATAN|DESA|DESIL\n${person.replace(";", "|3201990101100001|").replaceAll(";", "|").replace("CONTOH|MAJU\n", "L|CONTOH|MAJU|3\n").replace("01-01-1980", "1980-01-01")}`,
    "masuk/a.csv": head + person,
    "dtsen.config.json": JSON.stringify({ db: "dtsen.db", out: "laporan", "max-orphan": "40%" }),
  });
  execFileSync(process.execPath, [program, "index", "ekstrak.csv", "--quiet"], { cwd: work.folder });

  expect(night(work)).toMatchObject({ code: 0, mailed: "", result: { match: 1, limits_crossed: [] } });

  work.write("masuk/b.csv", `${head}3201990202900002;ORANG LAIN;02-02-1990;CONTOH;MAJU\n`);
  const crossed = night(work);
  expect([crossed.code, crossed.mailed]).toEqual([3, expect.stringMatching(/^dtsen: a limit was crossed\n[\s\S]*--max-orphan/)]);
  expect(crossed.result["limits_crossed"]).toHaveLength(1);

  await withFolderLock(work.path("laporan"), () => {
    expect(night(work)).toMatchObject({ code: 75, mailed: "", result: { error: { code: "locked" } } });
  });

  work.write("masuk/c.csv", "");
  const before = readFileSync(join(work.path("laporan"), "orphan.csv"));
  expect(night(work)).toMatchObject({
    code: 1,
    mailed: expect.stringContaining("the old ones stand (1)"),
    result: { error: { code: "empty-file" } },
  });
  expect(readFileSync(join(work.path("laporan"), "orphan.csv"))).toEqual(before);
});
