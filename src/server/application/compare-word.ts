import type { Finding } from '#core/check/finding.ts';
import { valueAt } from '#core/form/answers.ts';
import { cellsOf } from '#core/form/cells.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { readApplication } from './application-row.ts';

export type WordComparison = {
  /** Cells that the file answers, in the form's order. */
  cells: { cell: string; label: string; current: unknown; read: unknown; same: boolean }[];
  unplaced: readonly { text: string; place: string }[];
  formatFindings: readonly Finding[];
};

/** What a Word file says beside what the form holds now. Stores nothing. Throws `Refusal('unreadable-file')`. */
export async function compareWord(
  context: Context,
  actor: Actor,
  id: string,
  bytes: Uint8Array,
): Promise<WordComparison> {
  const { form, stored } = await context.db.readAs(actor, async (tx) => {
    const row = await readApplication(tx, id);
    return { form: (await context.forms.at(tx, [row])).get(id), stored: await context.packs.byDigest(row.pack_digest) };
  });
  if (!form) throw new Error('a form that was read is missing');
  const reading = await context.documents.read(stored, bytes);
  const cells = [...cellsOf(stored.pack.form).values()].flatMap(({ path, label }) => {
    const read = valueAt(reading.answers, path);
    if (read === undefined) return [];
    const current = valueAt(form.answers, path) ?? null;
    return [{ cell: path, label, current, read, same: JSON.stringify(current) === JSON.stringify(read) }];
  });
  const unplaced = reading.unplaced.map(({ text, place }) => ({ text, place }));
  return { cells, unplaced, formatFindings: reading.formatFindings };
}
