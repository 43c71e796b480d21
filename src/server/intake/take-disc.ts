import { stat } from 'node:fs/promises';
import { z } from 'zod';
import type { Actor } from '#server/access/actor.ts';
import { recordSystemAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beginJob } from '#server/job/begin-job.ts';
import type { JobHandler } from '#server/job/job-kind.ts';
import { runInThread } from '#server/job/job-thread.ts';
import { DiscFinding } from './disc-finding.ts';
import { mustOwnDisc, mustReview } from './disc-uploads.ts';
import type { IntakeStart } from './intake-worker.ts';

const IntakeParameters = z.object({ batchId: z.uuid(), uploadId: z.uuid(), fileName: z.string() });

const script = new URL('./intake-worker.ts', import.meta.url);
const megabytes = 512;
const longestName = 150;

/** Has an image that was sent looked into. Throws `Refusal('not-found')`, `Refusal('upload-unfinished')`. */
export async function orderIntake(context: Context, actor: Actor, batchId: string, uploadId: string): Promise<string> {
  await mustOwnDisc(context, actor, batchId, uploadId);
  const staged = await context.discUploads.find(uploadId);
  if (!staged) throw new Refusal('not-found');
  if (!staged.isComplete) throw new Refusal('upload-unfinished');
  const unitId = await context.db.readAs(actor, async (tx) => {
    await mustReview(tx, batchId);
    return (await tx.selectFrom('batch').select('unit_id').where('id', '=', batchId).executeTakeFirstOrThrow()).unit_id;
  });
  const fileName = staged.name.replace(/[\p{Cc}\p{Bidi_Control}]/gu, '').slice(-longestName) || '光盘映像.iso';
  const parameters: z.input<typeof IntakeParameters> = { batchId, uploadId, fileName };
  return beginJob(context, actor, { consortiumId: unitId, kind: 'disc-intake', parameters });
}

/**
 * Verifies an image as `lianheti disc verify` does, asks whose key signed it, and keeps what was found. Begun again, it starts from the beginning; the image
 * goes once it was looked through.
 */
export function takeDisc(context: Pick<Context, 'db' | 'discUploads'>): JobHandler {
  return async (job) => {
    const { db, discUploads } = context;
    const { batchId, uploadId, fileName } = IntakeParameters.parse(job.parameters);
    const staged = await discUploads.find(uploadId);
    if (!staged) throw new Refusal('not-found', { detail: '光盘映像已不在服务器上，请重新上传。' });
    const { size } = await stat(staged.path);
    const start: IntakeStart = { path: staged.path, bytes: size };
    const found = DiscFinding.parse(await runInThread(script, start, job, { megabytes }));
    await db.asActor(job, async (tx) => {
      await mustReview(tx, batchId);
      const signer = await signerOf(tx, found);
      const problems = [...found.problems, ...(await signerProblems(tx, batchId, found, signer))];
      const outcome = found.isReadable ? (problems.length === 0 ? 'intact' : 'faulty') : 'unreadable';
      const made = await tx
        .insertInto('disc_intake')
        .values({
          batch_id: batchId,
          id: job.id,
          file_name: fileName,
          bytes: size,
          outcome,
          about: found.about === null ? null : JSON.stringify(found.about),
          files: found.fileCount,
          fingerprint: found.fingerprint,
          signer_id: signer?.id ?? null,
          problems: JSON.stringify(problems),
          person_id: job.personId,
        })
        .onConflict((conflict) => conflict.columns(['batch_id', 'id']).doNothing())
        .returning('id')
        .executeTakeFirst();
      // Another attempt was so far already.
      if (!made) return;
      for (const { application, consortium, revision, digest, answers, verified } of found.answers)
        await tx
          .insertInto('disc_intake_application')
          .values({
            batch_id: batchId,
            intake_id: job.id,
            application_id: application,
            consortium,
            number: revision,
            digest,
            answers: JSON.stringify(answers),
            verified: JSON.stringify(verified),
          })
          .execute();
      const facts = {
        outcome,
        set: found.about?.set ?? null,
        fingerprint: found.fingerprint,
        problems: problems.length,
      };
      await recordSystemAudit(tx, job.consortiumId, 'disc.taken-in', batchId, { intake: job.id, ...facts });
    });
    await discUploads.remove(uploadId);
    await db.asActor(job, (tx) => tx.deleteFrom('disc_upload').where('id', '=', uploadId).execute());
    return { intakeId: job.id };
  };
}

type Signer = { id: string; name: string };

/** The office whose key signed a disc. */
async function signerOf(tx: Tx, { fingerprint }: DiscFinding): Promise<Signer | undefined> {
  if (fingerprint === null) return undefined;
  return tx
    .selectFrom('disc_key')
    .innerJoin('unit', 'unit.id', 'disc_key.unit_id')
    .select(['unit.id', 'unit.name'])
    .where('disc_key.fingerprint', '=', fingerprint)
    .executeTakeFirst();
}

/** An unknown key, and applications that are not the signer's to hand in or not of this batch. */
async function signerProblems(tx: Tx, batchId: string, found: DiscFinding, signer: Signer | undefined) {
  if (found.fingerprint === null) return [];
  if (!signer)
    return [
      {
        kind: 'signer',
        path: 'manifest.json',
        message: '签名密钥不属于本系统登记的任何省份：请向报送单位核对指纹，再决定是否接收',
      },
    ];
  const ids = found.answers.map(({ application }) => application);
  const own = new Set(
    (ids.length === 0
      ? []
      : await tx
          .selectFrom('application')
          .innerJoin('unit', 'unit.id', 'application.consortium_id')
          .select('application.id')
          .where('application.id', 'in', ids)
          .where('application.batch_id', '=', batchId)
          .where('unit.parent_id', '=', signer.id)
          .execute()
    ).map(({ id }) => id),
  );
  return found.answers
    .filter(({ application }) => !own.has(application))
    .map(({ consortium }) => ({
      kind: 'signer',
      path: '',
      message: `${consortium}不是${signer.name}在本批次的申报`,
    }));
}
