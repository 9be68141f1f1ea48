/** The villages of an extract: a list's places are resolved among them once per spelling, and pairs compared by number. */
import { distance } from "fastest-levenshtein";
import type { ResolvedPlace } from "../link/block/blocking.ts";
import { isSwap } from "../link/compare/token-agreement.ts";
import type { Place } from "../normalise/record.ts";
import type { PlaceRelation, ReferencePlaces } from "../link/reference-index.ts";
import type { PlaceReading } from "../normalise/regions/place.ts";
import { successorKabupaten } from "../normalise/regions/papua.ts";
import { canonicalRegionName } from "../normalise/regions/region-names.ts";
import { kabupatenCodes } from "../normalise/regions/region-table.ts";

/** A village as the index keeps it: canonical names, code, and how the extract spells it. */
export interface PlaceRow extends PlaceReading {
  readonly display: { readonly desa: string; readonly kecamatan: string };
}

/** What the numbers of the extract's people tell of their codes. */
export interface PeoplesNumbers {
  /** Whether enough of them begin with a regency's code, four digits: those of a regency that was split keep the old one for life. */
  isOwnCode(code: string): boolean;
  /** Where some of the people live whose NIK begins with a kecamatan's code, six digits. */
  placesOfCode(code: string): readonly number[];
}

const noNumbers: PeoplesNumbers = { isOwnCode: () => false, placesOfCode: () => noDesa };

/** Names this long may be one slip away from the extract's, and these two: where nothing is nearer. */
const ONE_SLIP_LETTERS = 5;
const TWO_SLIPS_LETTERS = 9;
const MEMORY = 50_000;
/** Where a place is named that the extract does not have; -1 where none is named. */
const UNKNOWN_NAME = -2;
const noDesa: readonly number[] = [];

export class PlaceDirectory implements ReferencePlaces {
  readonly size: number;
  readonly placeCounts: { readonly desa: number; readonly kecamatan: number; readonly kabupaten: number };
  private readonly rows: readonly PlaceRow[];
  private readonly kecamatanOfPlace: Int32Array;
  private readonly kabupatenOfPlace: Int32Array;
  private readonly byDesa = new Map<string, number[]>();
  private readonly kecamatanNames: string[] = [];
  private readonly byKecamatan = new Map<string, number[]>();
  private readonly villagesOfKecamatan: number[][] = [];
  private readonly kabupatenNames: string[] = [];
  private readonly kabupatenIds = new Map<string, number>();
  private readonly kabupatenOfKecamatan: number[] = [];
  private readonly coveredCodes = new Set<string>();
  private readonly memory = new Map<string, ResolvedPlace>();
  private readonly kecamatanByCode = new Map<string, number>();

  private readonly numbers: PeoplesNumbers;

  private constructor(rows: readonly PlaceRow[], numbers: PeoplesNumbers) {
    this.rows = rows;
    this.numbers = numbers;
    this.size = rows.length;
    this.kecamatanOfPlace = new Int32Array(rows.length).fill(-1);
    this.kabupatenOfPlace = new Int32Array(rows.length).fill(-1);
    const kecamatanIds = new Map<string, number>();
    rows.forEach((row, id) => {
      const kabupaten = row.kabupaten ?? "";
      let kabupatenId = this.kabupatenIds.get(kabupaten);
      if (kabupatenId === undefined) {
        kabupatenId = this.kabupatenNames.push(kabupaten) - 1;
        this.kabupatenIds.set(kabupaten, kabupatenId);
      }
      this.kabupatenOfPlace[id] = kabupatenId;
      if (row.kode !== null && row.kode.length >= 4) this.coveredCodes.add(row.kode.slice(0, 4));
      if (row.kecamatan !== null) {
        const key = `${kabupatenId}/${row.kecamatan}`;
        let kecamatanId = kecamatanIds.get(key);
        if (kecamatanId === undefined) {
          kecamatanId = this.kecamatanNames.push(row.kecamatan) - 1;
          kecamatanIds.set(key, kecamatanId);
          this.villagesOfKecamatan.push([]);
          this.kabupatenOfKecamatan.push(kabupatenId);
          append(this.byKecamatan, row.kecamatan, kecamatanId);
        }
        this.kecamatanOfPlace[id] = kecamatanId;
        this.villagesOfKecamatan[kecamatanId]!.push(id);
      }
      if (row.desa !== null) append(this.byDesa, row.desa, id);
    });
    for (const [code, name] of kabupatenCodes()) {
      if (code.length === 4 && this.kabupatenIds.has(canonicalRegionName(name, "kabupaten") ?? "")) this.coveredCodes.add(code);
    }
    this.placeCounts = {
      desa: Math.max(this.byDesa.size, 1),
      kecamatan: Math.max(this.kecamatanNames.length, 1),
      kabupaten: Math.max(this.kabupatenNames.length, 1),
    };
  }

  /** Ids are the places of the rows. */
  static fromRows(rows: readonly PlaceRow[], numbers: PeoplesNumbers = noNumbers): PlaceDirectory {
    return new PlaceDirectory(rows, numbers);
  }

  display(id: number): { readonly desa: string; readonly kecamatan: string } {
    return this.rows[id]!.display;
  }

  kecamatanOf(place: number): number {
    return this.kecamatanOfPlace[place] ?? -1;
  }

  villagesOf(kecamatan: number): readonly number[] {
    return this.villagesOfKecamatan[kecamatan] ?? noDesa;
  }

  kecamatanOfCode(code: string): number {
    if (code.length !== 6) return -1;
    let known = this.kecamatanByCode.get(code);
    if (known === undefined) {
      known = mostOf(this.numbers.placesOfCode(code).map((place) => this.kecamatanOf(place)));
      this.kecamatanByCode.set(code, known);
    }
    return known;
  }

  /** Canonical names of the kabupaten present. */
  get kabupaten(): readonly string[] {
    return this.kabupatenNames.filter((name) => name !== "");
  }

  /** Villages the place may mean: of the named kecamatan or kabupaten, else all of that name; exact before a slip or two away. */
  resolve(place: Place): ResolvedPlace {
    const key = `${place.kabupaten ?? ""}|${place.kecamatan ?? ""}|${place.desa ?? ""}`;
    const known = this.memory.get(key);
    if (known !== undefined) return known;
    if (this.memory.size >= MEMORY) this.memory.clear();
    const { desa, kecamatan, kabupaten, isGuess } = this.find(place);
    // However it was found, to those who ask it looks the same (`link.ts`).
    const villages: number[] = [];
    for (const village of desa) villages.push(village);
    const resolved = { desa: villages, kecamatan, kabupaten, isGuess };
    this.memory.set(key, resolved);
    return resolved;
  }

  relation(left: ResolvedPlace, place: number): PlaceRelation {
    if (left.desa.length === 0 && left.kecamatan < 0 && left.kabupaten === -1) return "unknown";
    if (left.desa.includes(place)) return "desa";
    if (left.isGuess) return "unknown";
    const kecamatan = this.kecamatanOfPlace[place]!;
    if (left.kecamatan >= 0 && left.kecamatan === kecamatan) return "kecamatan";
    if (left.kabupaten >= 0 && left.kabupaten === this.kabupatenOfPlace[place])
      return left.kecamatan < 0 && left.desa.length === 0 ? "unknown" : "kabupaten";
    return "different";
  }

  covers({ kabupaten, kecamatan, desa, kode }: Place, nik: string | null): boolean | null {
    if (this.size === 0) return null;
    if (kabupaten !== null) return this.kabupatenIds.has(kabupaten) || (kode !== null && this.coversCode(kode.slice(0, 4)));
    if (kecamatan !== null && this.byKecamatan.has(kecamatan)) return true;
    if (desa !== null && this.byDesa.has(desa)) return true;
    // A number of no province tells of no regency.
    if (nik === null || this.coveredCodes.size === 0 || !provinces.has(nik.slice(0, 2))) return null;
    const code = nik.slice(0, 4);
    return this.coversCode(code) || this.numbers.isOwnCode(code);
  }

  private coversCode(code: string): boolean {
    return this.coveredCodes.has(code) || this.coveredCodes.has(successorKabupaten.get(code) ?? "");
  }

  private find({ kabupaten, kecamatan, desa }: Place): ResolvedPlace {
    const kabupatenId = kabupaten === null ? -1 : (this.kabupatenIds.get(kabupaten) ?? UNKNOWN_NAME);
    const districts = kecamatan === null ? [] : this.districts(kecamatan, kabupatenId);
    const district = districts.length === 1 ? districts[0]! : -1;
    const known = district >= 0 && kabupatenId < 0 ? this.kabupatenOfKecamatan[district]! : kabupatenId;
    if (desa === null) return { desa: noDesa, kecamatan: district, kabupaten: known, isGuess: false };
    const ofName = this.byDesa.get(desa) ?? [];
    let villages = ofName.filter((id) => kabupatenId < 0 || this.kabupatenOfPlace[id] === kabupatenId);
    let isGuess = false;
    if (districts.length > 0) {
      const inside = villages.filter((id) => districts.includes(this.kecamatanOfPlace[id]!));
      isGuess = inside.length === 0;
      villages = isGuess ? this.nearVillages(desa, districts) : inside;
    } else if (villages.length === 0 && kabupatenId !== UNKNOWN_NAME) {
      isGuess = true;
      villages = kecamatan === null ? this.slipsOf(desa, kabupatenId) : [];
    }
    const only = villages.length === 1 ? villages[0]! : -1;
    return {
      desa: villages,
      kecamatan: district >= 0 ? district : only >= 0 ? this.kecamatanOfPlace[only]! : -1,
      kabupaten: known >= 0 || only < 0 ? known : this.kabupatenOfPlace[only]!,
      isGuess: isGuess && villages.length > 0,
    };
  }

  private districts(kecamatan: string, kabupatenId: number): readonly number[] {
    const inside = (id: number): boolean => kabupatenId < 0 || this.kabupatenOfKecamatan[id] === kabupatenId;
    const exact = (this.byKecamatan.get(kecamatan) ?? []).filter(inside);
    return exact.length > 0 ? exact : nearest(kecamatan, this.byKecamatan).filter(inside);
  }

  /** Villages of a kabupaten (-1: of all) whose name is nearest. */
  private slipsOf(desa: string, kabupaten: number): number[] {
    if (kabupaten < 0) return nearest(desa, this.byDesa);
    const names: [string, number[]][] = [];
    for (const [name, ids] of this.byDesa) names.push([name, ids.filter((id) => this.kabupatenOfPlace[id] === kabupaten)]);
    return nearest(
      desa,
      names.filter(([, ids]) => ids.length > 0),
    );
  }

  private nearVillages(desa: string, districts: readonly number[]): number[] {
    const names: [string, number[]][] = [];
    for (const district of districts) for (const id of this.villagesOfKecamatan[district]!) names.push([this.rows[id]!.desa ?? "", [id]]);
    return nearest(desa, names);
  }
}

/** The kecamatan of more than half of them, or -1. */
function mostOf(districts: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const district of districts) counts.set(district, (counts.get(district) ?? 0) + 1);
  for (const [district, count] of counts) if (2 * count > districts.length) return district;
  return -1;
}

/** Whatever is named most like a name that no place has, as far as a slip or two explains it. */
function nearest(name: string, places: Iterable<readonly [string, readonly number[]]>): number[] {
  let least = name.length < ONE_SLIP_LETTERS ? 0 : name.length < TWO_SLIPS_LETTERS ? 1 : 2;
  let found: number[] = [];
  for (const [other, ids] of places) {
    if (least === 0 || other === name || Math.abs(other.length - name.length) > least) continue;
    const slips = isSwap(name, other) ? 1 : distance(name, other);
    if (slips > least) continue;
    if (slips < least) found = [];
    least = slips;
    found.push(...ids);
  }
  return found;
}

const provinces: ReadonlySet<string> = new Set([...kabupatenCodes()].map(([code]) => code).filter((code) => code.length === 2));

function append(map: Map<string, number[]>, key: string, id: number): void {
  const ids = map.get(key);
  if (ids === undefined) map.set(key, [id]);
  else ids.push(id);
}
