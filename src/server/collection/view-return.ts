import { checkReturn } from '#core/collection/check-return.ts';
import { compareReturns } from '#core/collection/compare-returns.ts';
import { type CollectionLevel, collectionLevels } from '#core/collection/monitoring-rules.ts';
import { cellsOfReturn, type ReturnContent, reasonCell, saidIn } from '#core/collection/return-content.ts';
import { fulfilment } from '#core/commitment/fulfilment.ts';
import { actionsFor } from '#core/workflow/workflow.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { mustKnow } from '#server/ledger/list-entries.ts';
import { viewLevels } from './collection-row.ts';
import { readStrikes } from './judge-plan.ts';
import { type Act, readActs } from './read-acts.ts';
import { type Revision, readJudged, readLive, readRevisions, readTyped, type Typed } from './read-content.ts';
import { type OpenReturn, type ReturnKey, readReturn } from './return-row.ts';

const nothing: ReturnContent = { texts: {}, reasons: {}, figures: [] };

/** A return with all that its page shows: what is typed for who fills it in, what was sent for everybody else, and what changed since one judged it. */
export async function viewReturn(context: Context, actor: Actor, key: ReturnKey) {
  return context.db.readAs(actor, async (tx) => {
    const open = await readReturn(context, tx, actor, key);
    const { row, state, collection, kind, rules, figures, levels, roles } = open;
    const actions = actionsFor(rules.workflow, state, roles).filter((action) => action !== 'hand');
    const canEdit = actions.includes('edit') && collection.now >= collection.opens_at;
    const acts = await readActs(tx, key);
    const since = sinceJudged(acts, levelOf(roles));
    const revisions = await readRevisions(tx, key, numbersOf(row.revision, since));
    const latest = revisions.find(({ number }) => number === row.revision);
    const typed = await readTyped(tx, key);
    const content = canEdit ? await readLive(tx, open, typed) : (latest?.content ?? nothing);
    const labels = new Map(cellsOfReturn(kind, figures).map(({ cell, label }) => [cell, label]));
    const plan = kind.judges === undefined ? undefined : await readJudged(tx, open);
    return {
      consortium: { id: row.consortium_id, name: row.consortium },
      province: { id: row.province_id, name: row.province },
      collection: {
        id: collection.id,
        title: collection.title,
        kind: kind.id,
        kindLabel: kind.label,
        because: kind.because,
        note: collection.note,
        year: collection.year,
        quarter: collection.quarter,
        unit: { id: collection.unit_id, name: collection.unit },
        opensAt: collection.opens_at.toISOString(),
        isBegun: collection.now >= collection.opens_at,
      },
      levels: viewLevels(levels, kind, collection.now),
      state,
      stateLabel: rules.workflow.states[state].label,
      version: row.version,
      actions: actions.map((action) => ({ action, label: rules.workflow.actions[action].label })),
      canEdit,
      revision: latest ? viewRevision(latest) : null,
      texts: viewTexts(open, content, typed),
      figures: viewFigures(open, content, typed),
      figuresAre: kind.figures,
      reasonLimit: kind.explains.limit,
      findings: canEdit ? [...checkReturn(kind, content, figures)] : [],
      acts: acts.map((act) => viewAct(act, open, labels)),
      changes: since && latest ? viewChanges(open, labels, revisions, since, latest) : null,
      judges:
        kind.judges === undefined
          ? null
          : {
              fulfilled: row.fulfilled,
              plan: plan
                ? { collectionId: plan.collectionId, title: plan.title, texts: { ...plan.content.texts } }
                : null,
            },
      strikes: await readStrikes(tx, row.consortium_id),
    };
  });
}

/** The level for which the actor judges; none for who fills in or only reads. */
function levelOf(roles: OpenReturn['roles']): CollectionLevel | undefined {
  if (roles.includes('ministry-officer')) return 'ministry';
  return roles.includes('provincial-officer') ? 'province' : undefined;
}

/** The latest judgement of a level. */
const sinceJudged = (acts: readonly Act[], level: CollectionLevel | undefined) =>
  acts.findLast((act) => act.level === level && act.level !== 'consortium' && act.revision !== null);

const numbersOf = (latest: number | null, since: Act | undefined) =>
  [latest, since?.revision ?? null].filter((number): number is number => number !== null);

const viewRevision = ({ number, digest, sentAt, sentBy }: Revision) => ({
  number,
  digest,
  sentAt: sentAt.toISOString(),
  sentBy,
});

function viewTexts({ kind }: OpenReturn, content: ReturnContent, typed: Typed) {
  return kind.texts.map(({ id, label, limit, required, help }) => ({
    id,
    label,
    limit,
    required,
    help: help ?? null,
    value: content.texts[id] ?? '',
    version: typed.get(id)?.version ?? 0,
  }));
}

function viewFigures({ figures }: OpenReturn, content: ReturnContent, typed: Typed) {
  const byId = new Map(content.figures.map((one) => [one.figure, one]));
  return figures.flatMap(({ id, label, unit, isRate }) => {
    const figure = byId.get(id);
    if (!figure) return [];
    const { percent } = fulfilment(figure.value ?? undefined, figure.committed ?? undefined);
    return [
      {
        ...figure,
        label,
        unit,
        isRate,
        fulfilment: percent ?? null,
        reason: content.reasons[id] ?? '',
        version: typed.get(id)?.version ?? 0,
        reasonVersion: typed.get(reasonCell(id))?.version ?? 0,
      },
    ];
  });
}

function viewAct(act: Act, { kind, rules }: OpenReturn, labels: ReadonlyMap<string, string>) {
  return {
    version: act.version,
    level: act.level,
    levelLabel: kind.levels[act.level].label,
    action: act.action,
    actionLabel: rules.workflow.actions[act.action].label,
    revision: act.revision,
    text: act.text,
    remarks: act.remarks.map(({ cell, text }) => ({ cell, label: labels.get(cell) ?? cell, text })),
    by: act.by,
    at: act.at,
  };
}

function viewChanges(
  { figures }: OpenReturn,
  labels: ReadonlyMap<string, string>,
  revisions: readonly Revision[],
  since: Act,
  latest: Revision,
) {
  const before = revisions.find(({ number }) => number === since.revision);
  const changes = before ? compareReturns(saidIn(before.content, figures), saidIn(latest.content, figures)) : [];
  return {
    since: { revision: since.revision ?? 0, action: since.action, at: since.at, by: since.by },
    total: labels.size,
    cells: changes.map(({ cell, before: was, after }) => ({
      cell,
      label: labels.get(cell) ?? cell,
      before: was ?? null,
      after: after ?? null,
    })),
  };
}

/** The returns asked of a consortium, the newest first: one query, however many. Throws `Refusal('not-found')` for who does not know it. */
export async function listReturns(context: Context, actor: Actor, consortiumId: string) {
  return context.db.readAs(actor, async (tx) => {
    await mustKnow(tx, consortiumId);
    return readList(context, tx, consortiumId);
  });
}

async function readList({ packs }: Pick<Context, 'packs'>, tx: Tx, consortiumId: string) {
  const rows = await tx
    .selectFrom('collection_return as r')
    .innerJoin('collection as c', 'c.id', 'r.collection_id')
    .innerJoin('unit', 'unit.id', 'c.unit_id')
    .innerJoin('collection_level as l', (join) =>
      join.onRef('l.collection_id', '=', 'c.id').on('l.level', '=', collectionLevels[0]),
    )
    .select(({ fn, ref }) => [
      'c.id',
      'c.title',
      'c.kind',
      'c.year',
      'c.quarter',
      'c.pack_digest',
      'unit.name as unit',
      'c.opens_at',
      'l.due_at',
      'r.state',
      'r.sent_at',
      fn<string>('punctuality', [ref('r.first_sent_at'), ref('l.due_at')]).as('punctuality'),
    ])
    .where('r.consortium_id', '=', consortiumId)
    .orderBy('l.due_at', 'desc')
    .execute();
  const items = [];
  for (const row of rows) {
    const { pack } = await packs.byDigest(row.pack_digest);
    items.push({
      id: row.id,
      title: row.title,
      kind: row.kind,
      kindLabel: pack.monitoring?.collections.find(({ id }) => id === row.kind)?.label ?? row.kind,
      year: row.year,
      quarter: row.quarter,
      unit: row.unit,
      opensAt: row.opens_at.toISOString(),
      dueAt: row.due_at.toISOString(),
      state: row.state,
      stateLabel:
        Object.entries(pack.monitoring?.workflow.states ?? {}).find(([id]) => id === row.state)?.[1].label ?? row.state,
      punctuality: row.punctuality,
      sentAt: row.sent_at?.toISOString() ?? null,
    });
  }
  return items;
}
