const full = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
  hour12: false,
});
const clock = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', timeStyle: 'medium', hour12: false });

/** `2023/5/12 09:30:05` in Beijing time. */
export function momentText(iso: string): string {
  return full.format(new Date(iso));
}

/** `09:30:05` in Beijing time. */
export function clockText(at: Date): string {
  return clock.format(at);
}
