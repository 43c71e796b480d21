import { sql } from 'kysely';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { listFindings } from './list-findings.ts';
import { qualityRules } from './quality-book.ts';
import { readScores } from './read-quality.ts';

const mostFindings = 500;

/**
 * The quality of a consortium in a year, the latest one looked at where none is asked for: score and findings as they stand, with what the reader may do. A
 * member sees the findings assigned to it, and no score. Throws `Refusal('not-found')`.
 */
export async function viewQuality({ db }: Context, actor: Actor, consortiumId: string, asked: number | undefined) {
  const book = qualityRules();
  return db.readAs(actor, async (tx) => {
    const consortium = await tx
      .selectFrom('unit')
      .select(['id', 'name'])
      .select([
        sql<boolean>`has_right('check-quality', id)`.as('canCheck'),
        sql<boolean>`has_right('answer-quality', id)`.as('canAssign'),
      ])
      .where('id', '=', consortiumId)
      .where('kind', '=', 'consortium')
      .executeTakeFirst();
    if (!consortium) throw new Refusal('not-found');
    const { id, name, canCheck, canAssign } = consortium;
    const scores = await readScores(tx, book, { consortia: [consortiumId] });
    const found = await tx
      .selectFrom('quality_finding')
      .select('year')
      .distinct()
      .where('consortium_id', '=', consortiumId)
      .where('state', '<>', 'gone')
      .execute();
    const years = [...new Set([...scores, ...found].map(({ year }) => year))].sort((a, b) => b - a);
    const year = asked ?? years[0] ?? new Date().getUTCFullYear();
    const own = scores.find((one) => one.year === year);
    const filter = { consortiumId, year };
    const { items } = await listFindings(tx, actor, book, filter, { limit: mostFindings, offset: 0 });
    return {
      consortium: { id, name },
      year,
      years,
      group: own?.group ?? null,
      checkedAt: own?.checkedAt.toISOString() ?? null,
      comparedAt: own?.comparedAt?.toISOString() ?? null,
      score: own
        ? { points: own.score.points, parts: own.score.parts.map((part) => ({ ...part, made: [...part.made] })) }
        : null,
      findings: items,
      canCheck,
      canAssign,
    };
  });
}
