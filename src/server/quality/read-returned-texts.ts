import { type RawBuilder, sql } from 'kysely';
import { collectionKindOf, type MonitoringRules } from '#core/collection/monitoring-rules.ts';
import type { ExaminedText } from '#core/quality/examined.ts';
import { textsOf } from '#server/application/view-application.ts';
import type { Tx } from '#server/db/database.ts';

type ReturnRow = { consortium: string; kind: string; year: number; quarter: number | null; texts: unknown };

/**
 * What the returns of consortia say in their latest frozen revisions, by consortium. What is still being typed is the consortium's own: with `drafts` it stands
 * in the place of what was sent before, as far as the transaction's actor may see it.
 */
export async function readReturnedTexts(
  tx: Tx,
  monitoring: MonitoringRules,
  of: RawBuilder<unknown>,
  drafts: boolean,
): Promise<ReadonlyMap<string, readonly ExaminedText[]>> {
  const { rows } = await sql<ReturnRow>`
    select t.consortium_id as consortium, c.kind, c.year, c.quarter, coalesce(r.content->'texts', '{}') || coalesce(d.texts, '{}') as texts
    from collection_return t join collection c on c.id = t.collection_id
    left join collection_revision r on r.consortium_id = t.consortium_id and r.collection_id = t.collection_id and r.number = t.revision
    left join lateral (
      select jsonb_object_agg(x.cell, x.value) as texts from collection_text x
      where ${drafts} and t.state in ('draft', 'returned') and x.consortium_id = t.consortium_id and x.collection_id = t.collection_id
    ) d on true
    where (r.number is not null or d.texts is not null) and ${of} order by c.year, c.kind, c.quarter`.execute(tx);
  return new Map(
    [...Map.groupBy(rows, ({ consortium }) => consortium)].map(([consortium, own]) => [
      consortium,
      own.flatMap((row) => saidIn(monitoring, row)),
    ]),
  );
}

function saidIn(monitoring: MonitoringRules, { kind: id, year, quarter, texts }: ReturnRow): readonly ExaminedText[] {
  const kind = collectionKindOf(monitoring, id);
  const said = textsOf(texts);
  return kind.texts.flatMap(({ id, label }): ExaminedText[] => {
    const text = said[id] ?? '';
    if (text === '') return [];
    return [{ year, cell: `${kind.id}${quarter ?? ''}.${id}`, label: `${kind.label}·${label}`, text }];
  });
}
