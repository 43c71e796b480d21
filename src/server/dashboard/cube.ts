import { monitoredFigures } from '#core/collection/monitored-figures.ts';
import type { Basis } from '#core/dashboard/view.ts';
import { type FigureDefinition, figureDefinitions } from '#core/figure/figure-definitions.ts';
import { groupPeers, type PeerGroup } from '#core/quality/peer-groups.ts';
import { currentPack } from '#packs/packs.ts';
import type { Database } from '#server/db/database.ts';
import { type FigureColumns, figureColumns } from './figure-columns.ts';
import { joinedCalls } from './joined-calls.ts';
import { type KeptMembers, keepMembers } from './member-sums.ts';
import { type Consortium, type Province, readConsortia, readHeads, readProvinces } from './read-consortia.ts';

/** A consortium in the cube: `row` is its place in each column. */
export type Place = Omit<Consortium, 'ledger' | 'approved' | 'committed'> & { row: number };

/** The figures of all consortia in this process's memory. Whoever reads it has made sure first what may be seen. */
export type Cube = {
  definitions: readonly FigureDefinition[];
  /** All consortia by name. */
  places: readonly Place[];
  provinces: readonly Province[];
  columns: Readonly<Record<Basis, FigureColumns>>;
  committed: FigureColumns;
  /** The group of consortia that each is like; none where there are too few. */
  peersOf: (consortiumId: string) => PeerGroup | undefined;
  /** What the members of a consortium have a part in: all in one year, or one in all. */
  members: KeptMembers;
  /** Another one whenever anything in it is. */
  version: number;
};

const chunk = 500;

/** Keeps the cube. `fresh` gives it with all that was written before the call. */
export function keepCube(db: Database): { fresh: () => Promise<Cube> } {
  const figures = monitoredFigures(currentPack).map(({ id }) => id);
  const { form, ledgers, monitoring } = currentPack;
  const definitions = ledgers ? figureDefinitions(form, ledgers).filter(({ id }) => figures.includes(id)) : [];
  const known = new Map<string, { place: Place; mark: string }>();
  const columns = { ledger: figureColumns(), approved: figureColumns() };
  const committed = figureColumns();
  const peersOf = () => undefined;
  const members = keepMembers(db, figures);
  let cube: Cube = { definitions, places: [], provinces: [], columns, committed, peersOf, members, version: 0 };
  let writes = -1;
  let areUnitsKnown = false;
  const forgetUnits = () => {
    areUnitsKnown = false;
  };
  db.bus.hear('lianheti_unit', forgetUnits);
  db.bus.hear('lianheti_member', forgetUnits);
  db.bus.onLost(forgetUnits);

  const refresh = joinedCalls(async () => {
    const { rows } = await db.app.query<{ writes: number }>({
      name: 'monitoring-writes',
      text: 'select monitoring_writes() as writes',
    });
    const now = rows[0]?.writes ?? 0;
    if (now === writes && areUnitsKnown) return;
    areUnitsKnown = true;
    try {
      await readChanged();
      writes = now;
    } catch (fault) {
      areUnitsKnown = false;
      throw fault;
    }
  });

  async function readChanged(): Promise<void> {
    const [heads, provinces] = await db.asOwner(async (tx) => [await readHeads(tx), await readProvinces(tx)] as const);
    const changed = heads.filter(({ id, mark }) => known.get(id)?.mark !== mark);
    for (let from = 0; from < changed.length; from += chunk) {
      const marks = new Map(changed.slice(from, from + chunk).map(({ id, mark }) => [id, mark]));
      for (const { ledger, approved, committed: promised, ...consortium } of await db.asOwner((tx) =>
        readConsortia(tx, [...marks.keys()], figures),
      )) {
        const row = known.get(consortium.id)?.place.row ?? known.size;
        known.set(consortium.id, { place: { ...consortium, row }, mark: marks.get(consortium.id) ?? '' });
        columns.ledger.put(row, ledger);
        columns.approved.put(row, approved);
        committed.put(row, promised);
      }
    }
    const places = heads.flatMap(({ id }) => known.get(id)?.place ?? []);
    let peers: ReadonlyMap<string, PeerGroup> | undefined;
    cube = {
      ...cube,
      places,
      provinces,
      // Looked for when somebody first asks: it takes as long as all other answers together.
      peersOf: (id) => {
        peers ??= monitoring ? groupPeers(places, monitoring.quality.peers) : new Map();
        return peers.get(id);
      },
      version: cube.version + 1,
    };
  }

  return {
    fresh: async () => {
      await refresh();
      return cube;
    },
  };
}
