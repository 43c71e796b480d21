import { z } from 'zod';
import { keptCommitments } from '#core/dashboard/kept-commitments.ts';
import { shownYear } from '#core/dashboard/shown-year.ts';
import { type Addend, type Total, totalText } from '#core/dashboard/total.ts';
import type { FigureDefinition } from '#core/figure/figure-definitions.ts';
import { yearInChina } from '#server/figure/close-year.ts';
import { Refusal } from '#server/http/refusal.ts';
import type { Cube, Place } from './cube.ts';
import type { FigureColumns } from './figure-columns.ts';
import type { Sight } from './sight.ts';

/** A page of a list: asked for, and told with how many there are in all. */
export const Page = {
  limit: z.coerce.number().int().min(1).max(500).default(50),
  offset: z.coerce.number().int().min(0).max(1e6).default(0),
};
export const PageView = { total: z.int(), limit: z.int(), offset: z.int() };

/** What every dashboard may be asked: the fields of a view. */
export const Asked = z.object({
  figure: z.string().max(80).optional().meta({ description: '数据的标识；不写为第一项' }),
  year: z.coerce
    .number()
    .int()
    .min(1900)
    .max(2999)
    .optional()
    .meta({ description: '年度；不写为最近一个数据较全的年度' }),
  basis: z.enum(['ledger', 'approved']).default('ledger').meta({ description: '台账实时，或部级核定' }),
  province: z.uuid().optional().meta({ description: '只看一个省' }),
  consortium: z.uuid().optional().meta({ description: '只看一个联合体' }),
  only: z.literal('listed').optional().meta({ description: '只看列入过培育名单的联合体' }),
});

export const Scope = z.object({
  kind: z.enum(['nation', 'province', 'consortium', 'several']),
  id: z.string().nullable(),
  name: z.string(),
});

/** A sum with what it stands on; decimal texts, `base` null where the figure is no rate. */
export const TotalView = z.object({
  value: z.string().nullable(),
  amount: z.string(),
  base: z.string().nullable(),
  entries: z.int(),
  confirmed: z.int(),
  consortia: z.int(),
});

export const FigureHead = z.object({
  figure: z.string(),
  label: z.string(),
  unit: z.string(),
  isRate: z.boolean(),
  formula: z.string(),
});

/** What is asked of the cube, and by whom: nothing in it that the asker may not see, but the cube itself. */
export type Question = {
  cube: Cube;
  sight: Sight;
  scope: z.infer<typeof Scope>;
  places: readonly Place[];
  columns: FigureColumns;
  definition: FigureDefinition;
  year: number;
  /** Years that can be asked for, in order. */
  years: readonly number[];
};

/** Throws `Refusal('forbidden')` to whoever sees nothing of the kind, `Refusal('not-found')` for what is not there or not theirs. */
export function questionOf(cube: Cube, sight: Sight, asked: z.infer<typeof Asked>): Question {
  if (sight.places.length === 0 && sight.provinces.length === 0 && !sight.isNation) throw new Refusal('forbidden');
  const definition = cube.definitions.find(({ id }) => asked.figure === undefined || id === asked.figure);
  if (!definition) throw new Refusal('not-found');
  const { scope, places } = narrowed(sight, asked);
  const columns = cube.columns[asked.basis];
  const years = yearsOf(cube, columns);
  const shown = asked.only === 'listed' ? places.filter(isListed) : places;
  const year = asked.year ?? newestYear(cube, columns, years, shown) ?? yearInChina(Date.now());
  return { cube, sight, scope, places: shown, columns, definition, year, years };
}

function narrowed(sight: Sight, { province, consortium }: z.infer<typeof Asked>) {
  if (consortium !== undefined) {
    const place = sight.places.find(({ id }) => id === consortium);
    if (!place) throw new Refusal('not-found');
    return { scope: { kind: 'consortium', id: place.id, name: place.name }, places: [place] } as const;
  }
  if (province !== undefined) {
    const found = sight.provinces.find(({ id }) => id === province);
    if (!found) throw new Refusal('not-found');
    const places = sight.places.filter((place) => place.province.id === province);
    return { scope: { kind: 'province', id: found.id, name: found.name }, places } as const;
  }
  return { scope: widest(sight), places: sight.places };
}

function widest({ isNation, provinces, places }: Sight): z.infer<typeof Scope> {
  const [firstProvince, firstPlace] = [provinces[0], places[0]];
  if (isNation) return { kind: 'nation', id: null, name: '全国' };
  if (provinces.length === 1 && firstProvince)
    return { kind: 'province', id: firstProvince.id, name: firstProvince.name };
  if (places.length === 1 && firstPlace) return { kind: 'consortium', id: firstPlace.id, name: firstPlace.name };
  return { kind: 'several', id: null, name: '我的联合体' };
}

function yearsOf({ definitions }: Cube, columns: FigureColumns): readonly number[] {
  const now = yearInChina(Date.now());
  const years = new Set(definitions.flatMap(({ id }) => columns.yearsOf(id)));
  return [...years].filter((year) => year <= now).sort((one, other) => one - other);
}

/** Of one consortium by its own figures, of several by those of all. */
function newestYear(
  { definitions }: Cube,
  columns: FigureColumns,
  years: readonly number[],
  places: readonly Place[],
): number | undefined {
  const [only] = places.length === 1 ? places : [];
  const known = new Map(definitions.map(({ id }) => [id, new Set(only ? [] : columns.yearsOf(id))]));
  const has = (id: string, year: number) =>
    only ? columns.at(`${id}.${year}`, only.row) !== undefined : known.get(id)?.has(year) === true;
  const counts = years.map((year) => [year, definitions.filter(({ id }) => has(id, year)).length] as const);
  return shownYear(new Map(counts));
}

/** True of one that is or was on the cultivation list. */
export function isListed({ standings }: Place): boolean {
  return standings.length > 0;
}

/** What was promised and how far it was kept; null where nobody promised anything. */
export const CommitmentView = z
  .object({
    consortia: z.int(),
    kept: z.int(),
    committed: z.string().nullable(),
    actual: z.string().nullable(),
    percent: z.string().nullable(),
  })
  .nullable();

/** How far the places kept what they promised of a figure for a year. */
export function viewCommitments(
  { cube, columns }: Question,
  places: readonly Place[],
  { id, isRate }: FigureDefinition,
  year: number,
): z.infer<typeof CommitmentView> {
  const key = `${id}.${year}`;
  const pairs = places.map(({ row }) => ({ actual: columns.at(key, row), committed: cube.committed.at(key, row) }));
  const kept = keptCommitments(pairs, isRate);
  if (!kept) return null;
  const { consortia, committed = null, actual = null, percent = null } = kept;
  return { consortia, kept: kept.kept, committed, actual, percent };
}

export function viewHead({ id, label, unit, isRate, formula }: FigureDefinition) {
  return { figure: id, label, unit, isRate, formula };
}

export function viewTotal(total: Total) {
  return { ...viewAddend(total), entries: total.entries, confirmed: total.confirmed, consortia: total.consortia };
}

export function viewAddend(addend: Addend | undefined) {
  if (!addend) return { value: null, amount: '0', base: null };
  const { value = null, amount, base = null } = totalText(addend);
  return { value, amount, base };
}
