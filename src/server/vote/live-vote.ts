import { sql } from 'kysely';
import { z } from 'zod';
import { manners } from '#core/council/tally.ts';
import type { MeetingTarget } from '#server/council/meeting-row.ts';
import type { Tx } from '#server/db/database.ts';

const Choices = z.object({ for: z.int().default(0), against: z.int().default(0), abstain: z.int().default(0) });

type Row = {
  marks: string;
  id: string | null;
  title: string;
  manner: string;
  closes_at: Date | null;
  seats: number;
  done: number;
  choices: unknown;
};

/** A meeting's open vote as everybody in it is told of it, and the marks by which screens know when to ask for more. */
export async function readLiveVote(tx: Tx, { consortiumId, meetingId }: MeetingTarget) {
  const { rows } = await sql<Row>`
    select k.marks, v.* from meeting_marks(${consortiumId}::uuid, ${meetingId}::uuid) as k(marks)
    left join meeting_vote(${consortiumId}::uuid, ${meetingId}::uuid) v on true`.execute(tx);
  const [row] = rows;
  if (!row?.id) return { vote: null, marks: row?.marks ?? '' };
  const { id, title, seats, done } = row;
  const manner = z.enum(manners).parse(row.manner);
  const choices = manner === 'open' ? Choices.parse(row.choices ?? {}) : null;
  return {
    vote: { id, title, manner, closesAt: row.closes_at?.toISOString() ?? null, seats, done, choices },
    marks: row.marks,
  };
}
