import type pg from 'pg';
import { canonicalJson } from '#core/form/canonical-json.ts';
import { verifyStreams } from '#server/audit/verify-audit.ts';
import { queriesOver, type Tx } from '#server/db/database.ts';
import { type Installation, visitDatabase } from '#server/db/visit-database.ts';
import { packOfContent } from '#server/pack/packs.ts';
import { type Basis, basisOf, digestOf } from './basis.ts';
import { type Decision, digestOfDecision, readDecisions } from './decisions.ts';
import { listContent, type Publication, readPublications } from './publications.ts';
import { batchOf, namesOf, readSelection, type Selection, selectBatch } from './read-selection.ts';
import { playScenario, readScenarios } from './scenarios.ts';

/** `place` names what differs: an application, a version, a publication, an event. */
export type ReplayFault = { place: string; fault: string };
export type ReplayReport = {
  batch: { id: string; title: string };
  applications: number;
  decisions: number;
  listed: number;
  faults: readonly ReplayFault[];
};

const systemStream = '00000000-0000-0000-0000-000000000000';

/**
 * Recomputes a batch's results, ranking, scenarios and list from what is on record, and names each difference from what was decided and published. `which` is the
 * batch's id or title. Throws with a Chinese message where there is none, or more than one, or nothing has been decided.
 */
export function replayBatch(config: Installation, which: string): Promise<ReplayReport> {
  return visitDatabase(config, (client) => replay(client, which));
}

/** The same over a client that reads past row-level security. */
export async function replay(client: pg.Client, which: string): Promise<ReplayReport> {
  await client.query('begin isolation level repeatable read read only');
  try {
    const tx = queriesOver(client);
    const selection = await readSelection(tx, await findBatch(tx, which));
    const { batch } = selection;
    const decisions = await readDecisions(tx, batch.id);
    const latest = decisions.at(-1);
    if (!latest) throw new Error(`批次“${batch.title}”还没有作出决定，没有可以重算的名单。`);
    const { publicity, list } = await readPublications(tx, batch.id);
    return {
      batch: { id: batch.id, title: batch.title },
      applications: selection.results.length,
      decisions: decisions.length,
      listed: latest.items.filter(({ listed }) => listed).length,
      faults: [
        ...basisFaults(latest.basis, selection),
        ...itemFaults(latest),
        ...(await scenarioFaults(tx, selection)),
        ...publicationFaults(
          publicity,
          decisions.find(({ state }) => state === 'publicity'),
          selection,
        ),
        ...publicationFaults(
          list,
          decisions.find(({ state }) => state === 'final'),
          selection,
        ),
        ...(await outcomeFaults(tx, selection, decisions)),
        ...(await auditFaults(client, tx, selection, { decisions, publications: [publicity, list] })),
      ],
    };
  } finally {
    await client.query('rollback');
  }
}

async function findBatch(tx: Tx, which: string) {
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(which);
  const found = await tx
    .selectFrom('batch')
    .select('id')
    .where(isId ? 'id' : 'title', '=', which)
    .execute();
  if (found.length > 1)
    throw new Error(`有${found.length}个批次名为“${which}”，请用编号指明：${found.map(({ id }) => id).join('、')}`);
  const row = found[0] && (await selectBatch(tx, found[0].id).executeTakeFirst());
  if (!row) throw new Error(`没有名称或编号为“${which}”的批次。`);
  const byDigest = async (digest: string) => {
    const { content } = await tx
      .selectFrom('pack')
      .select('content')
      .where('digest', '=', digest)
      .executeTakeFirstOrThrow();
    return { pack: packOfContent(content) };
  };
  return batchOf({ byDigest }, row);
}

/** What the scores give now against what was decided on, application by application. */
function basisFaults(basis: Basis, selection: Selection): readonly ReplayFault[] {
  const now = basisOf(selection, basis.places);
  const { digest, ...content } = basis;
  const faults: ReplayFault[] = [];
  if (digestOf(content) !== digest) faults.push({ place: '决定的依据', fault: '摘要与内容不符' });
  if (canonicalJson(now.weights) !== canonicalJson(basis.weights))
    faults.push({ place: '观测点权重', fault: '与决定时不同' });
  const names = namesOf(selection);
  const compare = <T extends { applicationId: string }>(what: string, before: readonly T[], after: readonly T[]) => {
    for (const id of new Set([...before, ...after].map(({ applicationId }) => applicationId))) {
      const [then, here] = [before, after].map((all) => all.find(({ applicationId }) => applicationId === id));
      if (canonicalJson(then) !== canonicalJson(here))
        faults.push({ place: names.get(id) ?? id, fault: `${what}：决定时为${told(then)}，重算为${told(here)}` });
    }
  };
  compare('成绩', basis.results, now.results);
  compare('名次', basis.standings, now.standings);
  return faults;
}

function told(value: object | undefined): string {
  if (value === undefined) return '无';
  const { applicationId: _, ...rest } = { applicationId: '', ...value };
  return canonicalJson(rest);
}

function itemFaults({ items, basis }: Decision): readonly ReplayFault[] {
  const ranks = new Map(basis.standings.map((standing) => [standing.applicationId, standing.rank]));
  return items
    .filter(({ applicationId, rank }) => (ranks.get(applicationId) ?? null) !== rank)
    .map(({ applicationId, rank }) => ({
      place: applicationId,
      fault: `决定中的名次为${rank ?? '无'}，排名为${ranks.get(applicationId) ?? '无'}`,
    }));
}

/** A scenario kept before the latest scores has nothing to be compared with; one kept on them must give the same again. */
async function scenarioFaults(tx: Tx, selection: Selection): Promise<readonly ReplayFault[]> {
  const scenarios = await readScenarios(tx, selection.batch.id);
  return scenarios.flatMap(({ name, rules, result }) => {
    const now = playScenario(selection, rules);
    return now.from === result.from && canonicalJson(now) !== canonicalJson(result)
      ? [{ place: `方案“${name}”`, fault: '重算的结果与保存的不符' }]
      : [];
  });
}

function publicationFaults(
  publication: Publication | undefined,
  decision: Decision | undefined,
  selection: Selection,
): readonly ReplayFault[] {
  if (!publication && !decision) return [];
  const place = publication?.title ?? (decision?.state === 'final' ? '培育名单' : '公示名单');
  if (!publication) return [{ place, fault: '决定已发布，却没有发布的文件' }];
  if (!decision) return [{ place, fault: '文件已发布，却没有相应的决定' }];
  const faults: ReplayFault[] = [];
  if (digestOf(publication.content) !== publication.digest) faults.push({ place, fault: '摘要与内容不符' });
  const right = listContent(selection, decision.items, publication.content.text);
  const [before, after] = [publication.content, right].map(
    ({ items }) => new Map(items.map((item) => [item.consortiumId, item])),
  );
  for (const id of new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])) {
    const [then, now] = [before?.get(id), after?.get(id)];
    const name = then?.name ?? now?.name ?? id;
    if (!now) faults.push({ place, fault: `多出${name}` });
    else if (!then) faults.push({ place, fault: `缺少${name}` });
    else if (canonicalJson(then) !== canonicalJson(now)) faults.push({ place, fault: `${name}的内容与申报不符` });
  }
  return faults;
}

/** Once the list is out, applications and 培育单位 are as it says. */
async function outcomeFaults(
  tx: Tx,
  { batch, results }: Selection,
  decisions: readonly Decision[],
): Promise<readonly ReplayFault[]> {
  const final = decisions.find(({ state }) => state === 'final');
  if (!final) return [];
  const states = new Map(results.map(({ applicationId, state }) => [applicationId, state]));
  const names = new Map(results.map(({ consortiumId, consortium }) => [consortiumId, consortium]));
  const rows = await tx.selectFrom('cultivation').select('consortium_id').where('batch_id', '=', batch.id).execute();
  const cultivated = new Set(rows.map(({ consortium_id }) => consortium_id));
  return final.items.flatMap(({ applicationId, consortiumId, listed }): ReplayFault[] => {
    const place = names.get(consortiumId) ?? consortiumId;
    const right = listed ? 'listed' : 'unlisted';
    return [
      ...(states.get(applicationId) === right
        ? []
        : [{ place, fault: `申报的状态应为${batch.pack.workflow.states[right].label}` }]),
      ...(cultivated.has(consortiumId) === listed ? [] : [{ place, fault: `${listed ? '应为' : '不应为'}培育单位` }]),
    ];
  });
}

/** The audit chain holds the digest of each version and publication; the streams of the batch and of its applicants are whole. */
async function auditFaults(
  client: pg.Client,
  tx: Tx,
  { batch, results }: Selection,
  { decisions, publications }: { decisions: readonly Decision[]; publications: readonly (Publication | undefined)[] },
): Promise<readonly ReplayFault[]> {
  const events = await tx
    .selectFrom('audit_event')
    .select('payload')
    .where('stream_id', '=', systemStream)
    .where('subject', '=', batch.id)
    .where('action', 'in', ['decision.made', 'publicity.published', 'list.published'])
    .execute();
  const facts = new Set(
    events.flatMap(({ payload }) => {
      const { facts } = JSON.parse(payload) as { facts: Record<string, unknown> };
      return [`${facts.version} ${facts.digest}`, String(facts.publication)];
    }),
  );
  const streams = [systemStream, ...results.map(({ consortiumId }) => consortiumId)];
  const chain = await verifyStreams(client, streams);
  return [
    ...decisions
      .filter((decision) => !facts.has(`${decision.version} ${digestOfDecision(decision)}`))
      .map(({ version }) => ({ place: `决定第${version}版`, fault: '与审计记录中的摘要不符' })),
    ...publications
      .filter((publication) => publication !== undefined)
      .filter(({ digest }) => !facts.has(digest))
      .map(({ title }) => ({ place: title, fault: '与审计记录中的摘要不符' })),
    ...chain.map(({ stream, sequence, fault }) => ({ place: `审计记录${stream}第${sequence}号`, fault })),
  ];
}
