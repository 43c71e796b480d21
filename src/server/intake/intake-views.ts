import { z } from 'zod';

export const IntakeView = z.object({
  id: z.string(),
  fileName: z.string(),
  bytes: z.int(),
  outcome: z.enum(['intact', 'faulty', 'unreadable']),
  /** What the disc says of itself; none where it has no manifest. */
  about: z
    .object({
      title: z.string(),
      province: z.string().optional(),
      batch: z.string().optional(),
      madeAt: z.string(),
      set: z.object({ id: z.string(), part: z.int(), of: z.int() }),
    })
    .nullable(),
  files: z.int(),
  fingerprint: z.string().nullable(),
  /** The office whose key signed it; none where no office has that key. */
  signer: z.string().nullable(),
  problems: z.array(z.object({ kind: z.string(), path: z.string(), message: z.string() })),
  by: z.string(),
  at: z.string(),
});

const Both = z.object({ disc: z.string(), online: z.string() });

export const IntakeDetail = IntakeView.extend({
  applications: z.array(
    z.object({
      id: z.string(),
      consortium: z.string(),
      revision: z.object({ disc: z.int(), online: z.int().nullable() }),
      /** None where the batch has no such application. */
      cells: z
        .array(
          z.object({
            cell: z.string(),
            label: z.string(),
            unit: z.string(),
            isFigure: z.boolean(),
            isSame: z.boolean(),
            submitted: Both,
            verified: Both,
          }),
        )
        .nullable(),
    }),
  ),
});

export const IntakeList = z.object({
  items: z.array(IntakeView),
  provinces: z.array(z.object({ id: z.string(), name: z.string(), recommended: z.int(), received: z.int() })),
});
