import { UsageFault } from './fault.ts';

/** An ISO 8601 moment; one without an offset is meant in Asia/Shanghai, a day alone as its beginning. Throws `UsageFault`. */
export function momentOf(text: string): Date {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?))?(Z|[+-]\d{2}:\d{2})?$/.exec(text);
  const [, day, time = '00:00:00', offset = '+08:00'] = match ?? [];
  const moment = new Date(`${day}T${time}${offset}`);
  if (!match || Number.isNaN(moment.getTime()))
    throw new UsageFault(`--at 的时刻“${text}”无法理解，应如 2023-05-29T17:00 或 2023-05-29T17:00:00+08:00。`);
  return moment;
}
