import { randomUUID } from 'node:crypto';
import { scoredPoints } from '#core/review/results.ts';
import { currentPack } from '#packs/packs.ts';
import { type Random, seededRandom } from '#server/example/ledgers/random.ts';
import { answerInquiry, askQuestion, listInquiries, releaseInquiry, sendInquiry } from '#server/reading/questions.ts';
import { saveScores } from '#server/reading/save-score.ts';
import { submitReading } from '#server/reading/submit-reading.ts';
import type { NationConsortium } from './make-consortium.ts';
import type { NationExpert } from './make-experts.ts';
import { addressOf } from './nation-accounts.ts';
import { applicationOf, type NationPlay } from './nation-play.ts';
import { severalAtOnce } from './several-at-once.ts';

const points = scoredPoints(currentPack.indicators).map(({ id }) => id);
/** Whose readers ask, by their place among all readings. */
const questionsAt = [0.2, 0.7];
/** By how much the one reader errs who took an application for another. */
const astray = -28;

const remarks = [
  [85, ['目标明确，任务可考核，材料翔实', '校企投入落到项目，成效有据']],
  [70, ['基础较好，长效机制还需细化', '做法可行，量化依据再补充一些']],
  [0, ['举措偏于原则，缺少时间节点', '数据增长的来源没有说清']],
] as const;

/** 专家审阅: every reader scores each point, severe ones and mild ones as they are; two ask the applicant something first. */
export async function playReadings(play: NationPlay): Promise<void> {
  const readings = await readingsOf(play);
  for (const share of questionsAt) {
    const asking = readings[Math.floor(readings.length * share)];
    if (asking) await playQuestion(play, asking.consortium, asking.expert);
  }
  const misread = readings[Math.floor(readings.length / 3)];
  await severalAtOnce(readings, async (reading) => {
    const { consortium, expert } = reading;
    const actor = play.units.actor(`expert-${expert.number + 1}`);
    const id = applicationOf(play, consortium.number);
    const random = seededRandom(600_011 + consortium.number * 1000 + expert.number);
    await saveScores(play.context, actor, id, scoresOf(random, consortium, expert, reading === misread ? astray : 0));
    await submitReading(play.context, actor, id);
  });
}

type Reading = { consortium: NationConsortium; expert: NationExpert };

async function readingsOf(play: NationPlay): Promise<readonly Reading[]> {
  const { context, nation, units } = play;
  const rows = await context.db.asOwner((tx) =>
    tx
      .selectFrom('reader')
      .innerJoin('expert', 'expert.id', 'reader.expert_id')
      .select(['reader.consortium_id', 'expert.email'])
      .where('reader.batch_id', '=', units.batchId)
      .where('reader.removed_at', 'is', null)
      .execute(),
  );
  const byEmail = new Map(nation.experts.map((expert) => [addressOf(`expert-${expert.number + 1}`), expert]));
  return rows
    .flatMap(({ consortium_id, email }): Reading[] => {
      const consortium = nation.consortia[units.consortia.indexOf(consortium_id)];
      const expert = byEmail.get(email);
      return consortium && expert ? [{ consortium, expert }] : [];
    })
    .sort((a, b) => a.consortium.number - b.consortium.number || a.expert.number - b.expert.number);
}

function scoresOf(random: Random, { strength }: NationConsortium, { leniency }: NationExpert, error: number) {
  const seen = 56 + 34 * strength + leniency + error + (random.next() + random.next() - 1) * 4;
  return points.map((point) => {
    const score = Math.round(Math.min(100, Math.max(0, seen + (random.next() - 0.5) * 14)));
    const said = remarks.find(([from]) => score >= from)?.[1] ?? [];
    const reason = random.chance(0.15) ? `${random.pick(said)}（虚构示例）` : '';
    return { point, score, reason, baseVersion: 0 };
  });
}

/** Through the ministry: the applicant does not learn who asks, and all its readers see the answer. */
async function playQuestion(play: NationPlay, { number }: NationConsortium, expert: NationExpert): Promise<void> {
  const { context, units } = play;
  const [ministry, secretary] = [units.actor('ministry'), units.actor(`secretariat-${number + 1}`)];
  const id = applicationOf(play, number);
  const questionId = randomUUID();
  const text = '2022年学徒人数中，与园区内企业签约的有多少？（虚构示例）';
  await askQuestion(context, units.actor(`expert-${expert.number + 1}`), id, {
    id: questionId,
    point: points[0],
    text,
  });
  await sendInquiry(context, ministry, id, { questionId, text: '请说明学徒的签约企业构成（虚构示例）。' });
  const open = (await listInquiries(context, secretary, id)).filter(({ isReleased }) => !isReleased);
  for (const { id: inquiry } of open) {
    await answerInquiry(context, secretary, id, inquiry, '园区内企业签约占八成以上，名册附后（虚构示例）。');
    await releaseInquiry(context, ministry, id, inquiry);
  }
}
