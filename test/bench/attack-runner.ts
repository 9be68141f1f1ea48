/** The program kept warm for `attack.ts`: it runs what it is sent, one run after the other, and says how each ended. */
import process from "node:process";
import { say } from "../support/world.ts";

process.umask(0o077);
process.on("message", ({ words, folder }: { words: readonly string[]; folder: string }) => {
  void say(words, { folder, environment: { LANG: "C" } }).then(({ exitCode, stderr }) => process.send!({ code: exitCode, told: stderr }));
});
