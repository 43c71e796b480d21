import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { EntryValues } from '#core/ledger/entry.ts';
import { type Checkable, planSpotCheck, type Risk, riskLabels } from '#core/verification/spot-check.ts';
import type { VerdictKind } from '#core/verification/verdict.ts';
import type { Actor } from '#server/access/actor.ts';
import type { ApplicationRow } from '#server/application/application-row.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import type { Directory } from '#server/ledger/member-directory.ts';
import { fieldsOf, readCorrection } from './entry-correction.ts';
import { lockVerified } from './verified-row.ts';

export type SpotCheckOrder = { number: number; atRisk: number; random: number };

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/**
 * Draws which entries the province looks at, once for a revision. What was drawn from is told by its digest, the seed is published beside it.
 * Throws `Refusal('already-drawn')` the second time.
 */
export async function drawSpotCheck(
  context: Context,
  actor: Actor,
  applicationId: string,
  order: SpotCheckOrder,
): Promise<void> {
  await context.db.asActor(actor, async (tx) => {
    const row = await lockVerified(tx, applicationId, order.number);
    const key = { consortium_id: row.consortium_id, application_id: row.id, number: order.number };
    const pool = await readPool(tx, row);
    const seed = randomBytes(32).toString('hex');
    const poolDigest = sha256(pool.map(({ id, version }) => `${id} ${version}\n`).join(''));
    const made = await tx
      .insertInto('spot_check')
      .values({ ...key, seed, pool_digest: poolDigest, pool_size: pool.length, person_id: actor.personId })
      .onConflict((conflict) => conflict.columns(['consortium_id', 'application_id', 'number']).doNothing())
      .returning('number')
      .executeTakeFirst();
    if (!made) throw new Refusal('already-drawn');
    const plan = planSpotCheck(pool, { ...order, seed }, sha256);
    if (plan.length > 0)
      await tx
        .insertInto('spot_check_entry')
        .values(
          plan.map(({ id, how, risks }, position) => ({ ...key, entry_id: id, position, how, risks: [...risks] })),
        )
        .execute();
    await recordAudit(tx, row.consortium_id, 'spot-check.drawn', row.id, {
      revision: order.number,
      seed,
      poolDigest,
      drawn: plan.length,
    });
  });
}

export type EntryVerdict = {
  verdict: VerdictKind;
  note: string;
  version: number;
  /** What a corrected entry should say, by field, as typed. */
  corrected?: Readonly<Record<string, unknown>> | undefined;
};

/**
 * The province's word on a sampled entry; the reported values stay. Throws `Refusal('stale')` where a colleague gave one meanwhile,
 * `Refusal('invalid')` for a correction without a reason or that is no other entry of its kind.
 */
export async function judgeEntry(
  context: Context,
  actor: Actor,
  applicationId: string,
  ref: { number: number; entryId: string },
  { verdict, note, version, corrected: typed = {} }: EntryVerdict,
): Promise<{ version: number }> {
  if (verdict !== 'true' && note === '')
    throw new Refusal('invalid', { fields: ['note'], detail: '更正或不予认可须写明理由。' });
  return context.db.asActor(actor, async (tx) => {
    const row = await lockVerified(tx, applicationId, ref.number);
    const directory = await context.directories.of(row.consortium_id);
    const sampled = (await readSampled(tx, row, ref.number)).find(({ entry_id }) => entry_id === ref.entryId);
    if (!sampled) throw new Refusal('not-found');
    const corrected = verdict === 'corrected' ? readCorrection(context, directory, sampled, typed) : null;
    const judged = await tx
      .updateTable('spot_check_entry')
      .set({
        verdict,
        note,
        corrected: corrected && JSON.stringify(corrected),
        person_id: actor.personId,
        at: row.now,
        version: version + 1,
      })
      .where('consortium_id', '=', row.consortium_id)
      .where('application_id', '=', row.id)
      .where('number', '=', ref.number)
      .where('entry_id', '=', ref.entryId)
      .where('version', '=', version)
      .returning('version')
      .executeTakeFirst();
    if (!judged) throw new Refusal('stale', { now: viewSampled(sampled, directory) });
    await recordAudit(tx, row.consortium_id, 'entry.verified', ref.entryId, {
      revision: ref.number,
      verdict,
      note,
      corrected,
    });
    return judged;
  });
}

type SampledRow = {
  entry_id: string;
  how: 'risk' | 'random';
  risks: Risk[];
  verdict: VerdictKind | null;
  note: string;
  version: number;
  kind: string;
  values: EntryValues;
  corrected: EntryValues | null;
  standing: string;
  evidence: number;
};

/** The plan of a revision with its entries as they stand; `null` where none was drawn. Two queries. */
export async function readSpotCheck(
  tx: Tx,
  { id, consortium_id }: Pick<ApplicationRow, 'id' | 'consortium_id'>,
  number: number,
  directory: Directory,
) {
  const drawn = await tx
    .selectFrom('spot_check')
    .select(['seed', 'pool_digest', 'pool_size', 'drawn_at'])
    .where('consortium_id', '=', consortium_id)
    .where('application_id', '=', id)
    .where('number', '=', number)
    .executeTakeFirst();
  if (!drawn) return null;
  const sampled = await readSampled(tx, { id, consortium_id }, number);
  return {
    seed: drawn.seed,
    poolDigest: drawn.pool_digest,
    poolSize: drawn.pool_size,
    drawnAt: drawn.drawn_at.toISOString(),
    entries: sampled.map((row) => viewSampled(row, directory)),
  };
}

async function readSampled(
  tx: Tx,
  { id, consortium_id }: Pick<ApplicationRow, 'id' | 'consortium_id'>,
  number: number,
): Promise<readonly SampledRow[]> {
  const { rows } = await sql<SampledRow>`
    select s.entry_id, s.how, s.risks, s.verdict, s.note, s.corrected, s.version, e.kind, e.values, e.standing,
      (select count(*) from evidence_link l where l.consortium_id = e.consortium_id and l.entry_id = e.id) as evidence
    from spot_check_entry s join ledger_entry e on e.consortium_id = s.consortium_id and e.id = s.entry_id
    where s.consortium_id = ${consortium_id} and s.application_id = ${id} and s.number = ${number}
    order by s.position`.execute(tx);
  return rows;
}

function viewSampled({ entry_id, risks, values, corrected, ...row }: SampledRow, directory: Directory) {
  return {
    id: entry_id,
    risks: risks.map((risk) => riskLabels[risk]),
    fields: fieldsOf({ kind: row.kind, values, corrected }, directory),
    ...row,
  };
}

type PoolEntry = Checkable & { version: number };
type PoolRow = { id: string; version: number } & Record<
  'disputed' | 'bare' | 'one_sided' | 'outsized' | 'late' | 'warned',
  boolean
>;

/** Every entry that counts in a figure, with what speaks against it, in the order of its id. */
async function readPool(tx: Tx, row: ApplicationRow): Promise<readonly PoolEntry[]> {
  const { rows } = await sql<PoolRow>`
    with total as (
      select figure, year, sum(amount) as amount, sum(entries) as entries from ledger_figure
      where consortium_id = ${row.consortium_id} group by figure, year
    )
    select e.id, e.version, e.standing = 'disputed' as disputed, e.standing = 'oneSided' as one_sided, e.warnings <> '[]' as warned,
      not exists (select from evidence_link l where l.consortium_id = e.consortium_id and l.entry_id = e.id) as bare,
      e.created_at > (select taken_at - interval '7 days' from revision r where r.consortium_id = e.consortium_id
        and r.application_id = ${row.id} and r.number = ${row.latest_revision}) as late,
      exists (select from jsonb_array_elements(e.facts) f join total t on t.figure = f->>0 and t.year = (f->>1)::integer
        where t.entries > 10 and (f->>3)::numeric * 10 >= t.amount) as outsized
    from ledger_entry e
    where e.consortium_id = ${row.consortium_id} and e.standing <> 'withdrawn' and e.facts <> '[]'
    order by e.id`.execute(tx);
  return rows.map(({ id, version, ...risk }) => ({
    id,
    version,
    risks: [
      ...(risk.disputed ? (['disputed'] as const) : []),
      ...(risk.bare ? (['no-evidence'] as const) : []),
      ...(risk.one_sided ? (['one-sided'] as const) : []),
      ...(risk.outsized ? (['outsized'] as const) : []),
      ...(risk.late ? (['late'] as const) : []),
      ...(risk.warned ? (['warned'] as const) : []),
    ],
  }));
}
