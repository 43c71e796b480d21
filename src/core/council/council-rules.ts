import type { CharterRules } from './charter.ts';

/** What a notice says of the council: whose seats there are, what its people are called, and what a charter says where nobody wrote another. */
export type CouncilRules = {
  parties: readonly { id: string; label: string }[];
  roles: readonly { id: string; label: string }[];
  /** What is put to the vote; a charter gives each kind its majority. */
  motionKinds: readonly { id: string; label: string }[];
  charter: CharterRules;
  because: string;
};
