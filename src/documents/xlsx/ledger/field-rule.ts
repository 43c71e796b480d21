import type { LedgerField, LedgerKind } from '#core/ledger/kind.ts';

/** What may be typed for a field, in a few words. */
export function typeRule(field: LedgerField): string {
  switch (field.type) {
    case 'member':
      return field.many ? '成员单位名称，多个用“、”分隔' : '成员单位名称';
    case 'text':
      return field.check === 'isbn' ? 'ISBN，13位' : '文字';
    case 'person':
      return '人员姓名';
    case 'count':
      return `不小于0的整数${field.unit ? `（${field.unit}）` : ''}`;
    case 'decimal':
      return '不小于0的数字，小数不超过4位，不写单位';
    case 'day':
      return '日期，如 2023-05-01';
    case 'year':
      return '四位数的年份，如 2023';
    case 'code':
      return `${field.catalogue === 'major' ? '专业' : '职业'}代码；目录中没有的可直接写名称`;
    case 'choice':
      return `选一项：${field.options.join('、')}`;
  }
}

/** The note on a field's header: type, whether it is required, and the rules of the kind that bear on it. */
export function headerNote(kind: LedgerKind, id: string): string {
  const field = kind.fields[id];
  if (!field) return '';
  const label = (other: string) => `“${kind.fields[other]?.label ?? other}”`;
  const rules = [
    ...(kind.order ?? []).flatMap(([first, second]) =>
      second === id ? [`不早于${label(first)}`] : first === id ? [`不晚于${label(second)}`] : [],
    ),
    ...(kind.within ?? []).flatMap(([part, whole]) => (part === id ? [`不大于${label(whole)}`] : [])),
    ...(kind.identity.includes(id)
      ? [
          `与${
            kind.identity
              .filter((other) => other !== id)
              .map(label)
              .join('、') || '本列'
          }一起确定一个事项，不要重复登记`,
        ]
      : []),
  ];
  return [
    `${field.optional ? '选填' : '必填'}：${typeRule(field)}`,
    ...rules,
    ...(field.help ? [field.help] : []),
  ].join('\n');
}
