import type { ReportPlace } from './report-place.ts';
import { cellXml } from './safe-cell.ts';
import { columnOf, lettersOf } from './sheet-row.ts';

/** What to write beside rows: texts by row number, and the column that takes them. */
export type Marks = ReportPlace & { messages: ReadonlyMap<number, string> };

/**
 * A sheet's XML with a text cell added to each row that has a message; whatever stood in that column goes. All else passes through as it
 * is, piece by piece.
 */
export async function* markRows(pieces: AsyncIterable<Uint8Array>, marks: Marks): AsyncGenerator<Uint8Array, void> {
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  let held = '';
  let previous = 0;
  for await (const piece of pieces) {
    held += decoder.decode(piece, { stream: true });
    const whole = held.lastIndexOf('>') + 1;
    const end = endOfRows(held.slice(0, whole));
    const marked = held
      .slice(0, end)
      .replace(row, (text: string, prefix: string, attributes: string, cells: string | undefined) => {
        previous = Number(/\br="(\d+)"/.exec(attributes)?.[1] ?? previous + 1);
        return markRow(text, prefix ?? '', attributes, cells ?? '', previous, marks);
      });
    held = held.slice(end);
    if (marked !== '') yield encoder.encode(marked);
  }
  yield encoder.encode(held + decoder.decode());
}

const row = /<(\w+:)?row\b([^>]*?)(?:\/>|>([\s\S]*?)<\/(?:\w+:)?row>)/g;
const cell = /<(?:\w+:)?c\b([^>]*?)(?:\/>|>[\s\S]*?<\/(?:\w+:)?c>)/g;

/** Where the last row that is there in whole ends; before the rows, everything but an element that was cut. */
function endOfRows(xml: string): number {
  const opened = Math.max(xml.lastIndexOf('<row'), xml.lastIndexOf(':row'));
  const closed = Math.max(xml.lastIndexOf('</row>'), xml.lastIndexOf(':row>'));
  if (closed >= opened) return xml.length;
  const start = xml.lastIndexOf('<', opened);
  return /^<(\w+:)?row\b[^>]*\/>/.test(xml.slice(start)) ? xml.length : start;
}

function markRow(
  text: string,
  prefix: string,
  attributes: string,
  cells: string,
  number: number,
  { messages, column, isBehind }: Marks,
): string {
  const message = messages.get(number);
  const reference = `${lettersOf(column)}${number}`;
  const isMarked = !isBehind && cells.includes(`"${reference}"`);
  if (message === undefined && !isMarked) return text;
  const rowAttributes = attributes.replace(/\s+spans="[^"]*"/, '');
  const added = message === undefined ? '' : textCell(prefix, reference, message);
  if (isBehind) return `<${prefix}row${rowAttributes}>${cells}${added}</${prefix}row>`;
  const known = [...cells.matchAll(cell)].map(([xml, inside = '']) => ({
    xml,
    at: columnOf(/\br="([A-Z]+)/.exec(inside)?.[1] ?? ''),
  }));
  const kept = known.filter(({ at }) => at !== column);
  const before = kept.filter(({ at }) => at < column).map(({ xml }) => xml);
  const after = kept.filter(({ at }) => at > column).map(({ xml }) => xml);
  return `<${prefix}row${rowAttributes}>${before.join('')}${added}${after.join('')}</${prefix}row>`;
}

/** Text, never a formula, and in red without a style of its own. */
function textCell(p: string, reference: string, message: string): string {
  const run = `<${p}r><${p}rPr><${p}b/><${p}color rgb="FFC00000"/></${p}rPr><${p}t xml:space="preserve">${cellXml(message)}</${p}t></${p}r>`;
  return `<${p}c r="${reference}" t="inlineStr"><${p}is>${run}</${p}is></${p}c>`;
}
