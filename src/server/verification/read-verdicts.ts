import { sql } from 'kysely';
import type { VerdictKind } from '#core/verification/verdict.ts';
import type { ApplicationRow } from '#server/application/application-row.ts';
import type { Tx } from '#server/db/database.ts';

export type GivenVerdict = {
  verdict: VerdictKind;
  value?: number | undefined;
  reason: string;
  by: string;
  at: string;
  /** The revision that it was given on. */
  number: number;
};

type VerdictRow = {
  application_id: string;
  cell: string;
  verdict: VerdictKind;
  value: unknown;
  reason: string;
  by: string;
  at: Date;
  number: number;
};

/** The verdicts that count for each of some applications at its latest revision, by cell: one query, however many. */
export async function readVerdicts(
  tx: Tx,
  rows: readonly Pick<ApplicationRow, 'id' | 'consortium_id'>[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, GivenVerdict>>> {
  const verdicts = new Map<string, Map<string, GivenVerdict>>(rows.map(({ id }) => [id, new Map()]));
  if (rows.length === 0) return verdicts;
  const found = await sql<VerdictRow>`
    select distinct on (v.consortium_id, v.application_id, v.cell)
      v.application_id, v.cell, v.verdict, v.value, v.reason, v.number, v.at, name_of(v.person_id) as by
    from verdict v join (select consortium_id, application_id, max(number) as number from revision group by 1, 2) r
      using (consortium_id, application_id, number)
    where v.consortium_id = any(${rows.map(({ consortium_id }) => consortium_id)}::uuid[])
      and v.application_id = any(${rows.map(({ id }) => id)}::uuid[])
    order by v.consortium_id, v.application_id, v.cell, v.at desc`.execute(tx);
  for (const { application_id, cell, value, at, ...row } of found.rows)
    verdicts.get(application_id)?.set(cell, {
      ...row,
      ...(typeof value === 'number' ? { value } : {}),
      at: at.toISOString(),
    });
  return verdicts;
}
