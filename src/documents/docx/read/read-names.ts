const marks = new Set(['、', '，', ',', '；', ';', '\n', '\t']);
const opening = new Set(['（', '(', '【', '[', '《', '“']);
const closing = new Set(['）', ')', '】', ']', '》', '”']);

/** Names listed with 、，； or line breaks; a mark inside brackets belongs to its name, unless the brackets never close. */
export function readNames(text: string): readonly string[] {
  const names: string[] = [];
  for (const line of text.split('\n')) names.push(...(isBalanced(line) ? split(line, true) : split(line, false)));
  return names.map((name) => name.trim().replace(/\s+/g, ' ').replace(/。$/, '')).filter((name) => name !== '');
}

function split(line: string, mindsBrackets: boolean): readonly string[] {
  const names = [''];
  let depth = 0;
  for (const character of line) {
    if (mindsBrackets && opening.has(character)) depth++;
    if (mindsBrackets && closing.has(character)) depth--;
    if (depth === 0 && marks.has(character)) names.push('');
    else names[names.length - 1] += character;
  }
  return names;
}

function isBalanced(line: string): boolean {
  let depth = 0;
  for (const character of line) {
    if (opening.has(character)) depth++;
    if (closing.has(character) && --depth < 0) return false;
  }
  return depth === 0;
}
