import { isDay } from '#core/quantity/calendar.ts';
import { lastDayOf } from './duty-list.ts';

/** A task that a text speaks of; its day, where one can be read from its own words. */
export type ProposedTask = { title: string; dueOn: string | null };

/**
 * Reads the tasks out of a plan or a remark: its numbered items, or its sentences where nothing is numbered. A day is what the item says (`6月底前`,
 * `第三季度`, `2026年6月30日`); a month without a year is one of `year`. Titles are cut at 200 characters. Nothing is decided: somebody picks.
 */
export function proposeTasks(text: string, year: number): readonly ProposedTask[] {
  const whole = text.normalize('NFC').replace(/\r/g, '');
  const numbered = whole.split(item).map(tidy);
  const parts = numbered.length > 1 ? numbered : whole.split(/[\n。；;]/).map(tidy);
  const titles = [...new Set(parts.filter((part) => part.length >= 4))];
  return titles.map((title) => ({ title: title.slice(0, 200), dueOn: dayIn(title, year) }));
}

/** 一、（一）1. 1、（1）①, at the beginning of a line or after the end of a sentence. */
const item =
  /(?:^|(?<=[\n。；;：:]))\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.、．](?!\d)|[①-⑳])/u;

const tidy = (part: string) => part.replace(/\s+/g, '').replace(/[。；;，,：:]+$/, '');

function dayIn(text: string, ofYear: number): string | null {
  const half = text.normalize('NFKC');
  const [, said, month, day] = /(?:(\d{4})年)?(\d{1,2})月(\d{1,2})[日号]/.exec(half) ?? [];
  if (month !== undefined && day !== undefined) {
    const found = `${said ?? ofYear}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    return isDay(found) ? found : null;
  }
  const [, saidYear, ofMonth] = /(?:(\d{4})年)?(\d{1,2})月/.exec(half) ?? [];
  if (ofMonth !== undefined && Number(ofMonth) >= 1 && Number(ofMonth) <= 12)
    return lastDayOf(Number(saidYear ?? ofYear), Number(ofMonth));
  const [, inYear, quarter] = /(?:(\d{4})年)?第?([一二三四])季度/.exec(half) ?? [];
  if (quarter !== undefined) return lastDayOf(Number(inYear ?? ofYear), '一二三四'.indexOf(quarter) * 3 + 3);
  const [, half1Year, halfOf] = /(?:(\d{4})年)?([上下])半年/.exec(half) ?? [];
  if (halfOf !== undefined) return lastDayOf(Number(half1Year ?? ofYear), halfOf === '上' ? 6 : 12);
  const [, end] = /(?:(\d{4})|本|今)?年(?:底|末)/.exec(half) ?? [];
  return /年[底末]/.test(half) ? lastDayOf(Number(end ?? ofYear), 12) : null;
}
