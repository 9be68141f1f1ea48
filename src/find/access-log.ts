/** Who looked whom up: time, user, purpose, kind of question and rows of the extract; never a number or a name. */
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { userInfo } from "node:os";
import { plainFile } from "../platform/plain-file.ts";
import { translateSystemError } from "../platform/system-errors.ts";
import { csvLine } from "../report/csv.ts";

const columns = ["waktu", "pengguna", "tujuan", "jenis", "jawaban", "baris_dtsen"] as const;

export class AccessLog {
  readonly path: string;
  readonly user: string;
  private readonly today: string;

  /** `now` is ISO 8601. */
  constructor(index: string, now: string) {
    this.path = `${index}.akses.csv`;
    this.today = now.slice(0, 10);
    this.user = currentUser();
  }

  /** This user's look-ups of today, and the purpose last given. */
  usedToday(): { readonly searches: number; readonly purpose: string | null } {
    if (!existsSync(this.path)) return { searches: 0, purpose: null };
    let searches = 0;
    let purpose: string | null = null;
    for (const line of readFileSync(plainFile(this.path), "utf8").split(/\r?\n/)) {
      const [time = "", user = "", why = ""] = line.split(",").map((cell) => cell.replace(/^"|"$/g, ""));
      if (!time.startsWith(this.today) || user !== this.user) continue;
      searches++;
      purpose = why;
    }
    return { searches, purpose };
  }

  append(now: string, purpose: string, kind: string, rows: readonly string[]): void {
    try {
      const isNew = !existsSync(this.path);
      const line = csvLine([now, this.user, purpose.replaceAll(/[",\r\n]/g, " "), kind, String(rows.length), rows.join(";")]);
      appendFileSync(plainFile(this.path), isNew ? csvLine(columns) + line : line, { mode: 0o600 });
    } catch (error) {
      throw translateSystemError(error, this.path);
    }
  }
}

function currentUser(): string {
  try {
    return userInfo().username.replaceAll(/[",\r\n]/g, " ");
  } catch {
    return "-"; // a user without an entry in the system's list
  }
}
