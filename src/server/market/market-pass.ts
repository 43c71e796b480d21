import { sql } from 'kysely';
import pg from 'pg';
import { actionsOf, applicationSteps, awaitedConsents } from '#core/market/application.ts';
import { isOpenPosition } from '#core/talent/position.ts';
import type { Context } from '#server/context.ts';
import { passOf } from '#server/council/as-pass.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { positionQuery } from '#server/talent/list-positions.ts';
import { consentsOf, lockApplication, tellMember, updateApplication } from './application-row.ts';
import type { PassActBody, ProfileChange } from './market-views.ts';

export type MarketPass = { consortiumId: string; profileId: string; isGuardian: boolean; consortium: string };

/** Whom a pass is for. Throws `Refusal('not-found')` alike where it never was, where a newer one took its place and where the student was deleted. */
export async function readMarketPass(tx: Tx): Promise<MarketPass> {
  const { rows } = await sql<MarketPass>`
    select consortium_id as "consortiumId", profile_id as "profileId", is_guardian as "isGuardian", consortium from own_market_pass()`.execute(
    tx,
  );
  const [pass] = rows;
  if (!pass) throw new Refusal('not-found');
  return pass;
}

export async function readOwnProfile(tx: Tx, { consortiumId, profileId }: MarketPass) {
  return tx
    .selectFrom('talent_profile')
    .select(['number', 'member_id', 'name', 'major', 'major_code', 'level', 'skills', 'place', 'is_minor'])
    .select(['consented_at', 'guardian_at', 'is_agreed', 'version'])
    .where('consortium_id', '=', consortiumId)
    .where('id', '=', profileId)
    .executeTakeFirstOrThrow();
}

/** The student agrees that enterprises it applies to see its profile; a minor's guardian, that it applies. Throws `Refusal('not-found')`. */
export async function agreeToMarket({ db }: Context, token: string): Promise<void> {
  await db.asActor(passOf(token), async (tx) => {
    const pass = await readMarketPass(tx);
    const now = sql<Date>`clock_timestamp()`;
    await ownProfile(tx, pass)
      .set(pass.isGuardian ? { guardian_at: now } : { consented_at: now })
      .execute();
  });
}

/** Throws `Refusal`: `stale`, `forbidden` for the guardian, `not-found`. */
export async function changeProfile(
  { db }: Context,
  token: string,
  { skills, place, version }: ProfileChange,
): Promise<{ version: number }> {
  return db.asActor(passOf(token), async (tx) => {
    const pass = await readStudentPass(tx);
    const { numUpdatedRows } = await ownProfile(tx, pass)
      .set({ skills, place, version: version + 1 })
      .where('version', '=', version)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw new Refusal('stale', { version: (await readOwnProfile(tx, pass)).version });
    return { version: version + 1 };
  });
}

/**
 * The student applies. Throws `Refusal`: `position-closed` for what is over, withdrawn or for teachers, `consent-missing`, `applied-already`, `forbidden` for the
 * guardian, `not-found`.
 */
export async function applyFor(
  { db }: Context,
  token: string,
  { positionId, note }: { positionId: string; note: string },
): Promise<{ id: string }> {
  const id = crypto.randomUUID();
  await db.asActor(passOf(token), async (tx) => {
    const pass = await readStudentPass(tx);
    const { consortiumId, profileId } = pass;
    const own = await readOwnProfile(tx, pass);
    if (!own.is_agreed) throw new Refusal('consent-missing');
    const position = await positionQuery(tx, consortiumId).where('p.id', '=', positionId).executeTakeFirst();
    if (!position) throw new Refusal('not-found');
    const { kind, expires_on: expiresOn, is_withdrawn: isWithdrawn } = position;
    if (!isOpenPosition({ expiresOn, isWithdrawn }, beijingToday()) || kind === 'teacher-practice')
      throw new Refusal('position-closed', { fields: ['positionId'] });
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('talent_application')
      .values({
        consortium_id: consortiumId,
        id,
        position_id: positionId,
        profile_id: profileId,
        school_id: own.member_id,
        enterprise_id: position.member_id,
        kind,
        note,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows !== 1n) throw new Refusal('applied-already');
    await tellMember(tx, { consortiumId, applicationId: id }, 'enterprise', `${own.name}投递了“${position.title}”`);
  });
  return { id };
}

/**
 * What the student says to its application, or the guardian of a minor. Throws `Refusal`: `offer-over` after its last day, `placed-already` where it holds another place
 * on one of these days, `action-not-possible`, `stale`, `forbidden`, `not-found`.
 */
export async function actOnOwnApplication(
  { db }: Context,
  token: string,
  applicationId: string,
  { action, version }: PassActBody,
): Promise<{ version: number }> {
  return db.asActor(passOf(token), async (tx) => {
    const pass = await readMarketPass(tx);
    const target = { consortiumId: pass.consortiumId, applicationId };
    const row = await lockApplication(tx, target);
    if (!row) throw new Refusal('not-found');
    const side = pass.isGuardian ? 'guardian' : 'student';
    if (!applicationSteps[action].by.includes(side)) throw new Refusal('forbidden');
    if (row.version !== version) throw new Refusal('stale', { version: row.version, state: row.state });
    const own = await readOwnProfile(tx, pass);
    const consents = consentsOf(row, own.is_minor);
    const now = { state: row.state, consents, offerUntil: row.offer_until };
    if (!actionsOf(now, side, beijingToday()).includes(action))
      throw new Refusal(action === 'accept' && row.state === 'offered' ? 'offer-over' : 'action-not-possible', {
        state: row.state,
      });
    const isLast = action === 'consent' && awaitedConsents({ ...consents, guardian: true }).length === 0;
    await refusePlaced(
      updateApplication(tx, target)
        .set({
          state: isLast ? 'agreed' : (applicationSteps[action].to ?? row.state),
          ...(action === 'consent' && { guardian_at: sql<Date>`clock_timestamp()` }),
          version: version + 1,
        })
        .execute(),
    );
    await tellMember(tx, target, 'enterprise', `${own.name}${told[action]}“${row.title}”`);
    if (action !== 'withdraw') await tellMember(tx, target, 'school', `${own.name}${told[action]}“${row.title}”`);
    return { version: version + 1 };
  });
}

const told = {
  withdraw: '撤回了投递',
  accept: '接受了录用',
  decline: '谢绝了录用',
  consent: '的监护人同意了',
} as const;

/**
 * Deletes what is known of a student, at its own request and at once: name, major, skills, place and its words; what is not yet agreed ends. That somebody was placed
 * from one day to another stays, without a name. Throws `Refusal`: `forbidden` for the guardian, `not-found`.
 */
export async function eraseProfile({ db }: Context, token: string): Promise<void> {
  await db.asActor(passOf(token), async (tx) => {
    const pass = await readStudentPass(tx);
    const { consortiumId, profileId } = pass;
    await tx
      .updateTable('talent_application')
      .set({
        note: '',
        state: sql<string>`case when state in ('applied', 'interview') then 'withdrawn' when state in ('offered', 'accepted') then 'declined' else state end`,
        version: sql<number>`version + 1`,
      })
      .where('consortium_id', '=', consortiumId)
      .where('profile_id', '=', profileId)
      .execute();
    await ownProfile(tx, pass)
      .set({ name: '', major: '', major_code: null, skills: [], place: '', erased_at: sql<Date>`clock_timestamp()` })
      .execute();
  });
}

async function readStudentPass(tx: Tx): Promise<MarketPass> {
  const pass = await readMarketPass(tx);
  if (pass.isGuardian) throw new Refusal('forbidden');
  return pass;
}

function ownProfile(tx: Tx, { consortiumId, profileId }: MarketPass) {
  return tx.updateTable('talent_profile').where('consortium_id', '=', consortiumId).where('id', '=', profileId);
}

/** Waits for an order that the database refuses where a student would hold two places at once. Throws `Refusal('placed-already')`. */
async function refusePlaced<T>(written: Promise<T>): Promise<T> {
  try {
    return await written;
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.constraint === 'applicant_at_one_place')
      throw new Refusal('placed-already');
    throw error;
  }
}
