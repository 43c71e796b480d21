import type { Check } from '#core/check/check.ts';
import { fieldCells } from '#core/form/cells.ts';
import type { Fields } from '#core/form/field.ts';
import type { FormPart } from '#core/form/layout.ts';
import { figureCell, labelCell, textCell } from '#core/form/table-cell.ts';
import type { BatchRules, Pack } from './pack.ts';

/** What a province adds to a pack without copying it: scores, dates and fields of its own. */
export type PackOverlay = {
  id: string;
  /** Id of the pack below. */
  of: string;
  title: string;
  batch?: Partial<BatchRules>;
  /** Most score by observation point: the point becomes a scored one. */
  scores?: Readonly<Record<string, number>>;
  /** Fields printed and asked in a part of their own, after the official ones. */
  fields?: { title: string; fields: Fields };
  checks?: readonly Check[];
};

/** The pack with the overlay on it. Throws `RangeError` where the overlay is of another pack or names what the pack already has or lacks. */
export function overlayPack(pack: Pack, overlay: PackOverlay): Pack {
  if (overlay.of !== pack.id) throw new RangeError(`overlay ${overlay.id} is of ${overlay.of}, not of ${pack.id}`);
  const own = overlay.fields?.fields ?? {};
  const clash = Object.keys(own).find((id) => Object.hasOwn(pack.form.fields, id));
  if (clash) throw new RangeError(`overlay ${overlay.id} redefines field ${clash}`);
  return {
    ...pack,
    id: overlay.id,
    title: overlay.title,
    batch: { ...pack.batch, ...overlay.batch },
    checks: [...pack.checks, ...(overlay.checks ?? [])],
    indicators: withScores(pack.indicators, overlay.scores ?? {}),
    form: overlay.fields
      ? {
          ...pack.form,
          fields: { ...pack.form.fields, ...own },
          parts: [...pack.form.parts, ownPart(overlay.id, overlay.fields)],
        }
      : pack.form,
  };
}

function withScores(system: Pack['indicators'], scores: Readonly<Record<string, number>>): Pack['indicators'] {
  const known = new Set(system.indicators.flatMap((indicator) => indicator.points.map((point) => point.id)));
  const unknown = Object.keys(scores).find((id) => !known.has(id));
  if (unknown) throw new RangeError(`no observation point ${unknown}`);
  return {
    ...system,
    indicators: system.indicators.map((indicator) => ({
      ...indicator,
      points: indicator.points.map((point) => {
        const most = scores[point.id];
        return most === undefined ? point : { id: point.id, text: point.text, kind: 'scored', most };
      }),
    })),
  };
}

/** A two-column table: what is asked, and its answer. */
function ownPart(id: string, { title, fields }: { title: string; fields: Fields }): FormPart {
  const cells = Object.entries(fields).flatMap(([field, definition]) => fieldCells(field, definition));
  const rows = cells.map((cell) => ({
    cells: [
      labelCell(cell.label),
      cell.type.kind === 'number' ? figureCell(cell.path, cell.type.unit) : textCell(cell.path),
    ],
  }));
  return {
    id,
    title,
    blocks: [{ kind: 'heading' }, { kind: 'table', widths: [60, 100], rows }],
    groups: [{ title, fields: Object.keys(fields) }],
  };
}
