import type { UnitKind } from '#core/access/role.ts';
import type { Actor } from '#server/access/actor.ts';
import { isUnitKind } from '#server/access/is-role.ts';
import type { Database } from '#server/db/database.ts';
import type { Cube, Place } from './cube.ts';
import type { Province } from './read-consortia.ts';

/** A unit whose figures a person may see, with all below it. */
type Grant = { unitId: string; kind: UnitKind };

/** What a person sees of the cube. Whoever has the same grants sees the same, and `key` is the same. */
export type Sight = {
  key: string;
  isNation: boolean;
  places: readonly Place[];
  /** Those of which it sees all consortia. */
  provinces: readonly Province[];
  /** Members whose own part it sees. */
  members: readonly string[];
};

const keepFor = 60_000;
const keepAtMost = 5000;

/** Remembers for a minute, as sessions are, what each person may see; forgotten at once where roles or units change. */
export function keepGrants(db: Database): (actor: Actor) => Promise<readonly Grant[]> {
  const known = new Map<string, { grants: readonly Grant[]; until: number }>();
  let changes = 0;
  const forget = () => {
    changes += 1;
    known.clear();
  };
  db.bus.hear('lianheti_person', forget);
  db.bus.hear('lianheti_unit', forget);
  db.bus.onLost(forget);
  return async ({ personId, token }) => {
    const key = `${personId} ${token?.unitId ?? ''}`;
    const remembered = known.get(key);
    if (remembered && remembered.until > Date.now()) return remembered.grants;
    const before = changes;
    const { rows } = await db.app.query<{ unit_id: string; kind: string }>({
      name: 'monitoring-scope',
      text: 'select * from monitoring_scope($1, $2) order by unit_id',
      values: [personId, token?.unitId ?? null],
    });
    const grants = rows.flatMap(({ unit_id, kind }) => (isUnitKind(kind) ? [{ unitId: unit_id, kind }] : []));
    if (known.size >= keepAtMost) known.clear();
    if (changes === before) known.set(key, { grants, until: Date.now() + keepFor });
    return grants;
  };
}

export function sightOf(cube: Cube, grants: readonly Grant[]): Sight {
  const units = new Set(grants.map(({ unitId }) => unitId));
  const isSeen = ({ id, ministryId }: Province) => units.has(id) || units.has(ministryId);
  return {
    key: [...units].join(),
    isNation: grants.some(({ kind }) => kind === 'ministry'),
    places: cube.places.filter(({ id, province }) => units.has(id) || isSeen(province)),
    provinces: cube.provinces.filter(isSeen),
    members: grants.flatMap(({ unitId, kind }) => (kind === 'member' ? [unitId] : [])),
  };
}
