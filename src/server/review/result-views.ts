import { z } from 'zod';

const Batch = z.object({ id: z.string(), title: z.string() });

export const ResultsView = z.object({
  batch: Batch,
  /** Above this spread an application wants another reader. */
  spreadLimit: z.number(),
  points: z.array(z.object({ id: z.string(), text: z.string(), weight: z.number() })),
  experts: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      readings: z.int(),
      finished: z.int(),
      /** Below 0 is severe, above 0 mild. */
      severity: z.number().nullable(),
    }),
  ),
  items: z.array(
    z.object({
      applicationId: z.string(),
      consortiumId: z.string(),
      consortium: z.string(),
      province: z.string(),
      state: z.string(),
      stateLabel: z.string(),
      isFinished: z.boolean(),
      needsReader: z.boolean(),
      readers: z.array(
        z.object({
          expertId: z.string(),
          name: z.string(),
          total: z.number().nullable(),
          isCounted: z.boolean(),
          isOutlier: z.boolean(),
        }),
      ),
      mean: z.number().nullable(),
      calibrated: z.number().nullable(),
      spread: z.number().nullable(),
      deduction: z.number(),
      score: z.number().nullable(),
    }),
  ),
});

export const ApplicationResultsView = z.object({
  application: z.object({
    id: z.string(),
    consortium: z.object({ id: z.string(), name: z.string() }),
    state: z.string(),
  }),
  batch: Batch,
  readers: z.array(z.object({ id: z.string(), name: z.string(), how: z.string(), submittedAt: z.string().nullable() })),
  points: z.array(
    z.object({
      id: z.string(),
      text: z.string(),
      scores: z.array(
        z.object({ expertId: z.string(), score: z.number(), reason: z.string(), isOutlier: z.boolean() }),
      ),
    }),
  ),
  deductions: z.array(
    z.object({
      id: z.string(),
      points: z.number(),
      reason: z.string(),
      entryId: z.string().nullable(),
      document: z.string().nullable(),
      reference: z.string(),
      by: z.string(),
      at: z.string(),
      withdrawn: z.string().nullable(),
    }),
  ),
  incidents: z.array(z.object({ id: z.string(), text: z.string() })),
  candidates: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      province: z.string(),
      employer: z.string(),
      readings: z.int(),
    }),
  ),
});
