import { valueAt } from '#core/form/answers.ts';
import { figureCells } from '#core/verification/verdict.ts';
import { currentPack } from '#packs/packs.ts';
import { type Random, seededRandom } from '#server/example/ledgers/random.ts';
import { rankRecommendation } from '#server/recommendation/rank-recommendation.ts';
import { submitRecommendation } from '#server/recommendation/submit-recommendation.ts';
import { finishVerification } from '#server/verification/finish-verification.ts';
import { giveVerdicts, type VerdictOrder } from '#server/verification/give-verdicts.ts';
import type { NationConsortium } from './make-consortium.ts';
import { applicationOf, type NationPlay } from './nation-play.ts';
import { severalAtOnce } from './several-at-once.ts';

const firstRevision = 1;

/** 省级核实: each figure of each application gets its verdict; some are corrected, a few not recognised. */
export async function playVerification(play: NationPlay): Promise<void> {
  const { context, nation, units } = play;
  await severalAtOnce(nation.consortia, async (consortium) => {
    const officer = units.actor(`province-${consortium.province + 1}`);
    const id = applicationOf(play, consortium.number);
    await giveVerdicts(context, officer, id, firstRevision, verdictsOn(consortium));
    await finishVerification(context, officer, id, firstRevision);
  });
}

/** 省级推荐: each province ranks what it verified, and hands in at most its quota. */
export async function playRecommendation(play: NationPlay): Promise<void> {
  const { context, nation, units } = play;
  const { quota } = currentPack.batch;
  await severalAtOnce(nation.provinces.keys(), async (province) => {
    const officer = units.actor(`province-${province + 1}`);
    const ranked = nation.consortia
      .filter((one) => one.province === province)
      .sort((a, b) => b.strength - a.strength)
      .slice(0, quota);
    if (ranked.length === 0) return;
    const order = { batchId: units.batchId, unitId: units.provinces[province] ?? '' };
    const { version } = await rankRecommendation(context, officer, {
      ...order,
      version: 0,
      items: ranked.map((one, at) => ({
        applicationId: applicationOf(play, one.number),
        opinion: `经核实，${one.industry}产业基础较好，材料真实，列本省第${at + 1}位推荐（虚构示例）。`,
      })),
      opinion: '经组织专家核实、集体研究并公示，同意推荐（虚构示例）。',
    });
    await submitRecommendation(context, officer, { ...order, version });
  });
}

/** A verdict on every figure that was answered. Corrections fall on figures of 2022: promises are not counted. */
function verdictsOn({ number, answers }: NationConsortium): readonly VerdictOrder[] {
  const random = seededRandom(500_009 + number);
  return figureCells(currentPack.form).flatMap(({ path }): VerdictOrder[] => {
    const value = valueAt(answers, path);
    if (typeof value !== 'number') return [];
    const verdict: VerdictOrder = { cell: path, verdict: 'true', reason: '' };
    return [path.endsWith('.2022') ? doubted(random, verdict, value) : verdict];
  });
}

function doubted(random: Random, verdict: VerdictOrder, value: number): VerdictOrder {
  if (random.chance(0.01)) return { ...verdict, verdict: 'rejected', reason: '抽查未见原始记录，不予认可（虚构示例）' };
  const corrected = Math.floor(value * 0.9);
  if (value < 10 || corrected === value || !random.chance(0.04)) return verdict;
  return { ...verdict, verdict: 'corrected', value: corrected, reason: '剔除重复计算的部分（虚构示例）' };
}
