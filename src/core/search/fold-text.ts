/** A text as it is searched, and where each of its characters (UTF-16 units) stands in the text as it was written. */
export type FoldedText = { folded: string; places: readonly number[] };

/**
 * Letters, ideographs and digits alone, width and case made alike: what a line break or a comma divides is found as one. Character by
 * character, so that the folded text of a part is a part of the folded text of the whole.
 */
export function foldText(text: string): string {
  let folded = '';
  for (const character of text) folded += foldCharacter(character);
  return folded;
}

/** The same, with the place in `text` of what each folded character was. */
export function foldWithPlaces(text: string): FoldedText {
  const pieces: string[] = [];
  const places: number[] = [];
  let at = 0;
  for (const character of text) {
    const folded = foldCharacter(character);
    if (folded !== '') pieces.push(folded);
    for (let unit = 0; unit < folded.length; unit++) places.push(at);
    at += character.length;
  }
  return { folded: pieces.join(''), places };
}

const others = new Map<string, string>();

function foldCharacter(character: string): string {
  const code = character.charCodeAt(0);
  // Nearly all of a Chinese text.
  if (code >= 0x4e00 && code <= 0x9fa5) return character;
  const known = others.get(character);
  if (known !== undefined) return known;
  const folded = character
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
  if (others.size < 20_000) others.set(character, folded);
  return folded;
}
