/** A whole day in a calendar. `day` is `YYYY-MM-DD`; `uid` stays the same when it moves. */
export type CalendarDay = { uid: string; day: string; title: string; place: string; text: string };

/** A calendar file (RFC 5545), as phones and mail programs take it. `stamp` is when it was written. */
export function writeIcs(name: string, days: readonly CalendarDay[], stamp: Date): string {
  const at = `${stamp.toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`;
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Lianheti//Lianheti//ZH',
    `X-WR-CALNAME:${escaped(name)}`,
    ...days.flatMap(({ uid, day, title, place, text }) => [
      'BEGIN:VEVENT',
      `UID:${uid}@lianheti`,
      `DTSTAMP:${at}`,
      `DTSTART;VALUE=DATE:${day.replaceAll('-', '')}`,
      `SUMMARY:${escaped(title)}`,
      `LOCATION:${escaped(place)}`,
      `DESCRIPTION:${escaped(text)}`,
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
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
