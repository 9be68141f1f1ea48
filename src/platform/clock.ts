import type { PlainDate } from "../normalise/record.ts";

/** Today's calendar date on this machine. */
export function today(): PlainDate {
  const now = new Date();
  return now.getFullYear() * 10000 + (now.getMonth() + 1) * 100 + now.getDate();
}
