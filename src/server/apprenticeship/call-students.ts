import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import pg from 'pg';
import { isMinorOn } from '#core/apprenticeship/placement-alerts.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { hashToken, newToken } from '#server/invitation/token.ts';
import { apprenticeshipRules } from './apprenticeship-right.ts';
import { type ApprenticeshipTarget, lockApprenticeship } from './apprenticeship-row.ts';
import type { ApprenticesBody, IssuedPass } from './apprenticeship-views.ts';

/**
 * A school's students come under an agreement: each gets a number and a pass, a minor one more for its guardian. Links are nowhere else. Throws `Refusal`:
 * `apprentice-taken` where one is placed on one of these days already, `action-not-possible`, `forbidden`, `not-found`.
 */
export async function callStudents(
  { db, config }: Context,
  actor: Actor,
  target: ApprenticeshipTarget,
  { students }: ApprenticesBody,
  address: string,
): Promise<IssuedPass[]> {
  const { consortiumId, apprenticeshipId } = target;
  return db.asActor(actor, async (tx) => {
    const row = await lockApprenticeship(tx, target);
    if (row.side !== 'school') throw new Refusal('forbidden');
    if (row.state === 'cancelled') throw new Refusal('action-not-possible', { state: row.state });
    const { limits } = apprenticeshipRules();
    const first = await nextNumber(tx, target);
    const called: (Passed & { bornIn: string; apprentice: number })[] = [];
    for (const [at, { name, number, bornIn }] of students.entries()) {
      // Whoever is an adult on its first day signs for itself.
      const isMinor = isMinorOn(limits, bornIn, row.starts_on);
      const apprentice = await apprenticeOf(
        tx,
        consortiumId,
        row.school_id,
        studentKey(config.secret, row.school_id, number),
      );
      const guardianToken = isMinor ? newToken() : null;
      called.push({
        id: crypto.randomUUID(),
        number: first + at,
        name,
        bornIn,
        apprentice,
        token: newToken(),
        guardianToken,
      });
    }
    await refuseTaken(
      tx
        .insertInto('apprenticeship_student')
        .values(
          called.map(({ id, number, name, bornIn, apprentice, token, guardianToken }) => ({
            consortium_id: consortiumId,
            apprenticeship_id: apprenticeshipId,
            id,
            school_id: row.school_id,
            enterprise_id: row.enterprise_id,
            apprentice,
            number,
            name,
            born_in: `${bornIn}-01`,
            is_minor: guardianToken !== null,
            starts_on: row.starts_on,
            ends_on: row.ends_on,
            ...hashesOf({ token, guardianToken }),
          })),
        )
        .execute(),
    );
    await recordAudit(tx, consortiumId, 'apprenticeship.students-called', apprenticeshipId, {
      students: called.length,
    });
    return called.map((each) => passFor(each, address));
  });
}

/** New passes for a student who lost its own; the ones it had open nothing any more. Throws `Refusal`: `not-found`, `forbidden`. */
export async function renewApprenticePass(
  { db }: Context,
  actor: Actor,
  target: ApprenticeshipTarget,
  apprenticeId: string,
  address: string,
): Promise<IssuedPass[]> {
  const { consortiumId, apprenticeshipId } = target;
  return db.asActor(actor, async (tx) => {
    const { side } = await lockApprenticeship(tx, target);
    if (side !== 'school') throw new Refusal('forbidden');
    const tokens = { token: newToken(), guardianToken: newToken() };
    const row = await tx
      .selectFrom('apprenticeship_student')
      .select(['id', 'number', 'name', 'is_minor'])
      .where('consortium_id', '=', consortiumId)
      .where('apprenticeship_id', '=', apprenticeshipId)
      .where('id', '=', apprenticeId)
      .where('erased_at', 'is', null)
      .executeTakeFirst();
    if (!row) throw new Refusal('not-found');
    const issued = { ...tokens, guardianToken: row.is_minor ? tokens.guardianToken : null };
    await tx
      .updateTable('apprenticeship_student')
      .set(hashesOf(issued))
      .where('consortium_id', '=', consortiumId)
      .where('id', '=', apprenticeId)
      .execute();
    await recordAudit(tx, consortiumId, 'apprenticeship.pass-renewed', apprenticeshipId, { number: row.number });
    return [passFor({ id: row.id, number: row.number, name: row.name, ...issued }, address)];
  });
}

/** Waits for an order that the database refuses where a student would be at two posts on one day. Throws `Refusal('apprentice-taken')`. */
export async function refuseTaken<T>(written: Promise<T>): Promise<T> {
  try {
    return await written;
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.constraint === 'apprentice_at_one_post')
      throw new Refusal('apprentice-taken', { fields: ['students'] });
    throw error;
  }
}

type Passed = { id: string; number: number; name: string; token: string; guardianToken: string | null };

const hashesOf = ({ token, guardianToken }: Pick<Passed, 'token' | 'guardianToken'>) => ({
  pass_hash: hashToken(token),
  guardian_hash: guardianToken === null ? null : hashToken(guardianToken),
});

function passFor({ id, number, name, token, guardianToken }: Passed, address: string): IssuedPass {
  const link = (secret: string) => `${address}/apprentice/${secret}`;
  return { id, number, name, link: link(token), guardianLink: guardianToken === null ? null : link(guardianToken) };
}

/** The same student of a school has the same key, and nobody can turn a key back into its number. */
function studentKey(secret: string, schoolId: string, number: string): string {
  const plain = number.normalize('NFKC').replace(/\s/g, '').toUpperCase();
  return createHmac('sha256', secret).update(`apprentice\n${schoolId}\n${plain}`).digest('base64url');
}

async function apprenticeOf(tx: Tx, consortiumId: string, schoolId: string, key: string): Promise<number> {
  const { rows } = await sql<{ number: number }>`
    select apprentice_number(${consortiumId}::uuid, ${schoolId}::uuid, ${key}) as number`.execute(tx);
  return rows[0]?.number ?? 0;
}

async function nextNumber(tx: Tx, { consortiumId, apprenticeshipId }: ApprenticeshipTarget): Promise<number> {
  const { last } = await tx
    .selectFrom('apprenticeship_student')
    .select((eb) => eb.fn.max('number').as('last'))
    .where('consortium_id', '=', consortiumId)
    .where('apprenticeship_id', '=', apprenticeshipId)
    .executeTakeFirstOrThrow();
  return (last ?? 0) + 1;
}
