import type { Form } from '#core/form/form.ts';
import type { Block, Line, TableRow } from '#core/form/layout.ts';

type Table = Extract<Block, { kind: 'table' }>;

/**
 * The province's page of an application: the form's own last place that is written by hand, alone on a page under the consortium's name, with the
 * opinion in it. A form of two texts, `consortium` and `opinion`; none where the form ends with no such place.
 */
export function opinionForm(form: Form): Form | undefined {
  const part = form.parts.at(-1);
  const table = part?.blocks.findLast((block): block is Table => block.kind === 'table');
  const row = table?.rows.at(-1);
  const title = row?.cells[0]?.lines.flatMap(wordsOf).join('');
  if (!part || !table || !row || !title || row.cells.length !== 2 || row.cells.some(({ role }) => role === 'answer'))
    return undefined;
  return {
    ...form,
    title,
    fields: {
      consortium: { kind: 'text', label: form.title },
      opinion: { kind: 'text', label: title, lines: 'many' },
    },
    parts: [
      {
        id: part.id,
        title,
        blocks: [
          { kind: 'heading', align: 'center' },
          { kind: 'line', line: { inlines: [{ cell: 'consortium' }], align: 'center', bold: true } },
          { kind: 'space', lines: 1 },
          { kind: 'table', widths: table.widths, rows: [withOpinion(row)] },
        ],
        groups: [],
      },
    ],
  };
}

/** The opinion stands under the first words of its cell, in place of the first empty line there. */
function withOpinion(row: TableRow): TableRow {
  const [label, cell] = row.cells;
  if (!label || !cell) return row;
  const at = cell.lines.findIndex((line) => wordsOf(line).length > 0);
  const after = cell.lines.slice(at + 1);
  const opinion: Line = { inlines: [{ cell: 'opinion' }], align: 'justify', indent: 2 };
  const lines = [...cell.lines.slice(0, at + 1), opinion, ...(wordsOf(after[0]).length === 0 ? after.slice(1) : after)];
  return { ...row, cells: [label, { ...cell, role: 'answer', lines }] };
}

function wordsOf(line: Line | undefined): readonly string[] {
  return line?.inlines.flatMap((inline) => ('text' in inline && inline.text.trim() !== '' ? [inline.text] : [])) ?? [];
}
