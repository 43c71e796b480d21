import { sql } from 'kysely';
import { roles } from '#core/access/role.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { type DocumentRow, isDecided, readDocument, readManaged, readVersion, versionLabel } from './document-row.ts';

type VersionKey = { documentId: string; versionId: string };

/** Whom a version concerns and who of them has read it, those who have not first. Throws `Refusal`: `not-found`, `forbidden`. */
export async function listReaders({ db }: Context, actor: Actor, { documentId, versionId }: VersionKey) {
  return db.readAs(actor, async (tx) => {
    await readVersion(tx, await readManaged(tx, documentId), versionId);
    const { rows } = await sql<{ name: string; role: keyof typeof roles; unit: string; read_at: Date | null }>`
      select name, role, unit, read_at from governing_readers(${versionId}::uuid)
      order by read_at is not null, unit, name`.execute(tx);
    return {
      items: rows.map(({ name, role, unit, read_at }) => ({
        name,
        role: roles[role].label,
        unit,
        readAt: read_at?.toISOString() ?? null,
      })),
    };
  });
}

/** The actor has read a version. Said twice it stands once, with its first moment. Throws `Refusal`: `not-found`, `action-not-possible` before it was approved. */
export async function confirmRead({ db }: Context, actor: Actor, { documentId, versionId }: VersionKey): Promise<void> {
  await db.asActor(actor, async (tx) => {
    const { consortium_id, id, state } = await readVersion(tx, await readDocument(tx, documentId), versionId);
    if (!isDecided(state)) throw new Refusal('action-not-possible', { state });
    await tx
      .insertInto('governing_document_receipt')
      .values({ consortium_id, version_id: id, person_id: actor.personId })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  });
}

/**
 * Reminds those who have not read a version, each once a day: in the app, and by mail where that is configured. Gives how many. Throws `Refusal`: `not-found`,
 * `forbidden`, `action-not-possible` for one that does not hold.
 */
export async function remindReaders(context: Context, actor: Actor, { documentId, versionId }: VersionKey) {
  const told = await context.db.asActor(actor, async (tx) => {
    const document = await readManaged(tx, documentId);
    const { consortium_id, id, number, state } = await readVersion(tx, document, versionId);
    if (state !== 'approved') throw new Refusal('action-not-possible', { state });
    const text = `请阅读《${document.title}》${versionLabel(number)}并确认。`;
    const asked = await askReaders(context, tx, document, { versionId: id, text });
    await recordAudit(tx, consortium_id, 'document.readers-reminded', id, asked);
    return asked;
  });
  context.db.bus.tell('lianheti_notice', versionId);
  return told;
}

/** Puts a version before those whom it concerns and who have not read it. */
export async function askReaders(
  { config, mailer }: { config: Pick<Context['config'], 'publicUrl'>; mailer: Context['mailer'] },
  tx: Tx,
  { consortium_id, id, title }: Pick<DocumentRow, 'consortium_id' | 'id' | 'title'>,
  { versionId, text }: { versionId: string; text: string },
): Promise<{ people: number; mails: number }> {
  const link = `/consortia/${consortium_id}/documents/${id}`;
  const mail = config.publicUrl === undefined ? text : `${text}\n\n${config.publicUrl}${link}`;
  const { rows } = await sql<{ people: number; mails: number }>`
    select people, mails from ask_governing_readers(${versionId}::uuid, ${text}, ${link}, ${mailer ? `请阅读《${title}》` : null}, ${mail})`.execute(
    tx,
  );
  return rows[0] ?? { people: 0, mails: 0 };
}
