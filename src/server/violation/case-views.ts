import { z } from 'zod';
import { caseOrigins, caseStates } from '#core/violation/case-rules.ts';
import { text } from '#server/http/text.ts';
import { Day, Version } from '#server/member/member-views.ts';
import { Told } from '#server/standing/tell-of-standing.ts';

export const CaseParams = z.object({ caseId: z.uuid() });

const CaseHead = z.object({
  id: z.string(),
  number: z.string(),
  consortium: z.object({ id: z.string(), name: z.string() }),
  province: z.string(),
  origin: z.enum(caseOrigins),
  originLabel: z.string(),
  state: z.enum(caseStates),
  stateLabel: z.string(),
  openedAt: z.string(),
});

export const CaseList = z.object({ total: z.int(), items: z.array(CaseHead) });

const FileView = z.object({
  digest: z.string(),
  side: z.enum(['reporter', 'office', 'consortium']),
  name: z.string(),
  mediaType: z.string(),
  bytes: z.int(),
});

export const Withdrawn = z.object({ kind: z.string(), id: z.string(), text: z.string() });

const DecisionView = z.object({
  outcome: z.string(),
  label: z.string(),
  standing: z.string().nullable(),
  fromDay: z.string(),
  until: z.string().nullable(),
  reason: z.string(),
  document: z.string(),
  withdrawn: z.array(Withdrawn),
  told: z.array(Told),
  appealUntil: z.string(),
  by: z.string(),
  at: z.string(),
});

export const CaseView = CaseHead.extend({
  version: z.int(),
  /** What the actor may do now. */
  can: z.object({
    note: z.boolean(),
    hear: z.boolean(),
    answer: z.boolean(),
    dismiss: z.boolean(),
    sanction: z.boolean(),
    addFile: z.boolean(),
    appeal: z.boolean(),
    decideAppeal: z.boolean(),
  }),
  /** For those who look into it; the consortium reads neither report nor notes. */
  report: z.object({ text: z.string(), name: z.string(), contact: z.string(), by: z.string().nullable() }).nullable(),
  notes: z.array(z.object({ text: z.string(), by: z.string(), at: z.string() })),
  files: z.array(FileView),
  hearings: z.array(
    z.object({
      id: z.string(),
      question: z.string(),
      dueOn: z.string(),
      askedAt: z.string(),
      answer: z.object({ text: z.string(), by: z.string(), at: z.string() }).nullable(),
    }),
  ),
  decision: DecisionView.nullable(),
  /** What the reporter reads; for those who look into it. */
  answer: z.string().nullable(),
  appeal: z
    .object({
      text: z.string(),
      at: z.string(),
      outcome: z.enum(['upheld', 'dismissed']).nullable(),
      reason: z.string().nullable(),
      decidedAt: z.string().nullable(),
    })
    .nullable(),
  outcomes: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      until: z.enum(['end', 'deadline', 'none']),
      /** Whether it costs the standing. */
      isSanction: z.boolean(),
    }),
  ),
});

export const CaseOrder = z.object({ origin: z.enum(['province', 'audit']), text: text(5000) });
export const NoteBody = z.object({ text: text(5000) });
export const HearingBody = z.object({ version: Version, question: text(5000), dueOn: Day.optional() });
export const DecisionBody = z.object({
  version: Version,
  outcome: z.string().max(50),
  fromDay: Day,
  until: Day.nullable().default(null),
  reason: text(5000),
  answer: text(5000),
  document: text(100).or(z.literal('')).default(''),
});
export const AppealDecisionBody = z.object({ outcome: z.enum(['upheld', 'dismissed']), reason: text(5000) });
