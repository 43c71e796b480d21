import { fenOf } from '#core/quantity/yuan.ts';
import type { ContractSide } from './contract.ts';

export const amendmentStates = ['proposed', 'confirmed', 'declined', 'withdrawn'] as const;
export type AmendmentState = (typeof amendmentStates)[number];

export const amendmentStateLabels: Readonly<Record<AmendmentState, string>> = {
  proposed: '待对方确认',
  confirmed: '已生效',
  declined: '对方不同意',
  withdrawn: '已撤回',
};

export const amendmentActions = ['confirm', 'decline', 'withdraw'] as const;
export type AmendmentAction = (typeof amendmentActions)[number];

export const amendmentActionLabels: Readonly<Record<AmendmentAction, string>> = {
  confirm: '确认补充协议',
  decline: '不同意',
  withdraw: '撤回',
};

/** What these sides may do with an amendment: the other confirms it or not, who wrote it withdraws it. */
export function amendmentActionsFor(
  { state, proposedBy }: { state: AmendmentState; proposedBy: ContractSide },
  sides: readonly ContractSide[],
): readonly AmendmentAction[] {
  if (state !== 'proposed') return [];
  return amendmentActions.filter((action) =>
    sides.some((side) => (action === 'withdraw' ? side === proposedBy : side !== proposedBy)),
  );
}

/** `number` stays a milestone's own as long as it is; `dueOn` is `YYYY-MM-DD`. */
export type Milestone = { number: number; title: string; dueOn: string };
/** What an amendment can change. `amount` in yuan. */
export type Terms = { amount: string; milestones: readonly Milestone[] };

/** Milestones as they were typed, new ones without a number, numbered so that none takes a number that any had before. */
export function numberMilestones(
  typed: readonly (Omit<Milestone, 'number'> & { number: number | null })[],
  known: readonly { number: number }[],
): readonly Milestone[] {
  const last = Math.max(0, ...known.map(({ number }) => number));
  let added = 0;
  return typed.map(({ number, title, dueOn }) => ({ number: number ?? last + ++added, title, dueOn }));
}

export type AmendmentFault =
  | 'below-received'
  | 'accepted-changed'
  | 'due-before-signing'
  | 'milestone-twice'
  | 'nothing-changed';

/** What keeps terms from becoming those of a running contract: what was received and accepted stays. `received` in yuan, all receipts. */
export function amendmentFaults(
  contract: Terms & { received: string; signedOn: string; accepted: ReadonlySet<number> },
  { amount, milestones }: Terms,
): readonly AmendmentFault[] {
  const kept = new Map(milestones.map((each) => [each.number, each]));
  const changes = changesOfTerms(contract, { amount, milestones });
  const isChanged = (number: number) => changes.milestones.some((change) => change.number === number);
  const faults: Readonly<Record<AmendmentFault, boolean>> = {
    'below-received': fenOf(amount) === 0n || fenOf(amount) < fenOf(contract.received),
    'accepted-changed': [...contract.accepted].some(isChanged),
    'due-before-signing': changes.milestones.some(({ is }) => is !== null && is.dueOn < contract.signedOn),
    'milestone-twice': kept.size < milestones.length,
    'nothing-changed': changes.amount === null && changes.milestones.length === 0,
  };
  return amendmentFaultOrder.filter((fault) => faults[fault]);
}

const amendmentFaultOrder: readonly AmendmentFault[] = [
  'below-received',
  'milestone-twice',
  'accepted-changed',
  'due-before-signing',
  'nothing-changed',
];

type Stage = Omit<Milestone, 'number'>;
/** What is different: null where nothing is. A milestone that is new was nothing, one that is dropped is nothing. */
export type TermsChanges = {
  amount: { was: string; is: string } | null;
  endsOn: { was: string; is: string } | null;
  milestones: readonly { number: number; was: Stage | null; is: Stage | null }[];
};

export function changesOfTerms(before: Terms, after: Terms): TermsChanges {
  const numbers = new Set([...before.milestones, ...after.milestones].map(({ number }) => number));
  const stages = ({ milestones }: Terms) =>
    new Map(milestones.map(({ number, title, dueOn }) => [number, { title, dueOn }]));
  const [was, is] = [stages(before), stages(after)];
  const [endedOn, endsOn] = [endOf(before), endOf(after)];
  return {
    amount: fenOf(before.amount) === fenOf(after.amount) ? null : { was: before.amount, is: after.amount },
    endsOn: endedOn === endsOn ? null : { was: endedOn, is: endsOn },
    milestones: [...numbers]
      .sort((one, other) => one - other)
      .map((number) => ({ number, was: was.get(number) ?? null, is: is.get(number) ?? null }))
      .filter((change) => change.was?.title !== change.is?.title || change.was?.dueOn !== change.is?.dueOn),
  };
}

/** A contract ends with the last of its milestones; empty where it has none. */
export function endOf({ milestones }: Pick<Terms, 'milestones'>): string {
  const days = milestones.map(({ dueOn }) => dueOn).sort();
  return days.at(-1) ?? '';
}
