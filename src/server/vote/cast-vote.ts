import { createHash } from 'node:crypto';
import { ballotMessage } from '#core/council/ballot-message.ts';
import type { Choice } from '#core/council/tally.ts';
import { unsealText } from '#server/auth/seal-text.ts';
import type { Context } from '#server/context.ts';
import { type Came, mustBe } from '#server/council/attend.ts';
import { Refusal } from '#server/http/refusal.ts';
import type { RefusalCode } from '#server/http/refusal-codes.ts';
import { hashToken } from '#server/invitation/token.ts';
import { isProven, isSigned, signBlinded } from './blind-signer.ts';
import { ballotKeyPurpose } from './open-vote.ts';

const faults: Readonly<Record<string, RefusalCode>> = {
  closed: 'vote-closed',
  'not-yours': 'not-your-vote',
  away: 'not-present',
  already: 'already-voted',
};

type Key = { sealed: string; public_key: string };

/**
 * Casts the votes of a pass's own seat and of those it speaks for, all or none, in one trip. The same word again is the same vote. Throws `Refusal`:
 * `vote-closed`, `not-your-vote`, `not-present`, `already-voted`, `not-found`; of what circulates as `signIn`, too.
 */
export async function castVotes(
  { db }: Context,
  token: string,
  voteId: string,
  votes: readonly { seatId: string; choice: Choice }[],
): Promise<void> {
  const { rows } = await db.app.query<Came & Told>({
    name: 'cast-votes',
    text: 'select * from cast_votes($1, $2, $3)',
    values: [hashToken(token), voteId, JSON.stringify(votes)],
  });
  tell(db, mustHaveDone('cast', rows[0]));
}

/** Signs a seat's ballot without seeing it; asked for again, the same one. Throws `Refusal` as `castVotes`, `ballot-refused` for what is none. */
export async function issueBallot(
  { db, config }: Context,
  token: string,
  voteId: string,
  { seatId, blinded }: { seatId: string; blinded: string },
): Promise<{ signed: string }> {
  const pass = hashToken(token);
  const bytes = bytesOf(blinded);
  const { rows: keys } = await db.app.query<Key>('select * from ballot_key_for($1, $2)', [pass, voteId]);
  const signed = keys[0] && sign(keys[0], { secret: config.secret, voteId, bytes });
  // Signed before it is noted that it is, and told only afterwards: what cannot be signed costs nobody its ballot.
  const { rows } = await db.app.query<Came>('select * from issue_ballot_to($1, $2, $3, $4)', [
    pass,
    voteId,
    seatId,
    createHash('sha256').update(bytes).digest('hex'),
  ]);
  mustHaveDone('issued', rows[0]);
  if (!signed) throw new Refusal('vote-closed');
  return { signed: Buffer.from(signed).toString('base64') };
}

function sign(key: Key, { secret, voteId, bytes }: { secret: string; voteId: string; bytes: Buffer }): Uint8Array {
  const privateKey = unsealText(key.sealed, { secret, owner: voteId, purpose: ballotKeyPurpose });
  try {
    return signBlinded({ privateKey, publicKey: key.public_key }, bytes);
  } catch {
    throw new Refusal('ballot-refused');
  }
}

export type BallotOrder = { serial: string; signature: string; choice: Choice; proof: string };

/**
 * Takes a secret ballot from whoever brings it, for nobody. The same again is the same ballot. Throws `Refusal`: `ballot-refused` where it was not signed
 * or its choice is not its own, `vote-closed`, `already-voted` where it was cast otherwise.
 */
export async function castBallot({ db }: Context, voteId: string, ballot: BallotOrder): Promise<void> {
  const { serial, signature, choice, proof } = ballot;
  const [serialBytes, message] = [bytesOf(serial), new TextEncoder().encode(ballotMessage(voteId, choice))];
  const { rows: keys } = await db.app.query<Key>('select * from sealed_ballot_key($1)', [voteId]);
  if (!keys[0]) throw new Refusal('vote-closed');
  if (
    !isSigned(keys[0].public_key, serialBytes, bytesOf(signature)) ||
    !(await isProven(serialBytes, message, bytesOf(proof)))
  )
    throw new Refusal('ballot-refused');
  const { rows } = await db.app.query<Pick<Came, 'outcome'> & Told>('select * from cast_ballot($1, $2, $3, $4, $5)', [
    voteId,
    serialBytes.toString('base64'),
    signature,
    choice,
    proof,
  ]);
  tell(db, mustHaveDone('cast', rows[0]));
}

/** By which a voter finds its ballot: the beginning of its serial's SHA-256. */
export function codeOfSerial(serial: string): string {
  return createHash('sha256').update(bytesOf(serial)).digest('hex').slice(0, 12);
}

type Told = { consortium_id: string; meeting_id: string };

function tell({ bus }: Context['db'], { consortium_id, meeting_id }: Told): void {
  bus.tell('lianheti_meeting', `${consortium_id} ${meeting_id}`);
}

function mustHaveDone<T extends { outcome: string }>(wanted: string, row: T | undefined): T {
  const fault = faults[row?.outcome ?? ''];
  if (fault) throw new Refusal(fault);
  mustBe(wanted, row);
  return row;
}

const bytesOf = (base64: string) => Buffer.from(base64, 'base64');
