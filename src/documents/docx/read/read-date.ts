const digits: Readonly<Record<string, string>> = {
  〇: '0',
  零: '0',
  '○': '0',
  一: '1',
  二: '2',
  三: '3',
  四: '4',
  五: '5',
  六: '6',
  七: '7',
  八: '8',
  九: '9',
};

/** A day or month as printed or typed in any usual way; `rest` is what was typed beyond it (the day of a month). */
export type ReadDate = { value: string; rest: string } | undefined;

/** `2023年5月10日`, `2023-05-10`, `2023.5.10`, `二〇二三年五月十日`, `２０２３／５／１０` → `2023-05-10`; the same for months. */
export function readDate(text: string, kind: 'day' | 'month'): ReadDate {
  const plain = arabic(text.normalize('NFKC').replace(/\s/g, ''));
  const match = /^(\d{4})[年./-](\d{1,2})(?:[月./-]?(?:(\d{1,2})日?)?)?$/.exec(plain);
  if (!match) return undefined;
  const [, year, month = '', day] = match;
  if (kind === 'day' && day === undefined) return undefined;
  const value = [year, month.padStart(2, '0'), ...(kind === 'day' && day ? [day.padStart(2, '0')] : [])].join('-');
  const real = new Date(`${kind === 'day' ? value : `${value}-01`}T00:00:00Z`);
  if (Number.isNaN(real.getTime()) || !real.toISOString().startsWith(value)) return undefined;
  return { value, rest: kind === 'month' && day !== undefined ? `${day}日` : '' };
}

/** Chinese numerals of dates as digits: `二〇二三年` digit by digit, `十二月`, `二十一日` by their value. */
function arabic(text: string): string {
  return text
    .replace(
      /([一二三四五六七八九]?)十([一二三四五六七八九]?)/g,
      (_, tens: string, ones: string) => `${digits[tens] ?? '1'}${digits[ones] ?? '0'}`,
    )
    .replace(/[〇零○一二三四五六七八九]/g, (character) => digits[character] ?? character);
}
