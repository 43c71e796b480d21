import { z } from 'zod';
import { totalOf } from '#core/dashboard/total.ts';
import { currentPack } from '#packs/packs.ts';
import { answerKind } from './answer-kind.ts';
import { Asked, FigureHead, isListed, type Question, Scope, TotalView, viewHead, viewTotal } from './question.ts';

const Tile = z.object({
  name: z.string(),
  short: z.string(),
  /** From 1. */
  column: z.int(),
  row: z.int(),
  /** Null of a region that has no unit in this installation. */
  province: z.string().nullable(),
  consortia: z.int(),
  listed: z.int(),
  total: TotalView,
});

/** One figure of a year by province: each of the pack's regions a tile; a province that is none of them stands below. */
export const tiles = answerKind({
  path: 'tiles',
  summary: '各省一格：一项数据在一个年度的各省合计和联合体数',
  query: Asked,
  view: z.object({ ...FigureHead.shape, scope: Scope, year: z.int(), tiles: z.array(Tile) }),
  make: (question) => {
    const { definition, scope, year, sight } = question;
    const grid = currentPack.tiles ?? [];
    const below = Math.max(0, ...grid.map(({ row }) => row)) + 1;
    const width = Math.max(1, ...grid.map(({ column }) => column));
    const placed = new Set<string>();
    const shown = grid.map(({ region, short, column, row }) => {
      const unit = sight.provinces.find(({ name }) => isRegion(name, region));
      if (unit) placed.add(unit.id);
      return { name: unit?.name ?? region, short, column, row, province: unit?.id ?? null };
    });
    const others = sight.provinces
      .filter(({ id }) => !placed.has(id))
      .map(({ id, name }, at) => {
        const [column, row] = [1 + (at % width), below + Math.floor(at / width)];
        return { name, short: name.slice(0, 3), column, row, province: id };
      });
    return {
      ...viewHead(definition),
      scope,
      year,
      tiles: [...shown, ...others].map((tile) => ({ ...tile, ...inProvince(question, tile.province) })),
    };
  },
  table: ({ label, unit, year, tiles }) => ({
    title: `${label}${year}年各省`,
    columns: [
      { id: 'name', title: '省份' },
      { id: 'consortia', title: '联合体数' },
      { id: 'listed', title: '列入培育名单' },
      { id: 'value', title: `${label}（${unit}）` },
      { id: 'amount', title: '合计或分子' },
      { id: 'base', title: '分母' },
      { id: 'entries', title: '记录数' },
      { id: 'confirmed', title: '其中双方确认' },
    ],
    rows: tiles.map(({ name, consortia, listed, total }) => [
      name,
      consortia,
      listed,
      total.value,
      total.amount,
      total.base,
      total.entries,
      total.confirmed,
    ]),
  }),
});

/** The example's provinces are named after the regions, and marked as fictional. */
function isRegion(name: string, region: string): boolean {
  return name === region || name.startsWith(`${region}（`);
}

function inProvince({ places, columns, definition, year }: Question, province: string | null) {
  const own = places.filter((place) => place.province.id === province);
  return {
    consortia: own.length,
    listed: own.filter(isListed).length,
    total: viewTotal(totalOf(own.map(({ row }) => columns.at(`${definition.id}.${year}`, row)))),
  };
}
