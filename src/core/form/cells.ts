import type { Field } from './field.ts';
import type { Form } from './form.ts';

/** One place of a form that holds one value: what is typed, saved, compared, remarked on and printed. */
export type Cell = {
  /** `park`, `coBuiltMajors.2022`, `members.enterprise.names`. */
  path: string;
  field: string;
  /** The field's official label with year, category and part: `共建专业（2022年）`. */
  label: string;
  type: CellType;
  year?: number;
  category?: string;
};

export type CellType =
  | { kind: 'text'; limit?: number; lines: 'one' | 'many' }
  | { kind: 'number'; unit: string; decimals: number; max?: number }
  | { kind: 'day' }
  | { kind: 'month' }
  | { kind: 'choice'; options: readonly string[]; exampleOptions: readonly string[] }
  | { kind: 'names' }
  | { kind: 'confirmation' };

const cellsByForm = new WeakMap<Form, ReadonlyMap<string, Cell>>();

/** All cells of a form by path, in the order of its fields. Computed once for a form. */
export function cellsOf(form: Form): ReadonlyMap<string, Cell> {
  const known = cellsByForm.get(form);
  if (known) return known;
  const cells = new Map<string, Cell>();
  for (const [id, field] of Object.entries(form.fields)) {
    for (const cell of fieldCells(id, field)) cells.set(cell.path, cell);
  }
  cellsByForm.set(form, cells);
  return cells;
}

/** The cells of one field. */
export function fieldCells(id: string, field: Field): readonly Cell[] {
  if (field.kind === 'roster') {
    return field.categories.flatMap((category) => {
      const at = (part: string, label: string, type: CellType): Cell => ({
        path: `${id}.${category.id}.${part}`,
        field: id,
        category: category.id,
        label: `${category.label}${label}`,
        type,
      });
      const { extra } = field;
      return [
        at('count', field.countLabel, { kind: 'number', unit: field.unit, decimals: 0 }),
        ...(extra && category.extra
          ? [at(extra.id, extra.label, { kind: 'number', unit: extra.unit, decimals: 0 })]
          : []),
        at('names', field.namesLabel, { kind: 'names' }),
      ];
    });
  }
  const type = cellType(field);
  if ('years' in field && field.years) {
    return field.years.map((year) => ({
      path: `${id}.${year}`,
      field: id,
      year,
      label: `${field.label}（${year}年）`,
      type,
    }));
  }
  return [{ path: id, field: id, label: field.label, type }];
}

function cellType(field: Exclude<Field, { kind: 'roster' }>): CellType {
  switch (field.kind) {
    case 'text':
      return {
        kind: 'text',
        lines: field.lines ?? 'one',
        ...(field.limit === undefined ? {} : { limit: field.limit }),
      };
    case 'number':
      return {
        kind: 'number',
        unit: field.unit,
        decimals: field.decimals,
        ...(field.max === undefined ? {} : { max: field.max }),
      };
    case 'choice':
      return { kind: 'choice', options: field.options, exampleOptions: field.exampleOptions ?? [] };
    default:
      return { kind: field.kind };
  }
}
