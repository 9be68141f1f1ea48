/** Another version of the program, built from its commit, to be measured beside this one. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";

export class OtherVersion implements Disposable {
  /** The first letters of the commit. */
  readonly name: string;
  readonly program: string;
  private readonly root: string;
  private readonly path: string;

  /** `root`: of the working tree; `folder`: for the other one. Takes its own packages where they are others than ours. */
  constructor(commit: string, root: string, folder: string) {
    this.name = git(root, "rev-parse", "--short", commit).trim();
    this.root = root;
    this.path = join(folder, `version-${this.name}`);
    this.program = join(this.path, "bin/dtsen.js");
    if (existsSync(join(this.path, "dist"))) return;
    this[Symbol.dispose]();
    git(root, "worktree", "add", "--detach", this.path, commit);
    const lock = (of: string): string => readFileSync(join(of, "package-lock.json"), "utf8");
    const npm = (...words: string[]): void => void execFileSync("npm", words, { cwd: this.path, stdio: ["ignore", "ignore", "inherit"] });
    if (lock(this.path) === lock(root)) {
      symlinkSync(join(root, "node_modules"), join(this.path, "node_modules"));
      npm("run", "build");
    } else npm("ci");
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true });
    git(this.root, "worktree", "prune");
  }
}

function git(root: string, ...words: string[]): string {
  return execFileSync("git", words, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
}
