/** What an entry's standing is called. */
export const standings: Readonly<Record<string, string>> = {
  confirmed: '已确认',
  oneSided: '单方',
  disputed: '有争议',
  withdrawn: '已撤回',
};

type Value = string | number | string[];

/** An entry in a line: its values in the order of its ledger, members and codes by name, a number after what it counts. */
export function summaryOf(
  values: Readonly<Record<string, Value>>,
  names: Readonly<Record<string, string>>,
  fields: readonly { id: string; label: string }[],
): string {
  return fields
    .flatMap(({ id, label }) => {
      const value = values[id];
      if (value === undefined) return [];
      if (typeof value === 'number') return [`${label}${value}`];
      return [
        [value]
          .flat()
          .map((one) => names[one] ?? one)
          .join('、'),
      ];
    })
    .join('　');
}
