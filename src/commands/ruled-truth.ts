/** Officers' rulings as the truth of a run's rows: found again by what the rows say, as `match --decisions` finds them. */
import { DtsenError } from "../errors.ts";
import type { TrueRow } from "../evaluate/evaluate.ts";
import type { Lang } from "../language.ts";
import { leadColumns } from "../report/columns.ts";
import { countText } from "../report/numbers.ts";
import { readRunFacts, RunReader, RunReport } from "../run/run-folder.ts";
import { DecisionFinder, type Decisions } from "../rulings/decisions.ts";
import { dtsenIdentity, listIdentity, listSideOf } from "../rulings/ruling-key.ts";
import { settle } from "../rulings/settle.ts";

/** Rows of a run by what officers have ruled on them. */
export interface RuledTruth {
  /** Rows whose person is ruled: by SAMA, or by the right NIK. */
  readonly rows: readonly TrueRow[];
  /** Rows of which only is known who it is not (BEDA) … */
  readonly ruledOut: number;
  /** … and of these, how many the run gives that person all the same, in `match.csv` or as the best candidate. */
  readonly stillGiven: { readonly match: number; readonly conflict: number };
  /** Rows on which rulings contradict each other or were put off. */
  readonly open: number;
  /** SAMA on a person without a NIK whom the run does not give: cannot be said by a number. */
  readonly unnamed: number;
  /** The run has applied rulings itself. */
  readonly applied: boolean;
}

/** Throws `reports-missing`, and `reports-masked` where nobody can be known again. */
export async function ruledTruth(folder: string, decisions: Decisions, truthName: string): Promise<RuledTruth> {
  const facts = readRunFacts(folder);
  if (facts.masked) throw new DtsenError("reports-masked", { file: truthName });
  const reader = new RunReader(facts);
  const finder = new DecisionFinder(decisions.table);
  const rows: TrueRow[] = [];
  const stillGiven = { match: 0, conflict: 0 };
  let [ruledOut, open, unnamed] = [0, 0, 0];
  for (const report of ["match", "conflict", "orphan"] as const) {
    for await (const row of (await RunReport.open(folder, report, facts)).rows()) {
      const identified = reader.identityOf(row);
      if (identified === null || row.part === null) continue;
      const found = finder.find(listIdentity(listSideOf(identified, row.own, row.part.columns)));
      if (found.length === 0) continue;
      const { same, different, number } = settle(found.map(({ ruling }) => ruling));
      const { cells } = row;
      const given = dtsenIdentity({
        nik: cells("dtsen_nik"),
        noKk: cells("dtsen_no_kk"),
        nama: cells("dtsen_nama"),
        tanggalLahir: cells("dtsen_tanggal_lahir"),
      });
      const place = { file: cells("source_file"), row: Number(cells("source_row")), errorKinds: [], disagrees: null };
      const identity = same === null ? (number?.nikBenar ?? "") : dtsenIdentity(same.dtsen);
      if (identity !== "") {
        const byNik = /^\d{16}$/.test(identity);
        if (!byNik && identity !== given) unnamed++;
        else if (byNik) rows.push({ ...place, person: { file: null, row: null, nik: identity } });
        else rows.push({ ...place, person: { file: cells("dtsen_file"), row: Number(cells("dtsen_row")), nik: null } });
      } else if (different.length > 0) {
        ruledOut++;
        if (report !== "orphan" && different.some(({ dtsen }) => dtsenIdentity(dtsen) === given)) stillGiven[report]++;
      } else open++;
    }
  }
  return { rows, ruledOut, stillGiven, open, unnamed, applied: facts.ruled };
}

/** As a truth file that `evaluate` reads. */
export function truthLines(rows: readonly TrueRow[]): string[][] {
  return [
    [leadColumns[0], leadColumns[1], "dtsen_file", "dtsen_row", "dtsen_nik"],
    ...rows.map(({ file, row, person }) => [
      file ?? "",
      String(row),
      person?.file ?? "",
      person?.row === null ? "" : String(person!.row),
      person?.nik ?? "",
    ]),
  ];
}

/** What the rulings can and cannot say of the run. */
export function ruledTruthText({ rows, ruledOut, stillGiven, open, unnamed, applied }: RuledTruth, lang: Lang): string {
  const number = (count: number): string => countText(count, lang);
  const lines =
    lang === "id"
      ? [
          `Putusan petugas sebagai kebenaran: ${number(rows.length)} baris orangnya diputuskan (SAMA, NIK BENAR); ${number(ruledOut)} baris hanya diputuskan bukan siapa (BEDA), ${number(stillGiven.match)} di antaranya masih di match.csv dan ${number(stillGiven.conflict)} masih calon di conflict.csv; ${number(open)} ditunda atau bertentangan.`,
          "Yang diputuskan bukan sampel acak: angka ini tentang baris itu saja. Untuk seluruh daftar: --sample.",
        ]
      : [
          `Officers' rulings as truth: of ${number(rows.length)} rows the person is ruled (SAMA, right NIK); of ${number(ruledOut)} only who it is not (BEDA), ${number(stillGiven.match)} of them still in match.csv and ${number(stillGiven.conflict)} still the candidate in conflict.csv; ${number(open)} put off or contradicting.`,
          "What was ruled on is no random sample: these figures are about those rows alone. For the whole list: --sample.",
        ];
  if (unnamed > 0)
    lines.push(
      lang === "id"
        ? `${number(unnamed)} SAMA atas orang tanpa NIK yang tidak disebut laporan ini: tidak dinilai.`
        : `${number(unnamed)} SAMA on persons without a NIK whom these reports do not name: not judged.`,
    );
  if (applied)
    lines.push(
      lang === "id"
        ? "Laporan ini dibuat dengan --decisions: putusannya sudah diterapkan, jadi angka di bawah tidak menguji apa-apa. Pakai laporan tanpa --decisions."
        : "These reports were made with --decisions: the rulings are applied in them, so the figures below test nothing. Take reports without.",
    );
  return `${lines.join("\n")}\n`;
}
