/** The minute (*berita acara*): what was matched with what, with which result, in words, with room to sign. It claims nothing. */
import type { Lang } from "../language.ts";
import { countText } from "../report/numbers.ts";
import { html, type Markup } from "./markup.ts";
import type { Letterhead, Party } from "./letterhead.ts";
import { dayText, dayWords, numberWords } from "./number-words.ts";
import type { RunCounts } from "./run-counts.ts";

const BLANK = "……………………";

/** `day`: the day on which it is drawn up, `YYYY-MM-DD`; null leaves it to the pen. */
export function minute(run: RunCounts, head: Letterhead, day: string | null, lang: Lang): Markup {
  const blank = (text: string): string => text || BLANK;
  const { all, index } = run;
  const people = all.people;
  const extract = [index.label ?? index.file, index.date === null ? "" : dayText(index.date, lang)];
  const names = {
    id: ["Padan", "Konflik (perlu putusan)", "Tidak ditemukan", "Ditolak (tidak terbaca)"],
    en: ["Matched", "Conflict (to be decided)", "Not found", "Rejected (unreadable)"],
  }[lang];
  const counts = [all.match, all.conflict, all.orphan, all.rejected];
  const [first, second] = head.pihak as [Party, Party];
  const basis = [...head.dasar, ...(head.perjanjian === "" ? [] : [head.perjanjian])];
  const total = lang === "id" ? "Jumlah" : "Total";
  const table = html`<table class="result"><tbody>${counts.map(
    (count, at) => html`<tr><td>${names[at]!}</td><td class="n">${countText(count, lang)}</td><td>(${numberWords(count, lang)})</td></tr>`,
  )}<tr class="total"><td>${total}</td><td class="n">${countText(people, lang)}</td><td>(${numberWords(people, lang)})</td></tr></tbody></table>`;
  const person = (party: Party): Markup =>
    html`<tr><td>${lang === "id" ? "Nama" : "Name"}</td><td>: ${blank(party.nama)}</td></tr><tr><td>NIP</td><td>: ${blank(party.nip)}</td></tr><tr><td>${lang === "id" ? "Jabatan" : "Office"}</td><td>: ${blank(party.jabatan)}</td></tr>`;
  const lists = run.lists.map(({ file }) => file).join(", ");
  const body =
    lang === "id"
      ? html`<p>Pada hari ini, ${day === null ? `${BLANK}, tanggal ${BLANK}` : dayWords(day, lang)}, bertempat di ${blank(head.tempat)}, kami yang bertanda tangan di bawah ini:</p>
<table class="party"><tbody>${person(first)}</tbody></table><p>selanjutnya disebut ${first.sebutan};</p>
<table class="party"><tbody>${person(second)}</tbody></table><p>selanjutnya disebut ${second.sebutan}, berdasarkan:</p>
<ol type="a">${basis.map((each) => html`<li>${each}</li>`)}</ol>
<p>telah melaksanakan pemadanan daftar ${lists} sebanyak ${countText(people, lang)} (${numberWords(people, lang)}) baris terhadap ${extract[0]!}${extract[1] === "" ? "" : ` tanggal ${extract[1]!}`} dengan hasil:</p>
${table}
<p>${second.sebutan} menggunakan hasil ini hanya untuk tujuan tersebut, menjaga kerahasiaannya sesuai peraturan pelindungan data pribadi, dan menghapus salinan setelah tidak diperlukan.</p>
<p>Demikian berita acara ini dibuat dalam rangkap 2 (dua) untuk dipergunakan sebagaimana mestinya.</p>`
      : html`<p>On ${day === null ? BLANK : dayWords(day, lang)}, at ${blank(head.tempat)}, the undersigned:</p>
<table class="party"><tbody>${person(first)}</tbody></table><p>hereafter called ${first.sebutan};</p>
<table class="party"><tbody>${person(second)}</tbody></table><p>hereafter called ${second.sebutan}, on the basis of:</p>
<ol type="a">${basis.map((each) => html`<li>${each}</li>`)}</ol>
<p>have matched the list ${lists} of ${countText(people, lang)} (${numberWords(people, lang)}) rows with ${extract[0]!}${extract[1] === "" ? "" : ` of ${extract[1]!}`}, with this result:</p>
${table}
<p>${second.sebutan} uses this result for that purpose only, keeps it confidential under the law on personal data, and deletes copies that are no longer needed.</p>
<p>This minute is drawn up in 2 (two) copies.</p>`;
  const sign = (party: Party): Markup =>
    html`<div class="sign"><div>${party.sebutan}</div><div>${party.jabatan}</div><div class="room"></div><div class="signer">${blank(party.nama)}</div><div>NIP ${blank(party.nip)}</div></div>`;
  return html`<section class="page minute">${head.kop.length > 0 && html`<div class="kop">${head.kop.map((line) => html`<div>${line}</div>`)}</div>`}
<h2>${lang === "id" ? "BERITA ACARA PEMADANAN DATA" : "MINUTE OF DATA MATCHING"}</h2><p class="number">${lang === "id" ? "Nomor" : "Number"}: ${blank(head.nomor)}</p>
${body}<div class="signs">${sign(first)}${sign(second)}</div>${head.mengetahui !== null && html`<div class="signs">${sign(head.mengetahui)}</div>`}</section>`;
}
