/** Zeros of the scripts whose digits turn up in Indonesian files; the nine others follow each in Unicode's order. */
const zeros = [
  0xff10, // full-width, from an Asian keyboard or font
  0x0660,
  0x06f0, // Arabic, Persian
  0xa9d0,
  0x1b50,
  0x1bb0, // Javanese, Balinese, Sundanese
];

/** The text with digits of other scripts as plain ones. */
export function plainDigits(text: string): string {
  return text.replace(/[^\x00-\x7f]/g, (letter) => {
    const code = letter.charCodeAt(0);
    const zero = zeros.find((each) => code >= each && code < each + 10);
    return zero === undefined ? letter : String(code - zero);
  });
}
