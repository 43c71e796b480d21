import { sql } from 'kysely';
import { z } from 'zod';
import type { Actor } from '#server/access/actor.ts';
import { readApplication } from '#server/application/application-row.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { recordStandings } from '#server/standing/record-standing.ts';
import type { DecidedItem } from './decisions.ts';
import { readPublications } from './publications.ts';
import type { SelectionBatch } from './read-selection.ts';

const Comments = z.array(z.object({ point: z.string(), comments: z.array(z.string()) }));
type Comments = z.infer<typeof Comments>;

/** Keeps what became of each application, and who is a 培育单位 since when, by the list of that number. */
export async function keepOutcomes(
  tx: Tx,
  actor: Actor,
  batch: SelectionBatch,
  items: readonly DecidedItem[],
  { publishedOn: since, number }: { publishedOn: string; number: string },
): Promise<void> {
  const comments = batch.commentsShown ? await readComments(tx, batch) : new Map<string, Comments>();
  await tx
    .insertInto('outcome')
    .values(
      items.map(({ applicationId, consortiumId, listed }) => ({
        consortium_id: consortiumId,
        application_id: applicationId,
        batch_id: batch.id,
        listed,
        comments: JSON.stringify(comments.get(applicationId) ?? []),
      })),
    )
    .execute();
  const listed = items.filter((item) => item.listed);
  await tx
    .insertInto('cultivation')
    .values(listed.map(({ consortiumId }) => ({ consortium_id: consortiumId, batch_id: batch.id, since })))
    .execute();
  await recordStandings(
    tx,
    actor,
    listed.map(({ consortiumId }) => ({
      consortiumId,
      standing: 'cultivated',
      fromDay: since,
      reason: '列入培育名单。',
      document: number,
      cause: { kind: 'list', id: batch.id },
    })),
  );
}

/**
 * The reasons that readers gave with their scores, by point in the notice's order. Sorted by their own words, so that neither names nor the order of the
 * readers tell who wrote which.
 */
async function readComments(tx: Tx, { id, pack }: SelectionBatch): Promise<ReadonlyMap<string, Comments>> {
  const rows = await tx
    .selectFrom('reading_score')
    .innerJoin('reader', (join) =>
      join
        .onRef('reader.consortium_id', '=', 'reading_score.consortium_id')
        .onRef('reader.application_id', '=', 'reading_score.application_id')
        .onRef('reader.expert_id', '=', 'reading_score.expert_id'),
    )
    .select(['reading_score.application_id', 'point', 'reason'])
    .where('reader.batch_id', '=', id)
    .where('reader.removed_at', 'is', null)
    .where('reader.submitted_at', 'is not', null)
    .where('reason', '<>', '')
    .orderBy('reason')
    .execute();
  const points = pack.indicators.indicators.flatMap((indicator) => indicator.points);
  return new Map(
    [...Map.groupBy(rows, ({ application_id }) => application_id)].map(([applicationId, own]) => [
      applicationId,
      points.flatMap(({ id: point }) => {
        const comments = own.filter((row) => row.point === point).map(({ reason }) => reason);
        return comments.length > 0 ? [{ point, comments }] : [];
      }),
    ]),
  );
}

/** Tells the people of every applicant, in the program and where mail is configured by mail. */
export async function tellOutcomes(
  { config, mailer }: Pick<Context, 'config' | 'mailer'>,
  tx: Tx,
  batch: SelectionBatch,
  items: readonly DecidedItem[],
): Promise<void> {
  const told = items.map(({ applicationId, consortiumId, listed }) => {
    const text = `${batch.title}遴选结果已公布：你单位的申报${listed ? '已列入' : '未列入'}培育名单。${
      batch.commentsShown ? '专家审阅意见可以查看。' : ''
    }`;
    const link = `/applications/${applicationId}/outcome`;
    const mail = config.publicUrl === undefined ? text : `${text}\n\n${config.publicUrl}${link}`;
    return { consortiumId, text, link, subject: `${batch.title}遴选结果`, mail };
  });
  await sql`select tell_outcomes(${batch.id}::uuid, ${JSON.stringify(told)}::jsonb, ${mailer !== undefined})`.execute(
    tx,
  );
}

/** What became of an application, for who may see it. Throws `Refusal('not-found')` before the list is out. */
export async function viewOutcome({ db, packs }: Context, actor: Actor, applicationId: string) {
  return db.readAs(actor, async (tx) => {
    const row = await readApplication(tx, applicationId);
    const outcome = await tx
      .selectFrom('outcome')
      .select(['listed', 'comments'])
      .where('consortium_id', '=', row.consortium_id)
      .where('application_id', '=', row.id)
      .executeTakeFirst();
    const { list } = await readPublications(tx, row.batch_id);
    if (!outcome || !list) throw new Refusal('not-found');
    const { pack } = await packs.byDigest(row.pack_digest);
    const points = new Map(
      pack.indicators.indicators.flatMap((indicator) => indicator.points.map(({ id, text }) => [id, text])),
    );
    return {
      batch: { id: row.batch_id, title: row.batch },
      consortium: row.consortium,
      listed: outcome.listed,
      list: { title: list.title, number: list.number, publishedOn: list.published_on },
      comments: Comments.parse(outcome.comments).map(({ point, comments }) => ({
        point,
        text: points.get(point) ?? '',
        comments,
      })),
    };
  });
}
