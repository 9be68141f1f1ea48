/** What a row may make of persons who have not been fetched, as far as their sketches tell. */
import { relateDate, type Probe } from "./comparison.ts";
import type { Ceiling, MilliBits, Weigher } from "./match-weight.ts";
import { mayBeNear } from "./nik-neighbours.ts";
import type { PersonRecord } from "./record.ts";
import type { ReferencePlaces } from "./reference-index.ts";
import { districtPart, mayBeNamed, mayLiveIn, namePart, sketchedDate, type Sketch } from "./sketch.ts";

export class Prospects {
  private readonly record: PersonRecord;
  private readonly ceiling: Ceiling;
  private readonly name: number;
  /** Kecamatan the row may mean; none where it does not say. */
  private readonly districts: readonly number[];

  constructor({ record, place: { desa, kecamatan } }: Probe, places: ReferencePlaces, weigher: Weigher) {
    this.record = record;
    this.ceiling = weigher.ceilingOf(record);
    this.name = namePart(record.name);
    this.districts = [kecamatan, ...desa.map((village) => places.kecamatanOf(village))].filter((district) => district >= 0).map(districtPart);
  }

  /** Whether a person may bear the row's whole name. */
  isNamed(sketch: Sketch): boolean {
    return mayBeNamed(sketch, this.name);
  }

  /** The most that a person may weigh whose NIK begins with `stem`; `onCard`: who shares the row's family card. */
  most(sketch: Sketch, stem: string, onCard: boolean): MilliBits {
    const date = sketchedDate(sketch);
    return this.ceiling({
      nearNik: mayBeNear(this.record.nik, stem, date),
      date: date === 0 ? null : relateDate(this.record.birthDate, date),
      wholeName: this.isNamed(sketch),
      nearby: onCard || this.districts.length === 0 || this.districts.some((part) => mayLiveIn(sketch, part)),
    });
  }
}
