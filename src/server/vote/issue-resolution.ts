import { sql } from 'kysely';
import { documentNumber } from '#core/council/document-number.ts';
import { voteSentence } from '#core/council/minutes.ts';
import { mannerLabels } from '#core/council/tally.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Authority } from '#server/council/council-views.ts';
import { readMeeting } from '#server/council/meeting-row.ts';
import { readPresence } from '#server/council/meeting-state.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { dayText } from '#server/public/beijing-time.ts';
import { readAttended } from './attended.ts';
import { readMotions } from './list-motions.ts';
import type { MotionTarget } from './motion-row.ts';

/**
 * Issues the resolution of a motion that was carried, with the next number of the year; asked for again, the same one. Throws
 * `Refusal('not-carried')` for every other motion: there is no resolution without its majority.
 */
export async function issueResolution(
  tx: Tx,
  actor: Actor,
  target: MotionTarget,
): Promise<{ id: string; number: string }> {
  const { consortiumId, meetingId, motionId } = target;
  await lockNumbers(tx, consortiumId);
  const meeting = await readMeeting(tx, target);
  const presence = await readPresence(tx, target);
  const motion = (await readMotions(tx, target, presence.rules)).find(({ id }) => id === motionId);
  if (!motion) throw new Refusal('not-found');
  if (motion.resolution) return motion.resolution;
  const vote = motion.votes.findLast(
    ({ amendmentId, result }) => amendmentId === null && result?.outcome === 'carried',
  );
  if (motion.state !== 'carried' || !vote?.result || !vote.closedAt) throw new Refusal('not-carried');
  const adoptedOn = beijingToday(new Date(vote.closedAt));
  const year = Number(adoptedOn.slice(0, 4));
  const { rows } = await sql<{ number: number }>`
    select coalesce(max(number), 0) + 1 as number from resolution where consortium_id = ${consortiumId} and year = ${year}`.execute(
    tx,
  );
  const number = rows[0]?.number ?? 1;
  const { seats, present } = await readAttended(tx, target);
  const sentence = voteSentence({
    subject: '',
    manner: mannerLabels[vote.manner],
    majority: vote.majority,
    tally: vote.result.tally,
    needed: vote.result.needed,
    outcome: '通过',
  });
  const id = crypto.randomUUID();
  await tx
    .insertInto('resolution')
    .values({
      consortium_id: consortiumId,
      meeting_id: meetingId,
      motion_id: motionId,
      id,
      year,
      number,
      title: motion.title,
      text: motion.text,
      adopted_on: adoptedOn,
      basis: `${dayText(adoptedOn)}，${meeting.title}${meeting.kind === 'circulated' ? '以书面方式' : ''}审议了“${motion.title}”。应到${seats}席，实到${present}席（含受托），符合章程规定的法定人数。\n${sentence}`,
      person_id: actor.personId,
    })
    .execute();
  await recordAudit(tx, consortiumId, 'resolution.issued', id, { motion: motionId, year, number });
  return { id, number: documentNumber('resolution', year, number) };
}

export type ResolutionRow = {
  id: string;
  meetingId: string;
  number: string;
  title: string;
  text: string;
  basis: string;
  adoptedOn: string;
};

/** The resolutions of a council, the latest first. */
export async function readResolutions(
  tx: Tx,
  consortiumId: string,
  { limit, offset }: { limit: number; offset: number },
): Promise<ResolutionRow[]> {
  const rows = await resolutions(tx, consortiumId)
    .orderBy('year', 'desc')
    .orderBy('number', 'desc')
    .limit(limit)
    .offset(offset)
    .execute();
  return rows.map(rowOf);
}

/** Throws `Refusal('not-found')` where there is none or the actor may not read it. */
export async function readResolution(tx: Tx, consortiumId: string, id: string): Promise<ResolutionRow> {
  const row = await resolutions(tx, consortiumId).where('id', '=', id).executeTakeFirst();
  if (!row) throw new Refusal('not-found');
  return rowOf(row);
}

/** On what a charter, an election or a dismissal rests: the council's own resolution where it is called by its number, else a document of that name. */
export async function authorityOf(tx: Tx, consortiumId: string, reference: string): Promise<Authority> {
  const [, year, number] = /〔(\d{4})〕(\d{1,6})号$/.exec(reference) ?? [];
  const row =
    year === undefined || number === undefined
      ? undefined
      : await resolutions(tx, consortiumId)
          .where('year', '=', Number(year))
          .where('number', '=', Number(number))
          .executeTakeFirst();
  const found = row && rowOf(row);
  if (found?.number !== reference) return { kind: 'document', reference };
  return { kind: 'resolution', id: found.id, number: found.number };
}

function resolutions(tx: Tx, consortiumId: string) {
  return tx
    .selectFrom('resolution')
    .select(['id', 'meeting_id', 'year', 'number', 'title', 'text', 'basis', 'adopted_on'])
    .where('consortium_id', '=', consortiumId);
}

function rowOf(
  row: NonNullable<Awaited<ReturnType<ReturnType<typeof resolutions>['executeTakeFirst']>>>,
): ResolutionRow {
  const { id, title, text, basis } = row;
  const number = documentNumber('resolution', row.year, row.number);
  return { id, title, text, basis, number, meetingId: row.meeting_id, adoptedOn: row.adopted_on };
}

/** One who numbers a consortium's documents at a time, until its transaction ends. */
export async function lockNumbers(tx: Tx, consortiumId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('council numbers ' || ${consortiumId}::text, 0))`.execute(tx);
}
