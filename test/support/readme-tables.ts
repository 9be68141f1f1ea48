/** The tables of the README, made from the tables of the program. */
import { exitCodes } from "../../src/cli/program.ts";
import { commands } from "../../src/cli/commands.ts";
import { keysOfConfig } from "../../src/cli/config.ts";
import { exitCodeTexts } from "../../src/cli/help-texts.ts";
import { commonOptions, optionSpec, type OptionName } from "../../src/cli/options.ts";
import type { Lang } from "../../src/language.ts";
import { findingCodes, findingText } from "../../src/normalise/findings.ts";
import { leadColumns } from "../../src/report/columns.ts";
import { rejectionTexts } from "../../src/report/rejection.ts";
import { rowReports, statusesOf, statusText } from "../../src/report/status.ts";

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function statusTable(lang: Lang): string {
  const head = lang === "id" ? ["laporan", "status", "artinya", "yang dilakukan"] : ["report", "status", "meaning", "what to do"];
  return table(
    head,
    rowReports.flatMap((report) =>
      statusesOf(report).map((status) => {
        const { meaning, action } = statusText(status);
        return [`\`${report}.csv\``, `\`${status}\``, meaning[lang], action[lang]];
      }),
    ),
  );
}

function findingTable(lang: Lang): string {
  const names = {
    id: { info: "catatan", warning: "peringatan", unusable: "tidak dapat dipakai" },
    en: { info: "note", warning: "warning", unusable: "unusable" },
  }[lang];
  const head = lang === "id" ? ["kode", "tingkat", "artinya"] : ["code", "level", "meaning"];
  return table(
    head,
    findingCodes.map((code) => [`\`${code}\``, names[findingText(code).severity], findingText(code)[lang]]),
  );
}

function exitTable(lang: Lang): string {
  return table(
    lang === "id" ? ["kode", "artinya"] : ["code", "meaning"],
    (Object.keys(exitCodes) as (keyof typeof exitCodes)[])
      .sort((a, b) => exitCodes[a] - exitCodes[b])
      .map((name) => [`\`${exitCodes[name]}\``, exitCodeTexts[name][lang]]),
  );
}

function rejectionTable(lang: Lang): string {
  return table(
    lang === "id" ? ["alasan", "artinya"] : ["reason", "meaning"],
    Object.entries(rejectionTexts).map(([reason, text]) => [`\`${reason}\``, text[lang]]),
  );
}

function optionRow(name: OptionName): [string, string] {
  const { flags, text } = optionSpec(name);
  return [`\`${flags}\``, text.en];
}

function commandTable(): string {
  return (
    Object.entries(commands)
      .map(([name, { argument, text, options }]) => {
        const rows = options.map(optionRow);
        return `\`dtsen ${name} ${argument}\`: ${text.en}\n\n${table(["option", "meaning"], rows)}`;
      })
      .join("\n\n") + `\n\nEvery command:\n\n${table(["option", "meaning"], commonOptions.map(optionRow))}`
  );
}

/** Section name to text; in the README between `<!-- begin: NAME -->` and `<!-- end: NAME -->`. */
export const readmeTables: Readonly<Record<string, () => string>> = {
  commands: commandTable,
  columns: () =>
    `\`\`\`\n${leadColumns.join(", ").replace("explanation, ", "explanation,\n").replace("dtsen_jenis_kelamin, ", "dtsen_jenis_kelamin,\n")}\n\`\`\``,
  statuses: () => statusTable("en"),
  findings: () => findingTable("en"),
  rejections: () => rejectionTable("en"),
  exits: () => exitTable("en"),
  config: () => keysOfConfig.map((key) => `\`${key}\``).join(", "),
  "statuses-id": () => statusTable("id"),
  "findings-id": () => findingTable("id"),
  "rejections-id": () => rejectionTable("id"),
  "exits-id": () => exitTable("id"),
};

export function section(name: string): RegExp {
  return new RegExp(`(<!-- begin: ${name} -->\\n)((?:(?!<!-- end)[\\s\\S])*?)(\\n?<!-- end: ${name} -->)`);
}
