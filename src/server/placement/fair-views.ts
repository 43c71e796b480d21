import { z } from 'zod';
import { fairActions, fairStates, mostWishes, rankedOutcomes, wishOutcomes } from '#core/placement/fair.ts';
import { text } from '#server/http/text.ts';
import { Version } from '#server/member/member-views.ts';
import { PositionView, Skills } from '#server/talent/talent-views.ts';

export const FairParams = z.object({ id: z.uuid(), fairId: z.uuid() });
export const FairPositionParams = FairParams.extend({ positionId: z.uuid() });
export const FairStudentParams = FairParams.extend({ studentId: z.uuid() });
export const FairStateId = z.enum(fairStates);

const Moment = z.iso.datetime({ offset: true });
const times = { wishesUntil: Moment, rankingsUntil: Moment };
const PositionIds = z.array(z.uuid()).min(1).max(2000);

export const FairBody = z.object({ title: text(100), ...times, positionIds: PositionIds });
export type FairBody = z.infer<typeof FairBody>;
export const FairChange = z.object({ title: text(100), ...times, version: Version });
export type FairChange = z.infer<typeof FairChange>;
export const FairActBody = z.object({ version: Version, action: z.enum(fairActions) });
export const FairPositionsBody = z.object({ positionIds: PositionIds });

/** Least data: a name or whatever a school calls the student by, and what an enterprise chooses by. */
export const StudentsBody = z.object({
  memberId: z.uuid(),
  students: z
    .array(z.object({ name: text(50), major: text(100), skills: Skills, isMinor: z.boolean().default(false) }))
    .min(1)
    .max(2000),
});
export type StudentsBody = z.infer<typeof StudentsBody>;

const Ids = (most: number) =>
  z
    .array(z.uuid())
    .max(most)
    .refine((ids) => new Set(ids).size === ids.length, { message: '同一项出现了两次' });

export const RankingBody = z.object({ version: Version, quota: z.int().min(0).max(100_000), ranking: Ids(5000) });
export const WishesBody = z.object({
  version: Version,
  wishes: Ids(mostWishes),
  mate: z.int().min(1).max(1e6).nullable().default(null),
});

export const PassesView = z.object({
  passes: z.array(
    z.object({
      id: z.string(),
      number: z.int(),
      name: z.string(),
      link: z.string(),
      /** Of a minor: the one of whoever looks after it. */
      guardianLink: z.string().nullable(),
    }),
  ),
});
export type IssuedFairPass = z.infer<typeof PassesView>['passes'][number];

const FairHead = z.object({
  id: z.string(),
  title: z.string(),
  consortium: z.string(),
  state: FairStateId,
  stateLabel: z.string(),
  wishesUntil: z.string(),
  rankingsUntil: z.string(),
});

export const FairView = FairHead.extend({
  version: z.int(),
  manages: z.boolean(),
  digest: z.string().nullable(),
  placedAt: z.string().nullable(),
  /** What the secretariat may do next. */
  actions: z.array(z.object({ id: z.enum(fairActions), label: z.string() })),
  /** Schools for which the reader may bring students. */
  schools: z.array(z.object({ id: z.string(), name: z.string() })),
  /** Students that the reader may see: all, or those of its own school. */
  counts: z.object({ students: z.int(), agreed: z.int(), wished: z.int(), placed: z.int() }),
  positions: z.array(
    z.object({
      position: PositionView,
      quota: z.int(),
      ranked: z.int(),
      /** How many it was given; null before there is a result. */
      taken: z.int().nullable(),
      isOwn: z.boolean(),
      version: z.int(),
    }),
  ),
});

export const FairStudentsView = z.object({
  total: z.int(),
  items: z.array(
    z.object({
      id: z.string(),
      number: z.int(),
      name: z.string(),
      school: z.string(),
      major: z.string(),
      isMinor: z.boolean(),
      agreed: z.boolean(),
      guardianAgreed: z.boolean(),
      isErased: z.boolean(),
      wishes: z.int(),
      placed: z.string().nullable(),
    }),
  ),
});

export const ApplicantsView = z.object({
  quota: z.int(),
  version: z.int(),
  ranking: z.array(z.string()),
  applicants: z.array(
    z.object({
      id: z.string(),
      number: z.int(),
      name: z.string(),
      school: z.string(),
      major: z.string(),
      skills: z.array(z.string()),
      /** Those that the position asks for. */
      met: z.array(z.string()),
      outcome: z.enum(rankedOutcomes).nullable(),
    }),
  ),
});

export const StoredWish = z.object({
  position: z.string(),
  outcome: z.enum(wishOutcomes),
  rank: z.int().nullable(),
  lastRank: z.int().nullable(),
  quota: z.int(),
});

export const FairPassView = z.object({
  fair: FairHead,
  isGuardian: z.boolean(),
  mostWishes: z.int(),
  student: z.object({
    number: z.int(),
    name: z.string(),
    school: z.string(),
    major: z.string(),
    skills: z.array(z.string()),
    isMinor: z.boolean(),
    agreed: z.boolean(),
    guardianAgreed: z.boolean(),
    wishes: z.array(z.string()),
    mate: z.int().nullable(),
    version: z.int(),
  }),
  positions: z.array(z.object({ position: PositionView, quota: z.int() })),
  /** Whom it named and who named it back; how near the two came, once there is a result. */
  mate: z.object({ isMutual: z.boolean(), text: z.string().nullable() }).nullable(),
  result: z
    .object({
      position: z.string().nullable(),
      wishes: z.array(StoredWish.extend({ title: z.string(), text: z.string() })),
    })
    .nullable(),
});
