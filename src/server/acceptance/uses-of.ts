import { sql } from 'kysely';
import { officialDay } from '#documents/official/official-document.ts';
import type { Tx } from '#server/db/database.ts';
import { UseContent } from './hand-on.ts';

/** For what a consortium's outcome was handed on, as far as the actor may know: what must be told if its standing changes. */
export async function usesOf(tx: Tx, consortiumId: string): Promise<readonly { id: string; text: string }[]> {
  const rows = await tx
    .selectFrom('acceptance_use')
    .select(['id', 'content', 'at'])
    .where(sql<boolean>`content -> 'items' @> ${JSON.stringify([{ consortiumId }])}::jsonb`)
    .orderBy('at')
    .execute();
  return rows.map(({ id, content, at }) => {
    const { use, recipient, acceptance, items } = UseContent.parse(content);
    const outcome = items.find((item) => item.consortiumId === consortiumId)?.outcome ?? '';
    return { id, text: `${use}：“${acceptance}”的结果（${outcome}）于${officialDay(at)}提供给${recipient}作参考` };
  });
}
