import type { Role } from '#core/access/role.ts';
import type { Workflow } from '#core/workflow/workflow.ts';

export const versionStates = ['draft', 'discarded', 'submitted', 'approved', 'repealed'] as const;
export type VersionState = (typeof versionStates)[number];

/** Council and secretariat approve by actions of their own, since not every kind may be approved by both. */
export type VersionAction =
  | 'submit'
  | 'discard'
  | 'return'
  | 'approve-by-council'
  | 'approve-by-secretariat'
  | 'repeal';
/** `kind`: documents of this kind may be approved so. `another`: by somebody else than who submitted it. */
export type VersionGuard = 'kind' | 'another';

export type Approver = 'council' | 'secretariat';

/** How the documents by which a consortium governs itself are made: their kinds, and the way of a version. */
export type DocumentRules = {
  kinds: readonly DocumentKind[];
  workflow: Workflow<VersionState, VersionAction, VersionGuard>;
  because: string;
};

export type DocumentKind = {
  /** As the ledger's choice of the same name says it. */
  label: string;
  approvedBy: readonly Approver[];
  /** Whom it concerns where a document does not say otherwise: they are asked to read it. */
  readers: readonly Role[];
  /** The observation points that an approved version is evidence for. */
  points: readonly string[];
  /** Of the charter, whose rules the council keeps as data. */
  isCharter?: true;
};

/** The roles that a document may concern: those of the consortium and of its members. */
export const readerRoles = [
  'secretariat',
  'park-authority',
  'lead-school',
  'lead-enterprise',
  'member-reporter',
] as const satisfies readonly Role[];
