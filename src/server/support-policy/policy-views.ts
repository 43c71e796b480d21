import { z } from 'zod';
import { policyPeriods } from '#core/support-policy/policy-rules.ts';
import { text } from '#server/http/text.ts';
import { ConsortiumParams, Day } from '#server/member/member-views.ts';

export const PolicyParams = ConsortiumParams.extend({ policyId: z.uuid() });
export const ApplicationParams = PolicyParams.extend({ applicationId: z.uuid() });
export const GrantParams = PolicyParams.extend({ grantId: z.uuid() });
export const PolicyVersion = z.int().min(1).max(1e9);

const words = (most: number) => text(most).or(z.literal('')).default('');

/** A decimal from 0 with at most four places, as its shortest text. */
const Amount = z.string().regex(/^(0|[1-9]\d{0,11})(\.\d{0,3}[1-9])?$/);

const Period = z.enum(policyPeriods);

const Condition = z.discriminatedUnion('about', [
  z.object({ about: z.literal('category'), of: z.array(z.string().max(50)).max(20).readonly() }),
  z.object({
    about: z.literal('trait'),
    trait: z.string().max(50),
    of: z.array(z.string().max(50)).max(20).readonly(),
  }),
  z.object({
    about: z.literal('size'),
    trait: z.string().max(50),
    atLeast: Amount.nullable().default(null),
    atMost: Amount.nullable().default(null),
  }),
  z.object({ about: z.literal('figure'), figure: z.string().max(60), period: Period, atLeast: Amount }),
  z.object({
    about: z.literal('records'),
    kind: z.string().max(60),
    only: z
      .object({ field: z.string().max(50), is: z.string().max(50) })
      .nullable()
      .default(null),
    period: Period,
    atLeast: Amount,
  }),
]);

/** One without an id is new; one that is not named any more goes, unless it was applied for or granted. */
const ClauseBody = z.object({
  id: z.uuid().nullable().default(null),
  clause: text(50),
  measure: text(1000),
  beneficiaries: words(500),
  conditions: z.array(Condition).max(10).default([]),
  limits: words(500),
  howToApply: words(2000),
  contact: words(300),
  appliesFrom: Day.nullable().default(null),
  appliesUntil: Day.nullable().default(null),
});

export const PolicyBody = z.object({
  field: z.string().max(20),
  title: text(200),
  number: text(100),
  issuer: text(200),
  issuedOn: Day,
  endsOn: Day.nullable().default(null),
  clauses: z.array(ClauseBody).min(1).max(50),
  /** Why a closed year is restated. */
  reason: text(500).optional(),
});
export type PolicySaid = z.infer<typeof PolicyBody>;

export const ApplicationBody = z.object({ clauseId: z.uuid(), memberId: z.uuid(), text: words(2000) });
export const DecisionBody = z.object({
  action: z.enum(['withdraw', 'decline']),
  text: words(2000),
  version: PolicyVersion,
});
export const GrantBody = z.object({
  clauseId: z.uuid(),
  memberId: z.uuid(),
  /** The application that it answers. */
  applicationId: z.uuid().nullable().default(null),
  grantedOn: Day,
  amountWan: Amount.refine((amount) => amount !== '0')
    .nullable()
    .default(null),
  what: words(300),
  voucher: words(200),
  evidenceId: z.uuid().nullable().default(null),
  isShown: z.boolean().default(false),
});

const Named = z.object({ id: z.string(), name: z.string() });
const Outcome = z.enum(['fits', 'unknown', 'fails']);
const Applying = z.enum(['ahead', 'open', 'over']);
const Total = z.object({ grants: z.int(), members: z.int(), amountWan: z.string() });

/** A condition beside what was found. `records`: the ledger and year that the value was added up from. */
const Reason = z.object({
  condition: z.string(),
  holds: z.boolean().nullable(),
  found: z.string(),
  needed: z.string(),
  records: z.object({ kind: z.string(), year: z.int().nullable() }).nullable(),
});

const PolicyHead = z.object({
  id: z.string(),
  field: z.string(),
  title: z.string(),
  number: z.string(),
  issuer: z.string(),
  issuedOn: z.string(),
  endsOn: z.string().nullable(),
  isInForce: z.boolean(),
  withdrawn: z.boolean(),
});

const GrantView = z.object({
  id: z.string(),
  policy: z.object({ id: z.string(), title: z.string(), field: z.string() }),
  clause: z.string(),
  member: Named,
  grantedOn: z.string(),
  amountWan: z.string().nullable(),
  what: z.string(),
  voucher: z.string(),
  evidence: z.object({ id: z.string(), title: z.string() }).nullable(),
  isShown: z.boolean(),
});

const ApplicationView = z.object({
  id: z.string(),
  clauseId: z.string(),
  clause: z.string(),
  member: Named,
  isOwn: z.boolean(),
  text: z.string(),
  /** As it was on the day of the application. */
  fit: z.object({ outcome: Outcome, reasons: z.array(Reason) }),
  state: z.enum(['applied', 'granted', 'declined', 'withdrawn']),
  reason: z.string(),
  by: z.string(),
  appliedAt: z.string(),
  decidedAt: z.string().nullable(),
  version: z.int(),
});

export const PoliciesView = z.object({
  today: z.string(),
  manages: z.boolean(),
  /** Whether the reader sees all grants; else its own and those that are shown. */
  seesAll: z.boolean(),
  because: z.string(),
  fields: z.array(z.string()),
  /** The members for which the reader applies. */
  own: z.array(Named),
  items: z.array(
    PolicyHead.extend({
      measures: z.string(),
      applying: Applying,
      granted: Total,
      waiting: z.int(),
      /** Members that a clause fits, and how many of them were granted something; for who sees all. */
      coverage: z.object({ fitting: z.int(), granted: z.int() }).nullable(),
      /** The best outcome of its clauses for each of the reader's members. */
      fits: z.array(z.object({ member: Named, outcome: Outcome })),
    }),
  ),
  totals: z.array(Total.extend({ field: z.string(), year: z.int() })),
  grants: z.array(GrantView),
});

export const PolicyView = PolicyHead.extend({
  version: z.int(),
  manages: z.boolean(),
  seesAll: z.boolean(),
  /** Its ledger entry, for who may see that. */
  entry: z.object({ id: z.string(), kind: z.string() }).nullable(),
  own: z.array(Named),
  fields: z.array(z.string()),
  clauses: z.array(
    z.object({
      id: z.string(),
      clause: z.string(),
      measure: z.string(),
      beneficiaries: z.string(),
      conditions: z.array(Condition),
      conditionTexts: z.array(z.string()),
      limits: z.string(),
      howToApply: z.string(),
      contact: z.string(),
      appliesFrom: z.string().nullable(),
      appliesUntil: z.string().nullable(),
      applying: Applying,
      counts: z.object({ fits: z.int(), unknown: z.int(), fails: z.int(), fitsWithout: z.int() }).nullable(),
      fits: z.array(z.object({ member: Named, outcome: Outcome, reasons: z.array(Reason), mayApply: z.boolean() })),
    }),
  ),
  granted: Total,
  grants: z.array(GrantView),
  applications: z.array(ApplicationView),
});

export const FittingQuery = z.object({
  clause: z.uuid(),
  outcome: Outcome.default('fits'),
  /** Only those that have neither applied nor been granted anything. */
  without: z.stringbool().default(false),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
});

export const FittingView = z.object({
  total: z.int(),
  items: z.array(
    z.object({ member: Named, reasons: z.array(Reason), standing: z.enum(['granted', 'applied', 'none']) }),
  ),
});

export const MemberPoliciesView = z.object({
  member: Named,
  manages: z.boolean(),
  items: z.array(
    z.object({
      policy: z.object({ id: z.string(), title: z.string(), field: z.string(), number: z.string() }),
      clauseId: z.string(),
      clause: z.string(),
      measure: z.string(),
      applying: Applying,
      appliesUntil: z.string().nullable(),
      outcome: Outcome,
      reasons: z.array(Reason),
      standing: z.enum(['granted', 'applied', 'none']),
    }),
  ),
  grants: z.array(GrantView),
});

export const OwnPoliciesView = z.object({
  items: z.array(
    z.object({
      consortium: Named,
      member: Named,
      policy: z.object({ id: z.string(), title: z.string(), field: z.string() }),
      clause: z.string(),
      measure: z.string(),
      appliesUntil: z.string().nullable(),
    }),
  ),
});
