import { beijingTime } from '#core/quantity/beijing-time.ts';
import { writeResults } from '#documents/xlsx/write-results.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { readCollection, rulesOf } from './collection-row.ts';
import { type BoardFilter, type Punctuality, readBoardRows } from './view-board.ts';

const punctualities: Readonly<Record<Punctuality, string>> = {
  onTime: '按时',
  late: '逾期',
  missing: '逾期未报',
  open: '未到期',
};

/** The board as an Excel file: a row a consortium that the actor may see. */
export async function exportBoard(
  context: Context,
  actor: Actor,
  collectionId: string,
  filter: Pick<BoardFilter, 'provinceId' | 'punctuality'>,
): Promise<{ bytes: Buffer; name: string }> {
  const { title, label, states, rows } = await context.db.readAs(actor, async (tx) => {
    const collection = await readCollection(tx, collectionId);
    const { kind, rules } = await rulesOf(context, collection);
    const read = await readBoardRows(tx, collectionId, { ...filter, limit: 100_000, offset: 0 });
    return {
      title: collection.title,
      label: kind.label,
      states: new Map(Object.entries(rules.workflow.states).map(([state, { label }]) => [state, label])),
      rows: read.rows,
    };
  });
  const columns = [
    { title: '省份', width: 24 },
    { title: '联合体', width: 36 },
    { title: '状态', width: 24 },
    { title: '报送', width: 12 },
    { title: '省级审核', width: 12 },
    { title: '报送版本', width: 10 },
    { title: '报送时间', width: 20 },
  ];
  const lines = rows.map((row) => [
    row.province,
    row.consortium,
    states.get(row.state) ?? row.state,
    punctualities[row.own],
    punctualities[row.provincial],
    row.revision,
    row.sent_at === null ? null : beijingTime(row.sent_at.toISOString()),
  ]);
  return {
    bytes: Buffer.from(await writeResults(title, columns, lines, label)),
    name: `${title}报送情况.xlsx`,
  };
}
