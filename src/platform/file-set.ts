/** Files of one result: all of them under their names, or none. */
import { closeSync, existsSync, fsyncSync, writeSync } from "node:fs";
import { join } from "node:path";
import { createPrivateFolder, createTemporary, registerTemporary, removeTemporary } from "./private-files.ts";
import { publishFiles, removeLeftovers, restoreFiles, temporaryName } from "./publishing.ts";
import { translateSystemError } from "./system-errors.ts";

const BUFFERED = 1 << 18;

export class FileSet implements Disposable {
  private readonly folder: string;
  private readonly files: SetFile[] = [];
  private readonly made: { name: string; temporary: string }[] = [];

  /** The folder is made if need be, for the owner only. The caller holds its lock. */
  constructor(folder: string) {
    createPrivateFolder(folder);
    restoreFiles(folder);
    removeLeftovers(folder);
    this.folder = folder;
  }

  /** A file to be appended to. */
  text(name: string): SetFile {
    const file = new SetFile(temporaryName(this.folder, name), join(this.folder, name), name);
    this.files.push(file);
    return file;
  }

  /** A path for a file that somebody else writes. */
  path(name: string): string {
    const temporary = temporaryName(this.folder, name);
    registerTemporary(temporary);
    this.made.push({ name, temporary });
    return temporary;
  }

  /** Puts all of them in the place of older ones. */
  publish(): void {
    for (const file of this.files) file.finish();
    const finished = [...this.files.map(({ name, temporary }) => ({ name, temporary })), ...this.made];
    const before = finished.map(({ name }) => name).filter((name) => existsSync(join(this.folder, name)));
    publishFiles(this.folder, finished, before);
    this.files.length = 0;
    this.made.length = 0;
  }

  /** What was not published is removed. */
  [Symbol.dispose](): void {
    for (const file of this.files) file.discard();
    for (const { temporary } of this.made) removeTemporary(temporary);
  }
}
export class SetFile {
  readonly name: string;
  readonly temporary: string;
  private readonly target: string;
  private readonly descriptor: number;
  private pending: string[] = [];
  private size = 0;
  private open = true;

  constructor(temporary: string, target: string, name: string) {
    this.name = name;
    this.temporary = temporary;
    this.target = target;
    this.descriptor = createTemporary(temporary, target);
  }

  append(text: string): void {
    this.pending.push(text);
    this.size += text.length;
    if (this.size >= BUFFERED) this.flush();
  }

  /** Everything appended so far is on disk: the path it lies under until it is published. */
  sealed(): string {
    this.flush();
    return this.temporary;
  }

  finish(): void {
    this.flush();
    fsyncSync(this.descriptor);
    this.close();
  }

  discard(): void {
    this.close();
    removeTemporary(this.temporary);
  }

  private close(): void {
    if (this.open) closeSync(this.descriptor);
    this.open = false;
  }

  private flush(): void {
    const bytes = Buffer.from(this.pending.join(""), "utf8");
    this.pending = [];
    this.size = 0;
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(this.descriptor, bytes, at);
    } catch (error) {
      throw translateSystemError(error, this.target);
    }
  }
}
