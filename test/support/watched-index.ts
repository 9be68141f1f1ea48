import type { ReferenceIndex } from "../../src/link/reference-index.ts";
import type { ReferenceRecord } from "../../src/normalise/record.ts";

/** An index that tells of every person it gives out to be compared. */
export function watching(index: ReferenceIndex, given: (id: number) => void): ReferenceIndex {
  const told = (reference: ReferenceRecord): ReferenceRecord => {
    given(reference.id);
    return reference;
  };
  return {
    size: index.size,
    places: index.places,
    holders: (niks, guesses) => index.holders(niks, guesses).map((holders) => holders.map(told)),
    referencesOf: (ids) => index.referencesOf(ids).map(told),
    nikPrefixIds: (prefix) => index.nikPrefixIds(prefix),
    hasNikPrefix6: (prefix) => index.hasNikPrefix6(prefix),
    villages: (places) => index.villages(places),
    bornOn: (dates) => index.bornOn(dates),
    blocks: (keys) => index.blocks(keys),
    tokenFrequency: (token) => index.tokenFrequency(token),
  };
}
