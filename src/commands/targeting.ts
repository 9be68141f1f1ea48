/** `dtsen targeting`: who is within a programme's limit and on no list, and who is on a list above it. Lists to visit, no verdicts. */
import { join } from "node:path";
import { DtsenError } from "../errors.ts";
import { readRunSummary, reportDelimiter, type RunSummaryFile } from "../compare/run-rows.ts";
import { readName } from "../normalise/name/read-name.ts";
import { today } from "../platform/clock.ts";
import { FileSet } from "../platform/file-set.ts";
import { withFolderLock } from "../platform/lock.ts";
import { withPauses } from "../platform/pauses.ts";
import { untidily } from "../platform/signals.ts";
import type { DecileLimit } from "../programmes/programmes.ts";
import { csvLine, csvLines } from "../report/csv.ts";
import { maskNumber, maskNumbersIn, maskText, shownName } from "../report/mask.ts";
import type { IndexMeta } from "../index/index-meta.ts";
import type { CommandResult, TargetingOptions } from "../run/options.ts";
import { recoverRun } from "../run/recover-run.ts";
import { openOverlays, OverlayMarks } from "../run/overlays.ts";
import { IndexFamilies, type Family, type Member, type Place } from "../targeting/index-families.ts";
import { readListed, type Listed, type Recipient } from "../targeting/listed.ts";
import { AreaTally, compareText } from "../targeting/tally.ts";
import { UnlistedRows } from "../targeting/unlisted.ts";
import { targetingObject, targetingText, type CompanionRow, type Targeting } from "../targeting/targeting-text.ts";

const BYTE_ORDER_MARK = "\ufeff";
/** More families than this are not handed out in one file. */
const MOST_ROWS = 50_000;

const familyColumns = [
  "no_kk",
  "nama_kepala",
  "nik_kepala",
  "jumlah_anggota",
  "desil",
  "kecamatan",
  "desa",
  "alamat_rt_rw",
  "dtsen_file",
  "dtsen_row",
  "catatan",
] as const;
const personColumns = ["nik", "nama", "no_kk", "desil", "kecamatan", "desa", "alamat_rt_rw", "dtsen_file", "dtsen_row", "catatan"] as const;
const recipientColumns = [
  "source_file",
  "source_row",
  "status",
  "nik",
  "nama",
  "no_kk",
  "desil",
  "kecamatan",
  "desa",
  "pendamping",
  "catatan",
] as const;

export async function targeting(options: TargetingOptions): Promise<CommandResult> {
  for (const folder of options.runs) await recoverRun(folder);
  return withFolderLock(options.out, () => run(options));
}

async function run(options: TargetingOptions): Promise<CommandResult> {
  const { limit } = options;
  using index = untidily(() => new IndexFamilies(options.db));
  const marks = new OverlayMarks(await openOverlays(options.overlay, today()), index.meta.date, options.reportLang);
  const marksOf = (nik: string | null, noKk: string, nama: string): readonly string[] =>
    marks.of(nik === "" ? null : nik, noKk === "" ? null : noKk, readName(nama, { sex: null, province: null }).value).codes;
  const lists: string[] = [];
  for (const folder of options.runs) {
    const summary = readRunSummary(folder);
    checkRun(folder, summary, index.meta);
    lists.push(...summary.lists.map(({ file }) => file));
  }
  const listed = await readListed(options.runs);
  const places = areaOf(options.area, listed, index);
  const tally = new AreaTally();
  const delimiter = reportDelimiter(options.runs[0]!);
  const columns = limit.unit === "keluarga" ? familyColumns : personColumns;
  const shown = (header: readonly string[], cells: readonly string[]): readonly string[] =>
    options.mask ? cells.map((cell, at) => maskedCell(cell, header[at]!)) : cells;
  const unlisted = new UnlistedRows(delimiter, (cells) => shown(columns, cells));
  const taking: Taking = { limit, listed, tally, unlisted, index, marksOf };
  const deciles = new Map<string, number | null>();
  for await (const family of withPauses(index.families(places, limit.column))) {
    const place = index.places.get(family.place) ?? { desa: "", kecamatan: "" };
    if (limit.column !== null)
      for (const { nik, desil } of family.members) if (nik !== null && listed.niks.has(nik)) deciles.set(nik, desil);
    if (limit.unit === "keluarga") takeFamily(family, place, taking);
    else for (const member of family.members) takePerson(member, family, place, taking);
  }
  if (unlisted.count > MOST_ROWS && !options.all) throw new DtsenError("targeting-too-many", { rows: unlisted.count, most: MOST_ROWS });

  using files = new FileSet(options.out);
  const write = (name: string, header: readonly string[], lines: Iterable<string>): void => {
    const file = files.text(name);
    file.append(BYTE_ORDER_MARK + csvLine(header, delimiter));
    for (const text of lines) file.append(text);
  };
  const above: string[][] = [];
  const unknown: string[][] = [];
  for (const recipient of listed.recipients) {
    const desil = limit.column === null ? recipient.desil : (deciles.get(recipient.nik) ?? null);
    const what = desil === null ? "recipientsUnknown" : desil <= limit.limit ? "recipientsWithin" : "recipientsAbove";
    tally.add(recipient.kecamatan, recipient.desa, what);
    const noted = (...why: string[]): string =>
      [...new Set([...why, ...recipient.marks, ...marksOf(recipient.nik, recipient.noKk, recipient.nama)])].join(";");
    if (what === "recipientsAbove") above.push(recipientCells(recipient, desil, noted()));
    else if (desil === null)
      unknown.push(recipientCells(recipient, null, noted(recipient.familyMissing ? "KELUARGA_TIDAK_ADA" : "DESIL_KOSONG")));
  }
  const recipients = (rows: readonly string[][]): string[] => [
    csvLines(
      rows.map((cells) => shown(recipientColumns, cells)),
      delimiter,
    ),
  ];
  write("belum_terdaftar.csv", columns, unlisted.texts());
  write("di_atas_batas.csv", recipientColumns, recipients(above));
  write("tanpa_desil.csv", recipientColumns, recipients(unknown));
  const { label, date } = index.meta;
  const result: Targeting = {
    lists: lists.map((name) => shownName(name, options.mask)),
    extract: extractName(label, date) ?? options.db,
    limit,
    area: options.area,
    villages: places?.size ?? index.places.size,
    tally,
    companions: listed.hasCompanions ? companionsOf(listed, limit, deciles) : null,
  };
  files.text("sasaran.json").append(`${JSON.stringify(targetingObject(result), null, 2)}\n`);
  index.refuseChanged();
  files.publish();
  const where = options.lang === "id" ? "Ditulis ke" : "Written to";
  return {
    json: targetingObject(result),
    text: `${targetingText(result, options.lang)}${where}: ${join(options.out, "belum_terdaftar.csv")}\n`,
  };
}

/** A run says which extract it was made from: deciles of another quarter would be told as today's. */
function checkRun(folder: string, { masked, index }: RunSummaryFile, meta: IndexMeta): void {
  if (masked) throw new DtsenError("compare-masked", { folder });
  const isSame = index.label === meta.label && index.date === meta.date && index.persons === meta.counts.persons;
  if (isSame) return;
  const [run, now] = [index, meta].map(({ label, date }) => extractName(label, date));
  throw new DtsenError("targeting-other-index", { folder, run: run!, index: now! });
}

function extractName(label: string | null, date: string | null): string | null {
  return [label, date].filter((part) => part !== null).join(", ") || null;
}

/** Villages with a matched row, those of their kecamatan, or null for all. */
function areaOf(area: TargetingOptions["area"], listed: Listed, index: IndexFamilies): ReadonlySet<number> | null {
  if (area === "semua") return null;
  const places = index.placesOf(listed.niks);
  if (area === "desa") return places;
  const kecamatan = new Set([...places].map((place) => index.places.get(place)?.kecamatan));
  return new Set([...index.places].filter(([, place]) => kecamatan.has(place.kecamatan)).map(([id]) => id));
}

interface Taking {
  readonly limit: DecileLimit;
  readonly listed: Listed;
  readonly tally: AreaTally;
  readonly unlisted: UnlistedRows;
  readonly index: IndexFamilies;
  /** Codes of the lists of marks that somebody is on. */
  readonly marksOf: (nik: string | null, noKk: string, nama: string) => readonly string[];
}

function takeFamily(family: Family, place: Place, { limit, listed, tally, unlisted, index, marksOf }: Taking): void {
  const { noKk, members } = family;
  const desil = members.find((member) => member.desil !== null)?.desil ?? null;
  const count = (what: Parameters<AreaTally["add"]>[2]): void => tally.add(place.kecamatan, place.desa, what);
  if (desil === null) return count("unknown");
  if (desil > limit.limit) return;
  count("within");
  if (listed.cards.has(noKk) || members.some(({ nik }) => nik !== null && listed.niks.has(nik))) return count("listed");
  if (listed.perhapsCards.has(noKk) || members.some(({ nik }) => nik !== null && listed.perhapsNiks.has(nik))) return count("perhaps");
  count("unlisted");
  const { kepala, alamat } = noKk === "" ? { kepala: "", alamat: "" } : index.household(noKk);
  const head = members.find(({ isHead }) => isHead) ?? members.find(({ nama }) => nama === kepala) ?? members[0]!;
  const notes = members.some(({ nik }) => nik !== null) ? [] : ["TANPA_NIK"];
  if (noKk === "") notes.push("TANPA_KK");
  const name = kepala === "" ? head.nama : kepala;
  const nik = kepala === "" || head.nama === kepala || head.isHead ? head.nik : null;
  // A dead head is marked, not removed: the family is there.
  notes.push(...marksOf(nik, noKk, name));
  unlisted.add(family.place, place, {
    desil,
    key: noKk,
    cells: [
      noKk,
      name,
      nik ?? "",
      String(members.length),
      String(desil),
      place.kecamatan,
      place.desa,
      addressText(alamat, head),
      head.file,
      String(head.row),
      notes.join(";"),
    ],
  });
}

function takePerson(member: Member, family: Family, place: Place, { limit, listed, tally, unlisted, index, marksOf }: Taking): void {
  const { nik, desil } = member;
  const { noKk } = family;
  const count = (what: Parameters<AreaTally["add"]>[2]): void => tally.add(place.kecamatan, place.desa, what);
  if (desil === null) return count("unknown");
  if (desil > limit.limit) return;
  count("within");
  if (nik !== null && listed.niks.has(nik)) return count("listed");
  if (nik !== null && listed.perhapsNiks.has(nik)) return count("perhaps");
  count("unlisted");
  unlisted.add(family.place, place, {
    desil,
    key: `${noKk} ${nik ?? ""}`,
    cells: [
      nik ?? "",
      member.nama,
      noKk,
      String(desil),
      place.kecamatan,
      place.desa,
      addressText(noKk === "" ? "" : index.household(noKk).alamat, member),
      member.file,
      String(member.row),
      [...(nik === null ? ["TANPA_NIK"] : []), ...marksOf(nik, noKk, member.nama)].join(";"),
    ],
  });
}

function addressText(alamat: string, { rt, rw }: Member): string {
  const place = [rt === null ? "" : `RT ${String(rt).padStart(3, "0")}`, rw === null ? "" : `RW ${String(rw).padStart(3, "0")}`];
  return [alamat, place.filter((part) => part !== "").join("/")].filter((part) => part !== "").join(", ");
}

function recipientCells(recipient: Recipient, desil: number | null, note: string): string[] {
  const { file, row, status, nik, nama, noKk, kecamatan, desa, companion } = recipient;
  return [file, row, status, nik, nama, noKk, desil === null ? "" : String(desil), kecamatan, desa, companion, note];
}

/** Recipients of each companion, and how many of them are above the limit: of ten families a year to be led out of aid. */
function companionsOf({ recipients }: Listed, limit: DecileLimit, deciles: ReadonlyMap<string, number | null>): CompanionRow[] {
  const rows = new Map<string, { companion: string; recipients: number; above: number; unknown: number }>();
  for (const { companion, desil: own, nik } of recipients) {
    const desil = limit.column === null ? own : (deciles.get(nik) ?? null);
    const row = rows.get(companion) ?? { companion, recipients: 0, above: 0, unknown: 0 };
    row.recipients++;
    if (desil === null) row.unknown++;
    else if (desil > limit.limit) row.above++;
    rows.set(companion, row);
  }
  return [...rows.values()].sort((a, b) => compareText(a.companion, b.companion));
}

function maskedCell(cell: string, column: string): string {
  if (column.endsWith("_file")) return maskNumbersIn(cell);
  return /^\d{13,19}$/.test(cell) ? maskNumber(cell) : maskText(cell);
}
