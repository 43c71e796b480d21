import { sql } from 'kysely';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import type { ReviewedBatch } from './reviewed-batch.ts';

/** Where an expert finds its invitations and what it reads. */
const link = '/readings';

/** What a drawn expert is told, by the draw or by a replacement. */
export const drawnWords = ({ title }: Pick<ReviewedBatch, 'title'>) =>
  `您被抽取为“${title}”的审阅专家，请答复能否参加，并申明需要回避的申报。`;

/** What an expert is told that has something new to read. */
export const readingWords = ({ title }: Pick<ReviewedBatch, 'title'>) => `“${title}”有申报分给您审阅，请在截止前完成。`;

/** Tells experts what waits for them in a batch: in the program where they have an account, and where mail is configured by mail. */
export async function tellExperts(
  { config, mailer }: Pick<Context, 'config' | 'mailer'>,
  tx: Tx,
  batch: Pick<ReviewedBatch, 'id' | 'title'>,
  { experts, text }: { experts: readonly string[]; text: string },
): Promise<void> {
  if (experts.length === 0) return;
  const address = config.publicUrl === undefined ? '' : `\n\n${config.publicUrl}${link}`;
  const mail = mailer === undefined ? null : `${text}${address}`;
  await sql`select tell_experts(${batch.id}::uuid, ${[...experts]}::uuid[], ${text}, ${link}, ${batch.title}, ${mail})`.execute(
    tx,
  );
}
