import type { Database } from '#server/db/database.ts';

type Presence = { id: string; name: string; cell: string | null };

/** One session's open form. Without `cell` the person is where it was. */
type Announced = { application: string; session: string; id: string; name: string; cell?: string | null; gone?: true };
type Present = Presence & { until: number };

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
    const { application, session, id, name } = announced;
    const here = present.get(application) ?? new Map<string, Present>();
    const before = here.get(session);
    const cell = announced.cell === undefined ? (before?.cell ?? null) : announced.cell;
    if (announced.gone) here.delete(session);
    else here.set(session, { id, name, cell, until: Date.now() + presenceLasts });
    if (here.size === 0) present.delete(application);
    else present.set(application, here);
    if (announced.gone || !before || before.cell !== cell) for (const listener of listeners) listener(application);
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
    const { application, session, id, name } = value;
    return application && session && id && name !== undefined
      ? { ...value, application, session, id, name }
      : undefined;
  } catch {
    return undefined;
  }
}
