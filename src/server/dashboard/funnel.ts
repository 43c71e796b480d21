import { z } from 'zod';
import { funnelOf } from '#core/dashboard/funnel.ts';
import { answerKind } from './answer-kind.ts';
import { Asked, Scope } from './question.ts';

/** From application to acceptance: how many came how far. */
export const funnel = answerKind({
  path: 'funnel',
  summary: '从申报到验收：到达各环节的联合体数',
  query: Asked,
  view: z.object({
    scope: Scope,
    consortia: z.int(),
    stages: z.array(z.object({ id: z.string(), label: z.string(), count: z.int() })).readonly(),
  }),
  make: ({ scope, places }) => ({
    scope,
    consortia: places.length,
    stages: funnelOf(places.map(({ stage }) => stage)),
  }),
  table: ({ scope, stages }) => ({
    title: `${scope.name}从申报到验收`,
    columns: [
      { id: 'stage', title: '环节' },
      { id: 'count', title: '联合体数' },
    ],
    rows: stages.map(({ label, count }) => [label, count]),
  }),
});
