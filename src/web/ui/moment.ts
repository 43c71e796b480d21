const full = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
  hour12: false,
});
const day = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', dateStyle: 'long' });
const clock = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', timeStyle: 'medium', hour12: false });

/** `2023/5/12 09:30:05` in Beijing time. */
export function momentText(iso: string): string {
  return full.format(new Date(iso));
}

/** `2023年5月12日` in Beijing time, as documents write it. */
export function dayText(iso: string): string {
  return day.format(new Date(iso));
}

/** `09:30:05` in Beijing time. */
export function clockText(at: Date): string {
  return clock.format(at);
}

const minute = 60_000;

/** How long until a moment: `还剩90天`, `还剩5小时`, `还剩12分钟`, `已截止`. */
export function remainingText(iso: string, now: number): string {
  const left = Date.parse(iso) - now;
  if (left < 0) return '已截止';
  if (left >= 48 * 60 * minute) return `还剩${Math.floor(left / (24 * 60 * minute))}天`;
  if (left >= 2 * 60 * minute) return `还剩${Math.floor(left / (60 * minute))}小时`;
  return `还剩${Math.ceil(left / minute)}分钟`;
}
