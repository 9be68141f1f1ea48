import type { BlockIndex } from "../../src/link/reference-index.ts";
import type { ReferenceRecord } from "../../src/normalise/record.ts";

/** An index that tells of every person it gives out to be compared. */
export function watching(index: BlockIndex, given: (id: number) => void): BlockIndex {
  const told = (reference: ReferenceRecord): ReferenceRecord => {
    given(reference.id);
    return reference;
  };
  return {
    size: index.size,
    places: index.places,
    holders: (niks) => index.holders(niks).map((holders) => holders.map(told)),
    referencesOf: (ids) => index.referencesOf(ids).map(told),
    nikIds: (nik) => index.nikIds(nik),
    nikPrefixIds: (prefix) => index.nikPrefixIds(prefix),
    hasNikPrefix6: (prefix) => index.hasNikPrefix6(prefix),
    nikStem: (id) => index.nikStem(id),
    village: (place) => index.village(place),
    bornOn: (date) => index.bornOn(date),
    block: (key) => index.block(key),
    blocks: (keys) => index.blocks(keys),
    reference: (id) => told(index.reference(id)),
    tokenFrequency: (token) => index.tokenFrequency(token),
  };
}
