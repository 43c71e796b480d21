import { sql } from 'kysely';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Database, Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { type EvidenceKey, type EvidenceTarget, linkEvidence, unlinkEvidence } from './link-evidence.ts';

/** What is told of evidence; what is not given stays as it is. */
export type EvidenceChange = {
  title?: string | undefined;
  periodFrom?: string | null | undefined;
  periodTo?: string | null | undefined;
};

/** Throws `Refusal`: `not-found`, `forbidden`, `action-not-possible` where it is withdrawn, `invalid` where a period ends before it begins. */
export async function changeEvidence(db: Database, actor: Actor, id: string, change: EvidenceChange): Promise<void> {
  await db.asActor(actor, async (tx) => {
    const key = await lockEvidence(tx, id);
    const { title, periodFrom, periodTo } = change;
    const values = {
      ...(title === undefined ? {} : { title }),
      ...(periodFrom === undefined ? {} : { period_from: periodFrom }),
      ...(periodTo === undefined ? {} : { period_to: periodTo }),
    };
    if (Object.keys(values).length === 0) return;
    await tx
      .updateTable('evidence')
      .set(values)
      .where('consortium_id', '=', key.consortiumId)
      .where('id', '=', id)
      .execute();
    await recordAudit(tx, key.consortiumId, 'evidence.changed', id, { fields: Object.keys(values) });
  });
}

/** Links or unlinks. Throws as `changeEvidence`. */
export async function changeLink(
  db: Database,
  actor: Actor,
  id: string,
  target: EvidenceTarget,
  isLinked: boolean,
): Promise<void> {
  await db.asActor(actor, async (tx) => {
    const key = await lockEvidence(tx, id);
    await (isLinked ? linkEvidence(tx, actor, key, target) : unlinkEvidence(tx, key, target));
  });
}

/** Evidence that no longer counts. Its file and its history stay for whoever may see them. Throws as `changeEvidence`. */
export async function withdrawEvidence(db: Database, actor: Actor, id: string, reason: string): Promise<void> {
  await db.asActor(actor, async (tx) => {
    const { consortiumId } = await lockEvidence(tx, id);
    await tx
      .updateTable('evidence')
      .set({ withdrawn_at: sql`clock_timestamp()` })
      .where('consortium_id', '=', consortiumId)
      .where('id', '=', id)
      .execute();
    await recordAudit(tx, consortiumId, 'evidence.withdrawn', id, { reason });
  });
}

async function lockEvidence(tx: Tx, id: string): Promise<EvidenceKey> {
  const { rows } = await sql<{ consortium_id: string; withdrawn: boolean; may: boolean }>`
    select consortium_id, withdrawn_at is not null as withdrawn,
      (has_right('settle-ledger', consortium_id) or has_right('write-ledger', member_id)) is true as may
    from evidence where id = ${id}::uuid`.execute(tx);
  const [row] = rows;
  if (!row) throw new Refusal('not-found');
  if (!row.may) throw new Refusal('forbidden');
  if (row.withdrawn) throw new Refusal('action-not-possible');
  await sql`select from evidence where consortium_id = ${row.consortium_id}::uuid and id = ${id}::uuid for update`.execute(
    tx,
  );
  return { consortiumId: row.consortium_id, id };
}
