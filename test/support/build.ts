import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");

/** Builds the program unless it is newer than all its sources. Type errors are for `npm run typecheck`; tests need only what was emitted. */
export default function build(): void {
  const built = join(root, "dist/dtsen/main.js");
  if (existsSync(built) && newest(join(root, "src")) <= statSync(built).mtimeMs) return;
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  try {
    execFileSync(process.execPath, [compiler, "-p", join(root, "tsconfig.json")], { stdio: "pipe" });
  } catch (error) {
    if (!existsSync(join(root, "dist/src/main.js"))) throw error;
    const output = (error as { stdout?: Buffer }).stdout?.toString() ?? "";
    console.warn(`the sources do not compile cleanly (${output.split("error TS").length - 1} errors): npm run typecheck`);
  }
  execFileSync(process.execPath, [join(root, "bin/bundle.js")], { stdio: "pipe" });
}

function newest(folder: string): number {
  return Math.max(0, ...readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => statSync(join(folder, name)).mtimeMs));
}
