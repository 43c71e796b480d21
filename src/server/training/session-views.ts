import { z } from 'zod';
import { sessionStates } from '#core/training/skill-session.ts';
import { longText, text } from '#server/http/text.ts';
import { Day, Version } from '#server/member/member-views.ts';
import { Named } from './catalogue-views.ts';

export const SessionParams = z.object({ id: z.uuid(), sessionId: z.uuid() });
export const CandidateParams = SessionParams.extend({ candidateId: z.uuid() });

export const SessionBody = z.object({
  memberId: z.uuid(),
  /** Of the national list of occupations. */
  occupation: text(100),
  level: z.string().max(20),
  heldOn: Day,
  place: longText(200).default(''),
  passMark: z.int().min(1).max(100).default(60),
});
export type SessionBody = z.infer<typeof SessionBody>;

export const SessionActBody = z.object({
  action: z.enum(['close', 'cancel']),
  version: Version,
  reason: longText(500).default(''),
});
export type SessionActBody = z.infer<typeof SessionActBody>;

export const CandidatesBody = z.object({
  candidates: z
    .array(z.object({ name: text(50), origin: longText(100).default('') }))
    .min(1)
    .max(500),
});
export type CandidatesBody = z.infer<typeof CandidatesBody>;

const Mark = z.number().min(0).max(100).multipleOf(0.1).nullable();
export const MarksBody = z.object({ version: Version, isAbsent: z.boolean(), theory: Mark, practice: Mark });
export type MarksBody = z.infer<typeof MarksBody>;

const SessionHead = z.object({
  id: z.string(),
  organiser: Named,
  occupation: z.string(),
  level: z.string(),
  heldOn: z.string(),
  place: z.string(),
  state: z.enum(sessionStates),
  stateLabel: z.string(),
  candidates: z.int(),
  absent: z.int(),
  passed: z.int(),
});
export type SessionHead = z.infer<typeof SessionHead>;

export const SessionsView = z.object({ items: z.array(SessionHead) });

export const SessionView = SessionHead.extend({
  version: z.int(),
  passMark: z.int(),
  isOrganiser: z.boolean(),
  rows: z.array(
    z.object({
      id: z.string(),
      number: z.int(),
      name: z.string(),
      origin: z.string(),
      isAbsent: z.boolean(),
      theory: z.number().nullable(),
      practice: z.number().nullable(),
      resultLabel: z.string(),
      certificate: z.object({ id: z.string(), serial: z.string(), isRevoked: z.boolean() }).nullable(),
      version: z.int(),
    }),
  ),
});
