import { cellsOf } from '#core/form/cells.ts';
import type { Pack } from '#core/pack/pack.ts';

/** Chooses one cell of a form, by its parts. */
export function CellSelect({
  label,
  pack,
  without,
  onChoose,
}: {
  label: string;
  pack: Pack;
  without: Readonly<Record<string, unknown>>;
  onChoose: (path: string) => void;
}) {
  const cells = [...cellsOf(pack.form).values()].filter(({ path }) => without[path] === undefined);
  return (
    <label className="field">
      <span>{label}</span>
      <select className="text" value="" onChange={(event) => onChoose(event.target.value)}>
        <option value="">选择填报项</option>
        {pack.form.parts.map((part) => {
          const fields = new Set(part.groups.flatMap((group) => group.fields));
          const here = cells.filter(({ field }) => fields.has(field));
          return (
            here.length > 0 && (
              <optgroup key={part.id} label={part.title}>
                {here.map((cell) => (
                  <option key={cell.path} value={cell.path}>
                    {cell.label}
                  </option>
                ))}
              </optgroup>
            )
          );
        })}
      </select>
    </label>
  );
}
