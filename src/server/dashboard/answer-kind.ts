import type { z } from 'zod';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Cube } from './cube.ts';
import { type Asked, type Question, questionOf } from './question.ts';
import type { Sight } from './sight.ts';

/** An answer as rows, for files and for the table behind a chart. */
export type Table = {
  title: string;
  columns: readonly { id: string; title: string }[];
  rows: readonly (readonly (string | number | null)[])[];
};

/** Who asks, and what there is to answer from. */
export type Asker = { context: Context; actor: Actor; cube: Cube; sight: Sight };

type Made = { answer: unknown; table: () => Table };

/** One kind of question about the cube: an address with its JSON, and the same as a table. */
export type AnswerKind = {
  /** `/api/monitoring/<path>`, also with `.csv` and `.xlsx`. */
  path: string;
  summary: string;
  query: z.ZodType;
  view: z.ZodType;
  /** Answers from what a person sees; `fields` are those of the address. */
  ask: (asker: Asker, fields: unknown) => Made | Promise<Made>;
};

/** A kind of question by the shape of its query and of its answer. */
export function answerKind<Q extends z.ZodType<z.infer<typeof Asked>>, A extends z.ZodType>(kind: {
  path: string;
  summary: string;
  query: Q;
  view: A;
  make: (question: Question, query: z.infer<Q>, asker: Asker) => z.infer<A> | Promise<z.infer<A>>;
  table: (answer: z.infer<A>) => Table;
}): AnswerKind {
  const { make, table, ...rest } = kind;
  return {
    ...rest,
    ask: async (asker, fields) => {
      const query = kind.query.parse(fields);
      const answer = await make(questionOf(asker.cube, asker.sight, query), query, asker);
      return { answer, table: () => table(answer) };
    },
  };
}
