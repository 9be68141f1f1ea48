/** What a file is, by what it holds and not by its name: half of all `.xls` are web pages, and a CSV may be called `.xlsx`. */
import { closeSync, openSync, readSync } from "node:fs";
import { plainFile } from "../platform/plain-file.ts";
import { translateSystemError } from "../platform/system-errors.ts";

/** `text`: nothing that is known to be something else. */
export type FileKind =
  | "text"
  | "workbook"
  | "binary-workbook"
  | "old-workbook"
  | "locked-workbook"
  | "open-document"
  | "document"
  | "archive"
  | "web-page"
  | "xml-workbook"
  | "json"
  | "pdf"
  | "gzip"
  | "database";

const HEAD_BYTES = 1 << 14;
const PIECE_BYTES = 1 << 20;

/** Throws the faults of the file system, and `workbook-damaged` for an archive whose directory cannot be read. */
export async function fileKind(path: string): Promise<FileKind> {
  let descriptor: number;
  try {
    descriptor = openSync(plainFile(path), "r");
  } catch (error) {
    throw translateSystemError(error, path);
  }
  try {
    const head = Buffer.alloc(HEAD_BYTES);
    const bytes = head.subarray(0, readSync(descriptor, head, 0, HEAD_BYTES, 0));
    if (begins(bytes, 0x50, 0x4b, 0x03, 0x04) || begins(bytes, 0x50, 0x4b, 0x05, 0x06)) return await archiveKind(path);
    if (begins(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return holds(descriptor, ENCRYPTED) ? "locked-workbook" : "old-workbook";
    if (begins(bytes, 0x25, 0x50, 0x44, 0x46)) return "pdf";
    if (begins(bytes, 0x1f, 0x8b)) return "gzip";
    if (bytes.subarray(0, 16).toString("latin1") === "SQLite format 3\0") return "database";
    return textKind(bytes);
  } catch (error) {
    throw translateSystemError(error, path);
  } finally {
    closeSync(descriptor);
  }
}

function begins(bytes: Buffer, ...magic: readonly number[]): boolean {
  return magic.every((byte, at) => bytes[at] === byte);
}

/** The stream that an encrypted workbook lies in. */
const ENCRYPTED = Buffer.from("EncryptedPackage", "utf16le");

function holds(descriptor: number, wanted: Buffer): boolean {
  const piece = Buffer.alloc(PIECE_BYTES + wanted.length);
  for (let at = 0; ; at += PIECE_BYTES) {
    const read = readSync(descriptor, piece, 0, piece.length, at);
    if (piece.subarray(0, read).includes(wanted)) return true;
    if (read < piece.length) return false;
  }
}

async function archiveKind(path: string): Promise<FileKind> {
  // Most files are text: what reads archives is loaded when one comes.
  const [{ Container }, { workbookPart }] = await Promise.all([import("./xlsx/container.ts"), import("./xlsx/workbook.ts")]);
  await using container = await Container.open(path);
  const part = await workbookPart(container);
  if (part.endsWith(".bin") || container.has("xl/workbook.bin")) return "binary-workbook";
  if (container.has("xl/workbook.xml") || (/^xl\//i.test(part) && container.has(part))) return "workbook";
  if (container.has("mimetype") || container.has("META-INF/manifest.xml")) return "open-document";
  return container.hasFolder("word/") || container.hasFolder("ppt/") ? "document" : "archive";
}

function textKind(bytes: Buffer): FileKind {
  // UTF-16 pages lose their zeros: only tags are looked for.
  const text = bytes
    .toString("latin1")
    .replaceAll("\0", "")
    .replace(/^(?:ï»¿|ÿþ|þÿ)?\s*/, "");
  if (/^[[{]\s*[{[]?\s*"[^"\n]{1,80}"\s*:/.test(text)) return "json";
  if (!text.startsWith("<")) return "text";
  if (text.includes("urn:schemas-microsoft-com:office:spreadsheet")) return "xml-workbook";
  return /<(?:html|table|body|!doctype html)\b/i.test(text) ? "web-page" : "text";
}
