/** XML of a workbook's parts, as a stream: local names only (exporters prefix as they like), no entity but XML's own five. */
import { TextDecoder } from "node:util";
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
  let decoder: TextDecoder | null = null;
  const parser = new SaxesParser({ xmlns: false, position: false });
  let stretch = 0;
  parser.on("opentag", ({ name, attributes }: SaxesTagPlain) => handler.open(localName(name), attributes));
  parser.on("closetag", ({ name }) => {
    stretch = 0;
    handler.close(localName(name));
  });
  if (handler.text !== undefined) parser.on("text", (text) => handler.text!(text));
  if (handler.text !== undefined) parser.on("cdata", (text) => handler.text!(text));
  for await (const chunk of chunks) {
    stretch += chunk.length;
    if (stretch > LONGEST_STRETCH) throw damagedWorkbook(path);
    guarded(path, () => {
      decoder ??= decoderOf(chunk);
      parser.write(decoder.decode(chunk, { stream: true }));
    });
    yield;
  }
  if (decoder === null) return;
  const rest: TextDecoder = decoder;
  guarded(path, () => parser.write(rest.decode()).close());
  yield;
}

/** A part is UTF-8 but where its first bytes say otherwise. Throws where the encoding is none that is known, and on letters that are none of it. */
function decoderOf(chunk: Buffer): TextDecoder {
  const isWide = chunk[0] === 0xff && chunk[1] === 0xfe;
  const declared = /^[^>]*\bencoding\s*=\s*["']([\w-]+)/.exec(chunk.toString("latin1", 0, 200))?.[1];
  return new TextDecoder(isWide ? "utf-16le" : (declared ?? "utf-8"), { fatal: true });
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
