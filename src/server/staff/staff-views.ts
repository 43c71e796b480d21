import { z } from 'zod';
import { text } from '#server/http/text.ts';
import { Day, Version } from '#server/member/member-views.ts';

export const StaffParams = z.object({ id: z.uuid(), staffId: z.uuid() });

const Employment = z.enum(['full-time', 'part-time']);

export const StaffBody = z.object({
  name: text(100),
  /** The member from which the person comes; without one, any unit by its name. */
  memberId: z.uuid().nullable().default(null),
  unit: text(200).or(z.literal('')).default(''),
  employment: Employment,
  duty: text(500),
  accountId: z.uuid().nullable().default(null),
  fromDay: Day,
});
export const StaffChangeBody = StaffBody.extend({ version: Version });
export const StaffEndBody = z.object({ version: Version, endedOn: Day, reason: text(500) });

export const StaffList = z.object({
  canManage: z.boolean(),
  today: z.string(),
  /** How many are there today, in all and by the form's two kinds. */
  counts: z.object({ all: z.int(), fullTime: z.int(), partTime: z.int() }),
  items: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      memberId: z.string().nullable(),
      unit: z.string(),
      employment: Employment,
      duty: z.string(),
      accountId: z.string().nullable(),
      account: z.string().nullable(),
      fromDay: z.string(),
      endedOn: z.string().nullable(),
      endedBy: z.string().nullable(),
      isThere: z.boolean(),
      version: z.int(),
    }),
  ),
});
