import { z } from 'zod';
import { text } from '#server/http/text.ts';
import { Day, Version } from '#server/member/member-views.ts';

export const PostParams = z.object({ id: z.uuid(), postId: z.uuid() });
export const ApplicationParams = PostParams.extend({ applicationId: z.uuid() });
export const AppointmentParams = PostParams.extend({ appointmentId: z.uuid() });

export const PostBody = z.object({
  title: text(100),
  kind: z.string().max(20),
  /** The member whose post it is; without one, the secretariat's. */
  memberId: z.uuid().nullable().default(null),
  places: z.int().min(1).max(1000),
  conditions: text(2000),
  course: text(200).or(z.literal('')).default(''),
  closesOn: Day,
});
export const PostChangeBody = PostBody.extend({ version: Version });

export const ApplyBody = z.object({
  memberId: z.uuid(),
  name: text(100),
  statement: text(500),
  /** The person named agrees that its name and these words are used for this call. */
  consents: z.literal(true),
});

export const AppointBody = z.object({
  memberId: z.uuid(),
  name: text(100),
  /** The application that it follows from, with its version; without one, somebody is appointed directly. */
  application: z.object({ id: z.uuid(), version: Version }).nullable().default(null),
  hours: z
    .string()
    .regex(/^\d{1,5}(\.\d)?$/)
    .default('0'),
  fromDay: Day,
  toDay: Day,
});
export const EndBody = z.object({ version: Version, endedOn: Day, reason: text(500) });

/** Who was named for a post, as far as the actor may see it. */
const PostApplication = z.object({
  id: z.string(),
  memberId: z.string(),
  member: z.string(),
  name: z.string(),
  statement: z.string(),
  state: z.enum(['open', 'appointed', 'declined', 'withdrawn']),
  at: z.string(),
  version: z.int(),
  isOwn: z.boolean(),
});

export const PostAppointment = z.object({
  id: z.string(),
  memberId: z.string(),
  member: z.string(),
  name: z.string(),
  hours: z.string(),
  fromDay: z.string(),
  toDay: z.string(),
  endedOn: z.string().nullable(),
  endedBy: z.string().nullable(),
  version: z.int(),
});

export const Post = z.object({
  id: z.string(),
  title: z.string(),
  kind: z.string(),
  memberId: z.string().nullable(),
  host: z.string(),
  places: z.int(),
  conditions: z.string(),
  course: z.string(),
  closesOn: z.string(),
  version: z.int(),
  applications: z.array(PostApplication),
});

export const PostList = z.object({
  canManage: z.boolean(),
  today: z.string(),
  because: z.string(),
  kinds: z.array(z.string()),
  /** The members for which the actor may name somebody. */
  own: z.array(z.object({ id: z.string(), name: z.string() })),
  items: z.array(
    Post.extend({
      isOpen: z.boolean(),
      appointments: z.array(PostAppointment.extend({ isThere: z.boolean() })),
    }),
  ),
});
