/** What a notice says of technology services: what may be asked for, who can help, and the ledgers that what happens is kept in. */
export type TechnologyRules = {
  /** What a need may be for. */
  needs: readonly string[];
  capabilities: readonly TechnologyCapabilityKind[];
  ledgers: { need: string; project: string; receipt: string; result: string };
};

/** `ledger`: where such a one is kept in by its host, name, field and days, too. */
export type TechnologyCapabilityKind = { id: string; label: string; ledger?: string };
