import { z } from 'zod';
import { applicationActions, applicationStates, appliedKinds } from '#core/market/application.ts';
import { reasonKinds } from '#core/market/recommend.ts';
import { text } from '#server/http/text.ts';
import { Day, Version } from '#server/member/member-views.ts';
import { PositionView, Skills } from '#server/talent/talent-views.ts';

export const ProfileParams = z.object({ id: z.uuid(), profileId: z.uuid() });
export const ApplicationParams = z.object({ id: z.uuid(), applicationId: z.uuid() });
const OfferDocument = z.enum(['agreement.docx', 'agreement.pdf']);
export type OfferDocument = z.infer<typeof OfferDocument>;
export const OfferPaperParams = ApplicationParams.extend({ document: OfferDocument });
export const PassApplicationParams = z.object({ token: z.string().min(20).max(100), applicationId: z.uuid() });

export const PassPaperParams = PassApplicationParams.extend({ document: OfferDocument });

const optional = (most: number) => text(most).or(z.literal('')).default('');
const Named = z.object({ id: z.string(), name: z.string() });

export const ProfilesBody = z.object({
  memberId: z.uuid(),
  level: text(20),
  students: z
    .array(z.object({ name: text(50), major: text(100), skills: Skills, isMinor: z.boolean().default(false) }))
    .min(1)
    .max(200),
});
export type ProfilesBody = z.infer<typeof ProfilesBody>;

export const IssuedProfilePass = z.object({
  id: z.string(),
  number: z.int(),
  name: z.string(),
  link: z.string(),
  guardianLink: z.string().nullable(),
});
export type IssuedProfilePass = z.infer<typeof IssuedProfilePass>;
export const IssuedProfilePasses = z.object({ passes: z.array(IssuedProfilePass) });

export const ProfilesView = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      number: z.int(),
      name: z.string(),
      school: z.string(),
      major: z.string(),
      level: z.string(),
      isMinor: z.boolean(),
      agreed: z.boolean(),
      guardianAgreed: z.boolean(),
      isErased: z.boolean(),
    }),
  ),
  total: z.int(),
});

const ReasonView = z.object({ kind: z.enum(reasonKinds), text: z.string() });
export const RecommendedView = z.object({ position: PositionView, reasons: z.array(ReasonView) });
export type RecommendedView = z.infer<typeof RecommendedView>;

const consents = { isMinor: z.boolean(), guardian: z.boolean(), school: z.boolean() };
const Consents = z.object(consents);

const ApplicationHead = z.object({
  id: z.string(),
  kind: z.enum(appliedKinds),
  state: z.enum(applicationStates),
  stateLabel: z.string(),
  position: z.object({ id: z.string(), title: z.string(), place: z.string() }),
  enterprise: Named,
  note: z.string(),
  interview: z.object({ at: z.string(), place: z.string() }).nullable(),
  answer: z.string(),
  offer: z
    .object({
      until: z.string(),
      startsOn: z.string(),
      endsOn: z.string().nullable(),
      pay: z.int(),
      probationMonths: z.int().nullable(),
    })
    .nullable(),
  consents: Consents,
  schoolRemark: z.string(),
  apprenticeshipId: z.string().nullable(),
  actions: z.array(z.object({ id: z.enum(applicationActions), label: z.string() })),
  version: z.int(),
});
export type ApplicationHead = z.infer<typeof ApplicationHead>;

export const ApplicationsView = z.object({
  items: z.array(
    ApplicationHead.extend({
      student: z.object({
        number: z.int(),
        name: z.string(),
        major: z.string(),
        level: z.string(),
        skills: z.array(z.string()),
      }),
      school: Named,
    }),
  ),
  total: z.int(),
  /** What an apprenticeship or a placement may count as. */
  agreementKinds: z.array(z.object({ id: z.string(), label: z.string() })),
});

export const MarketPassView = z.object({
  consortium: z.string(),
  isGuardian: z.boolean(),
  today: z.string(),
  student: z.object({
    number: z.int(),
    name: z.string(),
    school: z.string(),
    major: z.string(),
    level: z.string(),
    skills: z.array(z.string()),
    place: z.string(),
    isMinor: z.boolean(),
    agreed: z.boolean(),
    guardianAgreed: z.boolean(),
    version: z.int(),
  }),
  applications: z.array(ApplicationHead),
});

export const ProfileChange = z.object({ skills: Skills, place: optional(100), version: Version });
export type ProfileChange = z.infer<typeof ProfileChange>;
export const ApplyBody = z.object({ positionId: z.uuid(), note: optional(500) });
export const PassActBody = z.object({
  action: z.enum(['withdraw', 'accept', 'decline', 'consent']),
  version: Version,
});
export type PassActBody = z.infer<typeof PassActBody>;

export const ApplicationActBody = z.discriminatedUnion('action', [
  z.object({
    action: z.literal('interview'),
    version: Version,
    at: z.iso.datetime({ offset: true }),
    place: text(200),
    text: optional(500),
  }),
  z.object({
    action: z.literal('offer'),
    version: Version,
    until: Day,
    startsOn: Day,
    endsOn: Day.nullable().default(null),
    /** 元 a month. */
    pay: z.int().min(0).max(1_000_000),
    /** 试用期, of a job alone; null where nothing is said. */
    probationMonths: z.int().min(0).max(6).nullable().default(null),
    text: optional(500),
  }),
  z.object({ action: z.literal('reject'), version: Version, text: optional(500) }),
  /** `kind`: the ledger that an apprenticeship or placement counts in; of a job there is none. */
  z.object({ action: z.literal('consent'), version: Version, kind: z.string().max(60).optional() }),
  z.object({ action: z.literal('refuse'), version: Version, text: text(500) }),
]);
export type ApplicationActBody = z.infer<typeof ApplicationActBody>;
