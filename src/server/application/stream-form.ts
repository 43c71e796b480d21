import { sql } from 'kysely';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { type ApplicationRow, readApplication } from './application-row.ts';

type Send = (event: 'answer' | 'findings' | 'presence' | 'state', data: unknown) => void;

export type FormStream = {
  start: (send: Send, end: () => void) => void;
  /** Says again that the person is here. */
  renew: () => void;
  close: () => void;
};

/**
 * Follows a form for one person. Word that it changed is only a hint: what changed is read as that person each time, so that who loses
 * the sight of a form, or whose session ends, hears nothing more. Throws `Refusal('not-found')`.
 */
export async function openStream(context: Context, actor: Actor, id: string): Promise<FormStream> {
  const { db, live, forms } = context;
  const first = await db.readAs(actor, (tx) => readApplication(tx, id));
  let { sequence, state } = first;
  let send: Send = () => {};
  let end = () => {};
  let busy = false;
  let again = false;

  async function follow(): Promise<void> {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    try {
      do {
        again = false;
        await look();
      } while (again);
    } catch (error) {
      if (error instanceof Refusal) end();
      // Anything else is a database that is away for a moment; the next hint looks again.
    } finally {
      busy = false;
    }
  }

  async function look(): Promise<void> {
    const seen = await db.readAs(actor, async (tx) => {
      if (!(await isLive(tx, actor))) throw new Refusal('not-signed-in');
      const row = await readApplication(tx, id);
      if (row.sequence === sequence && row.state === state) return undefined;
      return { row, changes: await changesSince(tx, row, sequence), form: (await forms.at(tx, [row])).get(id) };
    });
    if (!seen) return;
    for (const change of seen.changes) send('answer', change);
    if (seen.form && seen.changes.length > 0)
      send('findings', { findings: seen.form.findings, progress: seen.form.progress });
    if (seen.row.state !== state) send('state', { state: seen.row.state, sequence: seen.row.sequence });
    ({ sequence, state } = seen.row);
  }

  const me = { application: id, session: actor.sessionId, id: actor.personId, name: actor.name };
  const tellPeople = () => send('presence', { people: live.peopleIn(id) });
  const stops: (() => void)[] = [];
  return {
    start: (to, ended) => {
      send = to;
      end = ended;
      stops.push(
        db.bus.hear('lianheti_application', (changed) => {
          if (changed === id) void follow();
        }),
        db.bus.hear('lianheti_session', (gone) => {
          if (gone === actor.sessionId) end();
        }),
        db.bus.hear('lianheti_person', (changed) => {
          if (changed === actor.personId) void follow();
        }),
        db.bus.onLost(() => void follow()),
        live.onPresence((application) => {
          if (application === id) tellPeople();
        }),
      );
      live.announce(me);
      tellPeople();
      // A change between the first look and here is not missed.
      void follow();
    },
    renew: () => {
      live.announce(me);
      void follow();
    },
    close: () => {
      for (const stop of stops.splice(0)) stop();
      live.announce({ ...me, gone: true });
      send = () => {};
    },
  };
}

/** A session that runs out tells nobody: it is asked for. */
async function isLive(tx: Tx, { sessionId, personId }: Actor): Promise<boolean> {
  const { rows } = await sql<{
    live: boolean;
  }>`select session_is_live(${sessionId}::uuid, ${personId}::uuid) as live`.execute(tx);
  return rows[0]?.live === true;
}

async function changesSince(tx: Tx, row: ApplicationRow, sequence: number) {
  const rows = await tx
    .selectFrom('answer_history')
    .select([
      'cell',
      'value',
      'version',
      'sequence',
      'changed_by',
      'changed_at',
      sql<string>`name_of(changed_by)`.as('name'),
    ])
    .where('consortium_id', '=', row.consortium_id)
    .where('application_id', '=', row.id)
    .where('sequence', '>', sequence)
    .orderBy('sequence')
    .orderBy('cell')
    .execute();
  return rows.map((change) => ({
    cell: change.cell,
    value: change.value ?? null,
    version: change.version,
    sequence: change.sequence,
    by: { id: change.changed_by, name: change.name },
    at: change.changed_at.toISOString(),
  }));
}
