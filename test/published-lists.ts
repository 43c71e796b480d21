import { randomUUID } from 'node:crypto';
import type { Database } from '#server/db/database.ts';
import type { ListedItem, Publication } from '#server/public/public-record.ts';
import { publish as write } from '#server/selection/publications.ts';

export type AnyPublication = Partial<Pick<Publication, 'number' | 'title' | 'publishedOn'>> & {
  kind: Publication['kind'];
  text?: string;
  items?: readonly ListedItem[];
};

/** A made-up consortium as lists name it. */
export function anItem(number: number, more: Partial<ListedItem> = {}): ListedItem {
  return {
    consortiumId: randomUUID(),
    name: `虚构${number}市域产教联合体`,
    province: `虚构${number % 32}省`,
    city: `虚构${number}市`,
    park: `虚构${number}高新技术产业园区`,
    leadSchool: `虚构${number}职业技术学院`,
    leadEnterprise: `虚构${number}装备有限公司`,
    industries: '以智能装备和新能源为主导产业（虚构）。',
    groups: ['装备制造', '新能源'],
    ...more,
  };
}

/** Puts a publication where the board's would stand, whatever the batch's applications are. Returns its id. */
export async function publish(db: Database, batchId: string, publication: AnyPublication): Promise<string> {
  const { kind, number = '', title = `虚构${kind}`, publishedOn = '2023-09-01', text = '', items = [] } = publication;
  const content = { issuer: '虚构教育部', text, items: [...items] };
  return db.asOwner(async (tx) => {
    const values = { name: '虚构司长', email: `${randomUUID()}@ceshi.example` };
    const person = await tx.insertInto('person').values(values).returning('id').executeTakeFirstOrThrow();
    const by = { batchId, personId: person.id };
    return (await write(tx, by, { kind, number, title, published_on: publishedOn, content })).id;
  });
}

/** The close of a batch's stage, moved without a reason: backwards, as no office can. */
export async function closeStage(db: Database, batchId: string, stage: string, closesAt: Date): Promise<void> {
  await db.asOwner((tx) =>
    tx
      .updateTable('batch_stage')
      .set({ closes_at: closesAt })
      .where('batch_id', '=', batchId)
      .where('stage', '=', stage)
      .execute(),
  );
}
