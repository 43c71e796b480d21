/** A decimal text as short as a tile is wide: `980`, `12.3万`, `4.6亿`. */
export function shortNumber(value: string): string {
  const number = Number(value);
  const [unit, name] = Math.abs(number) >= 1e8 ? [1e8, '亿'] : Math.abs(number) >= 1e4 ? [1e4, '万'] : [1, ''];
  const shown = number / unit;
  return `${Number(shown.toFixed(Math.abs(shown) >= 100 ? 0 : 1))}${name}`;
}
