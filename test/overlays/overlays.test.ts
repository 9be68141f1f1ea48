import { afterAll, beforeAll, expect, test } from "vitest";
import { Office, reasons, type Person } from "../support/office.ts";

const people: (Person & { nik: string; nama: string })[] = Array.from({ length: 12 }, (_, at) => ({
  nik: `320199010160${String(at + 1).padStart(4, "0")}`,
  nokk: `320199010110${String(at + 1).padStart(4, "0")}`,
  nama:
    ["WARSONO KUSNADI", "GUNARTO PRASETYA", "DARMI LESTARI", "SUTRISNO HADI", "PAIJAN MULYONO", "SUPARMAN WIBOWO"][at % 6]! +
    (at > 5 ? " PUTRA" : ""),
  tanggal_lahir: "1960-01-01",
}));
const [mati, lain, sehat] = people;
const list = `NIK,NO KK,NAMA\n${people.map(({ nik, nokk, nama }) => `${nik},${nokk},${nama}`).join("\n")}\n`;

let office: Office;
beforeAll(async () => {
  office = await Office.with(people, ["--date", "2026-02-01"]);
});
afterAll(() => office[Symbol.dispose]());

test("a mark is a finding with its list, row and both dates; no row is moved (G3)", async () => {
  office.write(
    "kematian.csv",
    `NIK,NAMA,TANGGAL KEMATIAN\n${mati!.nik},Warsono Kusnadi,2026-01-03\n${lain!.nik},ORANG LAIN SEKALI,2025-12-01\n`,
  );
  const plain = await office.match(list);
  const reports = await office.match(list, ["--overlay", "meninggal=kematian.csv", "--lang", "id"]);
  expect(reports.rows.map(({ status }) => status)).toEqual(plain.rows.map(({ status }) => status));
  expect(reasons(reports.row(2))).toContain("TANDA_MENINGGAL");
  expect(reports.row(2)["explanation"]).toContain(
    "tercantum di daftar “meninggal” (kematian.csv baris 2, 2026-01-03; DTSEN 2026-02-01)".replace(/^t/, ""),
  );
  expect(reasons(reports.row(3))).toContain("TANDA_MENINGGAL_RAGU");
  expect(reports.row(3)["explanation"]).toContain("atas nama lain");
  expect(reasons(reports.row(4))).toEqual(reasons(plain.row(4)));
  expect(reports.outcome.stdout).toContain("Tanda: meninggal 1 (1 ragu)");
  expect(reports.summary["overlays"]).toEqual([
    { name: "meninggal", file: "kematian.csv", rows: 2, unusable: 0, marked: 1, doubtful: 1, families: 0 },
  ]);
});

test("G1: an overlay without numbers is refused: a name alone marks nobody", async () => {
  office.write("nama.csv", `NAMA,TANGGAL LAHIR\nWARSONO KUSNADI,1960-01-01\n`);
  office.write("daftar.csv", list);
  const { exitCode, stderr } = await office.say([
    "match",
    "daftar.csv",
    "--db",
    "dtsen.db",
    "--out",
    "x",
    "--lang",
    "id",
    "--overlay",
    "meninggal=nama.csv",
  ]);
  expect([exitCode, stderr]).toEqual([1, expect.stringContaining("daftar tanda perlu kolom NIK")]);
});

test("G2: ruined numbers mark nobody, and are told", async () => {
  office.write("rusak.csv", `NIK,NAMA\n3.20199E+15,WARSONO KUSNADI\n${sehat!.nik},${sehat!.nama}\n`);
  const reports = await office.match(list, ["--overlay", "asn=rusak.csv", "--lang", "id"]);
  expect(reasons(reports.row(2))).not.toContain("TANDA_ASN");
  expect(reports.outcome.stdout).toContain("rusak.csv (1/2): baris daftar tanda yang NIK-nya tidak dapat dipakai");
});

test("G4: (ALM) in the list's name is told without any overlay", async () => {
  const reports = await office.match(list.replace("WARSONO KUSNADI", "WARSONO KUSNADI (ALM)"));
  expect(reasons(reports.row(2))).toContain("NAMA_ALMARHUM");
});

test("G5: an overlay that marks nearly the whole list is asked about", async () => {
  const reports = await office.match(list, ["--overlay", "asn=daftar.csv", "--lang", "id"]);
  expect(reports.outcome.stdout).toContain("asn (12/12): baris ditandai oleh daftar ini. Periksa apakah berkasnya benar.");
});

test("G6: another member of the card is told where families are asked for", async () => {
  office.write("pkh.csv", `NIK,NO KK,NAMA\n3201994101600099,${mati!.nokk},ISTRI WARSONO\n`);
  const reports = await office.match(list, ["--overlay", "pkh=pkh.csv;keluarga"]);
  expect(reasons(reports.row(2))).toContain("TANDA_PKH_KELUARGA");
  expect(reasons((await office.match(list, ["--overlay", "pkh=pkh.csv"])).row(2))).not.toContain("TANDA_PKH_KELUARGA");
});

test("the match.csv of another list is an overlay", async () => {
  office.write("kecil.csv", `NIK,NAMA\n${mati!.nik},WARSONO KUSNADI\n`);
  await office.say(["match", "kecil.csv", "--db", "dtsen.db", "--out", "kecil"]);
  const reports = await office.match(list, ["--overlay", "pkh=kecil/match.csv"]);
  expect(reports.rows.filter((row) => reasons(row).includes("TANDA_PKH")).map(({ source_row }) => source_row)).toEqual(["2"]);
});
