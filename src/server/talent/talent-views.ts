import { z } from 'zod';
import { fairStates } from '#core/placement/fair.ts';
import { positionKinds } from '#core/talent/position.ts';
import { text } from '#server/http/text.ts';
import { Day, Version } from '#server/member/member-views.ts';

export const PositionParams = z.object({ id: z.uuid(), positionId: z.uuid() });
export const ProgrammeParams = z.object({ id: z.uuid(), programmeId: z.uuid() });
export const PositionKindId = z.enum(positionKinds);
export const Skills = z.array(text(50)).max(20).default([]);

const Pay = z.int().min(1).max(1_000_000);
const Year = z.int().min(2000).max(2100);
const Count = z.int().min(1).max(100_000);

const positionFields = {
  kind: PositionKindId,
  title: text(100),
  occupation: text(100).or(z.literal('')).default(''),
  level: text(20),
  skills: Skills,
  headcount: Count,
  startsOn: Day.nullable().default(null),
  endsOn: Day.nullable().default(null),
  /** 元 a month, from and to; none: to be agreed. */
  pay: z.object({ from: Pay, to: Pay }).nullable().default(null),
  place: text(100),
  expiresOn: Day,
  /** Whether anybody may see it, without an account. */
  isPublic: z.boolean().default(false),
};

export const PositionBody = z.object({ memberId: z.uuid(), ...positionFields });
export type PositionBody = z.infer<typeof PositionBody>;
export const PositionChange = z.object({
  ...positionFields,
  isWithdrawn: z.boolean().default(false),
  version: Version,
});
export type PositionChange = z.infer<typeof PositionChange>;

export const PositionView = z.object({
  id: z.string(),
  member: z.object({ id: z.string(), name: z.string() }),
  kind: PositionKindId,
  title: z.string(),
  occupation: z.string(),
  /** `d-dd-dd-dd` of the national list; null where nobody said. */
  occupationCode: z.string().nullable(),
  level: z.string(),
  skills: z.array(z.string()),
  headcount: z.int(),
  startsOn: z.string().nullable(),
  endsOn: z.string().nullable(),
  pay: z.object({ from: z.int(), to: z.int() }).nullable(),
  place: z.string(),
  expiresOn: z.string(),
  isPublic: z.boolean(),
  isWithdrawn: z.boolean(),
  isOpen: z.boolean(),
  version: z.int(),
});
export type PositionView = z.infer<typeof PositionView>;
const FoundPosition = PositionView.extend({ consortium: z.object({ id: z.string(), name: z.string() }) });
export type FoundPosition = z.infer<typeof FoundPosition>;
export const FoundPositions = z.object({
  items: z.array(FoundPosition),
  total: z.int(),
  isMore: z.boolean(),
  levels: z.array(z.string()).readonly(),
});

/** What positions are looked for by. */
export const PositionSearchQuery = z.object({
  q: z.string().max(100).default(''),
  place: z.string().max(100).default(''),
  kind: PositionKindId.optional(),
  /** A code of the national list, or what it begins with. */
  occupation: z
    .string()
    .regex(/^\d(-\d{2}){0,3}$/)
    .optional(),
  level: z.string().max(20).optional(),
  /** 元 a month that it reaches. */
  pay: z.coerce.number().int().min(1).max(1_000_000).optional(),
  all: z.stringbool().default(false),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  offset: z.coerce.number().int().min(0).max(1e6).default(0),
});

export const DemandBody = z.object({
  memberId: z.uuid(),
  position: text(100),
  occupation: text(100),
  level: text(20),
  /** By year; 0 takes a forecast back. */
  years: z
    .array(z.object({ year: Year, headcount: z.int().min(0).max(1_000_000) }))
    .min(1)
    .max(20)
    .refine((years) => new Set(years.map(({ year }) => year)).size === years.length),
});
export type DemandBody = z.infer<typeof DemandBody>;

const programmeFields = { major: text(100), enrolledIn: Year, graduatesIn: Year, size: Count, skills: Skills };
export const ProgrammeBody = z.object({ memberId: z.uuid(), ...programmeFields });
export type ProgrammeBody = z.infer<typeof ProgrammeBody>;
export const ProgrammeChange = z.object({ ...programmeFields, version: Version });
export type ProgrammeChange = z.infer<typeof ProgrammeChange>;

const Named = z.object({ id: z.string(), name: z.string() });

export const TalentView = z.object({
  consortium: Named,
  manages: z.boolean(),
  today: z.string(),
  levels: z.array(z.string()),
  kinds: z.array(z.object({ id: PositionKindId, label: z.string() })),
  /** The years that a forecast looks ahead to, this one first. */
  years: z.array(z.int()),
  /** For whom the reader may speak. */
  enterprises: z.array(Named),
  schools: z.array(Named),
  demands: z.array(
    z.object({
      member: Named,
      position: z.string(),
      occupation: z.string(),
      occupationCode: z.string().nullable(),
      level: z.string(),
      years: z.array(z.object({ year: z.int(), headcount: z.int() })),
    }),
  ),
  programmes: z.array(
    z.object({
      id: z.string(),
      member: Named,
      major: z.string(),
      /** As people read it. */
      majorText: z.string(),
      /** Of the national list; null where none has it. */
      majorCode: z.string().nullable(),
      enrolledIn: z.int(),
      graduatesIn: z.int(),
      size: z.int(),
      skills: z.array(z.string()),
      version: z.int(),
    }),
  ),
  fairs: z.array(z.object({ id: z.string(), title: z.string(), state: z.enum(fairStates), wishesUntil: z.string() })),
});

const occupationCode = z.string().regex(/^\d-\d{2}-\d{2}-\d{2}$/);
export const MajorOccupationParams = z.object({ id: z.uuid(), major: text(20), occupation: occupationCode });
/** Both by code or name, as they are typed. */
export const MajorOccupationBody = z.object({ major: text(100), occupation: text(100) });
export type MajorOccupationBody = z.infer<typeof MajorOccupationBody>;
export const MajorOccupationsView = z.object({
  items: z.array(
    z.object({ major: z.string(), majorName: z.string(), occupation: z.string(), occupationName: z.string() }),
  ),
});
