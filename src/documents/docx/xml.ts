/** Characters that XML 1.0 cannot carry at all. */
const impossible = /(?![\t\n\r])\p{Cc}|[\ufffe\uffff]|\p{Cs}/gu;
const special = /[&<>"]/g;
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A text as XML character data or as an attribute's value. Characters that XML cannot carry are left out. */
export function xmlText(text: string): string {
  return text.replace(impossible, '').replace(special, (character) => entities[character] ?? character);
}

/** Twentieths of a point, Word's unit of length. */
export function twips(millimetres: number): number {
  return Math.round((millimetres / 25.4) * 1440);
}
