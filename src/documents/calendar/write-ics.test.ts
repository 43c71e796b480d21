import fc from 'fast-check';
import { expect, test } from 'vitest';
import { writeIcs } from './write-ics.ts';

const stamp = new Date('2023-06-01T08:00:00Z');
const anyText = fc.string({ unit: 'grapheme', maxLength: 120 }).map((text) => text.replaceAll('\r', ''));

/** What a calendar program reads of a property. */
function read(file: string, name: string): string {
  const line =
    file
      .replaceAll('\r\n ', '')
      .split('\r\n')
      .find((each) => each.startsWith(`${name}:`)) ?? '';
  return line.slice(name.length + 1).replace(/\\([\\;,n])/g, (_, mark: string) => (mark === 'n' ? '\n' : mark));
}

test('whatever the words, a calendar program reads them back, and no line is longer than 75 bytes', () => {
  fc.assert(
    fc.property(anyText, anyText, (title, text) => {
      const file = writeIcs('考察', [{ uid: 'a', day: '2023-07-03', title, place: '云泽市（虚构）', text }], stamp);
      expect(read(file, 'SUMMARY')).toBe(title);
      expect(read(file, 'DESCRIPTION')).toBe(text);
      for (const line of file.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    }),
  );
});

test('a visit is a whole day', () => {
  const file = writeIcs('考察', [{ uid: 'a', day: '2023-07-03', title: '青禾', place: '', text: '' }], stamp);
  expect(file).toContain('DTSTART;VALUE=DATE:20230703\r\n');
  expect(file).toContain('DTSTAMP:20230601T080000Z\r\n');
});

test('a booking is a time of the day, the same wherever it is read', () => {
  const [from, to] = [new Date('2023-07-03T09:00:00+08:00'), new Date('2023-07-03T11:30:00+08:00')];
  const file = writeIcs('机床', [{ uid: 'a', from, to, title: '青禾', place: '', text: '' }], stamp);
  expect(file).toContain('DTSTART:20230703T010000Z\r\nDTEND:20230703T033000Z\r\n');
});

test('a deadline is a moment; what was changed or does not take place says so', () => {
  const at = new Date('2023-07-03T18:00:00+08:00');
  const event = { uid: 'a', at, title: '截止', place: '', text: '', sequence: 2, isCancelled: true };
  const file = writeIcs('活动', [event], stamp);
  expect(file).toContain('DTSTART:20230703T100000Z\r\nSEQUENCE:2\r\nSTATUS:CANCELLED\r\n');
  expect(file).not.toContain('DTEND');
});
