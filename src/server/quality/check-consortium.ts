import { sql } from 'kysely';
import { examineConsortium, needsOthers } from '#core/quality/examine-consortium.ts';
import { measureYears } from '#core/quality/measure-years.ts';
import { groupLabels } from '#core/quality/peer-groups.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { mustKnow } from '#server/ledger/list-entries.ts';
import { type Kept, keepQuality, readBands } from './keep-quality.ts';
import { examinationNow, qualityRules } from './quality-book.ts';
import { readExamined } from './read-examined.ts';

/**
 * Looks at one consortium now, as before its return is sent: by itself, and beside where like consortia lay at the last run over all of them. What only all
 * together show stays as that run found it. Throws `Refusal('not-found')` and `Refusal('forbidden')`.
 */
export async function checkConsortium({ db, packs }: Context, actor: Actor, consortiumId: string): Promise<Kept> {
  const book = qualityRules();
  const examination = examinationNow(book);
  return db.asActor(actor, async (tx) => {
    await mustKnow(tx, consortiumId);
    const may = await sql<{ may: boolean }>`select has_right('check-quality', ${consortiumId}::uuid) as may`.execute(
      tx,
    );
    if (!may.rows[0]?.may) throw new Refusal('forbidden');
    const [consortium] = await readExamined(tx, packs, examination.years, consortiumId);
    if (!consortium) throw new Refusal('not-found');
    const comparedIn = await readBands(tx, groupLabels(consortium, book.peers));
    const rules = book.rules.filter((rule) => !needsOthers(rule) && (comparedIn || rule.kind !== 'unlike-peers'));
    return keepQuality(tx, book, {
      consortiumId,
      rules: rules.map(({ id }) => id),
      years: examination.years,
      findings: examineConsortium(consortium, { ...book, rules }, examination, comparedIn),
      measures: measureYears(consortium, examination),
      compared: undefined,
    });
  });
}
