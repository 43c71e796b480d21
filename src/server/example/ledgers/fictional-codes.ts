import { isCreditCode } from '#core/quantity/credit-code.ts';

const digits = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** By the member's category: who registers it and what it is (GB 32100-2015, first two digits). */
const registers: Readonly<Record<string, string>> = {
  secondaryVocational: '12',
  higherVocational: '12',
  university: '12',
  government: '11',
  enterprise: '91',
  researchInstitute: '12',
  other: '51',
};

/**
 * A unified social credit code with the right check digit that nobody has: its division 99 is no province, its subject code begins with XN (虚拟).
 */
export function fictionalCreditCode(category: string, number: number): string {
  const first = `${registers[category] ?? '91'}990000XN${String(number).padStart(7, '0')}`;
  for (const digit of digits) if (isCreditCode(first + digit)) return first + digit;
  throw new Error('no check digit fits');
}

/** An ISBN with the right check digit that nobody has: 979-9 is no group's. */
export function fictionalIsbn(number: number): string {
  const first = `9799${String(number).padStart(8, '0')}`;
  const sum = [...first].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0);
  return `979-9-${first.slice(4, 8)}-${first.slice(8)}-${(10 - (sum % 10)) % 10}`;
}

const stems = '甲乙丙丁戊己庚辛壬癸';
const branches = '子丑寅卯辰巳午未申酉戌亥';

/** A name that no person has: 示例甲子1. */
export function fictionalPerson(number: number): string {
  const stem = stems[number % 10] ?? '';
  const branch = branches[Math.floor(number / 10) % 12] ?? '';
  return `示例${stem}${branch}${Math.floor(number / 120) + 1}`;
}
