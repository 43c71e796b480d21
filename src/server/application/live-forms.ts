import type { Database } from '#server/db/database.ts';

export type Presence = { id: string; name: string; cell: string | null };

type Announced = Presence & { application: string; connection: string; gone?: true };
type Present = Announced & { until: number };

/** Who has a form open, across all server processes. A presence that is not renewed ends by itself. */
export type LiveForms = {
  /** Announces a person's open form, or where in it the person is, or (`gone`) that it was closed. */
  announce: (presence: Announced) => void;
  peopleIn: (application: string) => readonly Presence[];
  /** Tells whenever somebody's presence in a form changed. */
  onPresence: (listener: (application: string) => void) => () => void;
};

export const presenceLasts = 30_000;

export function openLiveForms(db: Database): LiveForms {
  const present = new Map<string, Map<string, Present>>();
  const listeners = new Set<(application: string) => void>();

  db.bus.hear('lianheti_presence', (message) => {
    const announced = readAnnounced(message);
    if (!announced) return;
    const { application, connection } = announced;
    const here = present.get(application) ?? new Map<string, Present>();
    const before = here.get(connection);
    if (announced.gone) here.delete(connection);
    else here.set(connection, { ...announced, until: Date.now() + presenceLasts });
    if (here.size === 0) present.delete(application);
    else present.set(application, here);
    if (announced.gone || before?.cell !== announced.cell || !before) for (const listener of listeners) listener(application);
  });

  return {
    announce: (presence) => db.bus.tell('lianheti_presence', JSON.stringify(presence)),
    peopleIn: (application) => {
      const here = [...(present.get(application)?.values() ?? [])].filter(({ until }) => until > Date.now());
      const people = new Map<string, Presence>();
      for (const { id, name, cell } of here) if (!people.get(id)?.cell) people.set(id, { id, name, cell });
      return [...people.values()];
    },
    onPresence: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function readAnnounced(message: string): Announced | undefined {
  try {
    const value: Partial<Announced> = JSON.parse(message);
    const { application, connection, id, name, cell = null } = value;
    if (!application || !connection || !id || name === undefined) return undefined;
    return { application, connection, id, name, cell, ...(value.gone ? { gone: true } : {}) };
  } catch {
    return undefined;
  }
}
