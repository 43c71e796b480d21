/** The same day a year later, `YYYY-MM-DD`; of a leap day the 28th, as the database reckons. */
export function yearAfter(day: string): string {
  const [year = '', month, date] = day.split('-');
  return `${Number(year) + 1}-${month}-${month === '02' && date === '29' ? '28' : date}`;
}
