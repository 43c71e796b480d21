const zone = { timeZone: 'Asia/Shanghai' } as const;
const day = new Intl.DateTimeFormat('sv-SE', zone);
const moment = new Intl.DateTimeFormat('zh-CN', { ...zone, dateStyle: 'long', timeStyle: 'short', hour12: false });

/** `2023-05-29`, as it is in Beijing. */
export function dayOf(at: Date): string {
  return day.format(at);
}

/** `2023年5月29日 23:59`, in Beijing time. */
export function momentText(at: Date): string {
  return moment.format(at);
}

/** `2023年5月29日` of `2023-05-29`. */
export function dayText(isoDay: string): string {
  const [year, month, dayOfMonth] = isoDay.split('-').map(Number);
  return `${year}年${month}月${dayOfMonth}日`;
}
