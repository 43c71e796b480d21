import { z } from 'zod';

/** What leaves the server of formal reviews. */
const Result = z.enum(['met', 'not-met', 'open']);
export const MarkKind = z.enum(['met', 'not-met', 'incomplete']);
const Words = { id: z.string(), title: z.string(), clause: z.string(), words: z.string() };

/** An item as a decision keeps it. */
export const FormalOutcomeView = z.object({ ...Words, result: Result, because: z.array(z.string()) });

const MarkView = z.object({
  result: MarkKind,
  reason: z.string(),
  by: z.string(),
  at: z.string(),
  answer: z.object({ text: z.string(), by: z.string(), at: z.string() }).nullable(),
  version: z.int(),
});

const Consortium = z.object({ id: z.string(), name: z.string() });

export const FormalView = z.object({
  application: z.object({ id: z.string(), consortium: Consortium, state: z.string(), stateLabel: z.string() }),
  batch: z.object({ id: z.string(), title: z.string() }),
  revision: z.int(),
  closesAt: z.string().nullable(),
  canReview: z.boolean(),
  canAnswer: z.boolean(),
  items: z.array(FormalOutcomeView.extend({ mark: MarkView.nullable(), isNew: z.boolean() })),
  decisions: z.array(z.object({ decision: z.string(), reason: z.string(), by: z.string(), at: z.string() })),
  looked: z.string().nullable(),
});

export const FormalListView = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      consortium: Consortium,
      province: z.string(),
      state: z.string(),
      stateLabel: z.string(),
      met: z.int(),
      notMet: z.int(),
      open: z.int(),
      incomplete: z.int(),
      /** Of those, answered by the province. */
      answered: z.int(),
    }),
  ),
});
