import { z } from 'zod';
import { callActions, callStates } from '#core/technology/call.ts';
import { longText, text } from '#server/http/text.ts';
import { Version } from '#server/member/member-views.ts';
import { AttachedFile, Named, Yuan } from './need-views.ts';

export const CallParams = z.object({ id: z.uuid(), callId: z.uuid() });
export const QuestionParams = CallParams.extend({ questionId: z.uuid() });
export const BidderParams = CallParams.extend({ memberId: z.uuid() });
export const BidParams = CallParams.extend({ bidId: z.uuid() });
export const BidFileParams = BidParams.extend({ fileId: z.uuid() });

const Moment = z.iso.datetime({ offset: true });

export const CallBody = z.object({ needId: z.uuid(), requirements: text(5000), closesAt: Moment });
export type CallBody = z.infer<typeof CallBody>;

export const CallActBody = z.object({
  action: z.enum(callActions),
  version: Version,
  /** The new closing time. */
  closesAt: Moment.optional(),
  /** The bid that is chosen. */
  bidId: z.uuid().optional(),
  /** Why it is chosen, or why the call comes to nothing. */
  text: longText(1000).default(''),
});
export type CallActBody = z.infer<typeof CallActBody>;

export const QuestionBody = z.object({ memberId: z.uuid(), text: text(1000) });
export const AnswerBody = z.object({ answer: text(2000) });
export const BidBody = z.object({ amount: Yuan, days: z.int().min(1).max(3650), plan: text(10_000) });
export type BidBody = z.infer<typeof BidBody>;
export const JudgeBody = z.object({ email: text(320) });
export const ScoreBody = z.object({ score: z.int().min(0).max(100), reason: text(1000) });
export type ScoreBody = z.infer<typeof ScoreBody>;

const CallHead = z.object({
  id: z.string(),
  need: z.object({ id: z.string(), title: z.string(), field: z.string(), kind: z.string(), budget: z.string() }),
  enterprise: Named,
  closesAt: z.string(),
  state: z.enum(callStates),
  stateLabel: z.string(),
  winner: Named.nullable(),
});
export type CallHead = z.infer<typeof CallHead>;

export const CallPage = z.object({ items: z.array(CallHead), total: z.int() });

export const CallView = CallHead.extend({
  summary: z.string(),
  requirements: z.string(),
  publishedAt: z.string(),
  opened: z.object({ at: z.string(), by: z.string() }).nullable(),
  decision: z.string(),
  questions: z.array(z.object({ id: z.string(), text: z.string(), answer: z.string(), at: z.string() })),
  canAnswer: z.boolean(),
  /** Those that the reader may see: before the opening its own. */
  bids: z.array(
    z.object({
      id: z.string(),
      member: Named,
      isOwn: z.boolean(),
      amount: z.string(),
      days: z.int(),
      plan: z.string(),
      files: z.array(AttachedFile),
      at: z.string(),
      mean: z.string().nullable(),
      scores: z.array(z.object({ score: z.int(), reason: z.string(), isOwn: z.boolean() })),
    }),
  ),
  /** Members that the reader may bid or ask for; bid only while `isOpen`. */
  bidders: z.array(Named),
  isOpen: z.boolean(),
  /** Experts by name and how many bids each has scored, for the secretariat. */
  judges: z.array(z.object({ name: z.string(), scored: z.int() })),
  isJudge: z.boolean(),
  actions: z.array(z.object({ id: z.enum(callActions), label: z.string() })),
  canName: z.boolean(),
  /** Whether the reader's side may draw up the contract. */
  canContract: z.boolean(),
  version: z.int(),
});
