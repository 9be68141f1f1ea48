/** A workbook (`.xlsx`, `.xlsm`): its sheets, and the stored texts of their cells. */
import { Container } from "./container.ts";
import { SharedStrings } from "./shared-strings.ts";
import { sheetRows, type CellContext, type SheetFacts, type SheetRow } from "./sheet-rows.ts";
import { readDateStyles } from "./styles.ts";
import { damagedWorkbook } from "./workbook-faults.ts";
import { attributeOf, isOn, readXml } from "./xml.ts";

export type SheetState = "visible" | "hidden";

export interface Sheet {
  readonly name: string;
  readonly state: SheetState;
  /** Name of its part. */
  readonly part: string;
}

export class Workbook implements AsyncDisposable {
  readonly path: string;
  /** In the order of the tabs; charts and macro sheets are none. */
  readonly sheets: readonly Sheet[];
  private readonly container: Container;
  private readonly parts: WorkbookParts;
  private context: Promise<CellContext> | null = null;

  private constructor(container: Container, parts: WorkbookParts) {
    this.path = container.path;
    this.container = container;
    this.parts = parts;
    this.sheets = parts.sheets;
  }

  /** Throws `workbook-damaged`, `workbook-bomb`, `workbook-too-large`, `workbook-locked`; looks at no sheet yet but for its size. */
  static async open(path: string): Promise<Workbook> {
    const container = await Container.open(path);
    try {
      const parts = await readParts(container);
      for (const { part } of parts.sheets) container.check(part, false);
      container.check(parts.strings, false);
      container.check(parts.styles, true);
      return new Workbook(container, parts);
    } catch (error) {
      await container[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** The rows of a sheet, in pieces; `progress` gets the share of it that has been read. The file is known to be whole only once they have all been taken. */
  async *rows(
    sheet: Sheet,
    facts: SheetFacts = noFacts(),
    progress: (share: number) => void = () => {},
  ): AsyncGenerator<readonly SheetRow[]> {
    this.context ??= this.readContext();
    const chunks = this.container.chunks(sheet.part, false, progress);
    yield* sheetRows(this.path, chunks, await this.context, facts);
    // Whoever reads the sheets one after the other needs their texts no longer.
    if (sheet === this.sheets.at(-1)) this.context = null;
  }

  compressedSize(sheet: Sheet): number {
    return this.container.compressedSize(sheet.part);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.container[Symbol.asyncDispose]();
  }

  private async readContext(): Promise<CellContext> {
    const { path, container, parts } = this;
    const dates = await readDateStyles(path, container.chunks(parts.styles, true));
    const strings = await SharedStrings.read(path, container.chunks(parts.strings, false));
    return { strings, dates, base1904: parts.base1904 };
  }
}

export function noFacts(): SheetFacts {
  return { declaredWidth: 0, declaredRows: 0, mergedDown: [] };
}

interface WorkbookParts {
  readonly sheets: readonly Sheet[];
  readonly strings: string;
  readonly styles: string;
  readonly base1904: boolean;
}

interface Relationship {
  /** The last word of its type: `worksheet`, `styles` …; the transitional and the strict standard differ before it. */
  readonly kind: string;
  readonly target: string;
}

async function readParts(container: Container): Promise<WorkbookParts> {
  const { path } = container;
  const book = await workbookPart(container);
  const relationships = await readRelationships(container, book);
  const sheets: Sheet[] = [];
  let base1904 = false;
  await readXml(path, container.chunks(book, true), {
    open(name, attributes) {
      if (name === "workbookPr") base1904 = isOn(attributeOf(attributes, "date1904"));
      if (name !== "sheet") return;
      const relationship = relationships.get(attributeOf(attributes, "id") ?? "");
      if (relationship?.kind !== "worksheet") return;
      const state = attributeOf(attributes, "state");
      sheets.push({
        name: attributeOf(attributes, "name") ?? "",
        state: state === "hidden" || state === "veryHidden" ? "hidden" : "visible",
        part: relationship.target,
      });
    },
    close() {},
  });
  if (sheets.some(({ part }) => !container.has(part))) throw damagedWorkbook(path);
  const targetOf = (kind: string): string => [...relationships.values()].find((each) => each.kind === kind)?.target ?? "";
  return { sheets, strings: targetOf("sharedStrings"), styles: targetOf("styles"), base1904 };
}

/** The part that the package names as its document. */
export async function workbookPart(container: Container): Promise<string> {
  for (const { kind, target } of (await readRelationships(container, "")).values()) if (kind === "officeDocument") return target;
  return "xl/workbook.xml";
}

/** Relationships of a part (`""`: the package), by id, with their targets as names of parts. */
async function readRelationships(container: Container, part: string): Promise<Map<string, Relationship>> {
  const slash = part.lastIndexOf("/") + 1;
  const folder = part.slice(0, slash);
  const found = new Map<string, Relationship>();
  await readXml(container.path, container.chunks(`${folder}_rels/${part.slice(slash)}.rels`, true), {
    open(name, attributes) {
      if (name !== "Relationship") return;
      const type = attributeOf(attributes, "Type") ?? "";
      const target = attributeOf(attributes, "Target") ?? "";
      found.set(attributeOf(attributes, "Id") ?? "", { kind: type.slice(type.lastIndexOf("/") + 1), target: resolved(folder, target) });
    },
    close() {},
  });
  return found;
}

/** A target relative to its part's folder, or absolute. */
function resolved(folder: string, target: string): string {
  const steps: string[] = target.startsWith("/") ? [] : folder.split("/").slice(0, -1);
  for (const step of target.split("/")) {
    if (step === "..") steps.pop();
    else if (step !== "." && step !== "") steps.push(step);
  }
  return steps.join("/");
}
