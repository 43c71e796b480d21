/** How thick a volume becomes: sheets printed on both sides, and the width of its back in millimetres, rounded up to a half. */
export type Spine = { pages: number; sheets: number; widthMm: number };

/** Copy paper of 80 g/m², and each of the two covers. */
const sheetMm = 0.104;
const coverMm = 0.25;

export function spineOf(pages: number): Spine {
  const sheets = Math.ceil(pages / 2);
  return { pages, sheets, widthMm: Math.ceil(2 * (sheets * sheetMm + 2 * coverMm)) / 2 };
}
