/**
 * Tokens that open so many names that they tell little, and are the first to be left out (a leading MUHAMMAD stands before
 * about one man's name in forty). Canonical spelling.
 */
const light = new Set([
  "MUHAMAD",
  "MUH",
  "MOH",
  "MOC",
  "MOHD",
  "MUHD",
  "MHD",
  "M",
  "SITI",
  "ST",
  "NUR",
  "SRI",
  "ABDUL",
  "ABD",
  "AHMAD",
  "I",
  "NI",
  "HAJI",
  "RADEN",
  "AL",
  "BR",
  "BORU",
  "DG",
]);

export function isLightToken(token: string): boolean {
  return light.has(token);
}
