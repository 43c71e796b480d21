import { z } from 'zod';
import { bookingActions, bookingStates } from '#core/resource/booking.ts';
import { longText, text } from '#server/http/text.ts';
import { ConsortiumParams, Day, Version } from '#server/member/member-views.ts';

export const ResourceParams = ConsortiumParams.extend({ resourceId: z.uuid() });
export const BlackoutParams = ResourceParams.extend({ blackoutId: z.uuid() });
export const BookingParams = ConsortiumParams.extend({ bookingId: z.uuid() });
export const BookingStateId = z.enum(bookingStates);
export const BookingActionId = z.enum(bookingActions);

/** Yuan, at most two decimals. */
const Price = z.string().regex(/^\d{1,7}(\.\d{1,2})?$/);
const Minute = z.int().min(0).max(1440);

export const OpeningList = z.array(z.object({ weekday: z.int().min(1).max(7), from: Minute, to: Minute }));

const resourceFields = {
  name: text(100),
  place: longText(200).default(''),
  description: longText(2000).default(''),
  conditions: longText(2000).default(''),
  capacity: z.int().min(1).max(500).default(1),
  needsApproval: z.boolean().default(true),
  /** Whether who is no member may ask for it: it stands on the public front page. */
  isPublic: z.boolean().default(false),
  /** Yuan an hour, for others than its owner. */
  price: Price.default('0'),
  /** Hours a month that each other member may hold. */
  quotaHours: z.int().min(1).max(744).nullable().default(null),
  /** None: open at any time. */
  opening: OpeningList.max(50).default([]),
  /** What the ledger of a joint one asks for, as typed, by field; null for one that is not joint. */
  details: z.record(z.string().max(50), longText(500)).nullable().default(null),
  /** Why a closed year of the ledger is restated. */
  reason: longText(500).default(''),
};

export const ResourceBody = z.object({ memberId: z.uuid(), kind: z.string().max(50), ...resourceFields });
export type ResourceBody = z.infer<typeof ResourceBody>;
export const ResourceChange = z.object({
  ...resourceFields,
  isWithdrawn: z.boolean().default(false),
  version: Version,
});
export type ResourceChange = z.infer<typeof ResourceChange>;

const Named = z.object({ id: z.string(), name: z.string() });

export const ResourceView = z.object({
  id: z.string(),
  member: Named,
  kind: z.string(),
  kindLabel: z.string(),
  name: z.string(),
  place: z.string(),
  description: z.string(),
  conditions: z.string(),
  capacity: z.int(),
  needsApproval: z.boolean(),
  isPublic: z.boolean(),
  price: z.string(),
  quotaHours: z.int().nullable(),
  opening: OpeningList,
  details: z.record(z.string(), z.string()).nullable(),
  isWithdrawn: z.boolean(),
  version: z.int(),
});
export type ResourceView = z.infer<typeof ResourceView>;

const KindView = z.object({
  id: z.string(),
  label: z.string(),
  /** What a joint one is asked besides owner and name; none where no ledger follows. */
  asks: z.array(z.object({ id: z.string(), label: z.string(), type: z.string(), isOptional: z.boolean() })),
});

export const ResourcePage = z.object({
  consortium: Named,
  kinds: z.array(KindView),
  /** For whom the reader may share and book. */
  members: z.array(Named),
  items: z.array(ResourceView),
  total: z.int(),
});

const Moment = z.iso.datetime({ offset: true });

export const BlackoutBody = z.object({ startsAt: Moment, endsAt: Moment, reason: text(200) });
export type BlackoutBody = z.infer<typeof BlackoutBody>;

export const BookingBody = z.object({
  memberId: z.uuid(),
  startsAt: Moment,
  endsAt: Moment,
  purpose: text(200),
  /** Again at the same time, so often in all. */
  repeat: z
    .object({ every: z.enum(['day', 'week']), times: z.int().min(2).max(60) })
    .nullable()
    .default(null),
  /** Books what can be had of a repeated booking, instead of nothing where one of its times cannot. */
  skipsTaken: z.boolean().default(false),
  /** Waits for what is taken, and moves up once it is free. */
  waits: z.boolean().default(false),
});
export type BookingBody = z.infer<typeof BookingBody>;

export const Booked = z.object({
  booked: z.array(z.object({ id: z.string(), startsAt: z.string(), state: BookingStateId })),
  /** Times that could not be had. */
  skipped: z.array(z.string()),
});

export const BookingAct = z.object({ version: Version, action: BookingActionId, remark: longText(500).default('') });
export type BookingAct = z.infer<typeof BookingAct>;

export const BookingView = z.object({
  id: z.string(),
  member: Named,
  startsAt: z.string(),
  endsAt: z.string(),
  purpose: z.string(),
  amount: z.string(),
  state: BookingStateId,
  stateLabel: z.string(),
  remark: z.string(),
  isRepeated: z.boolean(),
  /** The class that it was made for, which moves and frees it. */
  classId: z.string().nullable(),
  actions: z.array(z.object({ id: BookingActionId, label: z.string() })),
  version: z.int(),
});

export const ResourceDetail = ResourceView.extend({
  canManage: z.boolean(),
  asks: KindView.shape.asks,
  /** For whom the reader may book. */
  members: z.array(Named),
  /** The seven days from here on: what is held, by how many, and what is closed. */
  week: z.object({
    from: z.string(),
    held: z.array(
      z.object({
        startsAt: z.string(),
        endsAt: z.string(),
        places: z.int(),
        /** The class that it is held for. */
        training: z.string().nullable(),
      }),
    ),
  }),
  blackouts: z.array(z.object({ id: z.string(), startsAt: z.string(), endsAt: z.string(), reason: z.string() })),
  /** Bookings that the reader may see: of its own member, of what it lends, or all. */
  bookings: z.array(BookingView),
});

export const WeekQuery = z.object({ from: Day.optional() });

export const PeriodQuery = z.object({ from: Day, to: Day });

export const ResourceUse = z.object({
  from: z.string(),
  to: z.string(),
  /** Whether all of the consortium's uses are in it, or those of the reader's members alone. */
  seesAll: z.boolean(),
  resources: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      kindLabel: z.string(),
      member: Named,
      isOwn: z.boolean(),
      bookings: z.int(),
      usedHours: z.string(),
      /** For all of its places. */
      openHours: z.string(),
      /** Percent of the open time; null where it was never open. */
      useRate: z.string().nullable(),
      idleRate: z.string().nullable(),
    }),
  ),
  pairs: z.array(z.object({ payer: Named, host: Named, uses: z.int(), hours: z.string(), amount: z.string() })),
  members: z.array(z.object({ member: Named, pays: z.string(), gets: z.string(), net: z.string() })),
});
