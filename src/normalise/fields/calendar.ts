/** The calendar by arithmetic: no `Date`, no time zone. */
import type { PlainDate } from "../record.ts";

/** Whether a full date exists in the calendar. */
export function isDate(date: PlainDate): boolean {
  const day = date % 100;
  const month = Math.floor(date / 100) % 100;
  const year = Math.floor(date / 10000);
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(month, year);
}

/** The day after a date that exists. */
export function nextDay(date: PlainDate): PlainDate {
  if (isDate(date + 1)) return date + 1;
  const month = Math.floor(date / 100) % 100;
  const year = Math.floor(date / 10000);
  return month === 12 ? (year + 1) * 10000 + 101 : year * 10000 + (month + 1) * 100 + 1;
}

function daysIn(month: number, year: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/**
 * The date of a spreadsheet's day number (1900 system: day 1 is 1 January 1900; the system believes in a 29 February 1900, so
 * later days are one behind). Days to civil date after Howard Hinnant's algorithm, years starting in March.
 */
export function dateOfSerial(serial: number): PlainDate {
  const days = Math.floor(serial) + (serial < 60 ? 693900 : 693899);
  const era = Math.floor(days / 146097);
  const dayOfEra = days - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return (year * 100 + month) * 100 + day;
}
