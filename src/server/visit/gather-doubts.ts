import { sql } from 'kysely';
import { cellsOf } from '#core/form/cells.ts';
import { verdictLabels } from '#core/verification/verdict.ts';
import type { ApplicationRow } from '#server/application/application-row.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { readMarks } from '#server/formal-review/formal-marks.ts';
import { readOpenQuestions } from '#server/reading/questions.ts';
import { readVerified } from '#server/verification/read-verified.ts';

export type DoubtSource = 'formal' | 'figure' | 'entry' | 'finding' | 'question';
/** Something that only a look on site can settle; `ref` names it where it comes from. */
export type Doubt = { source: DoubtSource; ref: string; text: string };

type OpenRow = { application_id: string; source: DoubtSource; ref: string; text: string };

/**
 * What is open about each application: items that were asked for or judged against the program, figures that were corrected or not recognised,
 * sampled entries likewise, findings without an answer, readers' questions without one. The same few queries, however many applications.
 */
export async function gatherDoubts(
  { packs }: Pick<Context, 'packs'>,
  tx: Tx,
  rows: readonly ApplicationRow[],
): Promise<ReadonlyMap<string, readonly Doubt[]>> {
  const doubts = new Map<string, readonly Doubt[]>();
  if (rows.length === 0) return doubts;
  const marks = await readMarks(tx, rows);
  const verified = await readVerified(tx, rows);
  const open = Map.groupBy(await readOpen(tx, rows), ({ application_id }) => application_id);
  const questions = Map.groupBy(await readOpenQuestions(tx, rows), ({ application_id }) => application_id);
  for (const row of rows) {
    const { pack } = await packs.byDigest(row.pack_digest);
    const cells = cellsOf(pack.form);
    const items = [...(marks.get(row.id) ?? [])].filter(([, { reason }]) => reason !== '');
    const figures = [...(verified.get(row.id)?.verdicts ?? [])].filter(([, { verdict }]) => verdict !== 'true');
    doubts.set(row.id, [
      ...items.map(([item, { reason, answer }]): Doubt => {
        const title = pack.formalReview.find(({ id }) => id === item)?.title ?? item;
        return {
          source: 'formal',
          ref: item,
          text: `${title}：${reason}${answer ? `（省级说明：${answer.text}）` : ''}`,
        };
      }),
      ...figures.map(([cell, { verdict, value, reason }]): Doubt => {
        const said = `${verdictLabels[verdict]}${value === undefined ? '' : `为${value}`}`;
        return { source: 'figure', ref: cell, text: `${cells.get(cell)?.label ?? cell}：省级${said}，${reason}` };
      }),
      ...(open.get(row.id) ?? []).map(({ source, ref, text }): Doubt => ({ source, ref, text })),
      ...(questions.get(row.id) ?? []).map(
        ({ id, text }): Doubt => ({ source: 'question', ref: id, text: `专家的问题：${text}` }),
      ),
    ]);
  }
  return doubts;
}

async function readOpen(tx: Tx, rows: readonly ApplicationRow[]): Promise<readonly OpenRow[]> {
  const consortia = rows.map(({ consortium_id }) => consortium_id);
  const ids = rows.map(({ id }) => id);
  const found = await sql<OpenRow>`
    select application_id, 'entry' as source, entry_id::text as ref, '抽查的记录：' || note as text from spot_check_entry
    where consortium_id = any(${consortia}::uuid[]) and application_id = any(${ids}::uuid[]) and verdict <> 'true'
    union all
    select application_id, 'finding', id::text, '核实时的发现，申报单位没有说明：' || text from finding
    where consortium_id = any(${consortia}::uuid[]) and application_id = any(${ids}::uuid[]) and stage = 'verification' and answer is null
    order by source, ref`.execute(tx);
  return found.rows;
}
