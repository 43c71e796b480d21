import type { z } from 'zod';
import type { Context } from '#server/context.ts';
import { passOf } from '#server/council/as-pass.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { findPositions, type PositionSearch, readPositions, viewPosition } from '#server/talent/list-positions.ts';
import { majorText } from '#server/talent/talent-right.ts';
import { applicationQuery, headOf, rowOf } from './application-row.ts';
import { readMarketPass, readOwnProfile } from './market-pass.ts';
import type { MarketPassView, RecommendedView } from './market-views.ts';
import { recommendTo } from './recommend-positions.ts';

/** A student's profile and applications, as its pass, or a minor's guardian's, shows them. Throws `Refusal('not-found')`. */
export async function viewMarketPass(context: Context, token: string): Promise<z.infer<typeof MarketPassView>> {
  return context.db.readAs(passOf(token), async (tx) => {
    const pass = await readMarketPass(tx);
    const own = await readOwnProfile(tx, pass);
    const directory = await context.directories.of(pass.consortiumId);
    const rows = await applicationQuery(tx, pass.consortiumId).limit(200).execute();
    return {
      consortium: pass.consortium,
      isGuardian: pass.isGuardian,
      today: beijingToday(),
      student: {
        number: own.number,
        name: own.name,
        school: directory.byId.get(own.member_id)?.name ?? '',
        major: majorText(context, own.major),
        level: own.level,
        skills: own.skills,
        place: own.place,
        isMinor: own.is_minor,
        agreed: own.consented_at !== null,
        guardianAgreed: own.guardian_at !== null,
        version: own.version,
      },
      applications: rows.map((row) =>
        headOf(rowOf(row), directory, own.is_minor, [pass.isGuardian ? 'guardian' : 'student']),
      ),
    };
  });
}

/** What is recommended to the student, with the reasons; where something is looked for, what is found, the newest first. Throws `Refusal('not-found')`. */
export async function positionsForPass(
  context: Context,
  token: string,
  search: PositionSearch,
): Promise<{ items: RecommendedView[]; total: number }> {
  return context.db.readAs(passOf(token), async (tx) => {
    const pass = await readMarketPass(tx);
    const { consortiumId } = pass;
    if (search.q === '' && search.place === '' && search.kind === undefined) {
      const items = await recommendTo(context, tx, consortiumId, await readOwnProfile(tx, pass));
      return { items, total: items.length };
    }
    const today = beijingToday();
    const { ids, total } = await findPositions(tx, consortiumId, search, today);
    const directory = await context.directories.of(consortiumId);
    const rows = await readPositions(tx, consortiumId, ids);
    return { items: rows.map((row) => ({ position: viewPosition(row, directory, today), reasons: [] })), total };
  });
}
