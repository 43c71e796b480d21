import { Readable } from 'node:stream';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { examineBytes } from '#server/evidence/examine-bytes.ts';
import { Refusal } from '#server/http/refusal.ts';
import { readCase } from './case-row.ts';
import type { ReportFile } from './take-report.ts';

/**
 * Keeps evidence of an office or of the consortium, each of its own side; the same bytes again are the same file. Throws
 * `Refusal('unreadable-file')` for what no evidence may be, `action-not-possible` once it is decided, `forbidden`.
 */
export async function keepCaseFile(
  { db, documents, files }: Context,
  actor: Actor,
  caseId: string,
  file: ReportFile,
): Promise<{ digest: string }> {
  await db.readAs(actor, (tx) => readCase(tx, caseId));
  const { digest, name, mediaType } = await examineBytes(documents, file);
  await db.asActor(actor, async (tx) => {
    const { consortium_id, id, state } = await readCase(tx, caseId);
    if (state === 'decided') throw new Refusal('action-not-possible', { state });
    const isOwn = actor.roles.some(({ unit }) => unit.id === consortium_id);
    const made = await tx
      .insertInto('violation_file')
      .values({
        consortium_id,
        case_id: id,
        digest,
        side: isOwn ? 'consortium' : 'office',
        name: name.slice(-200),
        media_type: mediaType,
        bytes: file.bytes.length,
        person_id: actor.personId,
      })
      .onConflict((conflict) => conflict.columns(['consortium_id', 'case_id', 'side', 'digest']).doNothing())
      .returning('digest')
      .executeTakeFirst();
    if (made) await recordAudit(tx, consortium_id, 'case.file-added', id, { digest });
    // Before the row counts: what is acknowledged is there.
    await files.put(Readable.from([file.bytes]));
  });
  return { digest };
}

/** The bytes of a case's file, for who may see it, and what they are. Throws `Refusal('not-found')`. */
export async function openCaseFile({ db, files }: Context, actor: Actor, caseId: string, digest: string) {
  const found = await db.readAs(actor, (tx) =>
    tx
      .selectFrom('violation_file')
      .select(['name', 'media_type', 'bytes'])
      .where('case_id', '=', caseId)
      .where('digest', '=', digest)
      .executeTakeFirst(),
  );
  if (!found) throw new Refusal('not-found');
  return { ...found, content: await files.get(digest) };
}
