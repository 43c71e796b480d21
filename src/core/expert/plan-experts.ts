import {
  checkExpert,
  differingFields,
  type ExpertField,
  type ExpertValues,
  expertColumns,
  itemsOf,
  type StoredExpert,
  usualLoad,
} from './expert.ts';

/** A row of the file: its number as Excel counts, and the text of each known column that stands in it. */
export type ExpertRow = { row: number; cells: Readonly<Partial<Record<ExpertField, string>>> };

export type PlannedExpert = {
  row: number;
  name: string;
  outcome: 'adds' | 'changes' | 'repeats' | 'refused';
  faults: readonly { column: string; text: string }[];
  id: string | undefined;
  /** The version that it changes; null adds an expert. */
  base: number | null;
  values: ExpertValues;
  changed: readonly ExpertField[];
};

/**
 * Tells of each row whether it adds an expert, changes one, repeats what is known, or is refused and why. An expert is found by its address; an
 * empty cell leaves what is known. A file planned and written, then planned again, only repeats.
 */
export function planExperts(experts: readonly StoredExpert[], rows: readonly ExpertRow[]): readonly PlannedExpert[] {
  const known = new Map(experts.map((expert) => [expert.email, expert]));
  const seen = new Map<string, number>();
  return rows.map(({ row, cells }) => {
    const address = (cells.email ?? '').normalize('NFKC').trim().toLowerCase();
    const expert = known.get(address);
    const values = valuesOf(cells, address, expert);
    const faults = checkExpert(values).map(({ field, text }) => ({ column: titleOf(field), text }));
    const before = seen.get(address);
    if (before !== undefined) faults.push({ column: titleOf('email'), text: `与第${before}行是同一邮箱，请合为一行` });
    seen.set(address, row);
    const changed = expert ? differingFields(expert, values) : expertColumns.map(({ field }) => field);
    const outcome =
      faults.length > 0 ? 'refused' : expert ? (changed.length > 0 ? 'changes' : 'repeats') : ('adds' as const);
    return { row, name: values.name, outcome, faults, id: expert?.id, base: expert?.version ?? null, values, changed };
  });
}

function valuesOf(cells: ExpertRow['cells'], email: string, expert: StoredExpert | undefined): ExpertValues {
  const said = (field: ExpertField) => cells[field]?.trim().slice(0, 4000) || undefined;
  const load = said('load')?.normalize('NFKC');
  return {
    name: said('name')?.slice(0, 100) ?? expert?.name ?? '',
    email,
    province: said('province')?.slice(0, 200) ?? expert?.province ?? '',
    employer: said('employer')?.slice(0, 200) ?? expert?.employer ?? '',
    fields: said('fields') ? itemsOf(said('fields') ?? '', /[、，,；;\n]/) : (expert?.fields ?? []),
    past: said('past') ? itemsOf(said('past') ?? '', /[；;\n]/) : (expert?.past ?? []),
    load: load === undefined ? (expert?.load ?? usualLoad) : Number(load),
  };
}

function titleOf(field: ExpertField): string {
  return expertColumns.find((column) => column.field === field)?.title ?? field;
}
