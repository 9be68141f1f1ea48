import { expect, test } from "vitest";
import { isDegree, isPlainDegree } from "../../../src/normalise/name/titles.ts";
import { readName } from "../../../src/normalise/name/read-name.ts";

const context = { sex: null, province: null };
const tokens = (text: string): string => readName(text, context).value!.tokens.join(" ");
/** But for what tells the sex, which `read-name.test.ts` is about. */
const marks = (text: string): readonly string[] => readName(text, context).value!.marks.filter((mark) => mark !== "salutation");

/** Before the name, with and without dots where both are safe (`titles.psv`, action strip or optional). */
const stripped = [
  "H.",
  "H",
  "HJ.",
  "HJ",
  "HAJI",
  "HAJAH",
  "HAJJAH",
  "KH.",
  "UST.",
  "USTADZ",
  "USTAZ",
  "TGK.",
  "TGH.",
  "PDT.",
  "DRS.",
  "DRS",
  "DRA.",
  "IR.",
  "DR.",
  "DRG.",
  "DRH.",
  "PROF.",
  "TN.",
  "NN.",
  "SDR.",
  "SDRI.",
  "BPK.",
  "BP.",
  "BAPAK",
  "IBU",
  "BU.",
  "BU",
  "PAK",
  "RD.",
  "RADEN",
  "R.A.",
  "RA.",
  "R.R.",
  "RR.",
  "RORO",
  "R.M.",
  "R.NGT.",
  "PROF. DR. H.",
  "DRS. H.",
  "RADEN AJENG",
  "RADEN MAS",
];

test.each(stripped)("%s before a name is a title", (title) => {
  expect([tokens(`${title} KUNCORO WIBISANA`), marks(`${title} KUNCORO WIBISANA`)]).toEqual(["KUNCORO WIBISANA", ["title"]]);
});

/** After the name: behind a comma, or with their dots (`titles.psv`, strip if comma or dots). */
const degrees = [
  "S.PD",
  "S.PD.I",
  "S.H.",
  "S.H.I",
  "S.E.",
  "S.T.",
  "S.KOM",
  "S.AG",
  "S.SOS",
  "S.IP",
  "S.P.",
  "S.PT",
  "S.SI",
  "S.S.",
  "S.PSI",
  "S.KED",
  "S.KEP",
  "S.KM",
  "SKM",
  "S.TR.KES",
  "S.ST",
  "A.MA",
  "A.MD",
  "A.MD.KEB",
  "A.P.",
  "M.PD",
  "M.SI",
  "M.M.",
  "M.H.",
  "M.KOM",
  "M.KES",
  "M.AG",
  "M.T.",
  "M.A.",
  "M.HUM",
];

test.each(degrees)("%s behind a comma is a degree, with dots also without the comma", (degree) => {
  expect(tokens(`GUNTORO WASKITA, ${degree}`)).toBe("GUNTORO WASKITA");
  expect(tokens(`GUNTORO WASKITA,${degree.replaceAll(".", "")}`)).toBe("GUNTORO WASKITA");
  if (degree.includes(".")) expect(tokens(`GUNTORO WASKITA ${degree}`)).toBe("GUNTORO WASKITA");
  expect(isDegree(degree.replaceAll(".", ""))).toBe(true);
});

test.each(["S. Pd", "S. Pd. I", "SE., Ak., CA.", "S.Th", "M.Th.", "A.Md.Kom", "Amd.", "S.Tr.Keb", "M.Farm., Apt."])(
  "%s after a comma is no person and no name",
  (degree) => {
    expect([tokens(`GUNTORO WASKITA, ${degree}`), marks(`GUNTORO WASKITA, ${degree}`)]).toEqual(["GUNTORO WASKITA", ["title"]]);
  },
);

test("what people are called is compared with and without", () => {
  for (const calling of ["ABAH", "MANG", "CEU", "MBAK", "PAKDE", "NINI"]) {
    expect(readName(`${calling} GUNTORO`, context).value!.alternatives).toEqual([["GUNTORO"]]);
  }
});

test("several degrees and a title around one name", () => {
  expect(tokens("Prof. Dr. H. Guntoro Waskita, S.Pd., M.Pd.")).toBe("GUNTORO WASKITA");
});

test.each(["SE", "SH", "ST", "SP", "SS", "MA", "MM", "MT"])("%s without comma and dots may be a piece of a name: it stays", (letters) => {
  expect(tokens(`GUNTORO ${letters}`)).toBe(`GUNTORO ${letters}`);
  expect([isDegree(letters), isPlainDegree(letters)]).toEqual([true, false]);
});

/** Never stripped: names, sex markers, castes, titles that are part of the registered name (`titles.psv`, keep or expand). */
test.each([
  "ANDI SAPUTRA",
  "I WAYAN DARTANA",
  "NI LUH ARIANI",
  "GUSTI AYU RATNA",
  "RATU WULANDARI",
  "CUT NURMALA",
  "IDA BAGUS PUTRA",
  "DESAK MADE RAI",
  "ENTOL SURYADI",
  "DAYU PUSPITA",
  "SAID ABDILA",
  "SYARIF HIDAYATULOH",
  "TENGKU AMRAN",
  "MALIN SUTAN",
])("%s keeps its first word", (name) => {
  expect(tokens(name).split(" ")).toHaveLength(name.split(" ").length);
  expect(marks(name)).toEqual([]);
});

test.each([
  ["NY. SUMARNI", "husband-name", "NAMA_ORANG_LAIN"],
  ["NYONYA SUMARNI", "husband-name", "NAMA_ORANG_LAIN"],
  ["BAYI SUMARNI", "newborn", "NAMA_ORANG_LAIN"],
  ["BY. SUMARNI", "newborn", "NAMA_ORANG_LAIN"],
  ["BY. NY. SUMARNI", "newborn", "NAMA_ORANG_LAIN"],
  ["ALM. SUMARNI", "deceased", "NAMA_ALMARHUM"],
  ["SUMARNI ALMARHUM", "deceased", "NAMA_ALMARHUM"],
  ["ALMH SUMARNI", "deceased", "NAMA_ALMARHUM"],
  ["SUMARNI (ALMH)", "deceased", "NAMA_ALMARHUM"],
  ["SUMARNI, ALM.", "deceased", "NAMA_ALMARHUM"],
  ["KEL. SUMARNI", "not-a-person", "NAMA_BUKAN_ORANG"],
  ["SUMARNI CS", "not-a-person", "NAMA_BUKAN_ORANG"],
  ["SUMARNI DKK", "not-a-person", "NAMA_BUKAN_ORANG"],
])("%s is SUMARNI, marked %s", (text, mark, code) => {
  const { value, findings } = readName(text, context);
  expect([value!.tokens, marks(text)[0], findings]).toEqual([["SUMARNI"], mark, [code]]);
});

test.each(["IR", "RA", "RR", "RM", "K"])("%s without a dot may be a cut name: it stays", (word) => {
  expect(tokens(`${word} KUNCORO`)).toBe(`${word} KUNCORO`);
});

test("a title alone is no name, a title's letters inside a name are no title", () => {
  expect(readName("DRS.", context).value).toBeNull();
  expect(tokens("KUNCORO H WIBISANA")).toBe("KUNCORO H WIBISANA");
  expect(tokens("HARIS DRAJAT")).toBe("HARIS DRAJAT");
});
