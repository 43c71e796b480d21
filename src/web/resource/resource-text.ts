const moment = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  month: 'numeric',
  day: 'numeric',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
});
const clock = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
});
const day = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  month: 'numeric',
  day: 'numeric',
  weekday: 'short',
});

const isoDay = (at: number) => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);

/** `12/1周二 08:00–10:00` in Beijing, with the day of the end where it is another, and the year where it is not this one. */
export function spanText(startsAt: string, endsAt: string): string {
  const [from, to] = [Date.parse(startsAt), Date.parse(endsAt)];
  const year = isoDay(from).slice(0, 4);
  const ofYear = year === isoDay(Date.now()).slice(0, 4) ? '' : `${year}年`;
  return `${ofYear}${moment.format(from)}–${isoDay(from) === isoDay(to - 1) ? timeText(to) : moment.format(to)}`;
}

/** `12/1周二`. */
export const shortDay = (at: number) => day.format(at);

/** `08:00`. */
export const timeText = (at: number) => clock.format(at);

/** A time within one day, as a form of day and times has it. */
export const bookedTime = ({ from, to }: { from: number; to: number }) => ({
  on: isoDay(from),
  from: timeText(from),
  to: timeText(to),
});

/** The moment that a day and a time of it are in China. */
export const inChina = (on: string, time: string) => `${on}T${time}:00+08:00`;

/** What an hour costs. */
export function priceText(price: string): string {
  return /^0(\.0+)?$/.test(price) ? '成员间免费' : `每小时${price}元`;
}
