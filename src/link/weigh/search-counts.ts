/** How many people a row was held against, and how many of them bear its whole name; -1: not asked for. */
export interface SearchCounts {
  /** People of the row's villages, born on its date, on its card. */
  village: number;
  date: number;
  card: number;
  namesInVillage: number;
  namesOnDate: number;
  /** In the row's kecamatan, and in the whole extract. */
  namesInKecamatan: number;
  namesInExtract: number;
  /**
   * Of the row's address words (`addressHash`): how many people of the whole extract live at its house number and the word, and how
   * many have the word, where the extract knows no places. Null: nothing was asked.
   */
  atHouse: Map<number, number> | null;
  withWord: Map<number, number> | null;
}

export const unknownCounts: Readonly<SearchCounts> = {
  village: -1,
  date: -1,
  card: -1,
  namesInVillage: -1,
  namesOnDate: -1,
  namesInKecamatan: -1,
  namesInExtract: -1,
  atHouse: null,
  withWord: null,
};
