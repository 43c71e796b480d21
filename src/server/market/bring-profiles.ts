import { sql } from 'kysely';
import type { z } from 'zod';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { hashToken, newToken } from '#server/invitation/token.ts';
import { majorCodeOf, majorText, mustKnowTalent, mustSpeakFor } from '#server/talent/talent-right.ts';
import { mustBeLevel, mustBeListed, mustBeMember } from '#server/talent/write-position.ts';
import type { IssuedProfilePass, ProfilesBody, ProfilesView } from './market-views.ts';

/**
 * Profiles of a school's students: each gets a number and a pass, a minor one more for its guardian. Nobody sees a profile but its school until the student has
 * agreed and applied. Throws `Refusal`: `invalid` with the fields at fault, `forbidden`, `not-found`.
 */
export async function bringProfiles(
  context: Context,
  actor: Actor,
  consortiumId: string,
  { memberId, level, students }: ProfilesBody,
  address: string,
): Promise<IssuedProfilePass[]> {
  return context.db.asActor(actor, async (tx) => {
    await mustSpeakFor(tx, consortiumId, memberId);
    await mustBeMember(context, consortiumId, memberId, 'school');
    mustBeLevel(level);
    for (const { major } of students) mustBeListed(context, 'major', major);
    await sql`select pg_advisory_xact_lock(hashtextextended('talent profiles ' || ${consortiumId}::text, 0))`.execute(
      tx,
    );
    const { rows } = await sql<{
      next: number;
    }>`select next_profile_number(${consortiumId}::uuid) as next`.execute(tx);
    const first = rows[0]?.next ?? 1;
    const brought = students.map((said, at) => ({
      ...said,
      id: crypto.randomUUID(),
      number: first + at,
      token: newToken(),
      guardianToken: said.isMinor ? newToken() : null,
    }));
    await tx
      .insertInto('talent_profile')
      .values(
        brought.map(({ id, number, name, major, skills, isMinor, ...tokens }) => ({
          consortium_id: consortiumId,
          id,
          number,
          member_id: memberId,
          name,
          major,
          major_code: majorCodeOf(context, major),
          level,
          skills,
          is_minor: isMinor,
          ...hashesOf(tokens),
        })),
      )
      .execute();
    await recordAudit(tx, consortiumId, 'profile.brought', memberId, { students: students.length });
    return brought.map((each) => passFor(each, address));
  });
}

/** New passes for a student who lost its own; the ones it had open nothing any more. Throws `Refusal`: `not-found`, `forbidden`. */
export async function renewProfilePass(
  { db }: Context,
  actor: Actor,
  { consortiumId, profileId }: { consortiumId: string; profileId: string },
  address: string,
): Promise<IssuedProfilePass[]> {
  return db.asActor(actor, async (tx) => {
    await mustKnowTalent(tx, consortiumId);
    const row = await tx
      .selectFrom('talent_profile')
      .select(['id', 'number', 'name', 'is_minor'])
      .where('consortium_id', '=', consortiumId)
      .where('id', '=', profileId)
      .where('erased_at', 'is', null)
      .executeTakeFirst();
    if (!row) throw new Refusal('not-found');
    const tokens = { token: newToken(), guardianToken: row.is_minor ? newToken() : null };
    await tx
      .updateTable('talent_profile')
      .set(hashesOf(tokens))
      .where('consortium_id', '=', consortiumId)
      .where('id', '=', profileId)
      .execute();
    await recordAudit(tx, consortiumId, 'profile.pass-renewed', profileId, { number: row.number });
    return [passFor({ ...row, ...tokens }, address)];
  });
}

/** Profiles that the actor's schools have brought; for the secretariat, of all schools. Throws `Refusal('not-found')`. */
export async function listProfiles(
  context: Context,
  actor: Actor,
  consortiumId: string,
  { limit, offset }: { limit: number; offset: number },
): Promise<z.infer<typeof ProfilesView>> {
  return context.db.readAs(actor, async (tx) => {
    await mustKnowTalent(tx, consortiumId);
    const { byId } = await context.directories.of(consortiumId);
    const rows = await tx
      .selectFrom('talent_profile')
      .select(['id', 'number', 'name', 'member_id', 'major', 'level', 'is_minor', 'consented_at', 'guardian_at'])
      .select(['erased_at', sql<number>`count(*) over ()::integer`.as('total')])
      .where('consortium_id', '=', consortiumId)
      .orderBy('number', 'desc')
      .limit(limit)
      .offset(offset)
      .execute();
    return {
      items: rows.map((row) => ({
        id: row.id,
        number: row.number,
        name: row.name,
        school: byId.get(row.member_id)?.name ?? '',
        major: majorText(context, row.major),
        level: row.level,
        isMinor: row.is_minor,
        agreed: row.consented_at !== null,
        guardianAgreed: row.guardian_at !== null,
        isErased: row.erased_at !== null,
      })),
      total: rows[0]?.total ?? 0,
    };
  });
}

type Passed = { id: string; number: number; name: string; token: string; guardianToken: string | null };

const hashesOf = ({ token, guardianToken }: Pick<Passed, 'token' | 'guardianToken'>) => ({
  pass_hash: hashToken(token),
  guardian_hash: guardianToken === null ? null : hashToken(guardianToken),
});

function passFor({ id, number, name, token, guardianToken }: Passed, address: string): IssuedProfilePass {
  const link = (secret: string) => `${address}/market/${secret}`;
  return { id, number, name, link: link(token), guardianLink: guardianToken === null ? null : link(guardianToken) };
}
