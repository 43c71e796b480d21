import { z } from 'zod';
import { FindingView } from '#server/finding/finding-views.ts';

/** What leaves the server of site visits. */
const Person = z.object({ personId: z.string(), name: z.string() });

const VisitLine = z.object({
  id: z.string(),
  consortium: z.string(),
  province: z.string(),
  batchId: z.string(),
  batch: z.string(),
  how: z.string(),
  reason: z.string(),
  city: z.string(),
  day: z.string().nullable(),
  position: z.int().nullable(),
  endedAt: z.string().nullable(),
  version: z.int(),
  points: z.int(),
  openPoints: z.int(),
  findings: z.int(),
  team: z.array(Person),
});

export const OwnVisitsView = z.object({ items: z.array(VisitLine).readonly() });

export const VisitsView = z.object({
  batch: z.object({ id: z.string(), title: z.string() }),
  visits: z.array(VisitLine),
  people: z.array(Person.extend({ kind: z.enum(['officer', 'expert']), province: z.string() })),
  candidates: z.array(
    z.object({
      id: z.string(),
      consortium: z.string(),
      province: z.string(),
      score: z.number().nullable(),
      spread: z.number().nullable(),
      questions: z.int(),
      doubts: z.int(),
      isProposed: z.boolean(),
    }),
  ),
});

export const VisitView = z.object({
  application: z.object({ id: z.string(), consortium: z.object({ id: z.string(), name: z.string() }) }),
  batch: z.object({ id: z.string(), title: z.string() }),
  closesAt: z.string().nullable(),
  canManage: z.boolean(),
  canWork: z.boolean(),
  revision: z.int(),
  reason: z.string(),
  city: z.string(),
  day: z.string().nullable(),
  conclusion: z.string(),
  endedAt: z.string().nullable(),
  version: z.int(),
  team: z.array(Person),
  points: z.array(
    z.object({
      id: z.string(),
      source: z.string(),
      text: z.string(),
      outcome: z.string().nullable(),
      note: z.string(),
      by: z.string().nullable(),
      version: z.int(),
    }),
  ),
  findings: z.array(FindingView),
  cells: z.array(z.object({ cell: z.string(), label: z.string() })),
});
