import { z } from 'zod';
import type { CertificateContent } from '#documents/certificate/certificate.ts';

const Figure = z.object({ label: z.string(), year: z.int(), amount: z.string(), unit: z.string() });

export const Content = z.object({
  organisation: z.string(),
  creditCode: z.string().nullable(),
  consortium: z.string(),
  category: z.string(),
  joinedOn: z.string(),
  leftOn: z.string().nullable(),
  issuedOn: z.string(),
  figures: z.array(Figure).readonly(),
}) satisfies z.ZodType<CertificateContent>;

/** What anyone learns by a code. */
export const Verified = Content.extend({
  code: z.string(),
  digest: z.string(),
  issuedAt: z.string(),
  revokedAt: z.string().nullable(),
});

export const IssuedList = z.object({
  canIssue: z.boolean(),
  items: z.array(
    z.object({
      id: z.string(),
      code: z.string(),
      issuedAt: z.string(),
      revokedAt: z.string().nullable(),
      year: z.int().nullable(),
    }),
  ),
});
