import { z } from 'zod';

const Answers = z.record(z.string().max(200), z.unknown());
/** An application's answers as a disc holds them: whatever a stranger wrote there. */
export const DiscAnswers = z.object({
  format: z.literal('lianheti-answers'),
  application: z.uuid(),
  consortium: z.string().max(200),
  revision: z.int().min(1).max(100_000),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  answers: Answers,
  verified: Answers,
});

/** What a disc was found to be. `answers` are those of its files that are as its manifest says. */
export const DiscFinding = z.object({
  isReadable: z.boolean(),
  about: z
    .object({
      title: z.string(),
      province: z.string().optional(),
      batch: z.string().optional(),
      madeAt: z.string(),
      set: z.object({ id: z.string(), part: z.int(), of: z.int() }),
    })
    .nullable(),
  fingerprint: z.string().nullable(),
  fileCount: z.int(),
  problems: z.array(z.object({ kind: z.string(), path: z.string(), message: z.string() })),
  answers: z.array(DiscAnswers),
});

export type DiscFinding = z.infer<typeof DiscFinding>;
