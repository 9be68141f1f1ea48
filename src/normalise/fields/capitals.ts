/** A text in capitals. Extracts are written so, and looking is cheaper than asking for them. */
export function inCapitals(text: string): string {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > LAST_CAPITAL) return text.toUpperCase();
  return text;
}

const LAST_CAPITAL = 90;
