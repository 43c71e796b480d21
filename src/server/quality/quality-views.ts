import { z } from 'zod';

export const Severity = z.enum(['serious', 'usual', 'slight']);
export const FindingState = z.enum(['open', 'answered', 'accepted', 'gone']);
const Named = z.object({ id: z.string(), name: z.string() });

export const FindingView = z.object({
  id: z.string(),
  consortium: Named,
  province: z.string(),
  rule: z.string(),
  ruleLabel: z.string(),
  severity: Severity,
  severityLabel: z.string(),
  year: z.int(),
  text: z.string(),
  /** What would settle it. */
  settle: z.string(),
  figures: z.array(z.object({ id: z.string(), label: z.string() })),
  state: FindingState,
  stateLabel: z.string(),
  assignee: Named.extend({ isMember: z.boolean() }),
  version: z.int(),
  firstFoundAt: z.string(),
  /** What the reader may do with it now. */
  actions: z.array(z.object({ action: z.string(), label: z.string() })),
  acts: z.array(z.object({ act: z.string(), label: z.string(), text: z.string(), by: z.string(), at: z.string() })),
  /** Whom it equals, as far as the reader may see both. */
  others: z.array(Named.extend({ what: z.string() })),
});

export const ScoreView = z.object({
  points: z.int(),
  parts: z.array(
    z.object({
      part: z.string(),
      label: z.string(),
      weight: z.number(),
      points: z.number(),
      made: z.array(z.string()),
    }),
  ),
});

export const QualityView = z.object({
  consortium: Named,
  year: z.int(),
  years: z.array(z.int()),
  /** Like consortia that it is compared with. */
  group: z.string().nullable(),
  checkedAt: z.string().nullable(),
  comparedAt: z.string().nullable(),
  score: ScoreView.nullable(),
  findings: z.array(FindingView),
  canCheck: z.boolean(),
  canAssign: z.boolean(),
});

export const KeptView = z.object({ found: z.int(), opened: z.int(), gone: z.int() });

const Counted = z.object({ id: z.string(), label: z.string(), open: z.int(), answered: z.int() });

export const OfficeView = z.object({
  year: z.int(),
  years: z.array(z.int()),
  /** The offices for which the reader may have all their consortia looked at. */
  offices: z.array(Named),
  lastRun: z
    .object({ at: z.string(), by: z.string(), office: z.string(), consortia: z.int(), ...KeptView.shape })
    .nullable(),
  rules: z.array(Counted),
  severities: z.array(Counted),
  provinces: z.array(Counted),
  /** The lowest score first. */
  ranking: z.array(
    z.object({
      consortium: Named,
      province: z.string(),
      points: z.int(),
      open: z.int(),
      answered: z.int(),
      group: z.string().nullable(),
    }),
  ),
});

export const FindingsView = z.object({ items: z.array(FindingView), total: z.int() });
