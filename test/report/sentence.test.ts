import { expect, test } from "vitest";
import { findingCodes } from "../../src/normalise/findings.ts";
import type { FindingCode } from "../../src/normalise/findings.ts";
import { statuses, type Status } from "../../src/resolve/status.ts";
import {
  differingWords,
  noListFacts,
  pairClauses,
  rowClauses,
  sentenceOf,
  type ListFacts,
  type PairFacts,
} from "../../src/report/sentence.ts";
import type { Lang } from "../../src/language.ts";

interface SentenceFacts {
  readonly status: Status;
  readonly pair: PairFacts | null;
  readonly findings: readonly FindingCode[];
  readonly list: ListFacts;
}

function explainSentence({ status, pair, findings, list }: SentenceFacts, lang: Lang): string {
  return sentenceOf(status, pair === null ? "" : pairClauses(pair, lang), rowClauses(findings, lang), list, lang);
}

const samePerson: PairFacts = {
  nik: "equal",
  listNik: "usable",
  extractNik: true,
  nameNotes: [],
  differingWords: null,
  date: "equal",
  sex: "equal",
  card: "equal",
  place: "card",
  inKecamatan: false,
};
const facts = (status: SentenceFacts["status"], pair: Partial<PairFacts> | null, rest: Partial<SentenceFacts> = {}): SentenceFacts => ({
  status,
  pair: pair === null ? null : { ...samePerson, ...pair },
  findings: [],
  list: noListFacts,
  ...rest,
});

test("the sentence of the contract", () => {
  const row = facts("PADAN_CATATAN", { nameNotes: ["NAMA_EJAAN"], differingWords: ["MUH.", "MUHAMMAD"], date: "swapped" });
  expect(explainSentence(row, "id")).toBe("NIK sama; nama beda ejaan (MUH. ↔ MUHAMMAD); tanggal lahir tertukar hari/bulan.");
  expect(explainSentence(row, "en")).toBe("NIK equal; name spelt differently (MUH. ↔ MUHAMMAD); day and month of birth swapped.");
});

test.each([
  [facts("PADAN", {}), "NIK sama; nama sama; tanggal lahir sama."],
  [facts("PADAN", { date: "unknown", card: "unknown", place: "desa" }), "NIK sama; nama sama."],
  [
    facts("PADAN_CATATAN", { card: "different", place: "kecamatan" }),
    "NIK sama; nama sama; tanggal lahir sama; nomor KK berbeda; desa berbeda, kecamatan sama.",
  ],
  [
    facts("PADAN_CATATAN", {}, { findings: ["NIK_DIBERSIHKAN", "NAMA_GELAR"] }),
    "NIK sama; nama sama; tanggal lahir sama; tanda pada NIK diabaikan (spasi, titik, petik, .0).",
  ],
  [
    facts("PADAN_PROBABILISTIK", { nik: "unknown", listNik: "none" }, { list: { ...noListFacts, clashes: ["SERUMAH"] } }),
    "NIK di daftar kosong; nama sama; tanggal lahir sama; nomor KK sama; anggota KK lain di daftar ini menunjuk KK yang sama di DTSEN.",
  ],
  [
    facts("NIK_PADAN_NAMA_BEDA", {
      nameNotes: ["NAMA_BEDA"],
      differingWords: ["SITI", "BUDI"],
      date: "different",
      sex: "different",
      card: "unknown",
      place: "unknown",
    }),
    "NIK sama; nama berbeda (SITI ↔ BUDI); tanggal lahir berbeda; jenis kelamin berbeda.",
  ],
  [
    facts("NAMA_PADAN_NIK_BEDA", { nik: "one-digit", card: "unknown", place: "desa" }),
    "NIK beda satu digit; nama sama; tanggal lahir sama; desa sama.",
  ],
  [
    facts("NIK_KONFLIK", { nik: "different", card: "unknown", place: "unknown" }, { list: { ...noListFacts, holderRow: 512 } }),
    "NIK milik orang lain di DTSEN (baris DTSEN 512); NIK berbeda; nama sama; tanggal lahir sama.",
  ],
  [
    facts(
      "KANDIDAT_GANDA",
      { nik: "unknown", listNik: "none", card: "unknown", place: "unknown" },
      { list: { ...noListFacts, candidates: 3 } },
    ),
    "3 calon hampir sama cocoknya; NIK di daftar kosong; nama sama; tanggal lahir sama.",
  ],
  [
    facts("GANDA_DI_DAFTAR", {}, { list: { ...noListFacts, clashes: ["NIK_GANDA_SAMA_ORANG"], rival: { row: 12, file: null } } }),
    "Orang ini sudah dipegang baris 12; NIK sama; nama sama; tanggal lahir sama.",
  ],
  [
    facts("PADAN_CATATAN", {}, { list: { ...noListFacts, clashes: ["NIK_GANDA_SAMA_ORANG"], rival: { row: 12, file: "lain.csv" } } }),
    "NIK sama; nama sama; tanggal lahir sama; orang yang sama ada juga di baris 12 di lain.csv.",
  ],
  [
    facts("PADAN_CATATAN", {}, { list: { ...noListFacts, clashes: ["DTSEN_NIK_GANDA"], nikRows: 2 } }),
    "NIK sama; nama sama; tanggal lahir sama; NIK ini ada pada 2 baris DTSEN.",
  ],
  [
    facts("NIK_TIDAK_VALID", null, { findings: ["NIK_PANJANG"] }),
    "NIK tidak sah; tidak ada calon menurut data lain; jumlah digit NIK bukan 16.",
  ],
  [facts("NIK_KOSONG", null, { findings: ["NIK_KOSONG"] }), "NIK tidak diisi; tidak ada calon menurut data lain."],
  [
    facts("TIDAK_DITEMUKAN", null, { list: { ...noListFacts, unfit: 3 } }),
    "NIK tidak ada di DTSEN; tidak ada orang yang cukup cocok menurut data lain.",
  ],
  [
    facts("NAMA_PADAN_NIK_BEDA", { nik: "unknown", extractNik: false, card: "unknown", place: "desa" }),
    "DTSEN mencatat orang ini tanpa NIK; nama sama; tanggal lahir sama; desa sama.",
  ],
  [
    facts("NAMA_PADAN_NIK_BEDA", { nik: "unknown", card: "unknown", place: "desa" }),
    "NIK orang ini di DTSEN tidak dapat dipakai; nama sama; tanggal lahir sama; desa sama.",
  ],
])("trap 18, 19, 20, 62, 65, 67 in words: %#", (row, expected) => {
  expect(explainSentence(row, "id")).toBe(expected);
});

test("trap 69: a missing family row and an empty decile are told apart", () => {
  const missing = explainSentence(facts("PADAN_CATATAN", {}, { findings: ["KELUARGA_TIDAK_ADA"] }), "id");
  const empty = explainSentence(facts("PADAN_CATATAN", {}, { findings: ["DESIL_KOSONG"] }), "id");
  expect(missing).toContain("keluarga orang ini tidak ada di DTSEN; desil tidak diketahui");
  expect(empty).toContain("desil keluarga kosong di DTSEN");
});

test("traps 58, 59, 61: what the officer must know of a name is in the sentence", () => {
  const sentence = explainSentence(facts("PADAN_CATATAN", {}, { findings: ["NAMA_ALMARHUM", "NAMA_BUKAN_ORANG", "BUKAN_KEPALA"] }), "id");
  expect(sentence).toContain("periksa apakah sudah meninggal");
  expect(sentence).toContain("bukan nama satu orang");
  expect(sentence).toContain("pengurus bukan kepala keluarga");
});

test("every status makes one sentence, in both languages, with and without a person", () => {
  for (const lang of ["id", "en"] as const) {
    for (const status of statuses) {
      for (const pair of [null, samePerson]) {
        const sentence = explainSentence(
          { ...facts(status, pair), findings: findingCodes, list: { ...noListFacts, clashes: ["KERABAT", "BLOK_TERPOTONG"] } },
          lang,
        );
        expect(sentence).toMatch(/^[A-Z0-9].*\.$/);
        expect(sentence).not.toMatch(/undefined|null|; ;|\.\./);
      }
    }
  }
});

test.each([
  ["MUH. YUSUF", "MUHAMMAD YUSUF", ["MUH.", "MUHAMMAD"]],
  ["SITI AMINAH", "AMINAH SITI", null],
  ["SITI AMINAH, S.Pd", "SITI AMINAH", ["S.PD", "—"]],
  ["SITI", "SITI AMINAH BINTI USMAN", ["—", "AMINAH BINTI USMAN"]],
  ["A B C D E", "F", ["A B C …", "F"]],
  ["siti", "SITI", null],
])("differingWords(%j, %j) is %j", (left, right, expected) => {
  expect(differingWords(left, right)).toEqual(expected);
});
