import type { CellValue } from '#core/form/answers.ts';
import { ApiProblem, answered, client, recordOf } from '#web/api/client.ts';

/** A value that stands on the server, with who put it there. */
export type Stale = { value: unknown; version: number; by: { name: string } | undefined; at: string | undefined };

export type SavedAnswer = Stale & { cell: string };

/** What became of a saving. Nothing is thrown: each outcome has its place on the screen. */
export type SaveOutcome =
  | { kind: 'saved'; version: number }
  | { kind: 'stale'; current: Stale }
  | { kind: 'refused'; title: string }
  | { kind: 'offline' }
  | { kind: 'signed-out' };

/** How a value came: typed by a person, or an earlier one put back. */
export type How = 'typed' | 'restored' | 'ledger';

export type Transport = {
  save: (path: string, value: CellValue, baseVersion: number, how: How) => Promise<SaveOutcome>;
};

export function serverTransport(applicationId: string): Transport {
  return {
    save: async (cell, value, baseVersion, how) => {
      try {
        const saved = await answered(
          client.PUT('/api/applications/{id}/answers/{cell}', {
            params: { path: { id: applicationId, cell } },
            body: { value: value ?? null, baseVersion, how },
          }),
        );
        return { kind: 'saved', version: saved.version };
      } catch (fault) {
        if (!(fault instanceof ApiProblem) || fault.status >= 500 || fault.status === 429) return { kind: 'offline' };
        if (fault.status === 401) return { kind: 'signed-out' };
        return fault.code === 'stale'
          ? { kind: 'stale', current: staleOf(fault.facts.current) }
          : { kind: 'refused', title: fault.message };
      }
    },
  };
}

/** A value as the server tells it in events and refusals. */
export function staleOf(told: unknown): Stale {
  const { value, version, by, at } = recordOf(told);
  const { name } = recordOf(by);
  return {
    value: value ?? undefined,
    version: typeof version === 'number' ? version : 0,
    by: typeof name === 'string' ? { name } : undefined,
    at: typeof at === 'string' ? at : undefined,
  };
}
