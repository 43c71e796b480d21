import { type CollectionLevel, collectionLevels } from '#core/collection/monitoring-rules.ts';
import type { ReturnAction } from '#core/collection/return-workflow.ts';
import { isRecord } from '#core/form/answers.ts';
import type { Tx } from '#server/db/database.ts';
import type { ReturnKey } from './return-row.ts';

export type Act = {
  version: number;
  level: CollectionLevel;
  action: ReturnAction;
  revision: number | null;
  text: string;
  remarks: readonly { cell: string; text: string }[];
  by: string;
  at: string;
};

const actions: readonly ReturnAction[] = ['send', 'approve', 'return', 'unlock', 'hand', 'accept'];

/** What each level did with a return, in its order. */
export async function readActs(tx: Tx, { consortiumId, collectionId }: ReturnKey): Promise<readonly Act[]> {
  const rows = await tx
    .selectFrom('collection_act')
    .select(({ fn, ref }) => [
      'version',
      'level',
      'action',
      'revision',
      'text',
      'remarks',
      'at',
      fn<string>('name_of', [ref('person_id')]).as('by'),
    ])
    .where('consortium_id', '=', consortiumId)
    .where('collection_id', '=', collectionId)
    .orderBy('version')
    .execute();
  return rows.flatMap((row): Act[] => {
    const level = collectionLevels.find((one) => one === row.level);
    const action = actions.find((one) => one === row.action);
    if (!level || !action) return [];
    return [{ ...row, level, action, remarks: remarksOf(row.remarks), at: row.at.toISOString() }];
  });
}

const remarksOf = (remarks: unknown) =>
  (Array.isArray(remarks) ? remarks : []).flatMap((one) =>
    isRecord(one) ? [{ cell: String(one.cell), text: String(one.text) }] : [],
  );
