import { z } from 'zod';
import { FindingView } from '#server/finding/finding-views.ts';

const VerdictKind = z.enum(['true', 'corrected', 'rejected']);
const Consortium = z.object({ id: z.string(), name: z.string() });

export const ListView = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      consortium: Consortium,
      state: z.string(),
      stateLabel: z.string(),
      revision: z.int().nullable(),
      figures: z.int(),
      verdicts: z.int(),
      corrected: z.int(),
    }),
  ),
});

const FigureView = z.object({
  cell: z.string(),
  label: z.string(),
  unit: z.string(),
  submitted: z.number().nullable(),
  ledger: z
    .object({
      value: z.number(),
      figure: z.string().nullable(),
      year: z.int(),
      confirmed: z.int(),
      oneSided: z.int(),
      disputed: z.int(),
      binding: z.boolean(),
    })
    .nullable(),
  /** What the applicant gave as its reason where form and ledgers differ; `null` where they do not. */
  reason: z.string().nullable(),
  verdict: z
    .object({ verdict: VerdictKind, value: z.number().optional(), reason: z.string(), by: z.string(), at: z.string() })
    .nullable(),
});

const SpotCheckView = z.object({
  seed: z.string(),
  poolDigest: z.string(),
  poolSize: z.int(),
  drawnAt: z.string(),
  entries: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      /** Every field that says something, as reported and, where the province corrects it, as it should be; members by name. */
      fields: z.array(
        z.object({ id: z.string(), label: z.string(), reported: z.string(), corrected: z.string().nullable() }),
      ),
      standing: z.string(),
      evidence: z.int(),
      how: z.enum(['risk', 'random']),
      risks: z.array(z.string()),
      verdict: VerdictKind.nullable(),
      note: z.string(),
      version: z.int(),
    }),
  ),
});

export const VerificationView = z.object({
  application: z.object({ id: z.string(), consortium: Consortium, state: z.string(), stateLabel: z.string() }),
  batch: z.object({ id: z.string(), title: z.string() }),
  closesAt: z.string(),
  canVerify: z.boolean(),
  canFinish: z.boolean(),
  isVerified: z.boolean(),
  canReturn: z.boolean(),
  revision: z.int(),
  digest: z.string(),
  figures: z.array(FigureView),
  /** What the program finds of format and completeness, with the applicant's reason. */
  checks: z.array(
    z.object({ severity: z.enum(['error', 'warning']), message: z.string(), reason: z.string().nullable() }),
  ),
  spotCheck: SpotCheckView.nullable(),
  findings: z.array(FindingView),
  looked: z.object({ revision: z.int(), at: z.string() }).nullable(),
  changedSince: z.array(z.object({ cell: z.string(), label: z.string(), from: z.unknown(), to: z.unknown() })),
  cells: z.array(z.object({ cell: z.string(), label: z.string() })),
});
