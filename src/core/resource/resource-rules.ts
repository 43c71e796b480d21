/** What a notice says of what members share: the kinds, and the ledgers that follow from them. */
export type ResourceRules = { kinds: readonly ResourceKind[] };

export type ResourceKind = {
  id: string;
  label: string;
  /** The ledger that a joint one is kept in, and which of its fields the owner and the name are; the others are asked for. */
  ledger?: { kind: string; host: string; name: string };
  /** The ledgers that lending it to a school is kept in, by the owner's side. */
  lent?: readonly LentRule[];
};

/** `fixed`: values that lending always has. The fields `person`, `course`, `hours`, `startedOn` and `endedOn` are filled from resource and booking. */
export type LentRule = {
  hostIs: 'school' | 'enterprise';
  kind: string;
  user: string;
  host: string;
  fixed: Readonly<Record<string, string>>;
};
