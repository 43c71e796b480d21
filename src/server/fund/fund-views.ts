import { z } from 'zod';
import { spendingActions, spendingStates } from '#core/fund/fund-rules.ts';
import { text } from '#server/http/text.ts';
import { Day } from '#server/member/member-views.ts';

export const FundYear = z.coerce.number().int().min(2000).max(2100);
export const YearParams = z.object({ id: z.uuid(), year: FundYear });
export const PlanParams = z.object({ id: z.uuid(), planId: z.uuid() });
export const ReceiptParams = PlanParams.extend({ receiptId: z.uuid() });
export const LineParams = z.object({ id: z.uuid(), lineId: z.uuid() });
export const LineChangeParams = z.object({ id: z.uuid(), changeId: z.uuid() });
export const SpendingParams = z.object({ id: z.uuid(), spendingId: z.uuid() });
export const DeputyParams = z.object({ id: z.uuid(), deputyId: z.uuid() });

/** An amount in yuan with at most two decimals, as a text. */
export const Yuan = z
  .string()
  .regex(/^\d{1,10}(\.\d{1,2})?$/)
  .meta({ description: '金额（元），最多两位小数' });
export const PositiveYuan = Yuan.refine((value) => /[1-9]/.test(value));

export const words = (most: number) => text(most).or(z.literal('')).default('');

export const PlanBody = z.object({
  source: text(50),
  payer: text(200),
  memberId: z.uuid().nullable().default(null),
  planned: Yuan,
  dueOn: Day.nullable().default(null),
  note: words(500),
  /** 台账该年度已结账时的更正理由. */
  reason: words(500),
});

export const ReceiptBody = z.object({
  receivedOn: Day,
  amount: PositiveYuan,
  voucher: text(100),
  reason: words(500),
});

export const LineChangeBody = z.object({ amount: Yuan, reason: text(500) });

export const SpendingBody = z.object({
  lineId: z.uuid(),
  title: text(200),
  payee: text(200),
  purpose: words(2000),
  amount: PositiveYuan,
});

export const FundVersion = z.int().min(1).max(1e9);

export const SpendingActBody = z.object({
  version: FundVersion,
  action: z.enum(spendingActions),
  text: words(2000),
  resolution: words(100),
  paidOn: Day.optional(),
  voucher: words(100),
});

const YearView = z.object({
  year: z.int(),
  opening: z.string(),
  /** Whether the opening is final: typed for the first year, or carried over from a year that is closed. */
  isCarried: z.boolean(),
  received: z.string(),
  paid: z.string(),
  closing: z.string(),
  closed: z.object({ by: z.string(), at: z.string() }).nullable(),
});

const ReceiptView = z.object({
  id: z.string(),
  receivedOn: z.string(),
  amount: z.string(),
  voucher: z.string(),
  by: z.string(),
  reversed: z.object({ by: z.string(), reason: z.string() }).nullable(),
});

export const PlanView = z.object({
  id: z.string(),
  year: z.int(),
  source: z.string(),
  payer: z.string(),
  memberId: z.string().nullable(),
  planned: z.string(),
  received: z.string(),
  percent: z.string().nullable(),
  dueOn: z.string().nullable(),
  isLate: z.boolean(),
  note: z.string(),
  version: z.int(),
  receipts: z.array(ReceiptView),
});

export const ComparedView = z.object({
  name: z.string(),
  planned: z.string(),
  actual: z.string(),
  percent: z.string().nullable(),
});

const LineView = z.object({
  id: z.string(),
  name: z.string(),
  department: z.string(),
  amount: z.string(),
  asked: z.string(),
  approved: z.string(),
  paid: z.string(),
  free: z.string(),
  percent: z.string().nullable(),
  changes: z.array(
    z.object({
      id: z.string(),
      amount: z.string(),
      reason: z.string(),
      state: z.enum(['asked', 'approved', 'declined']),
      by: z.string(),
      at: z.string(),
      decided: z
        .object({ by: z.string(), at: z.string(), authority: z.string(), resolution: z.string(), remark: z.string() })
        .nullable(),
      /** The authorities as which the reader may decide it now. */
      mine: z.array(z.object({ id: z.string(), label: z.string(), needsResolution: z.boolean() })),
    }),
  ),
});

export const SpendingItem = z.object({
  id: z.string(),
  year: z.int(),
  number: z.string(),
  line: z.object({ id: z.string(), name: z.string() }),
  title: z.string(),
  payee: z.string(),
  amount: z.string(),
  state: z.enum(spendingStates),
  stateLabel: z.string(),
  /** The step that it waits for, counted from 1. */
  due: z.object({ label: z.string(), step: z.int(), of: z.int() }).nullable(),
  awaitsMe: z.boolean(),
  askedBy: z.string(),
  askedAt: z.string(),
  paidOn: z.string().nullable(),
  voucher: z.string().nullable(),
  vouchers: z.int(),
  version: z.int(),
});

export const FundsView = z.object({
  year: z.int(),
  years: z.array(YearView),
  may: z.object({ manage: z.boolean(), approve: z.boolean(), ask: z.boolean() }),
  sources: z.array(z.string()),
  bySource: z.array(ComparedView),
  plan: z.array(PlanView),
  lines: z.array(LineView),
  spendings: z.array(SpendingItem),
  /** Who approves how much, in words. */
  ladders: z.array(z.object({ upTo: z.string().nullable(), steps: z.array(z.string()) })),
  deputies: z.array(
    z.object({
      id: z.string(),
      person: z.string(),
      deputy: z.string(),
      from: z.string(),
      to: z.string(),
      isOwn: z.boolean(),
    }),
  ),
  people: z.array(z.object({ id: z.string(), name: z.string(), roles: z.array(z.string()), isMe: z.boolean() })),
  because: z.string(),
});

export const SpendingView = SpendingItem.extend({
  purpose: z.string(),
  isOwn: z.boolean(),
  steps: z.array(
    z.object({
      label: z.string(),
      isDue: z.boolean(),
      approved: z.object({ by: z.string(), at: z.string(), resolution: z.string().nullable() }).nullable(),
    }),
  ),
  acts: z.array(z.object({ label: z.string(), text: z.string(), by: z.string(), at: z.string() })),
  actions: z.array(
    z.object({
      id: z.enum(spendingActions),
      label: z.string(),
      needsReason: z.boolean(),
      needsResolution: z.boolean(),
      needsVouchers: z.boolean(),
    }),
  ),
});

export const OwnFundsView = z.object({
  items: z.array(PlanView.omit({ version: true, note: true })),
});

export const WaitingSpendings = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      consortium: z.object({ id: z.string(), name: z.string() }),
      number: z.string(),
      title: z.string(),
      amount: z.string(),
      step: z.string(),
      askedBy: z.string(),
      askedAt: z.string(),
    }),
  ),
});
