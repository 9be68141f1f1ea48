import { expect, test } from "vitest";
import { DtsenError } from "../../src/errors.ts";
import { faultText } from "../../src/cli/fault-texts.ts";

test.each([
  [
    new DtsenError("file-missing", "daftar.csv: not found", "Check."),
    "daftar.csv: tidak ditemukan",
    "Periksa ejaan dan foldernya; nama yang memuat spasi perlu tanda petik.",
  ],
  [
    new DtsenError(
      "index-missing",
      "C:\\data\\dtsen.db: there is no index",
      "Build it first: dtsen index <extract files…> --db C:\\data\\dtsen.db",
    ),
    "C:\\data\\dtsen.db: indeks belum ada",
    "Bangun dahulu: dtsen index <extract files…> --db C:\\data\\dtsen.db",
  ],
  [
    new DtsenError(
      "mapping-ambiguous",
      'a.csv: several columns could be nama: "NAMA" (#2), "NAMA" (#5)',
      "Say which one, e.g. --map nama=#2",
    ),
    'a.csv: beberapa kolom dapat berarti hal yang sama (several columns could be nama: "NAMA" (#2), "NAMA" (#5))',
    "Sebut yang mana, misalnya: --map nama=#2",
  ],
  [new DtsenError("not-in-the-table", "a.csv: is odd", "Mend it."), "a.csv: is odd", "Mend it."],
])("%s in Indonesian", (error, message, hint) => {
  expect(faultText(error, "id")).toEqual({ message, hint });
  expect(faultText(error, "en")).toEqual({ message: error.message, hint: error.hint });
});
