/** What a row may make of persons who have not been fetched, as far as their sketches tell. */
import { relateDate, type Probe } from "../compare/comparison.ts";
import type { Ceiling } from "../weigh/ceiling.ts";
import type { Weigher } from "../weigh/match-weight.ts";
import type { MilliBits } from "../weigh/comparisons.ts";
import { mayBeNear } from "./nik-neighbours.ts";
import type { PersonRecord } from "../../normalise/record.ts";
import type { ReferenceIndex } from "../reference-index.ts";
import { districtPart, mayBeNamed, mayLiveIn, namePart, sketchedDate, type Sketch } from "./sketch.ts";

export class Prospects {
  private readonly record: PersonRecord;
  private readonly index: ReferenceIndex;
  private readonly floor: MilliBits;
  private readonly ceiling: Ceiling;
  private readonly name: number;
  /** Kecamatan the row may mean; none where it does not say. */
  private readonly districts: readonly number[];

  constructor({ record, place: { desa, kecamatan } }: Probe, index: ReferenceIndex, weigher: Weigher) {
    this.record = record;
    this.index = index;
    this.floor = weigher.floor;
    this.ceiling = weigher.ceilingOf(record);
    this.name = namePart(record.name);
    const districts: number[] = [];
    if (kecamatan >= 0) districts.push(districtPart(kecamatan));
    for (const village of desa) if (index.places.kecamatanOf(village) >= 0) districts.push(districtPart(index.places.kecamatanOf(village)));
    this.districts = districts;
  }

  /** Whether a person may bear the row's whole name. */
  isNamed(sketch: Sketch): boolean {
    return mayBeNamed(sketch, this.name);
  }

  /** The most that a person may weigh; `onCard`: who shares the row's family card. */
  most(id: number, sketch: Sketch, onCard: boolean): MilliBits {
    const birthDate = sketchedDate(sketch);
    const date = birthDate === 0 ? null : relateDate(this.record.birthDate, birthDate);
    const wholeName = this.isNamed(sketch);
    const nearby = onCard || this.districts.length === 0 || this.districts.some((part) => mayLiveIn(sketch, part));
    const most = this.ceiling({ nearNik: true, date, wholeName, nearby });
    // Nearly all are out whatever their NIK: it need not be looked at.
    if (most < this.floor || mayBeNear(this.record.nik, this.index.nikStem(id), birthDate)) return most;
    return this.ceiling({ nearNik: false, date, wholeName, nearby });
  }
}
