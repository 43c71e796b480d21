import { memo } from 'react';
import type { Cell } from '#core/form/cells.ts';
import type { Field } from '#core/form/field.ts';
import type { FormPart as Part } from '#core/form/layout.ts';
import type { Pack } from '#core/pack/pack.ts';
import { CellInput } from './cell-input.tsx';
import { useForm } from './use-form.ts';

/** One part of the form: its groups, a row for each field, years side by side. */
export const FormPart = memo(function FormPart({ part }: { part: Part }) {
  return (
    <section className="form-part" id={`part-${part.id}`} aria-labelledby={`title-${part.id}`}>
      <h2 id={`title-${part.id}`}>{part.title}</h2>
      {part.groups.map((group, at) => (
        <fieldset key={group.title} className="form-group" id={groupId(part, at)}>
          <legend className={group.title === part.title ? 'unseen' : ''}>{group.title}</legend>
          <Group fields={group.fields} />
        </fieldset>
      ))}
    </section>
  );
});

export function groupId(part: Part, at: number): string {
  return `part-${part.id}-${at}`;
}

/** Fields of the same years share one head above their columns. */
function Group({ fields }: { fields: readonly string[] }) {
  const { pack } = useForm();
  let head = '';
  return fields.flatMap((id) => {
    const field = pack.form.fields[id];
    if (!field) return [];
    const years = 'years' in field && field.years && !isLong(field) ? field.years : [];
    const key = years.join();
    const needsHead = key !== '' && key !== head;
    head = key;
    return [
      ...(needsHead ? [<YearHead key={`${id}-head`} years={years} />] : []),
      field.kind === 'roster' ? (
        <RosterRows key={id} id={id} field={field} />
      ) : (
        <FieldRow key={id} id={id} field={field} />
      ),
    ];
  });
}

function isLong(field: Field): boolean {
  return field.kind === 'text' && field.lines === 'many';
}

function YearHead({ years }: { years: readonly number[] }) {
  const { pack } = useForm();
  return (
    <div className="field-row field-head" aria-hidden="true">
      <span />
      <div className="field-cells" style={columns(years.length)}>
        {years.map((year) => (
          <span key={year}>{yearText(pack, year)}</span>
        ))}
      </div>
    </div>
  );
}

/** `2022年（实际）`, `2023年（承诺）`, where the pack compares commitments with an actual year. */
function yearText({ checks }: Pack, year: number): string {
  const compared = checks.find((check) => check.kind === 'not-below');
  if (!compared || (year > compared.base && year < compared.year)) return `${year}年`;
  return `${year}年（${year <= compared.base ? '实际' : '承诺'}）`;
}

function FieldRow({ id, field }: { id: string; field: Exclude<Field, { kind: 'roster' }> }) {
  const { store, pack } = useForm();
  const cells = [...store.cells.values()].filter((cell) => cell.field === id);
  return (
    <div className={isLong(field) || field.kind === 'names' ? 'field-row field-long' : 'field-row'}>
      <span className="field-label">{field.label}</span>
      <div className="field-cells" style={columns(cells.length)}>
        {cells.map((cell) => (
          <div key={cell.path}>
            {cell.year !== undefined && (
              <span className={isLong(field) ? 'field-year' : 'field-year field-year-small'}>
                {yearText(pack, cell.year)}
              </span>
            )}
            <CellInput
              cell={cell}
              label={field.kind === 'confirmation' ? field.statement : cell.label}
              help={field.help}
            />
          </div>
        ))}
      </div>
    </div>
  );
}

/** A roster as a grid: categories down, count, further number and names across. */
function RosterRows({ id, field }: { id: string; field: Extract<Field, { kind: 'roster' }> }) {
  const { store } = useForm();
  const at = (category: string, part: string): Cell | undefined => store.cells.get(`${id}.${category}.${part}`);
  const input = (cell: Cell | undefined) => cell && <CellInput cell={cell} label={cell.label} help={undefined} />;
  return (
    <div className="roster">
      {field.categories.map((category) => (
        <div className="roster-row" key={category.id}>
          <span className="field-label">{category.label}</span>
          <div className="roster-numbers">
            <span className="field-year">{field.countLabel}</span>
            {input(at(category.id, 'count'))}
            {field.extra && category.extra && (
              <>
                <span className="field-year">{field.extra.label}</span>
                {input(at(category.id, field.extra.id))}
              </>
            )}
          </div>
          <div className="roster-names">
            <span className="field-year">{field.namesLabel}</span>
            {input(at(category.id, 'names'))}
          </div>
        </div>
      ))}
    </div>
  );
}

function columns(count: number) {
  return { gridTemplateColumns: `repeat(${count}, minmax(0, 1fr))` };
}
