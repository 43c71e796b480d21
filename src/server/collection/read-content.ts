import { type ReturnContent, type ReturnFigure, reasonCell } from '#core/collection/return-content.ts';
import { isRecord } from '#core/form/answers.ts';
import type { Tx } from '#server/db/database.ts';
import { readActuals } from './read-actuals.ts';
import type { OpenReturn, ReturnKey } from './return-row.ts';

export type Typed = ReadonlyMap<string, { value: string; version: number }>;

export type Revision = { number: number; content: ReturnContent; digest: string; sentAt: Date; sentBy: string };

/** What was typed into a return, by cell. Empty for who does not fill it in. */
export async function readTyped(tx: Tx, { consortiumId, collectionId }: ReturnKey): Promise<Typed> {
  const rows = await tx
    .selectFrom('collection_text')
    .select(['cell', 'value', 'version'])
    .where('consortium_id', '=', consortiumId)
    .where('collection_id', '=', collectionId)
    .execute();
  return new Map(rows.map(({ cell, value, version }) => [cell, { value, version }]));
}

/** What a return says as it stands: the ledgers' figures or the planned ones, and what was typed. */
export async function readLive(tx: Tx, open: OpenReturn, typed: Typed): Promise<ReturnContent> {
  const { row, collection, kind, figures, dataYear } = open;
  const said = (cell: string) => typed.get(cell)?.value.trim() ?? '';
  const actuals = await readActuals(tx, row.consortium_id, { year: collection.year, dataYear, figures });
  const plan = kind.judges === undefined ? undefined : await readJudged(tx, open);
  const planned = new Map(plan?.content.figures.map((one) => [one.figure, one.value]));
  return {
    texts: answered(kind.texts.map(({ id }) => [id, said(id)])),
    reasons: answered(figures.map(({ id }) => [id, said(reasonCell(id))])),
    figures: actuals.map((one): ReturnFigure => {
      if (kind.figures === 'actual') return { ...one, planned: planned.get(one.figure) ?? null };
      const value = said(one.figure) === '' ? null : said(one.figure);
      return { ...one, value, amount: value ?? '0', base: null, confirmed: '0', evidenced: '0', entries: 0 };
    }),
  };
}

/** The latest sent return of the collection whose fulfilment is judged with this one: same office, same year. */
export async function readJudged(
  tx: Tx,
  { row, collection, kind }: OpenReturn,
): Promise<(Revision & { collectionId: string; state: string; title: string }) | undefined> {
  const judged = await tx
    .selectFrom('collection_return as r')
    .innerJoin('collection as c', 'c.id', 'r.collection_id')
    .select(['c.id', 'c.title', 'r.state', 'r.revision'])
    .where('r.consortium_id', '=', row.consortium_id)
    .where('c.unit_id', '=', collection.unit_id)
    .where('c.kind', '=', kind.judges ?? '')
    .where('c.year', '=', collection.year)
    .executeTakeFirst();
  if (!judged || judged.revision === null) return undefined;
  const key = { consortiumId: row.consortium_id, collectionId: judged.id };
  const [revision] = await readRevisions(tx, key, [judged.revision]);
  return revision && { ...revision, collectionId: judged.id, state: judged.state, title: judged.title };
}

/** Frozen revisions of these numbers, in their order: one query. */
export async function readRevisions(
  tx: Tx,
  { consortiumId, collectionId }: ReturnKey,
  numbers: readonly number[],
): Promise<readonly Revision[]> {
  if (numbers.length === 0) return [];
  const rows = await tx
    .selectFrom('collection_revision')
    .select(({ fn, ref }) => [
      'number',
      'content',
      'digest',
      'sent_at',
      fn<string>('name_of', [ref('sent_by')]).as('by'),
    ])
    .where('consortium_id', '=', consortiumId)
    .where('collection_id', '=', collectionId)
    .where('number', 'in', [...numbers])
    .orderBy('number')
    .execute();
  return rows.map(({ number, content, digest, sent_at, by }) => ({
    number,
    content: contentOf(content),
    digest,
    sentAt: sent_at,
    sentBy: by,
  }));
}

const answered = (texts: readonly (readonly [string, string])[]) =>
  Object.fromEntries(texts.filter(([, text]) => text !== ''));

/** The database holds only what `sendReturn` wrote there. */
function contentOf(content: unknown): ReturnContent {
  if (isContent(content)) return content;
  throw new Error('a stored return is not a return');
}

function isContent(content: unknown): content is ReturnContent {
  return isRecord(content) && 'texts' in content && 'reasons' in content && Array.isArray(content.figures);
}
