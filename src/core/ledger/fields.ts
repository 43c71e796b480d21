import type { LedgerField } from './kind.ts';

/** Shorthands for the fields of ledger definitions. */

export const member = (label: string, of = 'any') => ({ type: 'member', label, of }) as const;
export const members = (label: string, of = 'any') => ({ type: 'member', label, of, many: true }) as const;
export const text = (label: string) => ({ type: 'text', label }) as const;
export const person = (label: string) => ({ type: 'person', label }) as const;
export const count = (label: string, unit = '') => ({ type: 'count', label, unit }) as const;
export const decimal = (label: string, unit = '') => ({ type: 'decimal', label, unit }) as const;
export const day = (label: string) => ({ type: 'day', label }) as const;
export const year = (label: string) => ({ type: 'year', label }) as const;
export const code = (label: string, catalogue: 'major' | 'occupation') => ({ type: 'code', label, catalogue }) as const;
export const choice = (label: string, ...options: readonly string[]) => ({ type: 'choice', label, options }) as const;

/** The same field, which may be left unanswered. */
export const optional = <const F extends LedgerField>(field: F): F & { optional: true } => ({
  ...field,
  optional: true,
});

/** What several kinds share. */
export const school = member('学校', 'school');
export const enterprise = member('企业', 'enterprise');
export const enterprises = members('合作企业', 'enterprise');
export const major = code('专业', 'major');
export const startedOn = day('开始日期');
export const endedOn = optional(day('结束日期'));
