import { client, recordOf } from '#web/api/client.ts';
import type { FormStore } from './form-store.ts';
import { staleOf } from './transport.ts';

/** Somebody else who has the form open, and the cell that he is in. */
export type Present = { id: string; name: string; cell: string | null };

export type LiveForm = {
  others: () => readonly Present[];
  othersIn: (path: string) => readonly Present[] | undefined;
  listen: (listener: () => void) => () => void;
  /** Says which cell we are in; only the last of quick moves is sent. */
  enter: (path: string | null) => void;
  close: () => void;
};

/** Follows a form by server-sent events: others' answers, who is here, a changed state. The browser connects again by itself. */
export function followForm(applicationId: string, myId: string, store: FormStore, onState: () => void): LiveForm {
  const source = new EventSource(`/api/applications/${applicationId}/events`);
  const listeners = new Set<() => void>();
  let others: readonly Present[] = [];
  let byCell = new Map<string, Present[]>();
  let moving: ReturnType<typeof setTimeout> | undefined;
  const heard = (event: string, act: (data: Record<string, unknown>) => void) =>
    source.addEventListener(event, (message) => act(recordOf(JSON.parse(message.data))));
  heard('answer', (data) => {
    if (typeof data.cell === 'string') store.receive({ cell: data.cell, ...staleOf(data) });
  });
  heard('presence', ({ people }) => {
    others = (Array.isArray(people) ? people : [])
      .map(recordOf)
      .flatMap(({ id, name, cell }) =>
        typeof id === 'string' && typeof name === 'string' && id !== myId
          ? [{ id, name, cell: typeof cell === 'string' ? cell : null }]
          : [],
      );
    byCell = Map.groupBy(
      others.filter((person): person is Present & { cell: string } => person.cell !== null),
      ({ cell }) => cell,
    );
    for (const listener of listeners) listener();
  });
  heard('state', onState);
  let wasLost = false;
  source.addEventListener('error', () => {
    wasLost = true;
  });
  source.addEventListener('open', () => {
    store.sendWaiting();
    if (wasLost) onState();
    wasLost = false;
  });
  const backOnline = () => store.sendWaiting();
  window.addEventListener('online', backOnline);
  return {
    others: () => others,
    othersIn: (path) => byCell.get(path),
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    enter: (cell) => {
      clearTimeout(moving);
      moving = setTimeout(() => {
        void client
          .PUT('/api/applications/{id}/presence', { params: { path: { id: applicationId } }, body: { cell } })
          .catch(() => undefined);
      }, 300);
    },
    close: () => {
      clearTimeout(moving);
      window.removeEventListener('online', backOnline);
      source.close();
    },
  };
}
