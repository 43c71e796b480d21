/** What an entry's standing is called. */
export const standings: Readonly<Record<string, string>> = {
  confirmed: '已确认',
  oneSided: '单方',
  disputed: '有争议',
  withdrawn: '已撤回',
};

/** An entry in a line: its values, members by name. */
export function summaryOf(
  values: Readonly<Record<string, string | number | string[]>>,
  names: Readonly<Record<string, string>>,
): string {
  return Object.values(values)
    .map((value) =>
      [value]
        .flat()
        .map((one) => names[String(one)] ?? String(one))
        .join('、'),
    )
    .join('　');
}
