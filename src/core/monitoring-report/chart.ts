/**
 * A chart: bars lie, a label each; columns stand, a group each. Values are decimal texts in `unit`; null where there is none. `mark` draws a line there, such
 * as at 100 percent.
 */
export type Chart = {
  kind: 'chart';
  form: 'bars' | 'columns';
  title: string;
  unit: string;
  labels: readonly string[];
  series: readonly { name: string; values: readonly (string | null)[] }[];
  mark?: number;
};
