/** What an office prints on its reports: the section `report` of the config file. */

export interface Party {
  /** PIHAK PERTAMA, PIHAK KEDUA. */
  readonly sebutan: string;
  readonly nama: string;
  readonly nip: string;
  readonly jabatan: string;
}

export interface Letterhead {
  /** Lines of the letterhead. */
  readonly kop: readonly string[];
  readonly judul: string;
  readonly tempat: string;
  readonly nomor: string;
  readonly pihak: readonly Party[];
  readonly mengetahui: Party | null;
  /** Legal basis, a sentence each. */
  readonly dasar: readonly string[];
  /** The parties' own agreement. */
  readonly perjanjian: string;
}

const defaultBasis: readonly string[] = [
  "Instruksi Presiden Nomor 4 Tahun 2025 tentang Data Tunggal Sosial dan Ekonomi Nasional;",
  "Peraturan Menteri Sosial Nomor 3 Tahun 2025;",
  "Peraturan Menteri PPN/Kepala Bappenas Nomor 7 Tahun 2025;",
  "Undang-Undang Nomor 27 Tahun 2022 tentang Pelindungan Data Pribadi;",
];

const isText = (value: unknown): boolean => value === null || typeof value === "string";
const areTexts = (value: unknown): boolean => Array.isArray(value) && value.every((each) => typeof each === "string");
const isParty = (value: unknown): boolean =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  Object.entries(value).every(([key, each]) => ["sebutan", "nama", "nip", "jabatan"].includes(key) && isText(each));

const kinds: Readonly<Record<keyof Letterhead, (value: unknown) => boolean>> = {
  kop: areTexts,
  judul: isText,
  tempat: isText,
  nomor: isText,
  pihak: (value) => Array.isArray(value) && value.length <= 2 && value.every(isParty),
  mengetahui: (value) => value === null || isParty(value),
  dasar: areTexts,
  perjanjian: isText,
};

/** Keys of the section that are not known, or hold something else than they should: nothing an office has written is left out in silence. */
export function letterheadFaults(section: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(section).flatMap(([key, value]) =>
    Object.hasOwn(kinds, key) && kinds[key as keyof Letterhead](value) ? [] : [key],
  );
}

/** The letterhead of a config section; what is not given is left for a pen. */
export function letterheadOf(section: Readonly<Record<string, unknown>>): Letterhead {
  const text = (value: unknown): string => (typeof value === "string" ? value : "");
  const texts = (value: unknown): string[] =>
    Array.isArray(value) ? value.filter((each): each is string => typeof each === "string") : [];
  const party = (value: unknown, sebutan: string, jabatan: string): Party => {
    const given = typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
    return {
      sebutan: text(given["sebutan"]) || sebutan,
      nama: text(given["nama"]),
      nip: text(given["nip"]),
      jabatan: text(given["jabatan"]) || jabatan,
    };
  };
  const parties = Array.isArray(section["pihak"]) ? (section["pihak"] as readonly unknown[]) : [];
  const basis = texts(section["dasar"]);
  return {
    kop: texts(section["kop"]),
    judul: text(section["judul"]),
    tempat: text(section["tempat"]),
    nomor: text(section["nomor"]),
    pihak: [party(parties[0], "PIHAK PERTAMA", "Kepala Badan Pusat Statistik"), party(parties[1], "PIHAK KEDUA", "Kepala Dinas Sosial")],
    mengetahui: section["mengetahui"] ? party(section["mengetahui"], "Mengetahui", "") : null,
    dasar: basis.length > 0 ? basis : defaultBasis,
    perjanjian: text(section["perjanjian"]),
  };
}
