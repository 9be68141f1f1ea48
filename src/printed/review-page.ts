/**
 * A page for clerical review: the conflict rows of a run one under the other, list and candidates side by side. It holds persons.
 * It works from a folder, without a server or a network: the only code it may run is its own script, named by its hash.
 */
import { createHash } from "node:crypto";
import type { Lang, Text } from "../language.ts";
import { html, Markup } from "./markup.ts";
import { reviewScript } from "./review-script.ts";
import { reviewStyle } from "./style.ts";

/** One person of the extract who may be the row's, as `kandidat.csv` has it: by column name. */
export type ReviewCandidate = Readonly<Record<string, string>>;

export interface ReviewRow {
  readonly file: string;
  readonly row: string;
  readonly status: string;
  readonly explanation: string;
  /** Village the row is filed under. */
  readonly desa: string;
  readonly candidates: readonly ReviewCandidate[];
}

const words = {
  title: { id: "Tinjau konflik", en: "Review conflicts" },
  private: {
    id: "Halaman ini memuat data pribadi lengkap. Jangan dikirim; hapus setelah putusan disimpan.",
    en: "This page holds full personal data. Do not send it; delete it once the rulings are saved.",
  },
  keys: {
    id: "Tombol: S sama · B beda · T tunda · ↓/↑ baris · ←/→ calon · U batal",
    en: "Keys: S same · B different · T later · ↓/↑ row · ←/→ candidate · U undo",
  },
  village: { id: "Semua desa", en: "All villages" },
  status: { id: "Semua status", en: "All statuses" },
  open: { id: "Belum diputuskan saja", en: "Undecided only" },
  save: { id: "Simpan putusan.csv", en: "Save putusan.csv" },
  progress: { id: "diputuskan", en: "decided" },
  list: { id: "Daftar", en: "List" },
  same: { id: "SAMA", en: "SAME" },
  different: { id: "BEDA", en: "DIFFERENT" },
  later: { id: "TUNDA", en: "LATER" },
  nothing: { id: "Tidak ada baris.", en: "No rows." },
  nik: { id: "NIK", en: "NIK" },
  name: { id: "Nama", en: "Name" },
  born: { id: "Tgl lahir", en: "Born" },
  place: { id: "Desa", en: "Village" },
  card: { id: "No KK", en: "Family card" },
  sex: { id: "JK", en: "Sex" },
  address: { id: "Alamat", en: "Address" },
  head: { id: "Kepala keluarga", en: "Head of family" },
  decile: { id: "Desil", en: "Decile" },
  agrees: { id: "sama", en: "agrees" },
  differs: { id: "beda", en: "differs" },
} satisfies Record<string, Text>;

/** `run` tells the progress of one run from another's: a hash of its files. */
export function reviewPage(rows: readonly ReviewRow[], run: string, lang: Lang): string {
  const texts = Object.fromEntries(Object.entries(words).map(([key, text]) => [key, text[lang]]));
  // Nothing in the data may end the script element, or begin another.
  const data = JSON.stringify({ run, texts, rows })
    .replaceAll("<", "\\u003c")
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");
  const hash = createHash("sha256").update(reviewScript, "utf8").digest("base64");
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  return html`<!DOCTYPE html>
<html lang="${lang}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="viewport" content="width=device-width"><meta name="referrer" content="no-referrer"><title>${words.title[lang]}</title><style>${new Markup(reviewStyle)}</style></head><body>
<header><strong>${words.title[lang]}</strong> <span id="progress"></span><p class="private">${words.private[lang]}</p>
<div><select id="village"></select> <select id="status"></select> <label><input type="checkbox" id="open"> ${words.open[lang]}</label> <button id="save">${words.save[lang]}</button></div><p class="keys">${words.keys[lang]}</p></header>
<main id="rows"></main>
<script type="application/json" id="data">${new Markup(data)}</script>
<script>${new Markup(reviewScript)}</script>
</body></html>
`.text;
}
