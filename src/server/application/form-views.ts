import { z } from 'zod';

/** What leaves the server of a form. */
export const FindingView = z.object({
  check: z.string(),
  severity: z.enum(['error', 'warning']),
  fields: z.array(z.string()).readonly(),
  cells: z.array(z.string()).readonly(),
  message: z.string(),
});

export const ProgressView = z.object({ answered: z.int(), total: z.int() });
export const PersonView = z.object({ id: z.string(), name: z.string() });
export const ApplicationParams = z.object({ id: z.uuid() });
export const RevisionParams = z.object({ id: z.uuid(), n: z.coerce.number().int().min(1).max(100_000) });
export const AnswersView = z.record(z.string(), z.unknown());

export const ConfirmationView = z.object({
  role: z.string(),
  label: z.string(),
  by: PersonView.nullable(),
  at: z.string().nullable(),
});
