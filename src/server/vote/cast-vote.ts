import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { ballotMessage } from '#core/council/ballot-message.ts';
import type { Choice } from '#core/council/tally.ts';
import { unsealText } from '#server/auth/seal-text.ts';
import type { Context } from '#server/context.ts';
import { actAsPass, type PassSeat, passOf, readPassSeat } from '#server/council/as-pass.ts';
import { takeSeat } from '#server/council/attend.ts';
import { readMeeting } from '#server/council/meeting-row.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import type { RefusalCode } from '#server/http/refusal-codes.ts';
import { isProven, isSigned, signBlinded } from './blind-signer.ts';
import { ballotKeyPurpose } from './open-vote.ts';

const faults: Readonly<Record<string, RefusalCode>> = {
  unknown: 'not-found',
  closed: 'vote-closed',
  'not-yours': 'not-your-vote',
  away: 'not-present',
  already: 'already-voted',
};

/**
 * Casts the votes of a pass's own seat and of those it speaks for, all or none. The same word again is the same vote. Throws `Refusal`: `vote-closed`,
 * `not-your-vote`, `not-present`, `already-voted`, `not-found`.
 */
export async function castVotes(
  context: Context,
  token: string,
  voteId: string,
  votes: readonly { seatId: string; choice: Choice }[],
): Promise<void> {
  await actAsPass(context, token, async (tx, seat) => {
    await comeInWriting(tx, seat);
    for (const { seatId, choice } of votes) {
      const { rows } = await sql<{ outcome: string }>`
        select cast_vote(${voteId}::uuid, ${seatId}::uuid, ${choice}) as outcome`.execute(tx);
      mustBe('cast', rows[0]?.outcome);
    }
  });
}

/** Signs a seat's ballot without seeing it; asked for again, the same one. Throws `Refusal` as `castVotes`, `ballot-refused` for what is none. */
export async function issueBallot(
  context: Context,
  token: string,
  voteId: string,
  { seatId, blinded }: { seatId: string; blinded: string },
): Promise<{ signed: string }> {
  const bytes = Buffer.from(blinded, 'base64');
  const digest = createHash('sha256').update(bytes).digest('hex');
  return context.db.asActor(passOf(token), async (tx) => {
    await comeInWriting(tx, await readPassSeat(tx));
    const { rows } = await sql<{ outcome: string }>`
      select issue_ballot(${voteId}::uuid, ${seatId}::uuid, ${digest}) as outcome`.execute(tx);
    mustBe('issued', rows[0]?.outcome);
    const { sealed, publicKey } = await readKey(tx, voteId);
    const seal = { secret: context.config.secret, owner: voteId, purpose: ballotKeyPurpose };
    try {
      const signed = signBlinded({ privateKey: unsealText(sealed, seal), publicKey }, bytes);
      return { signed: Buffer.from(signed).toString('base64') };
    } catch {
      throw new Refusal('ballot-refused');
    }
  });
}

export type BallotOrder = { serial: string; signature: string; choice: Choice; proof: string };

/**
 * Takes a secret ballot from whoever brings it, for nobody. The same again is the same ballot. Throws `Refusal`: `ballot-refused` where it was not signed
 * or its choice is not its own, `vote-closed`, `already-voted` where it was cast otherwise.
 */
export async function castBallot({ db }: Context, voteId: string, ballot: BallotOrder): Promise<void> {
  const { serial, signature, choice, proof } = ballot;
  const [serialBytes, message] = [bytesOf(serial), new TextEncoder().encode(ballotMessage(voteId, choice))];
  const cast = await db.asActor({ personId: '' }, async (tx) => {
    const { publicKey } = await readKey(tx, voteId);
    if (
      !isSigned(publicKey, serialBytes, bytesOf(signature)) ||
      !(await isProven(serialBytes, message, bytesOf(proof)))
    )
      throw new Refusal('ballot-refused');
    const { rows } = await sql<{ outcome: string; consortium_id: string; meeting_id: string }>`
      select * from cast_ballot(${voteId}::uuid, ${serialBytes.toString('base64')}, ${signature}, ${choice}, ${proof})`.execute(
      tx,
    );
    mustBe('cast', rows[0]?.outcome);
    return rows[0];
  });
  if (cast) db.bus.tell('lianheti_meeting', `${cast.consortium_id} ${cast.meeting_id}`);
}

/** By which a voter finds its ballot: the beginning of its serial's SHA-256. */
export function codeOfSerial(serial: string): string {
  return createHash('sha256').update(bytesOf(serial)).digest('hex').slice(0, 12);
}

/** Of what circulates, each vote in writing is an attendance. */
async function comeInWriting(tx: Tx, seat: PassSeat): Promise<void> {
  const { kind } = await readMeeting(tx, seat);
  if (kind === 'circulated') await takeSeat(tx, { ...seat, how: 'code', substituteId: null });
}

async function readKey(tx: Tx, voteId: string): Promise<{ sealed: string; publicKey: string }> {
  const { rows } = await sql<{ sealed: string; publicKey: string }>`
    select sealed, public_key as "publicKey" from sealed_ballot_key(${voteId}::uuid)`.execute(tx);
  if (!rows[0]) throw new Refusal('vote-closed');
  return rows[0];
}

function mustBe(wanted: string, outcome: string | undefined): void {
  if (outcome !== wanted) throw new Refusal(faults[outcome ?? ''] ?? 'not-found');
}

const bytesOf = (base64: string) => Buffer.from(base64, 'base64');
