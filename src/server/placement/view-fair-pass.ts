import { sql } from 'kysely';
import { z } from 'zod';
import { mostWishes } from '#core/placement/fair.ts';
import { textOfWish } from '#core/placement/outcome-texts.ts';
import { type Together, togetherOf } from '#core/placement/together.ts';
import type { Context } from '#server/context.ts';
import { passOf } from '#server/council/as-pass.ts';
import type { Tx } from '#server/db/database.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { viewPosition } from '#server/talent/list-positions.ts';
import { majorText } from '#server/talent/talent-right.ts';
import { type FairPass, readFairPass, readOwn } from './fair-pass.ts';
import { headOf, readFair } from './fair-row.ts';
import { type FairPassView, StoredWish } from './fair-views.ts';
import { fairPositions } from './view-fair.ts';

/** What a student, or a minor's guardian, sees of a fair by its pass. Throws `Refusal('not-found')` for a pass that opens nothing. */
export async function viewFairPass(context: Context, token: string): Promise<z.infer<typeof FairPassView>> {
  return context.db.readAs(passOf(token), async (tx) => {
    const pass = await readFairPass(tx);
    const fair = await readFair(tx, pass);
    const own = await readOwn(tx, pass);
    const directory = await context.directories.of(pass.consortiumId);
    const today = beijingToday();
    const rows = await fairPositions(tx, pass);
    const positions = rows.map((row) => ({ position: viewPosition(row, directory, today), quota: row.quota }));
    const titles = new Map(
      positions.map(({ position }) => [position.id, `${position.title}（${position.member.name}）`]),
    );
    const given = rows.find(({ id }) => id === own.position_id);
    return {
      fair: headOf(fair, pass.consortium),
      isGuardian: pass.isGuardian,
      mostWishes,
      student: {
        number: own.number,
        name: own.name,
        school: directory.byId.get(own.member_id)?.name ?? '',
        major: majorText(context, own.major),
        skills: own.skills,
        isMinor: own.is_minor,
        agreed: own.consented_at !== null,
        guardianAgreed: own.guardian_at !== null,
        wishes: own.wishes,
        mate: own.mate,
        version: own.version,
      },
      positions,
      mate: own.mate === null ? null : await viewMate(tx, pass, fair.state === 'placed', given),
      result:
        fair.state !== 'placed'
          ? null
          : {
              position: titles.get(own.position_id ?? '') ?? null,
              wishes: z
                .array(StoredWish)
                .parse(own.outcome ?? [])
                .map((wish) => ({ ...wish, title: titles.get(wish.position) ?? '', text: textOfWish(wish) })),
            },
    };
  });
}

type Mate = { is_mutual: boolean; position_id: string | null; member_id: string | null; place: string | null };

async function viewMate(
  tx: Tx,
  { consortiumId, fairId, studentId }: FairPass,
  isPlaced: boolean,
  given: { id: string; member_id: string; place: string } | undefined,
): Promise<{ isMutual: boolean; text: string | null }> {
  const { rows } = await sql<Mate>`
    select is_mutual, position_id, member_id, place from fair_mate(${consortiumId}::uuid, ${fairId}::uuid, ${studentId}::uuid)`.execute(
    tx,
  );
  const [mate] = rows;
  if (!mate?.is_mutual) return { isMutual: false, text: null };
  if (!isPlaced) return { isMutual: true, text: null };
  const { position_id: positionId, member_id: memberId, place } = mate;
  const other = positionId === null || memberId === null || place === null ? null : { positionId, memberId, place };
  const one = given ? { positionId: given.id, memberId: given.member_id, place: given.place } : null;
  return { isMutual: true, text: togetherTexts[togetherOf(one, other)] };
}

const togetherTexts: Readonly<Record<Together, string>> = {
  'same-position': '你们录取到同一个岗位。',
  'same-enterprise': '你们录取到同一家企业的不同岗位。',
  'same-place': '你们录取到同一地点的不同企业。',
  apart: '你们录取到不同地点：录取只看各自的志愿和企业的排序，同去意愿不改变任何人的结果。',
  'not-both': '两人没有都被录取，同去意愿没有实现：它不改变任何人的结果。',
};
