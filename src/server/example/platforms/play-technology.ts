import { dayFrom } from '#server/example/day-from.ts';
import { askQuestion, placeBid } from '#server/technology/bid.ts';
import { publishCall } from '#server/technology/write-call.ts';
import { checkCapability, offerCapability } from '#server/technology/write-capability.ts';
import { postNeed } from '#server/technology/write-need.ts';
import type { PlatformStage } from './platform-stage.ts';
import { playContract } from './play-contract.ts';

/** What the first school can do, and what the first enterprise needs: for all, for the consortium, and in confidence. */
export async function playTechnology(stage: PlatformStage): Promise<void> {
  const { context, cast, consortiumId, schools, enterprises } = stage;
  const capabilities = [
    {
      ...{ kind: 'laboratory', name: '机器视觉实验室（虚构）', field: '智能检测' },
      ...{ keywords: ['机器视觉', '缺陷检测'], serves: ['技术创新', '工艺改进'] },
    },
    {
      ...{ kind: 'team', name: '焊接工艺改进团队（虚构）', field: '焊接' },
      ...{ keywords: ['焊接机器人', '工艺参数'], serves: ['工艺改进', '技术咨询'] },
    },
  ];
  for (const capability of capabilities) {
    const { id } = await offerCapability(context, cast.higherVocational, consortiumId, {
      ...{ ...capability, memberId: schools[0]?.id ?? '', openedOn: dayFrom(-200), reason: '' },
      description: '面向成员企业开放，由专任教师和高年级学生共同承接（虚构）。',
    });
    await checkCapability(context, cast.secretary, { consortiumId, capabilityId: id }, 1);
  }
  const needs = [
    {
      ...{ title: '减速器壳体表面缺陷在线检测', field: '智能检测', kind: '技术创新', openness: 'public' as const },
      ...{ keywords: ['机器视觉', '缺陷检测'], budget: '300000' },
      summary: '在现有产线节拍下识别划伤、砂眼两类缺陷，漏检率不高于千分之三（虚构）。',
    },
    {
      ...{ title: '薄板焊接变形控制', field: '焊接', kind: '工艺改进', openness: 'consortium' as const },
      ...{ keywords: ['焊接机器人', '工艺参数'], budget: '180000' },
      summary: '两毫米薄板长焊缝变形量由六毫米降到三毫米以内（虚构）。',
    },
    {
      ...{ title: '新型夹爪结构选型', field: '机械设计', kind: '技术咨询', openness: 'confidential' as const },
      ...{ keywords: ['夹爪', '结构设计'], budget: '60000' },
      summary: '对一种新产品的夹持结构作比较和选型，细节向获准的单位公开（虚构）。',
    },
  ];
  const posted = [];
  for (const need of needs)
    posted.push(
      await postNeed(context, cast.enterprise, consortiumId, {
        ...{ ...need, memberId: enterprises[0]?.id ?? '', reason: '' },
        detail: '技术指标、样件和现场条件见附件说明，签约前可到现场查看（虚构）。',
      }),
    );
  await playCall(stage, posted[0]?.id ?? '');
  await playContract(stage);
}

/** An open call for a need that takes bids for three weeks yet; the first school has asked, and has bid. */
async function playCall({ context, cast, consortiumId, schools }: PlatformStage, needId: string): Promise<void> {
  const call = await publishCall(context, cast.enterprise, consortiumId, {
    needId,
    requirements: '给出检测方案、节拍估算和验收办法；报价含三个月试运行（虚构）。',
    closesAt: `${dayFrom(21)}T17:00:00+08:00`,
  });
  const bidder = { consortiumId, callId: call.id, memberId: schools[0]?.id ?? '' };
  await askQuestion(context, cast.higherVocational, bidder, '现场能否提供缺陷样件五十件以上？（虚构）');
  await placeBid(context, cast.higherVocational, bidder, {
    ...{ amount: '280000', days: 150 },
    plan: '四相机环形布置，先做样件试验，再在一条产线上试运行三个月（虚构）。',
  });
}
