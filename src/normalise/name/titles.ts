/**
 * Titles and salutations that cannot be a name where they stand. A name registered in one source may lack them in another by
 * law (Permendagri 73/2022: allowed on card and KTP, forbidden on deeds). ANDI, I, NI, DEWA and the like are never stripped.
 */
import type { Sex } from "../record.ts";
import type { NameMark } from "./person-name.ts";

/** Written with or without dots, before the name. */
export const leadingTitles: ReadonlyMap<string, NameMark | null> = new Map<string, NameMark | null>([
  ...[
    "H",
    "HJ",
    "HAJI",
    "HAJJAH",
    "HAJAH",
    "KH",
    "KIAI",
    "KYAI",
    "UST",
    "USTADZ",
    "USTAZ",
    "USTADZAH",
    "TGK",
    "TEUNGKU",
    "TGH",
    "PDT",
    "PENDETA",
    "DRS",
    "DRA",
    "IR",
    "DR",
    "DRG",
    "DRH",
    "PROF",
    "TN",
    "TUAN",
    "NN",
    "NONA",
    "SDR",
    "SDRI",
    "SAUDARA",
    "SAUDARI",
    "BPK",
    "BP",
    "BAPAK",
    "PAK",
    "NENEK",
    "KAKEK",
    "MBAH",
    "MBOK",
    "EMAK",
    "IBU",
    "BU",
    "RD",
    "RADEN",
    "RM",
    "RA",
    "RR",
    "RORO",
    "RNGT",
  ].map((title): [string, null] => [title, null]),
  ["NY", "husband-name"],
  ["NYONYA", "husband-name"],
  ["BY", "newborn"],
  ["BAYI", "newborn"],
  ["MENDIANG", "deceased"],
  ["ALM", "deceased"],
  ["ALMARHUM", "deceased"],
  ["ALMH", "deceased"],
  ["ALMARHUMAH", "deceased"],
  ["KEL", "not-a-person"],
  ["KELUARGA", "not-a-person"],
]);

const women: ReadonlySet<string> = new Set(
  "HJ HAJJAH HAJAH USTADZAH DRA NN NONA SDRI SAUDARI IBU BU NY NYONYA ALMH ALMARHUMAH RR RORO NENEK MBOK EMAK AMBU MAK MAMA MAMAH MAMAK TEH TETEH CEU CEUCEU MBAK MBA BULIK BULEK BUDE NYAK NYAI NYI NINI TANTE BUNDA BIBI NING".split(
    " ",
  ),
);
const men: ReadonlySet<string> = new Set(
  "H HAJI KH KIAI KYAI USTADZ USTAZ DRS TN TUAN SDR SAUDARA BPK BP BAPAK PAK KAKEK ABAH AKI MANG EMANG KANG AKANG BANG ABANG PAKLIK PAKLEK PAKDE OM GUS AJENGAN USTAD DATUK DATUAK".split(
    " ",
  ),
);
/** Words that only women's names begin with: H. before one is a slip for HJ. */
const womensNames: ReadonlySet<string> = new Set(["SITI", "ST", "NI", "NYI", "NYIMAS", "LUH", "DESAK", "BAIQ"]);

/** The sex that the titles before a name tell, or null where there are none or they contradict each other. `text` in capitals. */
export function sexOfTitle(text: string): Sex | null {
  let sex: Sex | null = null;
  // Of the child nothing is told but whose it is.
  if (/^BA?YI?[ .]/.test(text)) return null;
  for (const word of text.split(/[ .]+/)) {
    const told: Sex | null = women.has(word) ? "P" : men.has(word) ? "L" : null;
    if (told === null && !leadingTitles.has(word)) return sex === "L" && womensNames.has(word) ? null : sex;
    if (told !== null && sex !== null && told !== sex) return null;
    sex = told ?? sex;
  }
  // Nothing but titles: no name, and BAPAK or IBU may be all that is known.
  return sex;
}

/**
 * What people are called in the village, and some are registered by: compared with and without. `PAK DE` and the like in two words
 * come down to the second.
 */
export const callings: ReadonlySet<string> = new Set(
  "ABAH AKI AMBU MAK MAMA MAMAH MAMAK MANG EMANG KANG AKANG TEH TETEH CEU CEUCEU MBAK MBA MAS BANG ABANG LIK LEK PAKLIK PAKLEK BULIK BULEK PAKDE BUDE UWAK UWA WAK NYAK NYAI NYI NINI OM TANTE BUNDA BIBI GUS NING AJENGAN USTAD DATUK DATUAK ENGKONG ENCANG ENCING".split(
    " ",
  ),
);

/** Only with a dot or as a later letter group do these mean a title; without it they may be a (cut) name. */
export const dottedOnly: ReadonlySet<string> = new Set(["IR", "RA", "RR", "RM", "KEL", "K", "R"]);

/** After the name. */
export const trailingMarks: ReadonlyMap<string, NameMark> = new Map<string, NameMark>([
  ["ALM", "deceased"],
  ["ALMARHUM", "deceased"],
  ["ALMH", "deceased"],
  ["ALMARHUMAH", "deceased"],
  ["MENINGGAL", "deceased"],
  ["WAFAT", "deceased"],
  ["MENINGGALDUNIA", "deceased"],
  ["CS", "not-a-person"],
  ["DKK", "not-a-person"],
]);

/** Degrees without their dots: safe after a comma, or where the dots were there. */
const degrees =
  /^(?:S(?:PD|PDI|TH|FIL|STAT|SIT|KEB|THI|PDK|PDSD|H|HI|E|EI|T|KOM|AG|SOS|SOSI|IP|P|PT|SI|S|PSI|KED|KEP|KM|ST|TR[A-Z]*|TP|HUT|PI|FARM|GZ|IKOM|AP|AK|SN|STP|KL|SY)|SKM|SST|A(?:MA|MAPD|MD[A-Z]{0,4}|P|PT)|M(?:PD|PDI|TH|FIL|KEB|FARM|PDK|SI|M|H|KOM|KES|AG|T|A|HUM|SC|PSI|KN|SOS|AP|E|PH)|NERS|NS|BSC|BA|PHD|APT|LC|SPD|SPOG|SPA|DIPL|MBA|CPNS|CA|BSW|AMD)$/;

export function isDegree(letters: string): boolean {
  return degrees.test(letters);
}

/** Longer degrees are no name even without comma or dots. */
export function isPlainDegree(letters: string): boolean {
  return letters.length >= 3 && degrees.test(letters) && !/^(?:SIP|SAP|STP|SST|APT|NERS|MPH|MBA|BSC|SKM|SPA|MSC)$/.test(letters);
}
