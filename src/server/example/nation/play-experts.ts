import { insertExpert } from '#server/expert/write-expert.ts';
import { addToPool } from '#server/review/choose-pool.ts';
import { decideTie } from '#server/review/decide-tie.ts';
import { commitDraw, makeDraw } from '#server/review/draw.ts';
import { answerBatch, declareTie } from '#server/review/own-invitations.ts';
import { replaceExpert } from '#server/review/replace-expert.ts';
import { viewBatchExperts } from '#server/review/view-batch-experts.ts';
import type { NationExpert } from './make-experts.ts';
import { addressOf } from './nation-accounts.ts';
import { applicationOf, type NationPlay } from './nation-play.ts';
import { severalAtOnce } from './several-at-once.ts';

/** How many more readings the drawn can take on than there are. */
const spare = 1.4;
const usualLoad = 8;
/** Every so many of those drawn declines. */
const decliningEach = 9;

/** 专家: the office's directory, the pool, a draw by a committed seed; who was drawn answers and declares its ties, and some are replaced. */
export async function playExperts(play: NationPlay): Promise<void> {
  const { context, nation, units, readers } = play;
  const ministry = units.actor('ministry');
  const byId = play.experts;
  await addToPool(context, ministry, units.batchId, [...byId.keys()]);
  const count = Math.max(readers * 2, Math.ceil((nation.consortia.length * readers * spare) / usualLoad));
  const { number } = await commitDraw(context, ministry, units.batchId, [
    { field: '', count: Math.min(count, nation.experts.length) },
  ]);
  await makeDraw(context, ministry, units.batchId, number);
  await severalAtOnce(await drawnOf(play), ([id, at]) => answer(play, id, byId, at % decliningEach === 4));
  // Who came in for others answers too; the reserve does not decline in turn.
  await severalAtOnce(
    (await drawnOf(play)).filter(([, , answered]) => !answered),
    ([id]) => answer(play, id, byId, false),
  );
  await decideFoundTies(play);
}

/** The ministry's directory of experts, each with its account; by id. */
export async function fillDirectory({
  context,
  nation,
  units,
}: Pick<NationPlay, 'context' | 'nation' | 'units'>): Promise<ReadonlyMap<string, NationExpert>> {
  const ministry = units.actor('ministry');
  const ids = await context.db.asActor(ministry, async (tx) => {
    const added: string[] = [];
    for (const { number, name, province, employer, fields, past, load } of nation.experts) {
      const email = addressOf(`expert-${number + 1}`);
      const expert = await insertExpert(tx, ministry, units.ministryId, {
        name: `${name}（虚构）`,
        email,
        province,
        employer,
        fields,
        past,
        load,
      });
      if (!expert) throw new Error('an expert stands twice in the directory');
      added.push(expert.id);
    }
    return added;
  });
  await context.db.asOwner((tx) =>
    tx
      .updateTable('expert')
      .from('person')
      .set(({ ref }) => ({ person_id: ref('person.id') }))
      .whereRef('person.email', '=', 'expert.email')
      .where('expert.id', 'in', ids)
      .execute(),
  );
  return new Map(nation.experts.map((expert, at) => [ids[at] ?? '', expert]));
}

/** Who is drawn, in the order of the draw, and whether it has answered. */
async function drawnOf({
  context,
  units,
}: NationPlay): Promise<readonly (readonly [id: string, at: number, answered: boolean])[]> {
  const { pool } = await viewBatchExperts(context, units.actor('ministry'), units.batchId);
  return pool
    .filter(({ standing }) => standing === 'drawn')
    .map(({ id, answer }, at) => [id, at, answer !== null] as const);
}

async function answer(
  play: NationPlay,
  id: string,
  byId: ReadonlyMap<string, NationExpert>,
  declines: boolean,
): Promise<void> {
  const { context, units } = play;
  const expert = byId.get(id);
  if (!expert) throw new Error('an expert was drawn who is not in the directory');
  const actor = units.actor(`expert-${expert.number + 1}`);
  const own = { load: expert.load, version: 0 };
  if (declines) {
    await answerBatch(context, actor, units.batchId, {
      ...own,
      answer: 'declined',
      reason: '审阅期间有教学任务（虚构示例）',
    });
    await replaceExpert(context, units.actor('ministry'), units.batchId, {
      expertId: id,
      reason: '本人不能参加（虚构示例）',
    });
    return;
  }
  await answerBatch(context, actor, units.batchId, { ...own, answer: 'accepted', reason: '' });
  for (const consortium of expert.declares)
    if (!play.rejected.has(consortium))
      await declareTie(context, actor, units.batchId, {
        applicationId: applicationOf(play, consortium),
        kind: expert.past.length > 0 ? 'project' : 'person',
        reason: expert.past.length > 0 ? '曾参与其建设方案论证（虚构示例）' : '亲属在其成员单位任职（虚构示例）',
      });
}

/** The office decides on what the directory tells and nobody declared: most it confirms, some are none. */
async function decideFoundTies({ context, units }: NationPlay): Promise<void> {
  const ministry = units.actor('ministry');
  const { ties } = await viewBatchExperts(context, ministry, units.batchId);
  for (const [at, { applicationId, expertId, kind, source, reason }] of ties
    .filter(({ isOpen }) => isOpen)
    .slice(0, 12)
    .entries())
    await decideTie(context, ministry, units.batchId, {
      applicationId,
      expertId,
      kind,
      source,
      reason,
      dismissed: at % 4 === 3 ? '经查为同名的另一单位（虚构示例）' : null,
    });
}
