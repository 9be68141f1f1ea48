/** XML of a workbook's parts, as a stream: local names only (exporters prefix as they like), no entity but XML's own five. */
import { StringDecoder } from "node:string_decoder";
import { SaxesParser, type SaxesTagPlain } from "saxes";
import { DtsenError } from "../../errors.ts";
import { damagedWorkbook } from "./workbook-faults.ts";

export interface XmlHandler {
  /** `name` without prefix. */
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close(name: string): void;
}

/** Characters between two ends of an element that `isPausing` names; more is no cell and no text of a list. */
const LONGEST_STRETCH = 64 << 20;

/**
 * Walks a part through `handler`; yields after every chunk, so that the caller hands on what the handler has gathered and
 * memory holds no more than a chunk's worth of it. Text that never ends is damage. Throws `workbook-damaged`.
 */
export async function* walkXml(path: string, chunks: AsyncIterable<Buffer>, handler: XmlHandler): AsyncGenerator<void> {
  let decoder: StringDecoder | null = null;
  const parser = new SaxesParser({ xmlns: false, position: false });
  let stretch = 0;
  parser.on("opentag", ({ name, attributes }: SaxesTagPlain) => handler.open(localName(name), attributes));
  parser.on("closetag", ({ name }) => {
    stretch = 0;
    handler.close(localName(name));
  });
  if (handler.text !== undefined) parser.on("text", (text) => handler.text!(text));
  if (handler.text !== undefined) parser.on("cdata", (text) => handler.text!(text));
  let empty = true;
  for await (const chunk of chunks) {
    empty = false;
    stretch += chunk.length;
    if (stretch > LONGEST_STRETCH) throw damagedWorkbook(path);
    decoder ??= new StringDecoder(encodingOf(chunk));
    const text = decoder.write(chunk);
    // A letter that is none of the encoding would come out as another.
    if (text.includes(REPLACEMENT) && !chunk.includes(REPLACEMENT)) throw damagedWorkbook(path);
    guarded(path, () => parser.write(text));
    yield;
  }
  if (empty || decoder === null) return;
  const rest = decoder.end();
  guarded(path, () => parser.write(rest).close());
  yield;
}

const REPLACEMENT = "\ufffd";

/** A part is UTF-8 but where its first bytes say otherwise. */
function encodingOf(chunk: Buffer): "utf8" | "utf16le" | "latin1" {
  if (chunk[0] === 0xff && chunk[1] === 0xfe) return "utf16le";
  const declared = /^[^>]*\bencoding\s*=\s*["']([\w-]+)/.exec(chunk.toString("latin1", 0, 200))?.[1] ?? "";
  return /^(?:iso-8859-1|windows-1252|us-ascii)$/i.test(declared) ? "latin1" : "utf8";
}

/** Walks a part to its end. */
export async function readXml(path: string, chunks: AsyncIterable<Buffer>, handler: XmlHandler): Promise<void> {
  for await (const _ of walkXml(path, chunks, handler));
}

function guarded(path: string, parse: () => void): void {
  try {
    parse();
  } catch (error) {
    throw error instanceof DtsenError ? error : damagedWorkbook(path, error);
  }
}

export function localName(name: string): string {
  return name.includes(":") ? name.slice(name.indexOf(":") + 1) : name;
}

/** An attribute by its local name (`r:id`, `id`). */
export function attributeOf(attributes: Readonly<Record<string, string>>, name: string): string | undefined {
  const plain = attributes[name];
  if (plain !== undefined) return plain;
  for (const key of Object.keys(attributes)) if (localName(key) === name) return attributes[key];
  return undefined;
}

/** `1`, `true`, `on` of a schema's boolean. */
export function isOn(value: string | undefined): boolean {
  return value === "1" || value === "true" || value === "on";
}
