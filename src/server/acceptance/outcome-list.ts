import type { Tx } from '#server/db/database.ts';
import { type ListContent, readPublications } from '#server/selection/publications.ts';
import type { Acceptance } from './acceptance-row.ts';
import type { Case } from './case-row.ts';
import type { Outcome } from './outcomes.ts';

export type ListedOutcome = { row: Case; outcome: Outcome };

/**
 * What an outcome list says: of each consortium what the cultivation list said, its outcome and the reason, in that list's order. It tells no
 * ranks and no scores.
 */
export async function outcomeList(
  tx: Tx,
  { issuer, ofBatch, rules }: Acceptance,
  decided: readonly ListedOutcome[],
  text: string,
): Promise<ListContent> {
  const { list } = await readPublications(tx, ofBatch.id);
  const listed = list?.content.items ?? [];
  const places = new Map(listed.map(({ consortiumId }, at) => [consortiumId, at]));
  const placeOf = ({ row }: ListedOutcome) => places.get(row.consortium_id) ?? listed.length;
  const items = [...decided]
    .sort((one, other) => placeOf(one) - placeOf(other) || one.row.consortium.localeCompare(other.row.consortium, 'zh'))
    .map(({ row, outcome }) => ({
      ...(listed.find(({ consortiumId }) => consortiumId === row.consortium_id) ?? namesOnly(row)),
      outcome: {
        label: rules.outcomes[outcome.outcome].label,
        reason: outcome.reason,
        dueOn: outcome.due_on,
      },
    }));
  return { issuer, text, items };
}

const namesOnly = ({ consortium_id, consortium, province }: Case) => ({
  consortiumId: consortium_id,
  name: consortium,
  province,
  city: '',
  park: '',
  leadSchool: '',
  leadEnterprise: '',
  industries: '',
  groups: [],
});
