import { ApiProblem, answered, client } from '#web/api/client.ts';
import type { Row, RowState } from './grid-store.ts';
import type { Entry } from './ledger-queries.ts';

/** What became of a row that was sent. */
export type RowOutcome = {
  state: Extract<RowState, 'saved' | 'refused' | 'stale' | 'offline'>;
  findings?: Row['findings'];
  entry?: { id: string; version: number; standing: Entry['standing'] };
};

export type RowTransport = (rows: readonly Row[]) => Promise<readonly RowOutcome[] | 'offline'>;

const standingOf: Readonly<Record<string, Entry['standing']>> = { confirmed: 'confirmed', disputed: 'disputed' };

/** Sends rows of a kind in one request: each is told by itself what became of it. */
export function serverRows(consortiumId: string, kind: string, reasonFor: () => string | undefined): RowTransport {
  return async (rows) => {
    try {
      const reason = reasonFor();
      const { results } = await answered(
        client.POST('/api/consortia/{id}/ledgers/{kind}/reports', {
          params: { path: { id: consortiumId, kind } },
          body: {
            mode: 'good',
            reports: rows.map(({ texts, entry }) => ({
              values: texts,
              ...(entry ? { id: entry.id, version: entry.version } : {}),
            })),
            ...(reason === undefined ? {} : { reason }),
          },
        }),
      );
      return results.map(({ outcome, id, version, findings }): RowOutcome => {
        if (outcome === 'refused') return { state: 'refused', findings };
        if (outcome === 'stale')
          return {
            state: 'stale',
            findings: [{ field: '', severity: 'error', message: '他人已修改这条记录，请核对右侧的现值后再保存' }],
          };
        const standing = standingOf[outcome] ?? 'oneSided';
        return { state: 'saved', findings, ...(id === null ? {} : { entry: { id, version, standing } }) };
      });
    } catch (fault) {
      // Who is signed out signs in again, and the rows are sent then.
      if (fault instanceof ApiProblem && fault.status < 500 && fault.status !== 401)
        return rows.map(() => ({
          state: 'refused',
          findings: [{ field: '', severity: 'error', message: fault.message }],
        }));
      return 'offline';
    }
  };
}
