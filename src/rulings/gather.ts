/** Rulings of filled forms put behind those that a decisions file has already. */
import { officerKey, type Ruling } from "./ruling.ts";

/** Those of `read` that say something new; a form that is read twice adds nothing. */
export function newRulings(known: Iterable<Ruling>, read: readonly Ruling[]): Ruling[] {
  const said = new Map<string, string>();
  for (const ruling of known) said.set(`${ruling.kunci} ${officerKey(ruling.petugas)}`, saying(ruling));
  return read.filter((ruling) => {
    const who = `${ruling.kunci} ${officerKey(ruling.petugas)}`;
    const what = saying(ruling);
    if (said.get(who) === what) return false;
    said.set(who, what);
    return true;
  });
}

function saying({ putusan, nikBenar, keterangan, dasar, final }: Ruling): string {
  return [putusan, nikBenar, keterangan.trim(), dasar, final].join("|");
}
