/** What pass 1 leaves of all lists in memory, batch after batch, and pass 2 over it. */
import { setImmediate } from "node:timers/promises";
import { GrowingArray } from "../normalise/growing-array.ts";
import type { ReferencePerson } from "../link/reference-person.ts";
import type { SharedGroup } from "../report/shared-aid.ts";
import type { ResolvedLists } from "../report/lines.ts";
import { unpackHousehold, type Recap, type Village } from "../report/recap.ts";
import { ClaimCollector, ClaimLedger } from "../resolve/claim-ledger.ts";
import { markOtherLists, type SharedAid } from "../resolve/other-lists.ts";
import { Resolution } from "../resolve/resolution.ts";
import { resolveStepwise } from "../resolve/resolve.ts";
import type { LinkReply } from "./list-linker.ts";
import type { OpenLists } from "./linking.ts";

export class Gathered {
  private readonly claims = new ClaimCollector();
  /** Row in the file, and which list, per claim. */
  private readonly rows = new GrowingArray(Uint32Array);
  private readonly listOf = new GrowingArray(Uint16Array);
  private readonly rowVillages = new GrowingArray(Uint32Array);
  /** Per candidate. */
  private readonly candidateRows = new GrowingArray(Uint32Array);
  private readonly candidateVillages = new GrowingArray(Uint32Array);
  private readonly households = new GrowingArray(Uint8Array);
  private readonly familyLows = new GrowingArray(Uint32Array);
  private shared: readonly SharedAid[] = [];
  /** Names of the villages met, and each name's place among them. */
  private readonly villages: Village[] = [];
  private readonly villageNumbers = new Map<string, number>();

  /** Rows so far. */
  get length(): number {
    return this.claims.length;
  }

  /** `list`: which list of the run the batch's part belongs to. */
  take(
    { list: part, claims, rows, candidateRows, villages, rowVillages, candidateVillages, households, familyLows }: LinkReply,
    list: number,
  ): void {
    this.claims.append(claims, list);
    this.rows.append(rows);
    this.listOf.append(new Uint16Array(rows.length).fill(part));
    this.candidateRows.append(candidateRows);
    const numbers = villages.map((village) => this.numberOf(village));
    this.rowVillages.append(Uint32Array.from(rowVillages, (village) => numbers[village]!));
    this.candidateVillages.append(Uint32Array.from(candidateVillages, (village) => numbers[village]!));
    this.households.append(households);
    this.familyLows.append(familyLows);
  }

  /** Pass 2, and all of it that a row's line is made from. `persons`: the size of the extract. */
  async resolve({ files, setup, meta }: OpenLists, persons: number): Promise<ResolvedLists> {
    const ledger = this.claims.ledger();
    const listOf = this.listOf.values;
    const steps = resolveStepwise(
      ledger,
      setup.model,
      persons,
      (row) => setup.lists[listOf[row]!]!.ofFamilies,
      (row) => setup.lists[listOf[row]!]!.format.mapping.nama !== undefined,
    );
    let step = steps.next();
    for (; step.done !== true; step = steps.next()) await setImmediate();
    const resolution = step.value;
    const others = setup.lists.some(({ list }) => list > 0) ? markOtherLists(ledger, resolution, this.familyLows.values) : null;
    this.shared = others?.shared ?? [];
    return {
      ledger: ledger.columns,
      resolution: resolution.columns,
      otherLists: others?.rows ?? null,
      listOf,
      rows: this.rows.values,
      candidateRows: this.candidateRows.values,
      files,
      lang: setup.lang,
      delimiter: setup.delimiter,
      mask: setup.mask,
      extract: [meta.label ?? "", meta.date ?? ""],
    };
  }

  /** Who is on several lists of the run, once `resolve` has been called. */
  *sharedGroups(lists: ResolvedLists, peopleOf: (ids: readonly number[]) => readonly ReferencePerson[]): Generator<SharedGroup> {
    const ledger = new ClaimLedger(lists.ledger);
    const resolution = new Resolution(ledger, lists.resolution);
    for (const { level, rows } of this.shared) {
      const people = peopleOf(rows.map((row) => ledger.id(resolution.best(row))));
      yield {
        level,
        rows: rows.map((row, at) => ({
          file: lists.files[lists.listOf[row]!]!,
          row: lists.rows[row]!,
          status: resolution.status(row),
          person: people[at]!,
        })),
      };
    }
  }

  /** Counts every row where it belongs: in the village of the person named, else in the one the list gives. */
  count({ ledger, resolution }: ResolvedLists, recap: Recap): void {
    const resolved = new Resolution(new ClaimLedger(ledger), resolution);
    const rowVillages = this.rowVillages.values;
    const candidateVillages = this.candidateVillages.values;
    const households = this.households.values;
    for (let row = 0; row < this.length; row++) {
      const best = resolved.best(row);
      const ofPerson = best < 0 ? null : this.villages[candidateVillages[best]!]!;
      const village = ofPerson === null || ofPerson.kecamatan === "" ? this.villages[rowVillages[row]!]! : ofPerson;
      recap.add(village, resolved.status(row), best < 0 ? null : unpackHousehold(households[best]!));
    }
  }

  private numberOf(text: string): number {
    let number = this.villageNumbers.get(text);
    if (number === undefined) {
      const [kecamatan = "", desa = ""] = text.split("\t");
      number = this.villages.push({ kecamatan: kecamatan.trim().toUpperCase(), desa: desa.trim().toUpperCase() }) - 1;
      this.villageNumbers.set(text, number);
    }
    return number;
  }
}
