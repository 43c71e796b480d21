/**
 * What stands in a calendar: a whole day, `YYYY-MM-DD`, a time, or a moment until which something can be done. `uid` stays the same when it moves, and `sequence` grows
 * then, so that a program that took it before takes it again.
 */
export type CalendarEvent = {
  uid: string;
  title: string;
  place: string;
  text: string;
  sequence?: number;
  isCancelled?: boolean;
} & ({ day: string } | { from: Date; to: Date } | { at: Date });

/** A calendar file (RFC 5545), as phones and mail programs take it. `stamp` is when it was written. */
export function writeIcs(name: string, events: readonly CalendarEvent[], stamp: Date): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Lianheti//Lianheti//ZH',
    `X-WR-CALNAME:${escaped(name)}`,
    ...events.flatMap((event) => [
      'BEGIN:VEVENT',
      `UID:${event.uid}@lianheti`,
      `DTSTAMP:${utc(stamp)}`,
      ...timeOf(event),
      ...(event.sequence === undefined ? [] : [`SEQUENCE:${event.sequence}`]),
      ...(event.isCancelled ? ['STATUS:CANCELLED'] : []),
      `SUMMARY:${escaped(event.title)}`,
      `LOCATION:${escaped(event.place)}`,
      `DESCRIPTION:${escaped(event.text)}`,
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function timeOf(event: CalendarEvent): string[] {
  if ('day' in event) return [`DTSTART;VALUE=DATE:${event.day.replaceAll('-', '')}`];
  if ('at' in event) return [`DTSTART:${utc(event.at)}`];
  return [`DTSTART:${utc(event.from)}`, `DTEND:${utc(event.to)}`];
}

/** RFC 5545 3.3.5, in UTC. */
function utc(moment: Date): string {
  return `${moment.toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`;
}

/** RFC 5545 3.3.11. */
function escaped(text: string): string {
  return text.replace(/[\\;,]/g, (mark) => `\\${mark}`).replace(/\r?\n/g, '\\n');
}

const mostBytes = 75;

/** RFC 5545 3.1: no line over 75 bytes, and no character cut in two. */
function folded(line: string): string {
  const rows: string[] = [];
  let [row, bytes] = ['', 0];
  for (const character of line) {
    const length = Buffer.byteLength(character);
    if (bytes + length > mostBytes) {
      rows.push(row);
      [row, bytes] = [' ', 1];
    }
    row += character;
    bytes += length;
  }
  return [...rows, row].join('\r\n');
}
