/** The few looks a cell may have. Every one is text (`numFmtId` 49), so that a number typed into it stays whole. Pure. */

interface Look {
  readonly font?: keyof typeof fonts;
  readonly fill?: string;
  readonly border?: true;
  readonly wrap?: true;
  readonly centre?: true;
}

/** On every Windows, and with a font of the same widths elsewhere. */
const FONT = '<name val="Arial"/><family val="2"/>';
const fonts = {
  plain: `<sz val="10"/>${FONT}`,
  bold: `<b/><sz val="10"/>${FONT}`,
  title: `<b/><sz val="15"/>${FONT}`,
  grey: `<sz val="7"/><color rgb="FFA6A6A6"/>${FONT}`,
};
/** Height of a line of plain text. */
export const LINE_POINTS = 13;

/** Colour stands beside the word, never for it. */
const looks = {
  text: {},
  wrap: { wrap: true },
  header: { font: "bold", fill: "D9E1F2", border: true, wrap: true, centre: true },
  input: { fill: "FFFFE5", border: true, wrap: true },
  quiet: { font: "grey" },
  title: { font: "title" },
  heading: { font: "bold", fill: "D9E1F2" },
  bold: { font: "bold" },
  match: { fill: "E2F0D9", wrap: true },
  conflict: { fill: "FFF2CC", wrap: true },
  orphan: { fill: "F8CBAD", wrap: true },
  rejected: { fill: "D9D9D9", wrap: true },
} as const satisfies Readonly<Record<string, Look>>;

export type CellStyle = keyof typeof looks;

const names = Object.keys(looks) as CellStyle[];
/** Style 0 is what a cell without style has: the spreadsheet's own General. */
const numbers = Object.fromEntries(names.map((name, at) => [name, at + 1])) as Record<CellStyle, number>;

export function styleNumber(style: CellStyle): number {
  return numbers[style];
}

/** A day, in the spreadsheet's own short form. */
export const DATE_STYLE = names.length + 1;

export function isWrapped(style: CellStyle): boolean {
  return wrapped.has(style);
}

const wrapped: ReadonlySet<CellStyle> = new Set(names.filter((name) => (looks[name] as Look).wrap === true));

export function stylesXml(): string {
  const fontNames = Object.keys(fonts) as (keyof typeof fonts)[];
  const fills = [...new Set(names.flatMap((name) => (looks[name] as Look).fill ?? []))];
  const xfs = names.map((name) => {
    const { font = "plain", fill, border, wrap, centre }: Look = looks[name];
    const fillId = fill === undefined ? 0 : fills.indexOf(fill) + 2;
    const alignment = `<alignment vertical="${centre ? "center" : "top"}"${centre ? ' horizontal="center"' : ""}${wrap ? ' wrapText="1"' : ""}/>`;
    return (
      `<xf numFmtId="49" fontId="${fontNames.indexOf(font)}" fillId="${fillId}" borderId="${border ? 1 : 0}" xfId="0" ` +
      `applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">${alignment}</xf>`
    );
  });
  const edge = (side: string): string => `<${side} style="thin"><color rgb="FFBFBFBF"/></${side}>`;
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
    `<fonts count="${fontNames.length}">${fontNames.map((name) => `<font>${fonts[name]}</font>`).join("")}</fonts>` +
    `<fills count="${fills.length + 2}"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>` +
    `${fills.map((fill) => `<fill><patternFill patternType="solid"><fgColor rgb="FF${fill}"/><bgColor indexed="64"/></patternFill></fill>`).join("")}</fills>` +
    `<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>` +
    `<border>${["left", "right", "top", "bottom"].map(edge).join("")}<diagonal/></border></borders>` +
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
    `<cellXfs count="${xfs.length + 2}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>${xfs.join("")}` +
    '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>' +
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
  );
}
