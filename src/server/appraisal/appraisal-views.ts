import { z } from 'zod';
import { appraisalStates } from '#core/appraisal/appraisal-rules.ts';
import { text } from '#server/http/text.ts';
import { Day, Version } from '#server/member/member-views.ts';
import { SubjectKind } from './scheme-views.ts';

export const AppraisalParams = z.object({ id: z.uuid(), appraisalId: z.uuid() });
export const AppraisedParams = AppraisalParams.extend({ subjectId: z.uuid() });
export const ObjectionParams = AppraisalParams.extend({ objectionId: z.uuid() });

const Points = z.string().regex(/^\d{1,3}(\.\d{1,2})?$/);

export const AppraisalBody = z.object({
  schemeId: z.uuid(),
  title: text(100),
  fromDay: Day,
  toDay: Day,
  subjects: z.array(z.uuid()).min(1).max(1000).optional(),
});
export const AppraisalActBody = z.object({ version: Version, action: z.enum(['publish', 'discard', 'finish']) });
export const HandScoreBody = z.object({ version: Version, points: Points, reason: text(1000) });
export const ObjectionBody = z.object({ subjectId: z.uuid(), indicator: z.string().max(40), text: text(2000) });
export const DecisionBody = z.object({
  version: Version,
  outcome: z.enum(['kept', 'changed']),
  points: Points.optional(),
  text: text(2000),
});

const Result = z.object({
  points: z.string().nullable(),
  /** Null where the scheme does not show it. */
  place: z.int().nullable(),
  grade: z.string().nullable(),
});

const Head = z.object({
  id: z.string(),
  title: z.string(),
  scheme: z.object({
    id: z.string(),
    title: z.string(),
    number: z.int(),
    subject: SubjectKind,
    subjectLabel: z.string(),
    shows: z.enum(['own', 'place', 'all']),
  }),
  fromDay: z.string(),
  toDay: z.string(),
  state: z.enum(appraisalStates),
  stateLabel: z.string(),
  objectionsUntil: z.string().nullable(),
});

export const AppraisalList = z.object({
  canManage: z.boolean(),
  /** Whether the actor sees more than its own results. */
  oversees: z.boolean(),
  items: z.array(
    Head.extend({
      subjects: z.int(),
      openObjections: z.int(),
      own: z.array(Result.extend({ id: z.string(), name: z.string(), memberId: z.string().nullable() })),
    }),
  ),
});

export const AppraisalView = Head.extend({
  consortium: z.object({ id: z.string(), name: z.string() }),
  version: z.int(),
  canManage: z.boolean(),
  canDecide: z.boolean(),
  /** Whether those it is about may object now. */
  isOpen: z.boolean(),
  by: z.string(),
  publishedAt: z.string().nullable(),
  finalAt: z.string().nullable(),
  actions: z.array(
    z.object({ action: z.enum(['publish', 'discard', 'finish']), label: z.string(), isReady: z.boolean() }),
  ),
  indicators: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      weight: z.string(),
      words: z.string(),
      source: z.enum(['figure', 'confirmed', 'tasks', 'receipts', 'hand']),
      figure: z.object({ id: z.string(), ledger: z.string() }).nullable(),
    }),
  ),
  /** How many are appraised in all. */
  count: z.int(),
  ranking: z.array(Result.extend({ name: z.string() })).nullable(),
  subjects: z.array(
    Result.extend({
      id: z.string(),
      name: z.string(),
      memberId: z.string().nullable(),
      version: z.int(),
      isOwn: z.boolean(),
      accepted: z.object({ by: z.string(), at: z.string() }).nullable(),
      scores: z.array(
        z.object({
          indicator: z.string(),
          points: z.string(),
          /** How the points came about, in words. */
          formula: z.string(),
          reason: z.string(),
          by: z.string(),
          isMine: z.boolean(),
        }),
      ),
      objections: z.array(
        z.object({
          id: z.string(),
          indicator: z.string(),
          text: z.string(),
          by: z.string(),
          at: z.string(),
          isMine: z.boolean(),
          before: z.string(),
          state: z.enum(['open', 'kept', 'changed', 'withdrawn']),
          version: z.int(),
          answer: z.string(),
          points: z.string().nullable(),
          decided: z.object({ by: z.string(), at: z.string() }).nullable(),
        }),
      ),
    }),
  ),
});
