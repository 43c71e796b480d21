import { z } from 'zod';
import { manners } from '#core/council/tally.ts';
import { text } from '#server/http/text.ts';
import { ConsortiumParams, Version } from '#server/member/member-views.ts';
import { CharterRulesView } from './council-views.ts';

export const MeetingParams = ConsortiumParams.extend({ meetingId: z.uuid() });
export const MeetingSeatParams = MeetingParams.extend({ seatId: z.uuid() });
export const PaperParams = MeetingParams.extend({ paperId: z.uuid() });

export const MeetingKind = z.enum(['in-person', 'remote', 'circulated']);
export const MeetingState = z.enum(['draft', 'called', 'open', 'closed', 'confirmed', 'cancelled']);
export const MeetingAction = z.enum(['call', 'open', 'close', 'cancel']);
export const Reply = z.enum(['coming', 'absent']);

export const MeetingBody = z.object({
  kind: MeetingKind,
  title: text(200),
  place: text(500).or(z.literal('')).default(''),
  opensAt: z.iso.datetime({ offset: true }),
  /** In its order; an item that was there keeps its id. */
  agenda: z
    .array(z.object({ id: z.uuid().optional(), title: text(200), presenter: text(100).or(z.literal('')).default('') }))
    .max(100),
});

export const MeetingActBody = z.object({
  version: Version,
  action: MeetingAction,
  /** Why it is called later than the charter asks for. */
  shortNotice: text(500).or(z.literal('')).default(''),
});

/** A pass as it is handed over, once: nobody can read it again. */
export const PassView = z.object({ seatId: z.string(), name: z.string(), link: z.string(), mailed: z.boolean() });

const Attendance = z.object({
  seats: z.int(),
  present: z.int(),
  byProxy: z.int(),
  needed: z.int(),
  isReached: z.boolean(),
});
export const QuorumView = Attendance.extend({ parties: z.array(Attendance.extend({ party: z.string() })) });

/** What everybody in a meeting is told whenever it changes: counts, never names. */
export const MeetingLive = z.object({
  state: MeetingState,
  version: z.int(),
  itemId: z.string().nullable(),
  /** None before the call. */
  quorum: QuorumView.nullable(),
  replies: z.object({ coming: z.int(), absent: z.int(), none: z.int() }),
  /** The vote that is open, and how many have voted; what they voted only where it is an open vote. */
  vote: z
    .object({
      id: z.string(),
      title: z.string(),
      manner: z.enum(manners),
      closesAt: z.string().nullable(),
      seats: z.int(),
      done: z.int(),
      choices: z.object({ for: z.int(), against: z.int(), abstain: z.int() }).nullable(),
    })
    .nullable(),
  /** Another one whenever motions, votes or minutes are. */
  marks: z.string(),
});
export type MeetingLive = z.infer<typeof MeetingLive>;

export const AgendaView = z.array(z.object({ id: z.string(), title: z.string(), presenter: z.string() }));
export const PapersView = z.array(
  z.object({ id: z.string(), name: z.string(), mediaType: z.string(), bytes: z.int() }),
);

const MeetingHead = z.object({
  id: z.string(),
  kind: MeetingKind,
  kindLabel: z.string(),
  title: z.string(),
  place: z.string(),
  opensAt: z.string(),
  state: MeetingState,
  stateLabel: z.string(),
  version: z.int(),
});

export const MeetingsView = z.object({
  canManage: z.boolean(),
  total: z.int(),
  items: z.array(MeetingHead.extend({ seats: z.int(), present: z.int() })),
});

const Named = z.array(z.object({ id: z.string(), label: z.string() }));

export const MeetingView = MeetingHead.extend({
  consortium: z.object({ id: z.string(), name: z.string() }),
  canManage: z.boolean(),
  actions: z.array(MeetingAction),
  shortNotice: z.string(),
  itemId: z.string().nullable(),
  calledAt: z.string().nullable(),
  openedAt: z.string().nullable(),
  closedAt: z.string().nullable(),
  rules: CharterRulesView.nullable(),
  parties: Named,
  agenda: AgendaView,
  papers: PapersView,
  live: MeetingLive,
  seats: z.array(
    z.object({
      seatId: z.string(),
      party: z.string(),
      roleLabel: z.string(),
      organisation: z.string(),
      name: z.string(),
      inTerm: z.boolean(),
      present: z.boolean(),
      /** Who sits there, where it is not the holder. */
      substitute: z.string().nullable(),
      reply: Reply.nullable(),
      replyNote: z.string(),
      proxyTo: z.string().nullable(),
      attendance: z.array(z.object({ from: z.string(), to: z.string().nullable(), how: z.enum(['code', 'hand']) })),
    }),
  ),
});

/** A meeting as whoever has a seat's pass sees it. */
export const PassMeetingView = z.object({
  meeting: MeetingHead.extend({ consortium: z.string() }),
  agenda: AgendaView,
  papers: PapersView,
  live: MeetingLive,
  seat: z.object({
    id: z.string(),
    name: z.string(),
    organisation: z.string(),
    roleLabel: z.string(),
    inTerm: z.boolean(),
    present: z.boolean(),
    reply: Reply.nullable(),
    replyNote: z.string(),
    proxyTo: z.string().nullable(),
  }),
  /** Whom it asked to speak for it; empty where nobody. */
  proxyName: z.string(),
  substitutes: z.array(z.object({ id: z.string(), name: z.string() })),
  mostProxies: z.int(),
  others: z.array(z.object({ seatId: z.string(), name: z.string(), organisation: z.string(), party: z.string() })),
  speaksFor: z.array(z.object({ seatId: z.string(), name: z.string(), counts: z.boolean() })),
});
