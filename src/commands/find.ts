/** `dtsen find`: one person at the counter. What is asked comes from a prompt, never from the command line; every search is logged. */
import { createInterface } from "node:readline/promises";
import { stdin, stdout, stderr } from "node:process";
import { DtsenError } from "../errors.ts";
import type { Lang } from "../language.ts";
import { AccessLog } from "../find/access-log.ts";
import { readQuestion, type Question } from "../find/question.ts";
import { findNear, findPeople, membersOf, MOST_ANSWERS, type Answers } from "../find/search.ts";
import { readIndexMeta } from "../index/index-database.ts";
import type { IndexMeta } from "../index/index-meta.ts";
import { openIndex, type RecordIndex } from "../index/record-index.ts";
import type { ReferencePerson } from "../link/reference-person.ts";
import type { Terminal } from "../platform/terminal.ts";
import { decileLimit, limitText, programmeNames, type DecileLimit } from "../programmes/programmes.ts";
import { limitedDecile } from "../resolve/decile-limit.ts";
import { countText } from "../report/numbers.ts";
import { maskNumber } from "../report/mask.ts";
import { isStale } from "../report/summary.ts";
import type { CommandResult, FindOptions } from "../run/options.ts";

/** Searches of a user in a day; a counter has no more citizens. */
const MOST_A_DAY = 200;
/** The purpose that lifts it. */
const BATCH = "batch";
const CLEAR_SCREEN = "\u001b[2J\u001b[3J\u001b[H";

export async function find(options: FindOptions, terminal: Terminal): Promise<CommandResult> {
  const { lang, db } = options;
  const id = lang === "id";
  const now = new Date().toISOString();
  const meta = readIndexMeta(db);
  using index = openIndex(db);
  const log = new AccessLog(db, now);
  const used = log.usedToday();
  if (used.searches >= MOST_A_DAY && options.purpose !== BATCH) throw new DtsenError("find-too-many", { most: MOST_A_DAY });
  if (!options.quiet) terminal.err(id ? "Pencarian dicatat.\n" : "Searches are logged.\n");
  const purpose =
    options.purpose ??
    used.purpose ??
    (stdin.isTTY ? await ask(id ? "Tujuan pencarian hari ini: " : "Purpose of today's searches: ") : "-");
  const asked = stdin.isTTY
    ? await ask(
        id ? "NIK, No KK, atau nama dan tahun lahir (atau nama, desa): " : "NIK, family card, or name and birth year (or name, village): ",
      )
    : await firstLine();
  const question = readQuestion(asked);
  if (question.kind !== "number" && question.kind !== "name") {
    log.append(now, purpose, question.kind, []);
    throw new DtsenError("find-question", { kind: question.kind, digits: question.kind === "bad-number" ? question.digits : 0 });
  }
  const logged = (kind: string, answers: Answers): Answers => {
    log.append(
      now,
      purpose,
      kind,
      answers.people.map(({ file, row }) => `${file}:${row}`),
    );
    return answers;
  };
  let { people, tooMany } = logged(question.kind, findPeople(question, index));
  const isNear = question.kind === "number" && people.length === 0 && (await wantsNear(options));
  if (isNear) ({ people, tooMany } = logged("number-near", findNear(question.digits, index)));
  const limits = limitsOf(options, meta);
  const shown = people.map((person) => personOf(person, index, limits, options));
  const text = tooMany
    ? id
      ? `Lebih dari ${MOST_ANSWERS} orang; tambahkan tahun lahir atau desa.\n`
      : `More than ${MOST_ANSWERS} persons; add the birth year or the village.\n`
    : answerText(shown, question, isNear, meta, now.slice(0, 10), lang);
  if (stdin.isTTY && stdout.isTTY && !options.keep && !options.json) {
    stdout.write(text);
    await ask(id ? "Enter: bersihkan layar " : "Enter clears the screen ");
    // What the program prints cannot steer the terminal; this is meant to.
    stdout.write(CLEAR_SCREEN);
    return { json: null, text: "", notFound: people.length === 0 };
  }
  return {
    json: {
      found: people.length,
      too_many: tooMany,
      near: isNear,
      extract: { label: meta.label, date: meta.date, coverage: meta.coverage },
      people: shown,
    },
    text,
    notFound: people.length === 0,
  };
}

/** Numbers a slip away are looked for only on asking: they are other people's. */
async function wantsNear({ near, lang, json }: FindOptions): Promise<boolean> {
  if (near || !stdin.isTTY || json) return near;
  const answer = await ask(
    lang === "id" ? "Tidak ada. Cari nomor yang berbeda satu angka? (y/T) " : "Nobody. Look for numbers that differ in one digit? (y/N) ",
  );
  return /^y/i.test(answer.trim());
}

async function ask(prompt: string): Promise<string> {
  const lines = createInterface({ input: stdin, output: stderr });
  try {
    return await lines.question(prompt);
  } finally {
    lines.close();
  }
}

async function firstLine(): Promise<string> {
  const lines = createInterface({ input: stdin });
  for await (const line of lines) {
    lines.close();
    return line;
  }
  return "";
}

interface Shown {
  readonly name: string;
  readonly nik: string;
  readonly no_kk: string;
  /** The year; with `--full` the whole date. */
  readonly born: string;
  readonly sex: string;
  readonly desa: string;
  readonly kecamatan: string;
  readonly address: string;
  readonly members: number;
  /** With `--full`: first words of the members' names. */
  readonly member_names: readonly string[] | null;
  readonly decile: { readonly national: number | null; readonly province: number | null; readonly regency: number | null };
  readonly limits: readonly { readonly programme: string; readonly text: string; readonly within: boolean | null }[];
  readonly source: string;
}

function personOf(person: ReferencePerson, index: RecordIndex, limits: readonly DecileLimit[], { full, lang }: FindOptions): Shown {
  const members = membersOf(person.noKk, index);
  return {
    name: person.name,
    nik: full ? person.nik : maskNumber(person.nik),
    no_kk: full ? person.noKk : maskNumber(person.noKk),
    born: full ? person.birthDate : person.birthDateValue === 0 ? "" : String(Math.floor(person.birthDateValue / 10_000)),
    sex: person.sex,
    desa: person.desa,
    kecamatan: person.kecamatan,
    address: person.address ?? "",
    members: Math.max(members.length, 1),
    member_names: full ? members.map(({ name }) => name.split(" ")[0]!) : null,
    decile: { national: person.deciles.nasional ?? person.desil, province: person.deciles.provinsi, regency: person.deciles.kabupaten },
    limits: limits.map((limit) => {
      const desil = limitedDecile(person, limit);
      return {
        programme: limit.programme ?? "--desil-max",
        text: limitText(limit, lang),
        within: desil === null ? null : desil <= limit.limit,
      };
    }),
    source: `${person.file}:${person.row}`,
  };
}

/** The limit asked for; else those of the quarter that the extract is of. */
function limitsOf({ limit, programmes }: FindOptions, { date }: IndexMeta): DecileLimit[] {
  if (limit !== null) return [limit];
  if (date === null) return [];
  const quarter = `${date.slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;
  return programmeNames(programmes)
    .map((name) => decileLimit(name, quarter, programmes))
    .filter((each): each is DecileLimit => each !== null);
}

function answerText(people: readonly Shown[], question: Question, isNear: boolean, meta: IndexMeta, today: string, lang: Lang): string {
  const id = lang === "id";
  const extract = [meta.label, meta.date].filter((part) => part !== null).join(", ") || (id ? "indeks ini" : "this index");
  const lines: string[] = [];
  if (meta.date !== null && isStale(meta.date, today)) {
    lines.push(
      id
        ? `Perhatian: ekstrak ini (${meta.date}) sudah lebih dari satu triwulan.`
        : `Note: this extract (${meta.date}) is more than a quarter old.`,
    );
  }
  if (people.length === 0) {
    lines.push(
      id
        ? `Tidak ditemukan di ${extract}. Cakupan: ${meta.coverage.join(", ")}. Itu tidak berarti orangnya tidak ada di DTSEN.`
        : `Nobody found in ${extract}. Coverage: ${meta.coverage.join(", ")}. That does not mean the person is not in DTSEN.`,
    );
    if (question.kind === "number" && !meta.nikPrefixes.some((prefix) => prefix.startsWith(question.digits.slice(0, 4)))) {
      const region = `${question.digits.slice(0, 2)}.${question.digits.slice(2, 4)}`;
      lines.push(id ? `NIK itu dari wilayah ${region}, di luar ekstrak ini.` : `That NIK is of region ${region}, outside this extract.`);
    }
    if (question.kind === "number" && !isNear)
      lines.push(
        id ? "Nomor yang berbeda satu angka dicari dengan --near." : "Numbers that differ in one digit are looked for with --near.",
      );
    return `${lines.join("\n")}\n`;
  }
  if (isNear)
    lines.push(
      id
        ? "Nomor itu sendiri tidak ada. Berikut yang berbeda satu angka atau dua angkanya tertukar; periksa nama dan tanggal lahirnya."
        : "The number itself is not there. These differ in one digit, or in two exchanged; check name and birth date.",
    );
  lines.push(id ? `${people.length} orang ditemukan (${extract})` : `${people.length} found (${extract})`);
  for (const person of people) {
    const { national, province, regency } = person.decile;
    const known = (decile: number | null): string => (decile === null ? (id ? "kosong" : "empty") : String(decile));
    const place = [person.address, id ? `Desa ${person.desa}` : person.desa, id ? `Kec. ${person.kecamatan}` : person.kecamatan].filter(
      (part) => part !== "",
    );
    lines.push(`  ${person.name} · ${person.nik} · ${id ? "lahir" : "born"} ${person.born} · ${person.sex} · ${place.join(", ")}`);
    lines.push(
      id
        ? `  Keluarga ${person.no_kk}, ${countText(person.members, lang)} anggota · desil nasional ${known(national)} (provinsi ${known(province)}, kabupaten ${known(regency)})`
        : `  Family ${person.no_kk}, ${countText(person.members, lang)} members · national decile ${known(national)} (province ${known(province)}, regency ${known(regency)})`,
    );
    if (person.member_names !== null) lines.push(`  ${id ? "Anggota" : "Members"}: ${person.member_names.join(", ")}`);
    for (const { text, within } of person.limits) {
      const word =
        within === null
          ? id
            ? "desil tidak diketahui"
            : "decile unknown"
          : within
            ? id
              ? "dalam batas"
              : "within"
            : id
              ? "di atas batas"
              : "above";
      lines.push(`  ${word}: ${text}`);
    }
  }
  return `${lines.join("\n")}\n`;
}
