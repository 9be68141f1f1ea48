import { expect, test } from "vitest";
import { reportLanguage, terminalLanguage } from "../src/language.ts";

test.each([
  ["id", { DTSEN_LANG: "en", LANG: "en_GB.UTF-8" }, "id"],
  [undefined, { DTSEN_LANG: "id", LANG: "en_GB.UTF-8" }, "id"],
  [undefined, { DTSEN_LANG: " EN ", LANG: "id_ID.UTF-8" }, "en"],
  [undefined, { DTSEN_LANG: "fr", LANG: "id_ID.UTF-8" }, "id"],
  [undefined, { LC_ALL: "en_US.UTF-8", LANG: "id_ID.UTF-8" }, "en"],
  [undefined, { LC_ALL: "", LC_MESSAGES: "id_ID", LANG: "C" }, "id"],
  [undefined, { LANG: "in_ID.UTF-8" }, "id"],
  [undefined, { LANG: "is_IS" }, "en"],
  [undefined, {}, "en"],
])("terminalLanguage(%j, %j) is %s", (flag, environment, expected) => {
  expect(terminalLanguage(flag, environment)).toBe(expected);
});

test("reports are Indonesian unless --lang says otherwise", () => {
  expect([reportLanguage(undefined), reportLanguage("id"), reportLanguage("en")]).toEqual(["id", "id", "en"]);
});
