import { z } from 'zod';
import {
  agreementActions,
  agreementSides,
  agreementStates,
  marks,
  studentActions,
  studentStates,
  type Terms,
} from '#core/apprenticeship/agreement.ts';
import { amendmentActions, amendmentStates } from '#core/apprenticeship/amendment.ts';
import { longText, text } from '#server/http/text.ts';
import { Day, Version } from '#server/member/member-views.ts';

export const ApprenticeshipParams = z.object({ id: z.uuid(), apprenticeshipId: z.uuid() });
export const ApprenticeParams = ApprenticeshipParams.extend({ apprenticeId: z.uuid() });
export const PaperParams = ApprenticeParams.extend({ document: z.enum(['agreement.docx', 'agreement.pdf']) });

const optional = (most: number) => text(most).or(z.literal('')).default('');
const Count = z.int().min(0).max(10_000_000);

export const TermsBody = z.object({
  post: text(100),
  place: text(100),
  minutesPerDay: z.int().min(1).max(1440),
  daysPerWeek: z.int().min(1).max(7),
  hasNightShift: z.boolean().default(false),
  worksHolidays: z.boolean().default(false),
  filing: optional(100),
  staff: Count,
  postStaff: Count,
  /** 元 a month. */
  allowance: z.int().min(0).max(1_000_000),
  insurance: z
    .object({ policy: text(100), until: Day })
    .nullable()
    .default(null),
  schoolMentor: text(50),
  enterpriseMentor: text(50),
  plan: longText(4000).default(''),
}) satisfies z.ZodType<Terms>;

export const ApprenticeshipBody = z.object({
  kind: z.string().max(60),
  schoolId: z.uuid(),
  enterpriseId: z.uuid(),
  major: text(100),
  startsOn: Day,
  endsOn: Day,
  terms: TermsBody,
});
export type ApprenticeshipBody = z.infer<typeof ApprenticeshipBody>;

/** `reason` is asked for once the text was proposed: it is then another text, which all sign anew. With students at the post an amendment changes it. */
export const TermsChange = z.object({ terms: TermsBody, reason: optional(500), version: Version });
export type TermsChange = z.infer<typeof TermsChange>;

export const AgreementActBody = z.object({ action: z.enum(agreementActions), version: Version });

export const AmendmentParams = ApprenticeshipParams.extend({ number: z.coerce.number().int().min(1).max(32767) });
/** What a running agreement is to be; what does not change is told as it is. */
export const AmendmentBody = z.object({ terms: TermsBody, endsOn: Day, reason: text(500), version: Version });
export type AmendmentBody = z.infer<typeof AmendmentBody>;
export const AmendmentActBody = z.object({ action: z.enum(amendmentActions), version: Version });

export const ApprenticesBody = z.object({
  students: z
    .array(
      z.object({
        name: text(50),
        /** 学号: kept as a keyed hash only. */
        number: text(50),
        bornIn: z.string().regex(/^(19|20)\d{2}-(0[1-9]|1[0-2])$/),
      }),
    )
    .min(1)
    .max(200),
});
export type ApprenticesBody = z.infer<typeof ApprenticesBody>;

export const ApprenticeActBody = z.object({
  action: z.enum(studentActions),
  version: Version,
  /** The day of training, the first at the post, or the last. */
  day: Day.optional(),
  mark: z.enum(marks).optional(),
  text: optional(500),
});
export type ApprenticeActBody = z.infer<typeof ApprenticeActBody>;

export const DayBody = z.object({
  day: Day,
  /** Minutes after midnight; beyond 1440 it is the next day. */
  from: z.int().min(0).max(1439),
  to: z.int().min(1).max(2879),
  rest: z.int().min(0).max(1439).default(0),
  log: longText(1000).default(''),
});
export type DayBody = z.infer<typeof DayBody>;

const Named = z.object({ id: z.string(), name: z.string() });
const AlertView = z.object({ code: z.string(), clause: z.string(), text: z.string(), isBarred: z.boolean() });
const Counts = z.object({ called: z.int(), begun: z.int(), completed: z.int(), left: z.int() });

const HeadView = z.object({
  id: z.string(),
  kind: z.string(),
  kindLabel: z.string(),
  school: Named,
  enterprise: Named,
  major: z.string(),
  post: z.string(),
  startsOn: z.string(),
  endsOn: z.string(),
  state: z.enum(agreementStates),
  stateLabel: z.string(),
  counts: Counts,
  alerts: z.array(AlertView),
});
export type HeadView = z.infer<typeof HeadView>;

export const ApprenticeshipsView = z.object({
  kinds: z.array(z.object({ id: z.string(), label: z.string() })),
  /** Schools that the reader speaks for; who speaks for none prepares no agreement. */
  schools: z.array(Named),
  enterprises: z.array(Named),
  items: z.array(HeadView),
  total: z.int(),
});

const Changes = z.array(z.object({ label: z.string(), from: z.string(), to: z.string() }));
const AmendmentView = z.object({
  number: z.int(),
  /** Who proposed it. */
  side: z.enum(agreementSides),
  reason: z.string(),
  state: z.enum(amendmentStates),
  stateLabel: z.string(),
  changes: Changes,
  at: z.string(),
  answeredAt: z.string().nullable(),
  awaited: z.array(z.object({ student: z.string(), isGuardian: z.boolean() })),
  actions: z.array(z.object({ id: z.enum(amendmentActions), label: z.string() })),
});
export type AmendmentView = z.infer<typeof AmendmentView>;

const SignatureView = z.object({ side: z.enum(agreementSides), at: z.string() });

const ApprenticeView = z.object({
  id: z.string(),
  number: z.int(),
  name: z.string(),
  isMinor: z.boolean(),
  isErased: z.boolean(),
  state: z.enum(studentStates),
  stateLabel: z.string(),
  startsOn: z.string(),
  endsOn: z.string(),
  awaited: z.array(z.enum(['student', 'guardian'])),
  trainedOn: z.string().nullable(),
  evaluations: z.array(z.object({ side: z.enum(agreementSides), mark: z.string(), remark: z.string() })),
  leftBecause: z.string(),
  days: z.object({ told: z.int(), waiting: z.int() }),
  alerts: z.array(AlertView),
  actions: z.array(z.object({ id: z.enum(studentActions), label: z.string() })),
  version: z.int(),
});

export const ApprenticeshipView = HeadView.extend({
  side: z.enum(agreementSides).nullable(),
  today: z.string(),
  terms: TermsBody,
  text: z.int(),
  texts: z.array(z.object({ number: z.int(), reason: z.string(), at: z.string(), signatures: z.array(SignatureView) })),
  actions: z.array(z.object({ id: z.enum(agreementActions), label: z.string() })),
  canChange: z.boolean(),
  canAmend: z.boolean(),
  amendments: z.array(AmendmentView),
  marks: z.array(z.string()),
  students: z.array(ApprenticeView),
  version: z.int(),
});

export const IssuedPass = z.object({
  id: z.string(),
  number: z.int(),
  name: z.string(),
  link: z.string(),
  guardianLink: z.string().nullable(),
});
export type IssuedPass = z.infer<typeof IssuedPass>;
export const IssuedPasses = z.object({ passes: z.array(IssuedPass) });

export const DayView = z.object({
  day: z.string(),
  from: z.int(),
  to: z.int(),
  rest: z.int(),
  log: z.string(),
  isConfirmed: z.boolean(),
});
export const DaysView = z.object({ items: z.array(DayView), alerts: z.array(AlertView) });

export const ApprenticePassView = z.object({
  consortium: z.string(),
  title: z.string(),
  isGuardian: z.boolean(),
  today: z.string(),
  student: z.object({
    name: z.string(),
    number: z.int(),
    isMinor: z.boolean(),
    state: z.enum(studentStates),
    stateLabel: z.string(),
    startsOn: z.string(),
    endsOn: z.string(),
    awaited: z.array(z.enum(['student', 'guardian'])),
  }),
  /** Whether the text may be signed by now. */
  isProposed: z.boolean(),
  text: z.int(),
  clauses: z.array(z.object({ heading: z.string(), text: z.string() })),
  /** 补充协议 that is being signed. */
  amendment: z
    .object({
      number: z.int(),
      reason: z.string(),
      changes: Changes,
      isSigned: z.boolean(),
      awaitsGuardian: z.boolean(),
    })
    .nullable(),
  days: z.array(DayView),
});
