import { sql } from 'kysely';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { hashToken, newToken } from '#server/invitation/token.ts';
import type { MeetingTarget } from './meeting-row.ts';

/** A new pass of a seat. It is nowhere else: only its hash is kept. */
export type IssuedPass = { seatId: string; name: string; email: string; token: string };

/** Gives the seats of a meeting new passes, all or those named; the ones they had no longer open anything. For who may call the meeting. */
export async function issuePasses(
  tx: Tx,
  { consortiumId, meetingId }: MeetingTarget,
  seatIds?: readonly string[],
): Promise<IssuedPass[]> {
  const rows = await tx
    .selectFrom('meeting_seat as m')
    .innerJoin('council_seat as s', (join) =>
      join.onRef('s.consortium_id', '=', 'm.consortium_id').onRef('s.id', '=', 'm.seat_id'),
    )
    .innerJoin('council_contact as c', (join) =>
      join.onRef('c.consortium_id', '=', 'm.consortium_id').onRef('c.seat_id', '=', 'm.seat_id'),
    )
    .select(['m.seat_id as seatId', 's.name', 'c.email'])
    .where('m.consortium_id', '=', consortiumId)
    .where('m.meeting_id', '=', meetingId)
    .$if(seatIds !== undefined, (query) => query.where(sql<boolean>`m.seat_id = any(${seatIds}::uuid[])`))
    .orderBy('s.name')
    .orderBy('m.seat_id')
    .execute();
  const passes = rows.map((row) => ({ ...row, token: newToken() }));
  await sql`
    update meeting_seat m set pass_hash = p.hash
    from unnest(${passes.map(({ seatId }) => seatId)}::uuid[], ${passes.map(({ token }) => hashToken(token))}::text[]) as p(seat_id, hash)
    where m.consortium_id = ${consortiumId} and m.meeting_id = ${meetingId} and m.seat_id = p.seat_id`.execute(tx);
  return passes;
}

/** Sends each pass to its holder's address. Says for each whether it went out: it does not where there is no address or no mail. */
export async function mailPasses(
  { mailer, log }: Pick<Context, 'mailer' | 'log'>,
  passes: readonly IssuedPass[],
  { address, subject, text }: { address: string; subject: string; text: string },
): Promise<{ seatId: string; name: string; link: string; mailed: boolean }[]> {
  return Promise.all(
    passes.map(async ({ seatId, name, email, token }) => {
      const link = `${address}/meet/${token}`;
      if (!mailer || email === '') return { seatId, name, link, mailed: false };
      try {
        await mailer.send({ to: email, subject, text: `${name}：\n\n${text}\n\n您的参会链接（请勿转发）：\n${link}` });
        return { seatId, name, link, mailed: true };
      } catch (error) {
        log.warn({ err: error }, 'a pass could not be mailed');
        return { seatId, name, link, mailed: false };
      }
    }),
  );
}
