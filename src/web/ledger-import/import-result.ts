/** What became of a row, in the order in which the page tells it: what needs somebody first. */
export const outcomes = {
  refused: { label: '不能导入', className: 'error' },
  disputed: { label: '与他方不一致', className: 'warning' },
  changed: { label: '修改', className: 'warning' },
  added: { label: '新增', className: 'good' },
  confirmed: { label: '与对方一致', className: 'good' },
  joined: { label: '补充一方', className: 'good' },
  repeated: { label: '重复', className: 'soft' },
} as const;

export type Outcome = keyof typeof outcomes;
export const outcomeIds: readonly Outcome[] = [
  'refused',
  'disputed',
  'changed',
  'added',
  'confirmed',
  'joined',
  'repeated',
];

export type ToldRow = {
  kind: string;
  sheet: string;
  row: number;
  outcome: Outcome;
  findings: readonly { severity: string; message: string }[];
};

/** What a check of a ledger file leaves; of an import, `sheets` and `findings` are missing. */
export type ImportResult = {
  rows: number;
  counts: Readonly<Record<Outcome, number>>;
  told: readonly ToldRow[];
  closed?: number;
  sheets?: readonly { sheet: string; kind: string; label: string }[];
  findings?: readonly { sheet: string; row: number; severity: string; message: string }[];
};
