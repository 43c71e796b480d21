import { z } from 'zod';

export const CollectionParams = z.object({ id: z.uuid() });
export const ReturnParams = z.object({ id: z.uuid(), collectionId: z.uuid() });
export const KindId = z.enum(['plan', 'self-evaluation', 'quarter']);
export const Level = z.enum(['consortium', 'province', 'ministry']);
export const PunctualityId = z.enum(['onTime', 'late', 'missing', 'open']);
const State = z.enum(['draft', 'sent', 'returned', 'approved', 'handed', 'final']);
const Unit = z.object({ id: z.string(), name: z.string() });
const Amount = z.string().nullable();

const LevelView = z.object({
  level: Level,
  label: z.string(),
  dueAt: z.string(),
  closesAt: z.string(),
  isOpen: z.boolean(),
});

export const CollectionItem = z.object({
  id: z.string(),
  title: z.string(),
  kindLabel: z.string(),
  year: z.int(),
  quarter: z.int().nullable(),
  unit: Unit,
  opensAt: z.string(),
  dueAt: z.string(),
  isOpen: z.boolean(),
  /** Consortia that are asked, that have sent, and whose return has passed its last level. */
  asked: z.int(),
  sent: z.int(),
  complete: z.int(),
});

export const CandidateView = z.object({
  id: z.string(),
  name: z.string(),
  province: Unit,
  batches: z.array(z.object({ id: z.string(), title: z.string() })),
});

export const BoardView = z.object({
  id: z.string(),
  title: z.string(),
  kindLabel: z.string(),
  because: z.string(),
  note: z.string(),
  year: z.int(),
  quarter: z.int().nullable(),
  unit: Unit,
  /** Whether returns go on to the ministry. */
  goesUp: z.boolean(),
  judgesPlan: z.boolean(),
  opensAt: z.string(),
  version: z.int(),
  canManage: z.boolean(),
  levels: z.array(LevelView),
  extensions: z.array(
    z.object({
      id: z.string(),
      level: z.string(),
      dueAt: z.array(z.string()),
      closesAt: z.array(z.string()),
      reason: z.string(),
      by: z.string(),
      at: z.string(),
    }),
  ),
  provinces: z.array(
    Unit.extend({
      total: z.int(),
      onTime: z.int(),
      late: z.int(),
      missing: z.int(),
      open: z.int(),
      sent: z.int(),
      returned: z.int(),
      approved: z.int(),
      handed: z.int(),
      final: z.int(),
    }),
  ),
  handings: z.array(
    z.object({
      unitId: z.string(),
      unit: z.string(),
      number: z.int(),
      remark: z.string(),
      handed: z.int(),
      by: z.string(),
      at: z.string(),
    }),
  ),
});

export const BoardRowView = z.object({
  consortium: Unit,
  province: Unit,
  state: z.string(),
  stateLabel: z.string(),
  revision: z.int().nullable(),
  sentAt: z.string().nullable(),
  fulfilled: z.boolean().nullable(),
  own: PunctualityId,
  provincial: PunctualityId,
});

export const ReturnItem = z.object({
  id: z.string(),
  title: z.string(),
  kind: z.string(),
  kindLabel: z.string(),
  year: z.int(),
  quarter: z.int().nullable(),
  unit: z.string(),
  opensAt: z.string(),
  dueAt: z.string(),
  state: z.string(),
  stateLabel: z.string(),
  punctuality: z.string(),
  sentAt: z.string().nullable(),
});

const FigureView = z.object({
  figure: z.string(),
  label: z.string(),
  unit: z.string(),
  isRate: z.boolean(),
  /** Decimal texts; a rate's value is in percent, with numerator and denominator as amount and base. */
  value: Amount,
  amount: z.string(),
  base: Amount,
  /** Shares from 0 to 1 of the entries behind it. */
  confirmed: z.string(),
  evidenced: z.string(),
  entries: z.int(),
  previous: Amount,
  committed: Amount,
  planned: Amount,
  /** Value in percent of the commitment. */
  fulfilment: Amount,
  reason: z.string(),
  version: z.int(),
  reasonVersion: z.int(),
});

export const ReturnView = z.object({
  consortium: Unit,
  province: Unit,
  collection: z.object({
    id: z.string(),
    title: z.string(),
    kind: KindId,
    kindLabel: z.string(),
    because: z.string(),
    note: z.string(),
    year: z.int(),
    quarter: z.int().nullable(),
    unit: Unit,
    opensAt: z.string(),
    isBegun: z.boolean(),
  }),
  levels: z.array(LevelView),
  state: State,
  stateLabel: z.string(),
  version: z.int(),
  actions: z.array(z.object({ action: z.string(), label: z.string() })),
  canEdit: z.boolean(),
  /** The latest frozen revision: what is shown unless `canEdit`. */
  revision: z.object({ number: z.int(), digest: z.string(), sentAt: z.string(), sentBy: z.string() }).nullable(),
  texts: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      limit: z.int(),
      required: z.boolean(),
      help: z.string().nullable(),
      value: z.string(),
      version: z.int(),
    }),
  ),
  figures: z.array(FigureView),
  figuresAre: z.enum(['planned', 'actual']),
  reasonLimit: z.int(),
  findings: z.array(
    z.object({
      check: z.string(),
      severity: z.enum(['error', 'warning']),
      fields: z.array(z.string()).readonly(),
      cells: z.array(z.string()).readonly(),
      message: z.string(),
    }),
  ),
  acts: z.array(
    z.object({
      version: z.int(),
      level: Level,
      levelLabel: z.string(),
      action: z.string(),
      actionLabel: z.string(),
      revision: z.int().nullable(),
      text: z.string(),
      remarks: z.array(z.object({ cell: z.string(), label: z.string(), text: z.string() })),
      by: z.string(),
      at: z.string(),
    }),
  ),
  /** What differs from the revision that the reader's level judged last, of `total` cells. */
  changes: z
    .object({
      since: z.object({ revision: z.int(), action: z.string(), at: z.string(), by: z.string() }),
      total: z.int(),
      cells: z.array(z.object({ cell: z.string(), label: z.string(), before: Amount, after: Amount })),
    })
    .nullable(),
  judges: z
    .object({
      fulfilled: z.boolean().nullable(),
      plan: z
        .object({ collectionId: z.string(), title: z.string(), texts: z.record(z.string(), z.string()) })
        .nullable(),
    })
    .nullable(),
  strikes: z.array(z.object({ year: z.int(), reason: z.string(), at: z.string(), withdrawn: z.boolean() })),
});
