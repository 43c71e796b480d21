import { createHash } from 'node:crypto';
import { canonicalJson } from '#core/form/canonical-json.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import type { RefusalCode } from '#server/http/refusal-codes.ts';
import { mustKnow } from '#server/ledger/list-entries.ts';
import { readFigures, type YearFigure } from './read-figures.ts';

const refusals: Readonly<Record<string, RefusalCode>> = {
  'no-session': 'not-signed-in',
  forbidden: 'forbidden',
  already: 'action-not-possible',
  moved: 'try-again',
};

const tries = 5;

/**
 * Closes a year that has ended in China: its figures are frozen with their SHA-256 digest, and change from then on by restatement only. Throws
 * `Refusal('year-open')` for a year that has not ended.
 */
export async function closeYear(
  context: Context,
  actor: Actor,
  consortiumId: string,
  year: number,
): Promise<{ digest: string }> {
  if (yearInChina(Date.now()) <= year) throw new Refusal('year-open');
  for (let attempt = 1; ; attempt++) {
    const { figures, sequence } = await context.db.readAs(actor, async (tx) => {
      await mustKnow(tx, consortiumId);
      const head = await tx
        .selectFrom('ledger_head')
        .select('sequence')
        .where('consortium_id', '=', consortiumId)
        .executeTakeFirst();
      return {
        figures: (await readFigures(tx, consortiumId, { years: [year] })).map(frozen),
        sequence: head?.sequence ?? 0,
      };
    });
    const text = canonicalJson({ consortiumId, year, figures });
    const digest = createHash('sha256').update(text).digest('hex');
    const { rows } = await context.db.app.query<{ outcome: string }>(
      'select close_year($1, $2, $3, $4::smallint, $5, $6, $7) as outcome',
      [actor.personId, actor.sessionId, consortiumId, year, sequence, JSON.stringify(figures), digest],
    );
    const outcome = rows[0]?.outcome ?? '';
    if (outcome === 'closed') return { digest };
    if (outcome !== 'moved' || attempt === tries) throw new Refusal(refusals[outcome] ?? 'internal');
  }
}

/** What is kept of a figure when its year closes. */
export function frozen({ figure, value, counted, shares }: YearFigure) {
  return {
    figure,
    value: value ?? null,
    amount: counted.amount,
    base: counted.base ?? null,
    entries: counted.entries,
    confirmed: shares.confirmed.entries,
    disputed: shares.disputed.entries,
  };
}

/** The calendar year in China at a moment. */
export function yearInChina(moment: number): number {
  return new Date(moment + 8 * 3_600_000).getUTCFullYear();
}
