import { z } from 'zod';
import { choices, manners } from '#core/council/tally.ts';
import { ThresholdView } from '#server/council/council-views.ts';
import { MeetingParams } from '#server/council/meeting-views.ts';
import { PassParams } from '#server/council/pass-routes.ts';
import { text } from '#server/http/text.ts';
import { Version } from '#server/member/member-views.ts';

export const MotionParams = MeetingParams.extend({ motionId: z.uuid() });
export const AmendmentParams = MotionParams.extend({ amendmentId: z.uuid() });
export const RecusalParams = MotionParams.extend({ seatId: z.uuid() });
export const VoteParams = MeetingParams.extend({ voteId: z.uuid() });
export const PassVoteParams = PassParams.extend({ voteId: z.uuid() });
export const PassMotionParams = PassParams.extend({ motionId: z.uuid() });

const blank = (most: number) => text(most).or(z.literal('')).default('');

export const MotionBody = z.object({
  itemId: z.uuid(),
  kind: z.string().max(50),
  title: text(200),
  text: text(5000),
  proposer: blank(100),
});
export const MotionEditBody = MotionBody.omit({ itemId: true }).extend({ version: Version });
export const AmendmentBody = z.object({ version: Version, text: text(5000), proposer: text(100) });
export const AmendmentActBody = z.object({ action: z.enum(['adopt', 'reject', 'withdraw']) });
export const RecusalBody = z.object({ reason: text(500) });
export const VoteBody = z.object({
  version: Version,
  amendmentId: z.uuid().nullable().default(null),
  manner: z.enum(manners),
  closesAt: z.iso.datetime({ offset: true }).nullable().default(null),
});

export const Choice = z.enum(choices);
export const CastBody = z.object({
  votes: z
    .array(z.object({ seatId: z.uuid(), choice: Choice }))
    .min(1)
    .max(101),
});
const base64 = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[A-Za-z0-9+/]+={0,2}$/);
export const IssueBody = z.object({ seatId: z.uuid(), blinded: base64(400) });
export const BallotBody = z.object({
  /** The public half of the ballot's own key (P-256, uncompressed). */
  serial: base64(100),
  signature: base64(400),
  choice: Choice,
  proof: base64(100),
});

export const VoteRulesView = z.object({
  of: z.enum(['present', 'all']),
  threshold: ThresholdView,
  seats: z.int(),
  isWritten: z.boolean(),
});
const Count = z.int().min(0);
export const TallyView = z.object({ for: Count, against: Count, abstain: Count, silent: Count });
export const voteOutcomes = ['carried', 'rejected', 'no-quorum'] as const;
export const VoteResult = z.object({
  tally: TallyView,
  base: z.int(),
  needed: z.int(),
  isTied: z.boolean(),
  outcome: z.enum(voteOutcomes),
});
export type VoteResult = z.infer<typeof VoteResult>;

const VoteView = z.object({
  id: z.string(),
  /** Of the amendment that it is on; null where it is on the motion. */
  amendmentId: z.string().nullable(),
  manner: z.enum(manners),
  majority: z.string(),
  openedAt: z.string(),
  closesAt: z.string().nullable(),
  closedAt: z.string().nullable(),
  publicKey: z.string().nullable(),
  seats: z.int(),
  result: VoteResult.nullable(),
  /** Who voted what, of a named vote that is closed. */
  named: z.array(z.object({ name: z.string(), organisation: z.string(), by: z.string(), choice: Choice })),
});

export const MotionView = z.object({
  id: z.string(),
  itemId: z.string(),
  kind: z.string(),
  kindLabel: z.string(),
  majority: z.string(),
  title: z.string(),
  /** As it was put, and as it stands with what was adopted. */
  original: z.string(),
  text: z.string(),
  proposer: z.string(),
  state: z.enum(['open', 'carried', 'rejected', 'withdrawn']),
  version: z.int(),
  amendments: z.array(
    z.object({
      id: z.string(),
      number: z.int(),
      before: z.string(),
      text: z.string(),
      proposer: z.string(),
      state: z.enum(['open', 'adopted', 'rejected', 'withdrawn']),
    }),
  ),
  recusals: z.array(z.object({ seatId: z.string(), name: z.string(), reason: z.string() })),
  votes: z.array(VoteView),
  resolution: z.object({ id: z.string(), number: z.string() }).nullable(),
});

export const MotionsView = z.object({
  canManage: z.boolean(),
  kinds: z.array(z.object({ id: z.string(), label: z.string(), majority: z.string() })),
  motions: z.array(MotionView),
  /** Of the tasks that a resolution may open. */
  departments: z.array(z.string()),
});

/** The same for whoever has a pass, with what its seat may do in the open vote. */
export const PassMotionsView = z.object({
  motions: z.array(MotionView),
  ballots: z.array(
    z.object({
      voteId: z.string(),
      seatId: z.string(),
      /** The seat's holder; empty for one's own seat. */
      name: z.string(),
      /** What was cast; null where nothing was, and always of a secret vote. */
      choice: Choice.nullable(),
      /** Of a secret vote: its ballot was given out, here or on another device. */
      isIssued: z.boolean(),
    }),
  ),
});

/** Each ballot of a secret vote by the code of its serial, in the order of the codes. */
export const BallotsView = z.object({ ballots: z.array(z.object({ code: z.string(), choice: Choice })) });
