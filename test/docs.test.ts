import { readFileSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { expect, test } from "vitest";
import { exitCodes } from "../src/cli/program.ts";
import { commands } from "../src/cli/commands.ts";
import { keysOfConfig } from "../src/cli/config.ts";
import { commonOptions, optionNames, options, optionSpec } from "../src/cli/options.ts";
import { findingCodes } from "../src/normalise/findings.ts";
import { statuses } from "../src/resolve/status.ts";
import { version } from "../src/version.ts";
import { readmeTables, section } from "./support/readme-tables.ts";
import { Case } from "./support/run-case.ts";

const root = resolve(import.meta.dirname, "..");
const path = join(root, "README.md");
const update = process.env["UPDATE_README"] === "1";

/** Holds a section of the README to what it should be; rewrites it where that is asked for. */
function expectSection(name: string, expected: string): void {
  const readme = readFileSync(path, "utf8");
  if (update)
    writeFileSync(
      path,
      readme.replace(section(name), (_, begin: string, __, end: string) => `${begin}${expected}\n${end.trimStart()}`),
    );
  expect(section(name).exec(readFileSync(path, "utf8"))?.[2]).toBe(expected);
}

test.each(Object.keys(readmeTables))("the README's table of %s is the program's (UPDATE_README=1 rewrites it)", (name) =>
  expectSection(name, readmeTables[name]!()),
);

test("the README's first example is what the program says (UPDATE_README=1 rewrites it)", async () => {
  using work = new Case();
  const [persons, families] = ["anggota_keluarga_dtsen_v3_2026_32.01.csv", "keluarga_dtsen_v3_2026_32.01.csv"];
  for (const file of [`dtsen/${persons}`, `dtsen/${families}`, "daftar/lengkap.csv"])
    work.write(basename(file), readFileSync(join(root, "fixtures", file)));
  const said: string[] = [];
  for (const words of [
    ["index", persons!, families!, "--label", "DTSEN V3 contoh", "--date", "2026-07-08"],
    ["match", "lengkap.csv", "--out", "laporan"],
  ]) {
    const { stdout } = await work.say(words);
    // Whether the extract is old depends on the day.
    const lines = stdout.split("\n").filter((line) => !line.startsWith("Warning: 2026-07-08"));
    said.push(`$ dtsen ${words.map((word) => (word.includes(" ") ? `"${word}"` : word)).join(" ")}`, ...lines);
  }
  expectSection("transcript", `On the example files of this repository:\n\n\`\`\`\n${said.join("\n").trimEnd()}\n\`\`\``);
});

test("the README names every status, finding code, exit code, command, option and config key", () => {
  const readme = readFileSync(path, "utf8");
  for (const status of statuses) expect(readme).toContain(`\`${status}\``);
  for (const code of findingCodes) expect(readme).toContain(`\`${code}\``);
  for (const code of Object.values(exitCodes)) expect(readme).toContain(`| \`${code}\` |`);
  for (const name of Object.keys(commands)) expect(readme).toContain(`dtsen ${name} `);
  for (const { flags } of Object.values(options)) expect(readme).toContain(flags);
  for (const key of keysOfConfig) expect(readme).toContain(`\`${key}\``);
});

test("every option belongs to a command, and none is there twice", () => {
  const used = new Set<string>(commonOptions);
  for (const { options: taken } of Object.values(commands)) {
    expect(new Set(taken).size).toBe(taken.length);
    for (const option of taken) used.add(option);
  }
  expect([...used].sort()).toEqual([...optionNames].sort());
  for (const name of optionNames) expect(optionSpec(name).flags).toMatch(new RegExp(`^--${name}(?: |$)`));
});

test("the version is that of package.json", () => {
  expect(version).toBe((JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string }).version);
});

test("no file of the README's text speaks of the machine it was written on", () => {
  expect(readFileSync(path, "utf8")).not.toMatch(/\/work\/|\/tmp\/|\/home\//);
});
