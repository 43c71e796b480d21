import type { Tile } from './monitoring-queries.ts';

/** How dark a tile is: from 1 to 5 by its share of the largest; 0 without a value. */
export function levelOf({ total }: Tile, tiles: readonly Tile[]): number {
  const most = Math.max(...tiles.map((tile) => Number(tile.total.value ?? 0)));
  if (total.value === null || most <= 0) return 0;
  return Math.max(1, Math.ceil((Number(total.value) / most) * 5));
}
