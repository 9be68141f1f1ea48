import { expect, test } from "vitest";
import { DtsenError } from "../src/errors.ts";
import { faults, faultText } from "../src/faults.ts";
import { harmless, shown } from "../src/shown.ts";

test("a fault is told in either language, whole", () => {
  const ambiguous = {
    file: "a.csv",
    field: "nama",
    columns: [
      { header: "NAMA", number: 2 },
      { header: "NAMA", number: 5 },
    ],
  };
  expect(faultText("mapping-ambiguous", ambiguous, "id")).toEqual({
    message: 'a.csv: beberapa kolom dapat berarti nama: "NAMA" (#2), "NAMA" (#5)',
    hint: "Sebut yang mana, misalnya --map nama=#2",
  });
  expect(faultText("mapping-ambiguous", ambiguous, "en")).toEqual({
    message: 'a.csv: several columns could be nama: "NAMA" (#2), "NAMA" (#5)',
    hint: "Say which one, e.g. --map nama=#2",
  });
  const missing = { file: "C:\\data kantor\\dtsen.db", inputs: [] };
  expect(faultText("index-missing", missing, "id").hint).toBe(
    'Bangun dahulu: dtsen index <berkas ekstrak…> --db "C:\\data kantor\\dtsen.db"',
  );
  expect(new DtsenError("empty-file", { file: "-" }).message).toBe("standard input: is empty");
  expect(faultText("empty-file", { file: "-" }, "id").message).toBe("masukan standar: kosong");
});

/** Parameters that choose among texts; any other is whatever is asked of it. */
const choices: Readonly<Record<string, string>> = { kind: "pdf", limit: "disk", want: "filled", fault: "untrained" };
const anything: unknown = new Proxy(() => anything, {
  get: (_, name) => {
    if (name === Symbol.toPrimitive || name === "toString") return () => "X";
    if (name === "join") return () => "X";
    return typeof name === "string" && Object.hasOwn(choices, name) ? choices[name] : anything;
  },
});

test("no message speaks both languages", () => {
  const english = /\b(?:the|is|are|not|with|cannot|from|again|its|file)\b/;
  const indonesian = /\b(?:berkas|tidak|yang|adalah|dengan|bukan|untuk|dari|kolom|baris|atau)\b/;
  for (const [code, { id, en }] of Object.entries(faults)) {
    const say = (texts: unknown): string => (texts as (params: unknown) => string[])(anything).join(" ");
    expect(say(id).replaceAll("File → Info", ""), code).not.toMatch(english);
    expect(say(en).replaceAll("WNI atau WNA", ""), code).not.toMatch(indonesian);
  }
});

test("names out of files reach no terminal with controls or somebody's number in them", () => {
  expect(shown("a\u001b[31mb\r\n\u0007\u202ec\u200d\u2028.csv")).toBe("a\ufffd[31mb\ufffd\ufffd\ufffd\ufffdc\ufffd\ufffd.csv");
  for (const number of [
    "3201990101800001",
    "３２０１９９０１０１８００００１",
    "٣٢٠١٩٩٠١٠١٨٠٠٠٠١",
    "3201 9901 0180 0001",
    "3201.9901.0180.0001",
    "081234567890",
  ])
    expect(shown(`x ${number}.csv`)).toBe("x ••••••••.csv");
  const ordinary = "anggota_keluarga_dtsen_v3_2026_32.01_20260708.csv";
  expect(shown(ordinary)).toBe(ordinary);
  expect(new DtsenError("file-missing", { file: "/a/3201990101800001.csv" }).message).toBe("/a/••••••••.csv: not found");
});

test("nothing that is printed steers the terminal, colours apart", () => {
  expect(harmless("a\u001b[2Jb\u001b]0;x\u0007\r\u202ec\n\td")).toBe("a\ufffd[2Jb\ufffd]0;x\ufffd\ufffd\ufffdc\n\td");
  expect(harmless("\u001b[1;31mmerah\u001b[0m ↔ é")).toBe("\u001b[1;31mmerah\u001b[0m ↔ é");
});
