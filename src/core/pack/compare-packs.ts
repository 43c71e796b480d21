import { canonicalJson } from '#core/form/canonical-json.ts';
import { cellsOf } from '#core/form/cells.ts';
import type { Pack } from './pack.ts';

/** One thing that a move from one pack to another changes, with both official wordings. */
export type PackDifference = {
  what: 'cell' | 'check' | 'point' | 'batch';
  id: string;
  change: 'added' | 'removed' | 'changed';
  from: string | undefined;
  to: string | undefined;
};

/** All that an application moved from `before` to `after` would meet: shown to its people before the move is made. */
export function comparePacks(before: Pack, after: Pack): readonly PackDifference[] {
  const sides = [described(before), described(after)] as const;
  return (['cell', 'check', 'point', 'batch'] as const).flatMap((what) =>
    differences(what, sides[0][what], sides[1][what]),
  );
}

type Described = Record<PackDifference['what'], ReadonlyMap<string, string>>;

function described(pack: Pack): Described {
  const points = pack.indicators.indicators.flatMap((indicator) => indicator.points);
  return {
    cell: new Map(
      [...cellsOf(pack.form).values()].map((cell) => [
        cell.path,
        canonicalJson({ label: cell.label, type: cell.type }),
      ]),
    ),
    check: new Map(pack.checks.map((check) => [check.id, canonicalJson(check)])),
    point: new Map(points.map((point) => [point.id, canonicalJson(point)])),
    batch: new Map(Object.entries(pack.batch).map(([rule, value]) => [rule, canonicalJson(value)])),
  };
}

function differences(
  what: PackDifference['what'],
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly PackDifference[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((id) => before.get(id) !== after.get(id))
    .map((id) => {
      const [from, to] = [before.get(id), after.get(id)];
      return { what, id, from, to, change: from === undefined ? 'added' : to === undefined ? 'removed' : 'changed' };
    });
}
