import { queryOptions } from '@tanstack/react-query';
import { answered, client } from '#web/api/client.ts';

function readSelection(id: string, places: number | undefined) {
  return answered(
    client.GET('/api/batches/{id}/selection', {
      params: { path: { id }, query: places === undefined ? {} : { places } },
    }),
  );
}

export type Selection = Awaited<ReturnType<typeof readSelection>>;
export type Candidate = Selection['candidates'][number];
export type Scenario = Selection['scenarios'][number];
export type Objection = Selection['objections'][number];

/** A batch's selection; `places`: how many the list is thought to have, where that is not what was decided. */
export function selectionQuery(id: string, places?: number) {
  return queryOptions({ queryKey: ['selection', id, places], queryFn: () => readSelection(id, places) });
}

/** `0.874` as `87%`; next to nothing and next to certain are not rounded away. */
export function shareText(share: number): string {
  if (share > 0 && share < 0.01) return '不到1%';
  if (share < 1 && share > 0.99) return '99%以上';
  return `${Math.round(share * 100)}%`;
}
