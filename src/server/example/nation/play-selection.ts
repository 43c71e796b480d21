import type { Decided } from '#core/selection/departures.ts';
import { currentPack } from '#packs/packs.ts';
import { takeObjection } from '#server/public/take-objection.ts';
import { decide } from '#server/selection/decide.ts';
import { answerObjection } from '#server/selection/objections.ts';
import { publishDraft } from '#server/selection/publish-draft.ts';
import { publishList } from '#server/selection/publish-list.ts';
import { keepScenario } from '#server/selection/scenarios.ts';
import { viewSelection } from '#server/selection/view-selection.ts';
import { closeStages } from './close-stages.ts';
import type { NationPlay } from './nation-play.ts';

/** About so many of those who were read are listed, at most as many as the notice aims at first. */
const share = 0.55;

/** 遴选: two what-ifs, then a decision that departs from the ranking in one place and says why. */
export async function playDecision({ context, units }: NationPlay): Promise<void> {
  const ministry = units.actor('ministry');
  const { batchId } = units;
  const { candidates } = await viewSelection(context, ministry, batchId, undefined);
  const aim = currentPack.batch.targets[0]?.total ?? candidates.length;
  const places = Math.min(aim, Math.ceil(candidates.length * share));
  for (const [name, province] of [
    ['每省至少一家', { least: 1 }],
    ['每省至多两家', { most: 2 }],
  ] as const)
    await keepScenario(context, ministry, { batchId, name, rules: { places, by: 'score', province } });
  const order = candidates.map(({ id }) => id);
  const items = decidedOf(order, new Set([...order.slice(0, places - 1), order[places] ?? '']), {
    [order[places - 1] ?? '']: '分差在误差之内，产业与已列入的同城联合体重复（虚构示例）',
    [order[places] ?? '']: '分差在误差之内，补足本省布局（虚构示例）',
  });
  await decide(context, ministry, { batchId, version: 0, items, reason: '经评审会议集体研究（虚构示例）。' });
}

/** 公示: the draft list, to which two people object. */
export async function playPublicity({ context, units }: NationPlay): Promise<void> {
  const ministry = units.actor('ministry');
  const { batchId } = units;
  await publishDraft(context, ministry, {
    batchId,
    version: 1,
    title: '市域产教联合体培育名单公示（虚构示例）',
    text: '经申报、省级推荐、材料审查、专家审阅和遴选，现将拟列入培育名单的联合体予以公示。\n对名单有异议的，请在公示期内实名反映。',
  });
  const { publicity, decision } = await viewSelection(context, ministry, batchId, undefined);
  const named = (decision?.items ?? []).filter(({ listed }) => listed);
  for (const [consortium, text] of [
    [named.at(0)?.consortiumId, '其牵头企业2022年发生过未公开的安全事故，请核查（虚构示例）。'],
    [named.at(-1)?.consortiumId, '其学徒人数与园区实际用工不符（虚构示例）。'],
  ] as const)
    await takeObjection(context.db, publicity?.id ?? '', {
      consortium: consortium ?? null,
      text,
      name: '反映人（虚构）',
      contact: '000-0000-0009',
    });
}

/** 公布培育名单: both objections answered, one upheld and decided on anew, then the list. */
export async function playList(play: NationPlay): Promise<void> {
  const { context, units } = play;
  const ministry = units.actor('ministry');
  const { batchId } = units;
  await closeStages(play, 'publicity');
  const { candidates, decision, objections } = await viewSelection(context, ministry, batchId, undefined);
  for (const [at, { id }] of objections.entries())
    await answerObjection(context, ministry, {
      batchId,
      objectionId: id,
      ...(at === 0
        ? { answer: '经省级核查属实，不再列入（虚构示例）。', decision: 'upheld', shown: true }
        : { answer: '经核查与台账和合同一致，异议不成立（虚构示例）。', decision: 'dismissed', shown: true }),
    });
  const listed = new Set(
    (decision?.items ?? []).filter((item) => item.listed).map(({ applicationId }) => applicationId),
  );
  const upheld = candidates.find(({ consortium }) => consortium.id === objections[0]?.consortiumId)?.id ?? '';
  listed.delete(upheld);
  const known = Object.fromEntries((decision?.items ?? []).map(({ applicationId, reason }) => [applicationId, reason]));
  const items = decidedOf(
    candidates.map(({ id }) => id),
    listed,
    { ...known, [upheld]: '公示期间的异议经核查成立（虚构示例）' },
  );
  const version = decision?.version ?? 0;
  const reason = '公示期间收到异议两件，核查后调整一家（虚构示例）。';
  const decided = await decide(context, ministry, { batchId, version, items, reason });
  await publishList(context, ministry, {
    batchId,
    version: decided.version,
    number: '示教函〔2023〕0号（虚构）',
    title: '关于公布市域产教联合体培育名单的通知（虚构示例）',
    text: '经公示，现将列入培育名单的联合体予以公布。请有关省份和园区落实建设规划，按年度报送进展。',
    publishedOn: new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10),
  });
}

function decidedOf(
  order: readonly string[],
  listed: ReadonlySet<string>,
  reasons: Readonly<Record<string, string>>,
): readonly Decided[] {
  return order.map((applicationId) => ({
    applicationId,
    listed: listed.has(applicationId),
    reason: reasons[applicationId] ?? '',
  }));
}
