import { z } from 'zod';
import { text } from '#server/http/text.ts';
import { Day, Version } from '#server/member/member-views.ts';

export const HonourParams = z.object({ id: z.uuid(), honourId: z.uuid() });

const said = { title: text(100), merit: text(1000).or(z.literal('')).default(''), awardedOn: Day };

export const HonourBody = z.discriminatedUnion('recipient', [
  z.object({
    recipient: z.literal('consortium'),
    ...said,
    awarder: text(200),
    level: z.string().max(20),
    kind: z.string().max(20),
  }),
  z.object({
    recipient: z.enum(['member', 'person']),
    ...said,
    memberId: z.uuid().nullable().default(null),
    /** Of a person; a member is called as the directory does. */
    name: text(100).or(z.literal('')).default(''),
    /** The final appraisal by which it is given; without one, a decision. */
    appraisalId: z.uuid().nullable().default(null),
    decision: text(200).or(z.literal('')).default(''),
  }),
]);
export const RevocationBody = z.object({ version: Version, revokedOn: Day, reason: text(500) });

export const HonourList = z.object({
  canManage: z.boolean(),
  levels: z.array(z.string()),
  kinds: z.array(z.string()),
  items: z.array(
    z.object({
      id: z.string(),
      recipient: z.enum(['consortium', 'member', 'person']),
      memberId: z.string().nullable(),
      member: z.string().nullable(),
      name: z.string(),
      title: z.string(),
      awarder: z.string(),
      level: z.string().nullable(),
      kind: z.string().nullable(),
      merit: z.string(),
      ground: z.string(),
      awardedOn: z.string(),
      number: z.string().nullable(),
      revoked: z.object({ on: z.string(), reason: z.string() }).nullable(),
      version: z.int(),
    }),
  ),
});
