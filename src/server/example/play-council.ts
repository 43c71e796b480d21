import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { actOnMeeting } from '#server/council/act-on-meeting.ts';
import { adoptCharter } from '#server/council/adopt-charter.ts';
import { markPresent } from '#server/council/attend.ts';
import { electSeat, nameSubstitute } from '#server/council/change-seats.ts';
import { councilRules } from '#server/council/council-right.ts';
import { draftMeeting } from '#server/council/write-meeting.ts';
import { beijingToday } from '#server/member/member-row.ts';
import type { ExampleMember } from './example-members.ts';

const authority = { kind: 'document', reference: '成立大会纪要（虚构）' } as const;
const surnames = ['赵', '钱', '孙', '李', '周', '吴', '郑', '王', '冯', '陈', '褚', '卫', '蒋', '沈', '韩'];

/** Where the members of each party of the council stand in the directory. */
const categoriesOf: Readonly<Record<string, readonly string[]>> = {
  government: ['government'],
  enterprise: ['enterprise'],
  school: ['higherVocational', 'secondaryVocational', 'university'],
  institute: ['researchInstitute', 'university'],
};

/**
 * The council of a consortium: a charter, a council of its four parties, a meeting that was held today, and one that is called for in two weeks. By
 * the same commands that people use.
 */
export async function playCouncil(
  context: Context,
  secretary: Actor,
  { consortiumId, members }: { consortiumId: string; members: readonly ExampleMember[] },
): Promise<void> {
  const { parties, roles, charter } = councilRules();
  const today = beijingToday();
  const from = `${Number(today.slice(0, 4)) - 1}-03-01`;
  const to = `${Number(today.slice(0, 4)) + 2}-02-28`;
  const taken = new Set<string>();
  const seatIds = await context.db.asActor(secretary, async (tx) => {
    await adoptCharter(tx, secretary, { consortiumId, base: 0, inForceFrom: from, rules: charter, authority });
    const ids: string[] = [];
    for (const { party, seats } of charter.parties) {
      const own = members.filter(({ id, category }) => !taken.has(id) && categoriesOf[party]?.includes(category));
      for (const member of own.slice(0, seats)) {
        taken.add(member.id);
        const at = ids.length;
        const { id } = await electSeat(context, tx, secretary, {
          consortiumId,
          party,
          // The first of the government leads, the first of each other party is beside him.
          role: (ids.length === 0 ? roles[0] : own[0] === member ? roles[1] : roles.at(-1))?.id ?? '',
          organisation: member.name,
          memberId: member.id,
          name: `${surnames[at % surnames.length]}理${'一二三四五六七八九十'[at % 10]}`,
          email: `lishi${at + 1}@shili.example`,
          phone: '000-0000-0000',
          from,
          to,
          authority,
        });
        ids.push(id);
      }
    }
    const [first] = ids;
    if (first !== undefined)
      await nameSubstitute(tx, secretary, { consortiumId, seatId: first, name: '曹代一', from, to });
    return ids;
  });
  if (seatIds.length < parties.length) return;
  await holdMeeting(context, secretary, { consortiumId, seatIds, day: today });
  await callMeeting(context, secretary, {
    consortiumId,
    title: '第二次理事会会议（虚构）',
    day: beijingToday(new Date(Date.now() + 14 * 86_400_000)),
    agenda: ['审议年度建设计划', '审议经费预算', '审议《运营管理制度（试行）》'],
  });
}

type Held = { consortiumId: string; seatIds: readonly string[]; day: string };

async function holdMeeting(context: Context, secretary: Actor, { consortiumId, seatIds, day }: Held): Promise<void> {
  const target = await callMeeting(context, secretary, {
    consortiumId,
    title: '第一次理事会会议（虚构）',
    day,
    agenda: ['审议章程', '通报联合体筹建情况'],
  });
  await context.db.asActor(secretary, async (tx) => {
    // One is away.
    for (const seatId of seatIds.slice(0, -1)) await markPresent(tx, { ...target, seatId });
  });
  for (const [at, action] of (['open', 'close'] as const).entries())
    await actOnMeeting(context, secretary, { ...target, version: at + 2, action, shortNotice: '' });
}

type Called = { consortiumId: string; title: string; day: string; agenda: readonly string[] };

async function callMeeting(context: Context, secretary: Actor, { consortiumId, title, day, agenda }: Called) {
  const { id: meetingId } = await draftMeeting(context, secretary, consortiumId, {
    kind: 'in-person',
    title,
    place: '园区管委会第一会议室（虚构）',
    opensAt: `${day}T09:00:00+08:00`,
    agenda: agenda.map((item) => ({ title: item, presenter: '秘书处' })),
  });
  const shortNotice = day === beijingToday() ? '成立后首次会议，已提前口头通知（虚构）' : '';
  await actOnMeeting(context, secretary, { consortiumId, meetingId, version: 1, action: 'call', shortNotice });
  return { consortiumId, meetingId };
}
