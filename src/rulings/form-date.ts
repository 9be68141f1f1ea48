import { readBirthDate, type DateOrder } from "../normalise/fields/birth-date.ts";
import { dateCell } from "../normalise/fields/plain-date.ts";
import type { PlainDate } from "../normalise/record.ts";

/** Nobody a ruling is about was born later. */
const LATEST: PlainDate = 2099_12_31;

/** A date as `yyyy-mm-dd`, in whatever writing a spreadsheet has made of it; unknown parts, or all of it, are left out. */
export function formDate(text: string, order: DateOrder = "dmy"): string {
  if (text === "" || isoDate.test(text)) return text;
  const { value } = readBirthDate(text, { order, century: null, today: LATEST }, null);
  return value === null ? "" : dateCell(value.value);
}

const isoDate = /^\d{4}(?:-\d\d){0,2}$/;
