import { z } from 'zod';
import { text } from '#server/http/text.ts';
import { Day } from '#server/member/member-views.ts';

const Count = z.int().min(0).max(10_000);

export const ThresholdView = z.union([
  z.object({ count: Count }),
  z.object({ part: z.int().min(0).max(100), of: z.int().min(1).max(100), isExceeded: z.boolean() }),
]);

export const CharterRulesView = z.object({
  parties: z.array(z.object({ party: z.string().max(50), seats: Count, quorum: ThresholdView.nullable() })).max(20),
  quorum: ThresholdView,
  majorities: z
    .array(z.object({ kind: z.string().max(50), of: z.enum(['present', 'all']), threshold: ThresholdView }))
    .min(1)
    .max(50),
  noticeDays: z.int().min(0).max(365),
  mostProxies: z.int().min(0).max(100),
  doProxiesCount: z.boolean(),
  termYears: z.int().min(1).max(20),
});

/** On what a charter, an election or a dismissal rests. */
export const Authority = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('resolution'), id: z.string(), number: z.string() }),
  z.object({ kind: z.literal('document'), reference: text(200) }),
]);
export type Authority = z.infer<typeof Authority>;

export const CharterBody = z.object({
  /** The version that this one was written over; 0 where there was none. */
  base: z.int().min(0),
  inForceFrom: Day,
  rules: CharterRulesView,
  reference: text(200),
  /** The version of the charter's text that they follow, among the governing documents. */
  documentVersionId: z.uuid().nullable().default(null),
});

export const SeatBody = z.object({
  party: z.string().max(50),
  role: z.string().max(50),
  organisation: text(200),
  memberId: z.uuid().nullable().default(null),
  name: text(100),
  email: z.email().max(320).toLowerCase().or(z.literal('')).default(''),
  phone: text(50).or(z.literal('')).default(''),
  from: Day,
  to: Day,
  reference: text(200),
});

export const SeatEndBody = z.object({ version: z.int(), on: Day, reference: text(200) });
export const SubstituteBody = z.object({ name: text(100), from: Day, to: Day });

const CharterView = z.object({
  version: z.int(),
  inForceFrom: z.string(),
  rules: CharterRulesView,
  authority: Authority,
  /** Its text, where it is linked and the actor may see it. */
  document: z.object({ id: z.string(), versionId: z.string(), title: z.string(), number: z.int() }).nullable(),
  by: z.string(),
  at: z.string(),
});

const SeatView = z.object({
  id: z.string(),
  party: z.string(),
  role: z.string(),
  organisation: z.string(),
  memberId: z.string().nullable(),
  name: z.string(),
  from: z.string(),
  to: z.string(),
  endedOn: z.string().nullable(),
  lastDay: z.string(),
  electedBy: Authority,
  endedBy: Authority.nullable(),
  version: z.int(),
  /** None for those who do not call meetings. */
  contact: z.object({ email: z.string(), phone: z.string() }).nullable(),
  substitutes: z.array(z.object({ id: z.string(), name: z.string(), from: z.string(), to: z.string() })),
});

const Named = z.array(z.object({ id: z.string(), label: z.string() }));

export const CouncilView = z.object({
  consortium: z.object({ id: z.string(), name: z.string() }),
  canManage: z.boolean(),
  today: z.string(),
  parties: Named,
  roles: Named,
  motionKinds: Named,
  /** In force today; none before the first. */
  charter: CharterView.nullable(),
  /** What the notice suggests where there is no charter yet. */
  suggested: CharterRulesView,
  charters: z.array(CharterView),
  seats: z.array(SeatView),
});
