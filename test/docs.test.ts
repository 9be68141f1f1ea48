import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { exitCodes } from "../src/cli/program.ts";
import { commands } from "../src/cli/commands.ts";
import { keysOfConfig } from "../src/cli/config.ts";
import { commonOptions, optionNames, options, optionSpec } from "../src/cli/options.ts";
import { findingCodes } from "../src/normalise/findings.ts";
import { statuses } from "../src/resolve/status.ts";
import { version } from "../src/version.ts";
import { readmeTables, section } from "./support/readme-tables.ts";

const root = resolve(import.meta.dirname, "..");
const path = join(root, "README.md");
const update = process.env["UPDATE_README"] === "1";

test.each(Object.keys(readmeTables))("the README's table of %s is the program's (UPDATE_README=1 rewrites it)", (name) => {
  const readme = readFileSync(path, "utf8");
  const expected = readmeTables[name]!();
  if (update)
    writeFileSync(
      path,
      readme.replace(section(name), (_, begin: string, __, end: string) => `${begin}${expected}\n${end.trimStart()}`),
    );
  expect(section(name).exec(readFileSync(path, "utf8"))?.[2]).toBe(expected);
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
