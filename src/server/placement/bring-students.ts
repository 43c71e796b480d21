import { sql } from 'kysely';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { hashToken, newToken } from '#server/invitation/token.ts';
import { mustKnowTalent, mustSpeakFor } from '#server/talent/talent-right.ts';
import { mustBeListed, mustBeMember } from '#server/talent/write-position.ts';
import { type FairTarget, holdFair } from './fair-row.ts';
import type { IssuedFairPass, StudentsBody } from './fair-views.ts';

/**
 * Students of a school come to a fair: each gets a number and a pass, a minor one more for its guardian. Links are nowhere else. Throws `Refusal`: `wishes-closed`,
 * `invalid`, `forbidden`, `not-found`.
 */
export async function bringStudents(
  context: Context,
  actor: Actor,
  target: FairTarget,
  { memberId, students }: StudentsBody,
  address: string,
): Promise<IssuedFairPass[]> {
  const { consortiumId, fairId } = target;
  return context.db.asActor(actor, async (tx) => {
    await mustSpeakFor(tx, consortiumId, memberId);
    await mustBeMember(context, consortiumId, memberId, 'school');
    for (const { major } of students) mustBeListed(context, 'major', major);
    await sql`select pg_advisory_xact_lock(hashtextextended('fair students ' || ${fairId}::text, 0))`.execute(tx);
    const { state } = await holdFair(tx, target);
    if (state !== 'draft' && state !== 'wishing') throw new Refusal('wishes-closed');
    const first = await nextNumber(tx, target);
    const brought = students.map(({ isMinor, ...said }, at) => ({
      ...said,
      isMinor,
      id: crypto.randomUUID(),
      number: first + at,
      token: newToken(),
      guardianToken: isMinor ? newToken() : null,
    }));
    await tx
      .insertInto('fair_student')
      .values(
        brought.map(({ id, number, name, major, skills, isMinor, token, guardianToken }) => ({
          consortium_id: consortiumId,
          fair_id: fairId,
          member_id: memberId,
          id,
          number,
          name,
          major,
          skills,
          is_minor: isMinor,
          pass_hash: hashToken(token),
          guardian_hash: guardianToken === null ? null : hashToken(guardianToken),
        })),
      )
      .execute();
    await recordAudit(tx, consortiumId, 'fair.students-brought', fairId, {
      member: memberId,
      students: students.length,
    });
    return brought.map((each) => passFor(each, address));
  });
}

/** New passes for a student who lost its own; the ones it had open nothing any more. Throws `Refusal`: `not-found`, `forbidden`. */
export async function renewPass(
  { db }: Context,
  actor: Actor,
  target: FairTarget,
  studentId: string,
  address: string,
): Promise<IssuedFairPass[]> {
  const { consortiumId, fairId } = target;
  return db.asActor(actor, async (tx) => {
    await mustKnowTalent(tx, consortiumId);
    const row = await tx
      .selectFrom('fair_student')
      .select(['number', 'name', 'is_minor', 'version'])
      .where('consortium_id', '=', consortiumId)
      .where('fair_id', '=', fairId)
      .where('id', '=', studentId)
      .where('erased_at', 'is', null)
      .executeTakeFirst();
    if (!row) throw new Refusal('not-found');
    const [token, guardianToken] = [newToken(), row.is_minor ? newToken() : null];
    await tx
      .updateTable('fair_student')
      .set({ pass_hash: hashToken(token), guardian_hash: guardianToken === null ? null : hashToken(guardianToken) })
      .where('consortium_id', '=', consortiumId)
      .where('fair_id', '=', fairId)
      .where('id', '=', studentId)
      .execute();
    await recordAudit(tx, consortiumId, 'fair.pass-renewed', fairId, { number: row.number });
    return [passFor({ id: studentId, number: row.number, name: row.name, token, guardianToken }, address)];
  });
}

/** Of all schools' students, not only those that the actor may see. */
async function nextNumber(tx: Tx, { consortiumId, fairId }: FairTarget): Promise<number> {
  const { rows } = await sql<{
    next: number;
  }>`select next_fair_number(${consortiumId}::uuid, ${fairId}::uuid) as next`.execute(tx);
  return rows[0]?.next ?? 1;
}

type Passed = { id: string; number: number; name: string; token: string; guardianToken: string | null };

function passFor({ id, number, name, token, guardianToken }: Passed, address: string): IssuedFairPass {
  const link = (secret: string) => `${address}/fair/${secret}`;
  return { id, number, name, link: link(token), guardianLink: guardianToken === null ? null : link(guardianToken) };
}
