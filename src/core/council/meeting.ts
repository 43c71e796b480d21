import { daysBetween } from '#core/quantity/calendar.ts';

export type MeetingKind = 'in-person' | 'remote' | 'circulated';
export type MeetingState = 'draft' | 'called' | 'open' | 'closed' | 'confirmed' | 'cancelled';
export type MeetingAction = 'call' | 'open' | 'close' | 'cancel';

export const meetingKinds: Readonly<Record<MeetingKind, string>> = {
  'in-person': '现场会议',
  remote: '线上会议',
  circulated: '书面（传签）',
};

export const meetingStates: Readonly<Record<MeetingState, string>> = {
  draft: '筹备中',
  called: '已通知',
  open: '进行中',
  closed: '已结束',
  confirmed: '纪要已确认',
  cancelled: '已取消',
};

/** What the chair or the secretariat does with a meeting, and when. `closed → confirmed` is the attendees' doing, by their minutes. */
export const meetingSteps: Readonly<
  Record<MeetingAction, { from: readonly MeetingState[]; to: MeetingState; label: string }>
> = {
  call: { from: ['draft'], to: 'called', label: '发出会议通知' },
  open: { from: ['called'], to: 'open', label: '宣布开会' },
  close: { from: ['open'], to: 'closed', label: '宣布散会' },
  cancel: { from: ['draft', 'called'], to: 'cancelled', label: '取消会议' },
};

/** What may be done in a state, in the order of the steps. */
export function meetingActions(state: MeetingState): MeetingAction[] {
  const all: readonly MeetingAction[] = ['call', 'open', 'close', 'cancel'];
  return all.filter((action) => meetingSteps[action].from.includes(state));
}

/** Whether a meeting on `day` that is called on `today` is called early enough for the charter's days of notice. */
export function isCalledInTime(noticeDays: number, today: string, day: string): boolean {
  return daysBetween(today, day) >= noticeDays;
}
