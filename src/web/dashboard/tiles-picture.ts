import type { Tile } from './monitoring-queries.ts';
import { shortNumber } from './short-number.ts';
import { levelOf } from './tile-level.ts';

/** As monitoring.css has them. */
const levels = ['#ffffff', '#e3eefa', '#bcd8f3', '#8dbce8', '#1f62a8', '#0b3f78'];
const [side, gap, top] = [92, 6, 48];

/** The tile grid as a picture of its own, under its title. */
export function tilesPicture(title: string, tiles: readonly Tile[]): string {
  const at = (place: number) => (place - 1) * (side + gap) + gap;
  const width = at(Math.max(...tiles.map(({ column }) => column)) + 1);
  const height = at(Math.max(...tiles.map(({ row }) => row)) + 1) + top;
  const boxes = tiles.map((tile) => {
    const level = levelOf(tile, tiles);
    const [x, y] = [at(tile.column), at(tile.row) + top];
    const ink = level > 3 ? '#ffffff' : '#1c2530';
    const text = (line: number, size: number, content: string) =>
      `<text x="${x + side / 2}" y="${y + line}" font-size="${size}" text-anchor="middle" fill="${ink}">${escaped(content)}</text>`;
    const value = tile.total.value === null ? '—' : shortNumber(tile.total.value);
    return `<rect x="${x}" y="${y}" width="${side}" height="${side}" rx="3" fill="${levels[level]}" stroke="#c9d1da"/>${text(38, 18, tile.short)}${text(66, 18, value)}`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="PingFang SC, Microsoft YaHei, Noto Sans CJK SC, Noto Sans SC, sans-serif"><text x="${gap}" y="32" font-size="20" fill="#1c2530">${escaped(title)}</text>${boxes.join('')}</svg>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
