/**
 * A text as it is searched: letters, ideographs and digits alone, width and case made alike: what a line break or a comma divides is found as one.
 * Character by character, so that the folded text of a part is a part of the folded text of the whole.
 */
export function foldText(text: string): string {
  return text.replace(/[^\u4e00-\u9fa5]+/gu, (characters) => {
    let folded = '';
    for (const character of characters) folded += foldCharacter(character);
    return folded;
  });
}

/**
 * Tells of units (UTF-16) of a folded text at which unit of the text as it was written their character begins. Asked in rising order: the text is
 * walked once, and only as far as it is asked for.
 */
export function placesIn(text: string): (foldedUnit: number) => number {
  let [at, units] = [0, 0];
  return (foldedUnit) => {
    while (at < text.length) {
      const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
      const { length } = foldCharacter(character);
      if (units + length > foldedUnit) break;
      units += length;
      at += character.length;
    }
    return at;
  };
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
