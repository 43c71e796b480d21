import { z } from 'zod';
import { text } from '#server/http/text.ts';

/** What comes in and what leaves of a finding, at whichever stage it was made. */
export const FindingParams = z.object({ id: z.uuid(), findingId: z.uuid() });

export const FindingBody = z.object({
  revision: z.int().min(1).max(100_000),
  cell: z.string().max(200).optional(),
  entryId: z.uuid().optional(),
  text: text(5000),
  place: z.string().max(200).default(''),
  seenAt: z.iso.datetime({ offset: true }),
});

export const FindingView = z.object({
  id: z.string(),
  revision: z.int(),
  cell: z.string().nullable(),
  entryId: z.string().nullable(),
  text: z.string(),
  place: z.string(),
  seenAt: z.string(),
  by: z.string(),
  answer: z.object({ text: z.string(), by: z.string(), at: z.string() }).nullable(),
  files: z.array(z.object({ digest: z.string(), name: z.string(), mediaType: z.string(), bytes: z.int() })),
});
