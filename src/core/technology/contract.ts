export const contractStates = ['proposed', 'agreed', 'accepted', 'declined'] as const;
export type ContractState = (typeof contractStates)[number];

export const contractStateLabels: Readonly<Record<ContractState, string>> = {
  proposed: '待对方确认',
  agreed: '履行中',
  accepted: '已验收',
  declined: '未成立',
};

export const contractSides = ['provider', 'enterprise'] as const;
export type ContractSide = (typeof contractSides)[number];

export const contractActions = ['agree', 'decline', 'accept'] as const;
export type ContractAction = (typeof contractActions)[number];

export const contractActionLabels: Readonly<Record<ContractAction, string>> = {
  agree: '确认合同',
  decline: '不成立',
  accept: '验收',
};

type Contract = {
  state: ContractState;
  proposedBy: ContractSide;
  milestones: readonly { acceptedOn: string | null }[];
  /** Whether an amendment waits for the other side's word. */
  isAmended: boolean;
};

/** What these sides may do with a contract: the other agrees to what one proposed, and the enterprise accepts once all milestones are and no amendment waits. */
export function contractActionsFor(
  { state, proposedBy, milestones, isAmended }: Contract,
  sides: readonly ContractSide[],
): readonly ContractAction[] {
  return contractActions.filter((action) => {
    if (action === 'accept')
      return (
        state === 'agreed' &&
        !isAmended &&
        sides.includes('enterprise') &&
        milestones.every(({ acceptedOn }) => acceptedOn !== null)
      );
    if (state !== 'proposed' || sides.length === 0) return false;
    return action === 'decline' || sides.some((side) => side !== proposedBy);
  });
}

/** What follows from a contract, each recorded by who provides and confirmed by the enterprise. */
export const contractRecords = ['receipts', 'results', 'transfers'] as const;
export type ContractRecord = (typeof contractRecords)[number];
