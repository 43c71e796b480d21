export const bookingStates = ['waiting', 'asked', 'approved', 'declined', 'cancelled', 'used', 'missed'] as const;
export type BookingState = (typeof bookingStates)[number];

export const bookingStateLabels: Readonly<Record<BookingState, string>> = {
  waiting: '等候中',
  asked: '待审核',
  approved: '已预约',
  declined: '未同意',
  cancelled: '已取消',
  used: '已使用',
  missed: '未使用',
};

export const bookingActions = ['approve', 'decline', 'cancel', 'use', 'miss'] as const;
export type BookingAction = (typeof bookingActions)[number];

export const bookingActionLabels: Readonly<Record<BookingAction, string>> = {
  approve: '同意',
  decline: '不同意',
  cancel: '取消',
  use: '确认已使用',
  miss: '未使用',
};

/** Who stands to a booking how: its owner's side decides, whoever booked may give it up. One can be both. */
export type BookingSides = { hosts: boolean; books: boolean };

type Move = {
  from: readonly BookingState[];
  to: BookingState;
  by: keyof BookingSides;
  when: 'before' | 'after' | 'any';
};

const moves: Readonly<Record<BookingAction, readonly Move[]>> = {
  approve: [{ from: ['asked'], to: 'approved', by: 'hosts', when: 'any' }],
  decline: [{ from: ['asked', 'waiting'], to: 'declined', by: 'hosts', when: 'any' }],
  cancel: [
    { from: ['waiting', 'asked', 'approved'], to: 'cancelled', by: 'books', when: 'before' },
    { from: ['waiting', 'asked', 'approved'], to: 'cancelled', by: 'hosts', when: 'any' },
  ],
  use: [{ from: ['approved'], to: 'used', by: 'hosts', when: 'after' }],
  miss: [{ from: ['approved'], to: 'missed', by: 'hosts', when: 'after' }],
};

type Booking = { state: BookingState; startsAt: number };

/** What an action makes of a booking at a moment (milliseconds, as `startsAt`); undefined where it cannot be taken then or by that side. */
export function bookingAfter(
  action: BookingAction,
  { state, startsAt }: Booking,
  sides: BookingSides,
  now: number,
): BookingState | undefined {
  const time = now < startsAt ? 'before' : 'after';
  return moves[action].find(
    (move) => move.from.includes(state) && sides[move.by] && (move.when === 'any' || move.when === time),
  )?.to;
}

/** The actions that can be taken. */
export function bookingActionsFor(booking: Booking, sides: BookingSides, now: number): readonly BookingAction[] {
  return bookingActions.filter((action) => bookingAfter(action, booking, sides, now) !== undefined);
}
