import { expect, test } from "vitest";
import { placesInAddress } from "../../../src/normalise/fields/address-places.ts";

test.each([
  ["Jl. Melati RT 01 RW 02 Desa Sukamaju Kec. Contoh Kab. Karangan", "SUKAMAJU", "CONTOH", "KARANGAN"],
  ["DSN KRAJAN DS. SUKA MAJU, KEC CONTOH", "SUKA MAJU", "CONTOH", ""],
  ["Kel. Bunga Rampai - Kec. Contoh", "BUNGA RAMPAI", "CONTOH", ""],
  ["Nagari Rantau RT 1", "RANTAU", "", ""],
  ["DESA SUKAMAJU RT 001/002", "SUKAMAJU", "", ""],
  ["Kelurahan Mawar 12", "MAWAR", "", ""],
  ["SUKAMAJU", "", "", ""],
  ["Dusun Krajan RT 1", "", "", ""],
  ["JL DESAKU 12", "", "", ""],
  ["Desa", "", "", ""],
  ["", "", "", ""],
])("placesInAddress(%j)", (text, desa, kecamatan, kabupaten) => {
  expect(placesInAddress(text)).toEqual({ desa, kecamatan, kabupaten });
});
