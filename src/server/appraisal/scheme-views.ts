import { z } from 'zod';
import { text } from '#server/http/text.ts';

export const SchemeParams = z.object({ id: z.uuid(), schemeId: z.uuid() });

/** A decimal as it is typed; the rules say how large it may be. */
const Amount = z.string().regex(/^\d{1,12}(\.\d{1,4})?$/);

const Source = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('figure'), figure: z.string().max(100) }),
  z.object({ kind: z.enum(['confirmed', 'tasks', 'receipts', 'hand']) }),
]);

const Rule = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('goal'), goal: Amount }),
  z.object({ kind: z.literal('steps'), steps: z.array(z.object({ from: Amount, share: Amount })).max(20) }),
  z.object({ kind: z.literal('reached'), from: Amount }),
  z.object({ kind: z.literal('hand') }),
]);

export const SchemeContent = z.object({
  indicators: z
    .array(
      z.object({
        id: z
          .string()
          .max(40)
          .regex(/^[\w-]+$/),
        title: text(100),
        weight: Amount,
        source: Source,
        rule: Rule,
        absent: z.enum(['none', 'full']),
      }),
    )
    .max(30),
  grading: z.discriminatedUnion('by', [
    z.object({ by: z.literal('points'), grades: z.array(z.object({ label: text(20), from: Amount })).max(10) }),
    z.object({ by: z.literal('share'), grades: z.array(z.object({ label: text(20), share: Amount })).max(10) }),
  ]),
  shows: z.enum(['own', 'place', 'all']),
  objectionDays: z.int().min(1).max(60),
});

export const SubjectKind = z.enum(['member', 'staff']);

export const SchemeView = z.object({
  id: z.string(),
  subject: SubjectKind,
  title: z.string(),
  versions: z.array(
    z.object({
      number: z.int(),
      reason: z.string(),
      by: z.string(),
      at: z.string(),
      content: SchemeContent,
      /** Each indicator's source and rule in words, by its id. */
      words: z.record(z.string(), z.string()),
    }),
  ),
});

export const SchemeList = z.object({
  canManage: z.boolean(),
  because: z.string(),
  subjects: z.array(z.object({ id: SubjectKind, label: z.string(), suggested: SchemeContent })),
  sources: z.array(z.object({ id: z.string(), label: z.string(), unit: z.string(), subjects: z.array(SubjectKind) })),
  figures: z.array(z.object({ id: z.string(), label: z.string(), unit: z.string() })),
  items: z.array(SchemeView),
});

export const NewSchemeBody = z.object({ subject: SubjectKind, title: text(100), content: SchemeContent });
export const NextVersionBody = z.object({ base: z.int().min(1).max(1e6), reason: text(500), content: SchemeContent });
