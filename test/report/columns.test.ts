import { expect, test } from "vitest";
import {
  mergeOwnColumns,
  othersCell,
  placeOwnCells,
  probabilityCell,
  reasonsCell,
  rejectedHeader,
  reportHeader,
} from "../../src/report/columns.ts";

test("the columns are those of the contract, then the list's own", () => {
  expect(reportHeader(["NO", "NAMA, LENGKAP"], ",")).toBe(
    "source_file,source_row,status,reasons,probability,explanation," +
      "dtsen_file,dtsen_row,dtsen_nik,dtsen_no_kk,dtsen_nama,dtsen_tanggal_lahir,dtsen_jenis_kelamin," +
      'dtsen_desa,dtsen_kecamatan,dtsen_desil,kelayakan,other_candidates,NO,"NAMA, LENGKAP"\r\n',
  );
  expect(rejectedHeader(",")).toBe("source_file,source_row,reason,detail\r\n");
});

test("a list of semicolons is answered in semicolons", () => {
  expect(reportHeader(["NO", "NAMA, LENGKAP"], ";")).toContain(";kelayakan;other_candidates;NO;NAMA, LENGKAP\r\n");
  expect(rejectedHeader(";")).toBe("source_file;source_row;reason;detail\r\n");
});

test.each([
  [0, "0.0000"],
  [0.99996, "0.9999"],
  [0.9999, "0.9999"],
  [0.29, "0.2900"],
  [1, "1.0000"],
  [1 - 1e-12, "0.9999"],
])("probabilityCell(%d) is %s: certainty is never rounded into being", (probability, expected) => {
  expect(probabilityCell(probability)).toBe(expected);
});

test("at most five other candidates, in the order given", () => {
  const others = [1, 2, 3, 4, 5, 6].map((row) => ({ row, probability: 0.01 * row }));
  expect(othersCell(others)).toBe("1:0.0100;2:0.0200;3:0.0300;4:0.0400;5:0.0500");
  expect(othersCell([])).toBe("");
});

test("a reason is named once", () => {
  expect(reasonsCell(["NAMA_EJAAN", "KK_BERUBAH", "NAMA_EJAAN"])).toBe("NAMA_EJAAN;KK_BERUBAH");
});

test("lists with different headers share the columns they have in common; a doubled header stays doubled", () => {
  const { headers, places } = mergeOwnColumns([
    ["NO", "NAMA", "NAMA"],
    ["NAMA", "DESA"],
  ]);
  expect(headers).toEqual(["NO", "NAMA", "NAMA", "DESA"]);
  expect(placeOwnCells(["1", "A", "B"], places[0]!, headers.length)).toEqual(["1", "A", "B", ""]);
  expect(placeOwnCells(["C", "D"], places[1]!, headers.length)).toEqual(["", "C", "", "D"]);
});
