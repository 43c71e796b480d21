import { officialDay } from '#documents/official/official-document.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordSystemAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { readCollection, readLevels } from './collection-row.ts';
import { selectReturns } from './return-row.ts';
import { tellPeople } from './tell-of-return.ts';

/**
 * Reminds the secretariats that still have to send, each once a day: of one province, or of all that the actor oversees. Gives how many consortia
 * were reminded and how many people that were not reminded today already. Throws `Refusal('forbidden')` for who oversees none of them.
 */
export async function remindMissing(
  context: Context,
  actor: Actor,
  collectionId: string,
  { provinceId, text }: { provinceId?: string | undefined; text: string },
): Promise<{ consortia: number; people: number }> {
  const { consortia, people } = await context.db.asActor(actor, async (tx) => {
    const collection = await readCollection(tx, collectionId);
    if (!actor.roles.some(({ role }) => role === 'ministry-officer' || role === 'provincial-officer'))
      throw new Refusal('forbidden');
    const [own] = await readLevels(tx, collectionId);
    const missing = await selectReturns(tx)
      .where('r.collection_id', '=', collectionId)
      .where('r.state', 'in', ['draft', 'returned'])
      .$if(provinceId !== undefined, (query) => query.where('p.id', '=', provinceId ?? ''))
      .execute();
    let told = 0;
    for (const { consortium_id } of missing)
      told += await tellPeople(tx, consortium_id, {
        roles: ['secretariat'],
        text: text === '' ? `“${collection.title}”请于${own ? officialDay(own.dueAt) : ''}前报送。` : text,
        link: `/consortia/${consortium_id}/returns/${collectionId}`,
      });
    await recordSystemAudit(tx, provinceId ?? collection.unit_id, 'returns.reminded', collectionId, {
      consortia: missing.length,
      people: told,
    });
    return { consortia: missing.map((row) => row.consortium_id), people: told };
  });
  for (const id of consortia) context.db.bus.tell('lianheti_notice', id);
  return { consortia: consortia.length, people };
}
