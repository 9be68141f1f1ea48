import { describe, expect, test } from "vitest";
import {
  agreesWithNik,
  isCenturyOpen,
  isDefaultDate,
  readBirthDate,
  readBirthDateParts,
  type DateContext,
} from "../../../src/normalise/fields/birth-date.ts";
import { dateOfSerial, isDate } from "../../../src/normalise/fields/calendar.ts";
import { nikDate } from "../../../src/normalise/fields/nik.ts";
import { random } from "../../support/random.ts";

const context: DateContext = { order: null, century: null, today: 20260615 };
const dmy: DateContext = { ...context, order: "dmy" };
const mdy: DateContext = { ...context, order: "mdy" };
const read = (text: string, within = context, nik: string | null = null) => readBirthDate(text, within, nik === null ? null : nikDate(nik));
const date = (value: number, alternative: number | null = null) => ({ value, alternative });

describe("trap 40: day and month by evidence", () => {
  const born0107 = "3201990107730001";

  test("the row's own NIK settles the order and says so", () => {
    expect(read("07/01/1973", context, born0107)).toEqual({ value: date(19730701), findings: ["TGL_URUTAN", "TGL_BAKU"] });
    expect(read("07/02/1973", context, "3201990207730001")).toEqual({ value: date(19730702), findings: ["TGL_URUTAN"] });
  });
  test("it overrules the column's majority, either way round", () => {
    expect(read("07/02/1973", dmy, "3201990207730001")).toEqual({ value: date(19730702), findings: ["TGL_URUTAN"] });
    expect(read("02/07/1973", mdy, "3201990207730001")).toEqual({ value: date(19730702), findings: ["TGL_URUTAN"] });
  });
  test("in agreement with the column it is not worth a note", () => {
    expect(read("02/07/1973", dmy, "3201990207730001")).toEqual({ value: date(19730702), findings: [] });
    expect(read("07/02/1973", mdy, "3201990207730001")).toEqual({ value: date(19730702), findings: [] });
    expect(read("02/07/1973", context, "3201994207730001")).toEqual({ value: date(19730702), findings: [] });
  });
  test("an ISO date swapped upstream follows the NIK but keeps what is written", () => {
    expect(read("1973-02-07", context, "3201990207730001")).toEqual({ value: date(19730702, 19730207), findings: ["TGL_URUTAN"] });
  });
  test("a NIK with another date altogether settles nothing", () => {
    expect(read("07/02/1973", dmy, "3201991505600001")).toEqual({ value: date(19730207), findings: [] });
    expect(read("07/02/1973", context, "3201991505600001")).toEqual({ value: date(19730207, 19730702), findings: ["TGL_AMBIGU"] });
  });
  test("without a NIK the majority decides, without a majority both readings stay", () => {
    expect(read("07/02/1973", dmy)).toEqual({ value: date(19730207), findings: [] });
    expect(read("07/02/1973", mdy)).toEqual({ value: date(19730702), findings: [] });
    expect(read("07/02/1973")).toEqual({ value: date(19730207, 19730702), findings: ["TGL_AMBIGU"] });
  });
  test("a number above 12 settles it by itself, whatever the column does", () => {
    expect(read("02/17/1973", dmy)).toEqual({ value: date(19730217), findings: [] });
    expect(read("17/02/1973", mdy)).toEqual({ value: date(19730217), findings: [] });
    expect(read("1973-17-02")).toEqual({ value: date(19730217), findings: [] });
  });
});

test("digits of other scripts are digits", () => {
  for (const text of ["２００７-０５-１６", "١٦/٠٥/٢٠٠٧", "꧑꧖ Mei ꧒꧐꧐꧗"])
    expect(read(text)).toEqual({ value: date(20070516), findings: [] });
});

test.each([
  ["1970-01-02T17:00:00.000Z", 19700103],
  ["1970-01-02 17:00:00+00:00 UTC", 19700103],
  ['"1970-01-02T17:00:00.000Z"', 19700103],
  ["1961-01-02T16:30:00.000Z", 19610103],
  ["1940-01-02T16:40:00.000Z", 19400103],
  ["1931-01-02T16:52:48.000Z", 19310103],
  ["1950-01-02T14:30:00.000Z", 19500103],
  ["1970-01-02T22:00:00+05:00", 19700103],
  ["1970-01-02T12:00:00-05:00", 19700103],
  ["14/11/1968 17:00:00 UTC", 19681115],
  ["Thu Nov 14 1968 17:00:00 GMT+0000 (Coordinated Universal Time)", 19681115],
  ["1970-01-03T00:00:00Z", 19700103],
  ["1970-01-03T07:00:00Z", 19700103],
  ["1970-01-03T14:00:00Z", 19700103],
  ["1970-01-03T00:00:00+07:00", 19700103],
  ["1970-01-03T23:00:00+07:00", 19700103],
  ["1970-01-03T00:00:00+09:30", 19700103],
  ["-35622000000", 19681115],
  ["-35596800000", 19681115],
  ["-35622000", 19681115],
  ["/Date(147600000)/", 19700103],
  ["/Date(147600000+0700)/", 19700103],
  ["tgl 3 bln 1 thn 1970", 19700103],
  ["3 Januari Tahun 1970", 19700103],
  ["15 N0vember 1968", 19681115],
  ["15-ll-1968", 19681115],
])("%s is the day it was in Indonesia", (text, value) => {
  expect(read(text, dmy).value).toEqual(date(value));
});

test.each(["?5-11-1968", "*5-11-1968", "5?-11-1968", "15-1?-1968", "_5-11-1968", "#5/11/1968", "812345678901", "81234567890"])(
  "%s is no date: a digit is missing",
  (text) => {
    expect(read(text).value).toBeNull();
  },
);

test("trap 41: 05/05/1980 is never swapped", () => {
  for (const within of [context, dmy, mdy]) expect(read("05/05/1980", within)).toEqual({ value: date(19800505), findings: [] });
});

test.each([
  ["12 Mei 1980", 19800512],
  ["5 Agustus 1971", 19710805],
  ["1 Okt 70", 19701001],
  ["31 Desember 1965", 19651231],
  ["1 Pebruari 1990", 19900201],
  ["2 Nopember 1971", 19711102],
  ["12 Januari 1980", 19800112],
  ["05-Okt-1970", 19701005],
  ["15 Oct 1967", 19671015],
  ["5 Agst 1980", 19800805],
  ["5 Agt 1980", 19800805],
  ["5 Ags 1980", 19800805],
  ["5-Agu-80", 19800805],
  ["October 15, 1967", 19671015],
  ["Okt 15, 1967", 19671015],
  ["12Mei1980", 19800512],
  ["12 MEI 1980", 19800512],
  ["1980 Mei 12", 19800512],
  ["Senin, 12 Mei 1980", 19800512],
  ["12 Febuari 1980", 19800212],
  ["12 Septermber 1980", 19800912],
  ["12 V 1980", 19800512],
  ["12/Mei/1980", 19800512],
  ["12. Mei. 1980", 19800512],
  ["12 Mrt 1980", 19800312],
])("trap 42: %s", (text, value) => {
  expect(read(text).value).toEqual(date(value));
});

test("trap 42: every month name an officer writes", () => {
  const names = [
    "Januari Jan",
    "Februari Pebruari Feb Peb",
    "Maret Mar",
    "April Apr",
    "Mei",
    "Juni Jun",
    "Juli Jul",
    "Agustus Agt Agst Ags Agu Aug",
    "September Sept Sep",
    "Oktober Okt Oct",
    "November Nopember Nov Nop",
    "Desember Des Dec",
  ];
  names.forEach((spellings, index) => {
    for (const name of spellings.split(" ")) {
      for (const written of [name, name.toUpperCase(), name.toLowerCase()]) {
        expect([written, read(`13 ${written} 1980`).value?.value]).toEqual([written, 19800013 + (index + 1) * 100]);
        expect([written, read(`13-${written}-80`).value?.value]).toEqual([written, 19800013 + (index + 1) * 100]);
      }
    }
  });
});

test.each([
  ["13/07/58", 19580713],
  ["13-07-27", 19270713],
  ["13/07/99", 19990713],
  ["13/07/12", 20120713],
  ["80-05-31", 19800531],
  ["29/02/00", 20000229],
  ["130758", 19580713],
])("trap 43: %s belongs to %d, never to the future", (text, value) => {
  expect(read(text)).toEqual({ value: date(value), findings: [] });
});

describe("trap 44: the century of 25", () => {
  test("is open where both a child and a very old person fit", () => {
    expect(read("13/07/25")).toEqual({ value: date(20250713, 19250713), findings: ["ABAD_AMBIGU"] });
  });
  test("follows the column", () => {
    expect(read("13/07/25", { ...context, century: 1900 })).toEqual({ value: date(19250713), findings: [] });
    expect(read("13/07/25", { ...context, century: 2000 })).toEqual({ value: date(20250713), findings: [] });
    expect(read("13/07/1925").value).toEqual(date(19250713));
    expect(read("13/07/2025").value).toEqual(date(20250713));
  });
  test("a NIK's year fits either century", () => {
    const nik = nikDate("3201991307250001");
    expect(nik !== null && agreesWithNik(19250713, nik) && agreesWithNik(20250713, nik)).toBe(true);
    expect(nik !== null && isCenturyOpen(nik, 20260615)).toBe(true);
    for (const settled of ["3201991307800001", "3201991307050001", "3201991307270001"]) {
      expect(isCenturyOpen(nikDate(settled)!, 20260615)).toBe(false);
    }
  });
});

test.each([
  ["32874", 19900101],
  ["32874.0", 19900101],
  ["32874,5", 19900101],
  ["29403", 19800701],
  ["9999", 19270517],
])("trap 45: %s is a spreadsheet's serial", (text, value) => {
  expect(read(text)).toMatchObject({ value: date(value) });
  expect(read(text).findings).toContain("TGL_SERIAL_EXCEL");
});

test.each(["1990", "1990.0", "'1990", "00-00-1990", "00/00/1990", "1990-00-00", "Mei 1990", "05-1990", "1990-05"])(
  "trap 45: %s is a year, not a serial",
  (text) => expect(read(text)).toEqual({ value: date(19900000), findings: ["TGL_HANYA_TAHUN"] }),
);

test.each([
  ["00-00-0000", "TGL_KOSONG"],
  ["0000-00-00", "TGL_KOSONG"],
  ["1900-01-01", "TGL_KOSONG"],
  ["01/01/1900", "TGL_KOSONG"],
  ["01-Jan-1900", "TGL_KOSONG"],
  ["9999-12-31", "TGL_KOSONG"],
  ["-", "TGL_KOSONG"],
  ["", "TGL_KOSONG"],
  ["0", "TGL_KOSONG"],
  ["NULL", "TGL_KOSONG"],
  ["TIDAK TAHU", "TGL_KOSONG"],
  ["31-02-1990", "TGL_TIDAK_MUNGKIN"],
  ["1990-02-31", "TGL_TIDAK_MUNGKIN"],
  ["29-02-1981", "TGL_TIDAK_MUNGKIN"],
  ["31 April 1990", "TGL_TIDAK_MUNGKIN"],
  ["45-13-1990", "TGL_TIDAK_MUNGKIN"],
  ["01-01-1753", "TGL_TIDAK_MUNGKIN"],
  ["01-01-0001", "TGL_KOSONG"],
  ["99999", "TGL_TIDAK_TERBACA"],
  ["besok", "TGL_TIDAK_TERBACA"],
  ["12-05", "TGL_TIDAK_TERBACA"],
  ["081234567890", "TGL_TIDAK_TERBACA"],
  ["3201990101800001", "TGL_TIDAK_TERBACA"],
])("trap 46: %j is an unknown date (%s)", (text, code) => {
  expect(read(text)).toEqual({ value: null, findings: [code] });
});

test("trap 47: three columns, the month as number or name", () => {
  const parts = (day: string, month: string, year: string) => readBirthDateParts(day, month, year, context);
  for (const month of ["5", "05", "5.0", "Mei", "MEI", "V"]) expect(parts("12", month, "1980").value).toEqual(date(19800512));
  expect(parts("07", "01", "1973")).toEqual({ value: date(19730107), findings: [] });
  expect(parts("12.0", "5.0", "80").value).toEqual(date(19800512));
  expect(parts("-", "-", "1980")).toEqual({ value: date(19800000), findings: ["TGL_HANYA_TAHUN"] });
  expect(parts("", "", "")).toEqual({ value: null, findings: ["TGL_KOSONG"] });
  expect(parts("31", "2", "1980")).toEqual({ value: null, findings: ["TGL_TIDAK_MUNGKIN"] });
  expect(parts("x1", "?", "abc").value).toBeNull();
});

test.each([
  "1980-05-12T00:00:00",
  "1980-05-12T00:00:00.000Z",
  "1980-05-12T00:00:00+07:00",
  "1980-05-12 00:00:00",
  "1980-05-12 23:59",
  "12.05.1980 00.00.00",
  "12/05/1980 0:00",
  "12/05/1980 12:00:00 AM",
  "12 Mei 1980 07:00 WIB",
  "12/05/1980 (46 th)",
])("trap 48: %s keeps its day in any time zone", (text) => {
  expect(read(text, dmy).value).toEqual(date(19800512));
});

test("trap 49: 1 January, 1 July and 31 December are default dates", () => {
  for (const text of ["01-07-1970", "01-01-1970", "31-12-1970"]) expect(read(text, dmy).findings).toEqual(["TGL_BAKU"]);
  expect(read("02-07-1970", dmy).findings).toEqual([]);
  expect([19700701, 19700101, 19701231].every(isDefaultDate)).toBe(true);
  expect([19700000, 19700107, 19700702, 19701230].some(isDefaultDate)).toBe(false);
});

test.each([
  "BANDUNG, 12-05-1980",
  "Bandung, 12 Mei 1980",
  "BANDUNG/12-05-1980",
  "BANDUNG 12/05/1980",
  "KAB. BANDUNG, 12.05.1980",
  "MARTAPURA, 12 05 1980",
  "Bandung,12-Mei-80",
])("place and date in one cell: %s", (text) => {
  expect(read(text, dmy).value).toEqual(date(19800512));
});

test("a date in the future is never evidence; a wrongly expanded century is put right, with a note", () => {
  expect(read("2027-01-02")).toEqual({ value: null, findings: ["TGL_MASA_DEPAN"] });
  expect(read("2026-06-16")).toEqual({ value: null, findings: ["TGL_MASA_DEPAN"] });
  expect(read("2026-06-15")).toEqual({ value: date(20260615), findings: [] });
  expect(read("2068-07-13")).toEqual({ value: date(19680713), findings: ["TGL_MASA_DEPAN"] });
  expect(read("2068-07-13", context, "3201991307680001")).toEqual({ value: date(19680713), findings: ["TGL_MASA_DEPAN"] });
  expect(read("2068-07-13", context, "3201991307750001")).toEqual({ value: null, findings: ["TGL_MASA_DEPAN"] });
});

test("more than 120 years is odd but kept", () => {
  expect(read("1880-05-05")).toEqual({ value: date(18800505), findings: ["USIA_>120"] });
  expect(read("1907-05-05")).toEqual({ value: date(19070505), findings: [] });
});

const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const monthNames = [
  "Januari",
  "Februari",
  "Maret",
  "April",
  "Mei",
  "Juni",
  "Juli",
  "Agustus",
  "September",
  "Oktober",
  "November",
  "Desember",
];

test("every valid date comes back from every form that fixes it", () => {
  const wrong: string[] = [];
  let serial = 1;
  for (let year = 1900; year <= 2026; year++) {
    for (let month = 1; month <= 12; month++) {
      const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
      const days = month === 2 && leap ? 29 : (lengths[month - 1] ?? 0);
      for (let day = 1; day <= days; day++, serial++) {
        const value = (year * 100 + month) * 100 + day;
        // The 1900 system counts a 29 February 1900 that never was.
        if (value === 19000301) serial++;
        if (dateOfSerial(serial) !== value || !isDate(value)) wrong.push(`serial ${serial}`);
        if (value === 19000101 || value > context.today || (year * 7 + month * 3 + day) % 5 > 0) continue;
        const [d, m, y] = [String(day).padStart(2, "0"), String(month).padStart(2, "0"), String(year)];
        const forms: readonly (readonly [string, DateContext])[] = [
          [`${d}/${m}/${y}`, dmy],
          [`${d}-${m}-${y}`, dmy],
          [`${d}.${m}.${y}`, dmy],
          [`${day}/${month}/${y}`, dmy],
          [`${m}-${d}-${y}`, mdy],
          [`${y}-${m}-${d}`, context],
          [`${y}/${m}/${d}`, dmy],
          [`${y}${m}${d}`, context],
          [`${d}${m}${y}`, dmy],
          [`${day} ${monthNames[month - 1]} ${y}`, context],
          [`${d}-${monthNames[month - 1]?.slice(0, 3)}-${y}`, mdy],
          [`${monthNames[month - 1]} ${day}, ${y}`, context],
          [`${y}-${m}-${d} 00:00:00`, context],
          [`DEPOK, ${d}-${m}-${y}`, dmy],
          [String(serial), context],
        ];
        for (const [text, within] of forms) {
          if (text === String(serial) && serial < 2100) continue;
          const { value: got } = readBirthDate(text, within);
          if (got?.value !== value || got.alternative !== null) wrong.push(`${text} → ${got?.value}`);
        }
      }
    }
  }
  expect(wrong).toEqual([]);
});

test("reading never fails, gives only dates that exist and are past, and reads its own answer the same (seed 8)", () => {
  const next = random(8);
  const alphabet = "0123456789012345678901234567890//--.. ,:TJanMeiOktDesZ'\"=()é漢\u0000";
  const contexts = [context, dmy, mdy, { ...context, order: "ymd" } as const];
  const wrong: string[] = [];
  for (let i = 0; i < 40_000; i++) {
    let text = "";
    for (let length = Math.floor(next() * 18); length > 0; length--) text += alphabet[Math.floor(next() * alphabet.length)];
    const { value, findings } = readBirthDate(text, contexts[i % 4] ?? context, i % 3 === 0 ? nikDate("3201990507730001") : null);
    if (value === null) {
      if (findings.length === 0) wrong.push(text);
      continue;
    }
    for (const each of [value.value, value.alternative]) {
      if (each === null) continue;
      const year = each % 10000 === 0;
      if (each > context.today || (!year && !isDate(each))) wrong.push(text);
      const iso = String(each).replace(/(\d{4})(\d\d)(\d\d)/, year ? "$1" : "$1-$2-$3");
      if (readBirthDate(iso, context).value?.value !== each && each !== 19000101) wrong.push(`${text} → ${iso}`);
    }
  }
  expect(wrong).toEqual([]);
});
