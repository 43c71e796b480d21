import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { levelTimesOf } from '#core/collection/calendar.ts';
import { monitoredFigures } from '#core/collection/monitored-figures.ts';
import { collectionKindOf } from '#core/collection/monitoring-rules.ts';
import { canonicalJson } from '#core/form/canonical-json.ts';
import { currentPack } from '#packs/packs.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { exampleId } from '#server/example/ledgers/example-id.ts';
import type { Monitored, MonitoredConsortium } from './make-monitored.ts';
import { type ExampleAct, type ExampleCollection, type ExampleReturn, makeReturns } from './make-returns.ts';
import { readSums, type Sums } from './read-sums.ts';
import { writeReturn } from './write-return.ts';

type Loading = {
  id: string;
  collection: ExampleCollection;
  sums: Sums;
  ministry: Actor;
  monitored: Monitored;
};

const figures = monitoredFigures(currentPack);

/**
 * The yearly collections with their returns as they were frozen, handed on and judged: written at once, each figure as the ledgers count it. By the
 * commands, one return after the other, hundreds of them would take minutes.
 */
export async function loadReturns(
  context: Context,
  ministry: Actor,
  { ministryId, monitored }: { ministryId: string; monitored: Monitored },
): Promise<void> {
  const stored = context.packs.byId(currentPack.id);
  if (!stored?.pack.monitoring) throw new Error('the current pack monitors nobody');
  const rules = stored.pack.monitoring;
  await context.db.asOwner(async (tx) => {
    const sums = await readSums(tx);
    for (const collection of makeReturns(monitored.consortia)) {
      const { kind, year, title, opensAt, returns } = collection;
      if (returns.length === 0) continue;
      const id = exampleId('collection', kind, year);
      await tx
        .insertInto('collection')
        .values({
          id,
          unit_id: ministryId,
          pack_digest: stored.digest,
          kind,
          year,
          title,
          opens_at: opensAt,
          created_by: ministry.personId,
          created_at: opensAt,
        })
        .execute();
      await tx
        .insertInto('collection_level')
        .values(
          levelTimesOf(collectionKindOf(rules, kind), { year }).map(({ level, dueAt, closesAt }) => ({
            collection_id: id,
            level,
            due_at: dueAt,
            closes_at: closesAt,
          })),
        )
        .execute();
      await loadCollection(tx, { id, collection, sums, ministry, monitored });
    }
  });
}

async function loadCollection(tx: Tx, loading: Loading): Promise<void> {
  const { id: collection_id, collection } = loading;
  const { returns } = collection;
  await tx
    .insertInto('collection_return')
    .values(
      returns.map(({ consortium, state, acts, fulfilled }) => ({
        consortium_id: consortium.id,
        collection_id,
        state,
        fulfilled,
        version: acts.length,
        revision: acts.at(-1)?.revision ?? null,
        first_sent_at: acts.find(({ action }) => action === 'send')?.at ?? null,
        sent_at: acts.findLast(({ action }) => action === 'send')?.at ?? null,
        approved_at: momentOf(acts, state, 'approve'),
        handed_at: momentOf(acts, state, 'hand'),
        final_at: momentOf(acts, state, 'accept'),
      })),
    )
    .execute();
  await loadTexts(tx, loading);
  const sent = returns.filter(({ acts }) => acts.length > 0);
  if (sent.length === 0) return;
  await loadRevisions(tx, loading, sent);
  await loadActs(tx, loading, sent);
  if (collection.kind === 'self-evaluation') await loadFigures(tx, loading, sent);
  await loadStrikes(tx, loading, sent);
}

/** What was given back no longer stands at any office. */
function momentOf(acts: readonly ExampleAct[], state: string, action: ExampleAct['action']): string | null {
  return state === 'returned' ? null : (acts.findLast((one) => one.action === action)?.at ?? null);
}

const secretaryOf = ({ number }: MonitoredConsortium) => exampleId('person', `secretariat-${number + 1}`);
const officerOf = (province: number) => exampleId('person', `province-${province + 1}`);

async function loadTexts(tx: Tx, { id: collection_id, collection }: Loading): Promise<void> {
  const { returns } = collection;
  const typed = returns.flatMap(({ consortium, acts }) =>
    acts.length === 0 && consortium.number % 3 === 0
      ? []
      : Object.entries(writeReturn(consortium, collection, acts.at(-1)?.revision ?? 1)).map(([cell, value]) => ({
          consortium_id: consortium.id,
          collection_id,
          cell,
          value,
          version: 1,
          changed_by: secretaryOf(consortium),
        })),
  );
  if (typed.length > 0) await tx.insertInto('collection_text').values(typed).execute();
}

async function loadRevisions(tx: Tx, { id, collection, sums }: Loading, sent: readonly ExampleReturn[]): Promise<void> {
  const rows = sent.flatMap(({ consortium, acts }) =>
    acts
      .filter(({ action }) => action === 'send')
      .map(({ revision, at }) => {
        const content = contentOf(consortium, collection, { sums, revision });
        const frozen = { consortiumId: consortium.id, collectionId: id, number: revision, ...content };
        return {
          consortium_id: consortium.id,
          collection_id: id,
          number: revision,
          content: JSON.stringify(content),
          digest: createHash('sha256').update(canonicalJson(frozen)).digest('hex'),
          sent_by: secretaryOf(consortium),
          sent_at: at,
        };
      }),
  );
  await tx.insertInto('collection_revision').values(rows).execute();
}

/** A return as it is frozen: the ledgers' figures beside last year's, what was promised and what was planned; or the planned ones themselves. */
function contentOf(
  consortium: MonitoredConsortium,
  { kind, year }: ExampleCollection,
  { sums, revision }: { sums: Sums; revision: number },
) {
  const rows = figures.map(({ id, isRate }) => {
    const counted = sums.counted(consortium.id, id, year);
    const planned = year > 2023 ? plannedFor(consortium, id, { year, isRate }) : null;
    const beside = {
      figure: id,
      previous: sums.counted(consortium.id, id, year - 1)?.value ?? null,
      committed: sums.committed(consortium.id, id, year),
    };
    return kind === 'plan'
      ? {
          ...beside,
          value: planned,
          amount: planned ?? '0',
          base: null,
          confirmed: '0',
          evidenced: '0',
          entries: 0,
          planned: null,
        }
      : { ...beside, ...(counted ?? nothing), planned };
  });
  const below = rows.filter(({ value, committed }) => committed !== null && Number(value ?? 0) < Number(committed));
  return {
    texts: writeReturn(consortium, { kind, year }, revision),
    reasons: Object.fromEntries(
      below.map(({ figure }) => [figure, '受企业订单和招生安排影响，已调整下一年任务（虚构示例）。']),
    ),
    figures: rows,
  };
}

const nothing = { value: null, amount: '0', base: null, confirmed: '0', evidenced: '0', entries: 0 };

/** A little more than what it came to, as plans are. */
function plannedFor(
  { course }: MonitoredConsortium,
  figure: string,
  { year, isRate }: { year: number; isRate: boolean },
): string | null {
  const reached = course.of(figure, year);
  if (reached === 0) return null;
  return String(isRate ? Math.min(100, Math.round(reached * 10.1) / 10) : Math.round(reached * 1.02));
}

async function loadActs(
  tx: Tx,
  { id: collection_id, ministry, monitored }: Loading,
  sent: readonly ExampleReturn[],
): Promise<void> {
  const acts = sent.flatMap(({ consortium, acts }) =>
    acts.map(({ level, action, at, revision, text, remarks }, before) => ({
      consortium_id: consortium.id,
      collection_id,
      version: before + 1,
      level,
      action,
      revision,
      text,
      remarks: JSON.stringify(remarks),
      at,
      person_id:
        level === 'consortium'
          ? secretaryOf(consortium)
          : level === 'province'
            ? officerOf(consortium.province)
            : ministry.personId,
    })),
  );
  await tx.insertInto('collection_act').values(acts).execute();
  const handed = Map.groupBy(
    sent.filter(({ acts }) => acts.some(({ action }) => action === 'hand')),
    ({ consortium }) => consortium.province,
  );
  if (handed.size > 0)
    await tx
      .insertInto('collection_handing')
      .values(
        [...handed].map(([province, own]) => ({
          collection_id,
          unit_id: monitored.provinces[province]?.id ?? '',
          number: 1,
          remark: '经省级审核，现予报部（虚构示例）。',
          items: JSON.stringify(
            own.map(({ consortium, acts }) => ({ consortiumId: consortium.id, revision: acts.at(-1)?.revision ?? 1 })),
          ),
          person_id: officerOf(province),
          at: own[0]?.acts.find(({ action }) => action === 'hand')?.at ?? '',
        })),
      )
      .execute();
  await sql`
    select audit_append(r.consortium_id, r.consortium_id, 'return.' || case r.action when 'send' then 'sent' when 'approve' then 'approved'
      when 'return' then 'returned' when 'hand' then 'handed' else 'accepted' end, r.collection_id::text, jsonb_build_object('revision', r.revision, 'level', r.level))
    from jsonb_to_recordset(${JSON.stringify(acts)}::jsonb) as r(consortium_id uuid, collection_id uuid, action text, revision integer, level text)
    `.execute(tx);
}

const levels: Readonly<Record<string, number>> = { approved: 2, handed: 2, final: 3 };

async function loadFigures(
  tx: Tx,
  { id: collection_id, collection: { year }, sums }: Loading,
  sent: readonly ExampleReturn[],
): Promise<void> {
  const rows = sent.flatMap(({ consortium, state }) =>
    figures.flatMap(({ id }) => {
      const sum = sums.counted(consortium.id, id, year);
      if (!sum) return [];
      const { amount, base, confirmed, evidenced, entries } = sum;
      const key = { consortium_id: consortium.id, collection_id, figure: id, year };
      return [{ ...key, amount, base, confirmed, entries, evidenced, level: levels[state] ?? 1 }];
    }),
  );
  await tx.insertInto('collection_figure').values(rows).execute();
}

async function loadStrikes(
  tx: Tx,
  { id: collection_id, collection: { year } }: Loading,
  sent: readonly ExampleReturn[],
): Promise<void> {
  const rows = sent
    .filter(({ fulfilled }) => fulfilled === false)
    .map(({ consortium, acts }) => ({
      consortium_id: consortium.id,
      collection_id,
      year,
      reason: acts.find(({ action }) => action === 'approve')?.text ?? '',
      person_id: officerOf(consortium.province),
      at: acts.find(({ action }) => action === 'approve')?.at ?? '',
    }));
  if (rows.length > 0) await tx.insertInto('collection_strike').values(rows).execute();
}
