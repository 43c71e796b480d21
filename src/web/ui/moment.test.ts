import { expect, test } from 'vitest';
import { dayText, momentText, remainingText } from './moment.ts';

const deadline = '2023-05-29T23:59:59+08:00';

test.each([
  ['2023-05-01T00:00:00+08:00', '还剩28天'],
  ['2023-05-28T08:00:00+08:00', '还剩39小时'],
  ['2023-05-29T23:30:00+08:00', '还剩30分钟'],
  ['2023-05-29T23:59:59+08:00', '还剩0分钟'],
  ['2023-05-30T00:00:00+08:00', '已截止'],
])('at %s a deadline is told as %s', (now, text) => {
  expect(remainingText(deadline, Date.parse(now))).toBe(text);
});

test('moments are told in Beijing time wherever the browser is', () => {
  expect(momentText('2023-05-12T01:30:05Z')).toBe('2023/5/12 09:30:05');
});

test('a day is written as documents write it, in Beijing time', () => {
  expect(dayText('2023-05-12T16:30:00Z')).toBe('2023年5月13日');
});
