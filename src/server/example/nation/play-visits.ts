import { readResults } from '#server/review/read-results.ts';
import { readReviewedBatch } from '#server/review/reviewed-batch.ts';
import { chooseVisit } from '#server/visit/choose-visit.ts';
import { planVisits } from '#server/visit/plan-visits.ts';
import { endVisit, saveConclusion } from '#server/visit/report-visit.ts';
import { viewVisit } from '#server/visit/view-visit.ts';
import { addPoint, judgePoint } from '#server/visit/visit-points.ts';
import { setTeam } from '#server/visit/visit-team.ts';
import { placeOf } from './make-names.ts';
import type { NationPlay } from './nation-play.ts';

const visited = 2;
const dayMs = 86_400_000;

/** 实地考察: the two applications on which readers differ most; one is as it says, at the other a point stays open. */
export async function playVisits(play: NationPlay): Promise<void> {
  const { context, nation, units } = play;
  const ministry = units.actor('ministry');
  const chosen = await mostDisputed(play);
  for (const id of chosen) {
    const consortium = nation.consortia.find(({ number }) => play.applications.get(number) === id);
    const city = `${placeOf(consortium?.number ?? 0).city}市`;
    await chooseVisit(context, ministry, id, { how: 'proposed', reason: '专家评分差异大（虚构示例）', city });
    const { version } = await viewVisit(context, ministry, id);
    await setTeam(context, ministry, id, { people: [ministry.personId], version });
    await addPoint(context, ministry, id, '查看学徒名册与园区企业的用工合同（虚构示例）');
  }
  const days = chosen.map((_, at) => new Date(Date.now() + (at + 1) * dayMs).toISOString().slice(0, 10));
  await planVisits(context, ministry, units.batchId, { days, perDay: 1 });
  for (const [at, id] of chosen.entries()) await report(play, id, at === 0 ? 'settled' : 'unsettled');
}

async function mostDisputed({ context, units, applications }: NationPlay): Promise<readonly string[]> {
  const ministry = units.actor('ministry');
  const results = await context.db.readAs(ministry, async (tx) => {
    const { id, pack } = await readReviewedBatch(context, tx, units.batchId);
    return readResults(tx, { id, pack, weights: {} });
  });
  const known = new Set(applications.values());
  return results
    .filter(({ applicationId }) => known.has(applicationId))
    .sort((a, b) => (b.spread ?? 0) - (a.spread ?? 0))
    .slice(0, visited)
    .map(({ applicationId }) => applicationId);
}

/** Each point is said to be settled, but the last one as told; then the joint conclusion. */
async function report({ context, units }: NationPlay, id: string, last: 'settled' | 'unsettled'): Promise<void> {
  const ministry = units.actor('ministry');
  const { points, version } = await viewVisit(context, ministry, id);
  for (const [at, point] of points.entries()) {
    const outcome = at === points.length - 1 ? last : 'settled';
    const note = outcome === 'settled' ? '现场查看原件，与申报一致（虚构示例）' : '部分合同未能当场提供（虚构示例）';
    await judgePoint(
      context,
      ministry,
      { applicationId: id, pointId: point.id },
      { outcome, note, version: point.version },
    );
  }
  const text = '校企双方运行实际，产线教学与申报相符；学徒管理台账尚待补齐（虚构示例）。';
  const saved = await saveConclusion(context, ministry, id, { text, version });
  await endVisit(context, ministry, id, saved);
}
