import { valueAt } from '#core/form/answers.ts';
import { figureCells } from '#core/verification/verdict.ts';
import type { Actor } from '#server/access/actor.ts';
import { readApplication } from '#server/application/application-row.ts';
import { recordOf } from '#server/application/view-application.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';

/** The baseline of a recommended application's monitoring: each figure as reported and as verified. Throws `Refusal('not-found')` where none was taken. */
export async function readBaseline({ db, packs }: Context, actor: Actor, id: string) {
  return db.readAs(actor, async (tx) => {
    const row = await readApplication(tx, id);
    const taken = await tx
      .selectFrom('baseline')
      .select(['number', 'submitted', 'verified', 'digest', 'at'])
      .where('consortium_id', '=', row.consortium_id)
      .where('application_id', '=', id)
      .executeTakeFirst();
    if (!taken) throw new Refusal('not-found');
    const { pack } = await packs.byDigest(row.pack_digest);
    const [submitted, verified] = [recordOf(taken.submitted), recordOf(taken.verified)];
    return {
      revision: taken.number,
      digest: taken.digest,
      at: taken.at.toISOString(),
      figures: figureCells(pack.form).flatMap(({ path, label, type }) => {
        const reported = valueAt(submitted, path);
        if (typeof reported !== 'number') return [];
        const found = valueAt(verified, path);
        return [
          {
            cell: path,
            label,
            unit: type.kind === 'number' ? type.unit : '',
            submitted: reported,
            verified: typeof found === 'number' ? found : null,
          },
        ];
      }),
    };
  });
}
