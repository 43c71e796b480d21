import { sql } from 'kysely';
import type { AcceptanceState } from '#core/acceptance/acceptance-rules.ts';
import { judge, suggestedOutcome } from '#core/acceptance/judge.ts';
import type { Role } from '#core/access/role.ts';
import { stageAt } from '#core/batch/calendar.ts';
import type { Actor } from '#server/access/actor.ts';
import { isOpen, readStages, type StageRow } from '#server/batch/batch-stages.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { readResults } from '#server/review/read-results.ts';
import { readObjections, viewObjection } from '#server/selection/objections.ts';
import { type Publication, readPublications } from '#server/selection/publications.ts';
import { readVisits } from '#server/visit/read-visits.ts';
import { type Acceptance, readAcceptance } from './acceptance-row.ts';
import { type Case, caseStateOf, selectCases } from './case-row.ts';
import { UseContent } from './hand-on.ts';
import { type Outcome, readOutcomes } from './outcomes.ts';
import { factsOf, readRecords } from './read-record.ts';
import { turnText } from './turn-text.ts';

/**
 * The board of an acceptance: where each consortium stands that the actor may see, by the criteria as the record meets them; for the office also
 * readings, visits and objections. The same few queries, however many. Throws `Refusal('not-found')` where no consortium in it is the actor's.
 */
export async function viewAcceptance(context: Context, actor: Actor, id: string) {
  return context.db.readAs(actor, async (tx) => {
    const acceptance = await readAcceptance(context, tx, id);
    const cases = await selectCases(tx)
      .where('acceptance_case.batch_id', '=', id)
      .orderBy('province.name')
      .orderBy('unit.name')
      .execute();
    if (cases.length === 0) throw new Refusal('not-found');
    const records = await readRecords(
      tx,
      acceptance,
      cases.map(({ consortium_id }) => consortium_id),
    );
    const outcomes = await readOutcomes(tx, id);
    const stages = await readStages(tx, id);
    const { publicity, list } = await readPublications(tx, id);
    const { results, visits, objections } = acceptance.isOffice ? await readReview(tx, acceptance) : noReview;
    const items = cases.map((row) => {
      const state = caseStateOf(row.state);
      const record = records.get(row.consortium_id);
      const judgements = record ? judge(acceptance.criteria, factsOf(record)) : [];
      const count = (verdict: string) => judgements.filter((each) => each.verdict === verdict).length;
      const latest = outcomes.get(row.consortium_id)?.at(-1);
      const result = results.get(row.application_id ?? '');
      return {
        consortiumId: row.consortium_id,
        consortium: row.consortium,
        province: { id: row.province_id, name: row.province },
        state,
        stateLabel: acceptance.rules.workflow.states[state].label,
        next: turnText(state, latest),
        reportedAt: row.reported_at?.toISOString() ?? null,
        supports: row.supports,
        met: count('met'),
        notMet: count('not-met'),
        unknown: count('unknown'),
        suggested: suggestedOutcome(judgements) ?? null,
        applicationId: row.application_id,
        score: result?.score ?? null,
        readers: result?.readers.length ?? 0,
        finished: result?.readers.filter(({ isCounted }) => isCounted).length ?? 0,
        visit: visits.get(row.application_id ?? '') ?? ('none' as const),
        outcome: latest ? viewOutcome(acceptance, row, latest) : null,
      };
    });
    const publicityStage = stages.find(({ stage }) => stage === 'publicity');
    const roles = new Set(actor.roles.map(({ role }) => role));
    return {
      id,
      title: acceptance.title,
      issuer: acceptance.issuer,
      ofBatch: acceptance.ofBatch,
      year: acceptance.year,
      isOffice: acceptance.isOffice,
      stages: viewStages(acceptance, stages),
      criteria: acceptance.criteria.map((one) => ({
        id: one.id,
        kind: one.kind,
        label: one.label,
        unit: one.unit,
        threshold: one.threshold,
      })),
      outcomes: outcomeLabels(acceptance),
      uses: acceptance.rules.uses.map((use) => ({ ...use })),
      items,
      publicity: publicity ? viewPublication(publicity) : null,
      list: list ? viewPublication(list) : null,
      isPublicityOpen: publicityStage !== undefined && isOpen(publicityStage),
      objections,
      handedOn: await readHandedOn(tx, acceptance),
      todo: todoOf(roles, items, id, { isDraftOut: publicity !== undefined, isListOut: list !== undefined }),
    };
  });
}

export function viewStages({ rules }: Pick<Acceptance, 'rules'>, stages: readonly StageRow[]) {
  const now = stages[0]?.now ?? new Date();
  const current = stageAt(stages, now);
  return stages.map(({ stage, closesAt }) => ({
    id: stage,
    label: rules.stages.find(({ id }) => id === stage)?.label ?? stage,
    closesAt: closesAt.toISOString(),
    isClosed: closesAt < now,
    isCurrent: stage === current,
  }));
}

export function outcomeLabels({ rules }: Pick<Acceptance, 'rules'>) {
  const { pass, rectify, fail } = rules.outcomes;
  return [
    { id: 'pass' as const, label: pass.label },
    { id: 'rectify' as const, label: rectify.label },
    { id: 'fail' as const, label: fail.label },
  ];
}

export function viewOutcome(
  { rules }: Pick<Acceptance, 'rules'>,
  { published_version }: Pick<Case, 'published_version'>,
  { version, act, outcome, reason, due_on, by, at }: Outcome,
) {
  return {
    version,
    act,
    outcome,
    label: rules.outcomes[outcome].label,
    reason,
    dueOn: due_on,
    isPublished: published_version !== null && version >= published_version,
    by,
    at: at.toISOString(),
  };
}

const viewPublication = ({ id, title, number, published_on, digest }: Publication) => ({
  id,
  title,
  number,
  publishedOn: published_on,
  digest,
});

type Review = Awaited<ReturnType<typeof readReview>>;
const noReview: Review = { results: new Map(), visits: new Map(), objections: [] };

/** What experts and visitors came to, by application, and what was objected to. */
async function readReview(tx: Tx, acceptance: Acceptance) {
  const results = await readResults(tx, acceptance);
  const visits = await readVisits(tx, acceptance.id);
  return {
    results: new Map(results.map((result) => [result.applicationId, result])),
    visits: new Map(
      visits.map(({ id, endedAt }) => [id, endedAt === null ? ('planned' as const) : ('ended' as const)]),
    ),
    objections: (await readObjections(tx, acceptance.id)).map(viewObjection),
  };
}

async function readHandedOn(tx: Tx, { id, rules }: Acceptance) {
  const rows = await tx
    .selectFrom('acceptance_use')
    .select(['id', 'use', 'recipient', 'content', 'digest', 'at', sql<string>`name_of(person_id)`.as('by')])
    .where('batch_id', '=', id)
    .orderBy('at', 'desc')
    .execute();
  return rows.map(({ use, content, at, ...row }) => {
    const { province, items } = UseContent.parse(content);
    return {
      ...row,
      use: rules.uses.find((each) => each.id === use)?.label ?? use,
      province,
      consortia: items.length,
      at: at.toISOString(),
    };
  });
}

/** What waits for people of these roles, each with the page where it is done. */
function todoOf(
  roles: ReadonlySet<Role>,
  items: readonly { consortiumId: string; consortium: string; state: AcceptanceState; outcome: object | null }[],
  id: string,
  { isDraftOut, isListOut }: { isDraftOut: boolean; isListOut: boolean },
) {
  const waits = (wanted: readonly Role[], state: AcceptanceState, text: string) =>
    wanted.some((role) => roles.has(role))
      ? items
          .filter((item) => item.state === state)
          .map(({ consortiumId, consortium }) => ({
            text: `${consortium}：${text}`,
            link: `/consortia/${consortiumId}/acceptance?batch=${id}`,
          }))
      : [];
  const undecided = items.filter(({ outcome }) => outcome === null).length;
  const office = roles.has('ministry-officer') && !isListOut;
  return [
    ...waits(['secretariat', 'park-authority'], 'reporting', '报送自评报告'),
    ...waits(['secretariat', 'park-authority'], 'rectifying', '完成整改，报送整改报告'),
    ...waits(['provincial-officer'], 'opinion', '出具省级意见'),
    ...waits(['ministry-officer'], 'rectified', '复核整改'),
    ...(office && undecided > 0 ? [{ text: `${undecided}家还没有结论`, link: '#outcomes' }] : []),
    ...(office && undecided === 0 && !isDraftOut ? [{ text: '结论已齐，可以公示', link: '#publication' }] : []),
    ...(office && isDraftOut ? [{ text: '公示期满、异议办结后公布结果', link: '#publication' }] : []),
  ];
}
