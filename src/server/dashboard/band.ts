import { z } from 'zod';
import { bandOf, placeInBand } from '#core/dashboard/band.ts';
import { shownValue } from '#core/dashboard/total.ts';
import { Refusal } from '#server/http/refusal.ts';
import { answerKind } from './answer-kind.ts';
import type { Cube } from './cube.ts';
import type { FigureColumns } from './figure-columns.ts';
import { Asked, FigureHead, viewHead } from './question.ts';

/** A consortium against the middle half of those like it. Nobody's value can be told from it: see `bandOf`. */
export const band = answerKind({
  path: 'band',
  summary: '同类比较：一个联合体的各项数据与同类联合体的中间一半；同类不足六家的不显示',
  query: Asked.extend({ consortium: z.uuid() }),
  view: z.object({
    year: z.int(),
    years: z.array(z.int()).readonly(),
    consortium: z.object({ id: z.string(), name: z.string() }),
    /** Null where there are too few consortia like it. */
    group: z.object({ label: z.string(), size: z.int() }).nullable(),
    figures: z.array(
      FigureHead.extend({
        value: z.number().nullable(),
        /** Quartiles of the group, this consortium included; `size` of them have a value. */
        band: z.object({ low: z.number(), middle: z.number(), high: z.number(), size: z.int() }).nullable(),
        place: z.enum(['below', 'within', 'above']).nullable(),
      }),
    ),
  }),
  make: ({ cube, columns, year, years, places }) => {
    const [own] = places;
    if (!own) throw new Refusal('not-found');
    const group = cube.peersOf(own.id);
    const { size, bandAt } = bandsOf(cube, group?.ids ?? [], columns);
    return {
      year,
      years,
      consortium: { id: own.id, name: own.name },
      group: group ? { label: group.label, size } : null,
      figures: cube.definitions.map((definition) => {
        const column = `${definition.id}.${year}`;
        const value = shownValue(columns.at(column, own.row)) ?? null;
        const shown = bandAt(column);
        return { ...viewHead(definition), value, band: shown, place: placeInBand(value, shown) };
      }),
    };
  },
  table: ({ consortium, group, year, figures }) => ({
    title: `${consortium.name}${year}年与${group?.label ?? '同类'}比较`,
    columns: [
      { id: 'figure', title: '标识' },
      { id: 'label', title: '数据' },
      { id: 'unit', title: '单位' },
      { id: 'value', title: '本联合体' },
      { id: 'low', title: '同类下四分位' },
      { id: 'middle', title: '同类中位' },
      { id: 'high', title: '同类上四分位' },
      { id: 'size', title: '同类家数' },
    ],
    rows: figures.map(({ figure, label, unit, value, band }) => [
      figure,
      label,
      unit,
      value,
      band?.low ?? null,
      band?.middle ?? null,
      band?.high ?? null,
      band?.size ?? null,
    ]),
  }),
});

type Band = NonNullable<ReturnType<typeof bandOf>>;
type Bands = { size: number; bandAt: (column: string) => Band | null };

const known = new WeakMap<readonly string[], Map<FigureColumns, Bands>>();

/**
 * The bands of a group, each made once: all of a group are shown the same, and a group may be thousands. A cube that changed has groups of its own,
 * so that what was made for the one before is forgotten with it.
 */
function bandsOf(cube: Cube, ids: readonly string[], columns: FigureColumns): Bands {
  const ofGroup = known.get(ids) ?? new Map<FigureColumns, Bands>();
  known.set(ids, ofGroup);
  const before = ofGroup.get(columns);
  if (before) return before;
  const like = new Set(ids);
  const rows = cube.places.filter(({ id }) => like.has(id)).map(({ row }) => row);
  const made = new Map<string, Band | null>();
  const bands: Bands = {
    size: rows.length,
    bandAt: (column) => {
      const there = made.get(column);
      if (there !== undefined) return there;
      const band = bandOf(rows.flatMap((row) => shownValue(columns.at(column, row)) ?? [])) ?? null;
      made.set(column, band);
      return band;
    },
  };
  ofGroup.set(columns, bands);
  return bands;
}
