import { valueAt } from '#core/form/answers.ts';
import type { Actor } from '#server/access/actor.ts';
import type { CommitmentRef } from '#server/commitment/read-commitments.ts';
import { askForChange, decideRequest, giveOpinion } from '#server/commitment/requests.ts';
import { splitCommitment } from '#server/commitment/split-commitment.ts';
import type { Context } from '#server/context.ts';
import { severalAtOnce } from '#server/example/nation/several-at-once.ts';
import type { Actors } from './load-units.ts';
import type { MonitoredConsortium } from './make-monitored.ts';
import type { StoryName } from './stories.ts';

type Desk = { consortium: MonitoredConsortium; secretary: Actor };

/** Who splits its promises to members: one consortium of five. */
const splits = ({ number }: MonitoredConsortium) => number % 5 === 1;
/** What goes to members, to those of which category; in parts of the whole, the rest stays with the consortium. */
const splitFigures = [
  { figure: 'apprentices', year: 2023, category: 'higherVocational' },
  { figure: 'internshipMonths', year: 2023, category: 'enterprise' },
  { figure: 'operatingFunds', year: 2025, category: 'enterprise' },
] as const;
const parts = [0.4, 0.25, 0.15];

const funds = { figure: 'operatingFunds', year: 2025 } as const;

/** By story, how far the request came to promise less: approved, waiting for the ministry against the province's opinion, or just asked. */
const requests: readonly { story: StoryName; opinion?: 'support' | 'oppose'; isApproved?: true }[] = [
  { story: 'outlier', opinion: 'support', isApproved: true },
  { story: 'over-promiser', opinion: 'oppose' },
  { story: 'copied' },
];

/** Promises split to members, and three requests to change one: by the commands that people use. */
export async function playCommitments(
  context: Context,
  { ministry, desks, actorOf }: { ministry: Actor; desks: readonly Desk[]; actorOf: Actors },
): Promise<void> {
  await severalAtOnce(
    desks.filter(({ consortium }) => splits(consortium)),
    (desk) => split(context, desk),
  );
  for (const { story, opinion, isApproved } of requests) {
    const desk = desks.find(({ consortium }) => consortium.story.name === story);
    if (!desk) continue;
    const { consortium, secretary } = desk;
    const id = await ask(context, secretary, consortium);
    if (opinion === undefined) continue;
    await giveOpinion(context, actorOf(`province-${consortium.province + 1}`), id, {
      version: 0,
      opinion,
      text:
        opinion === 'support' ? '情况属实，同意调整（虚构示例）。' : '其他途径经费仍可落实，不同意调低（虚构示例）。',
    });
    if (isApproved)
      await decideRequest(context, ministry, id, {
        version: 1,
        decision: 'approved',
        text: '同意按省级意见调整（虚构示例）。',
      });
  }
}

async function split(context: Context, { consortium, secretary }: Desk): Promise<void> {
  for (const { figure, year, category } of splitFigures) {
    const promised = Number(valueAt(consortium.answers, `${figure}.${year}`) ?? 0);
    const shares = consortium.directory
      .filter((member) => member.category === category)
      .slice(0, parts.length)
      .map(({ id }, at) => ({ memberId: id, value: String(Math.floor(promised * (parts[at] ?? 0))) }))
      .filter(({ value }) => value !== '0');
    await splitCommitment(context, secretary, refOf(consortium, { figure, year }), { version: 0, shares });
  }
}

async function ask(context: Context, secretary: Actor, consortium: MonitoredConsortium): Promise<string> {
  const promised = Number(valueAt(consortium.answers, `${funds.figure}.${funds.year}`) ?? 0);
  const { id } = await askForChange(context, secretary, refOf(consortium, funds), {
    version: 0,
    value: String(Math.floor(promised * 0.85)),
    reason: '牵头企业2025年产能调整，到位经费减少，拟从其他途径补足一部分（虚构示例）。',
    evidence: [],
  });
  return id;
}

const refOf = (
  { id }: MonitoredConsortium,
  { figure, year }: Pick<CommitmentRef, 'figure' | 'year'>,
): CommitmentRef => ({
  consortiumId: id,
  figure,
  year,
});
