import type { z } from 'zod';
import type { Cube } from './cube.ts';
import { type Asked, type Question, questionOf } from './question.ts';
import type { Sight } from './sight.ts';

/** An answer as rows, for files and for the table behind a chart. */
export type Table = {
  title: string;
  columns: readonly { id: string; title: string }[];
  rows: readonly (readonly (string | number | null)[])[];
};

/** One kind of question about the cube: an address with its JSON, and the same as a table. */
export type AnswerKind = {
  /** `/api/monitoring/<path>`, also with `.csv` and `.xlsx`. */
  path: string;
  summary: string;
  query: z.ZodType;
  view: z.ZodType;
  /** Answers from what a person sees; `fields` are those of the address. */
  ask: (cube: Cube, sight: Sight, fields: unknown) => { answer: unknown; table: () => Table };
};

/** A kind of question by the shape of its query and of its answer. */
export function answerKind<Q extends z.ZodType<z.infer<typeof Asked>>, A extends z.ZodType>(kind: {
  path: string;
  summary: string;
  query: Q;
  view: A;
  make: (question: Question, query: z.infer<Q>) => z.infer<A>;
  table: (answer: z.infer<A>) => Table;
}): AnswerKind {
  const { make, table, ...rest } = kind;
  return {
    ...rest,
    ask: (cube, sight, fields) => {
      const query = kind.query.parse(fields);
      const answer = make(questionOf(cube, sight, query), query);
      return { answer, table: () => table(answer) };
    },
  };
}
