import { sql } from 'kysely';
import type { z } from 'zod';
import { compareDisc } from '#core/verification/compare-disc.ts';
import { printValue } from '#documents/print/print-value.ts';
import type { Actor } from '#server/access/actor.ts';
import { selectApplications } from '#server/application/application-row.ts';
import { recordOf } from '#server/application/view-application.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { readVerified } from '#server/verification/read-verified.ts';
import { mustReview } from './disc-uploads.ts';
import { IntakeView } from './intake-views.ts';

/** The discs taken in for a batch, the latest first, and of each province that handed in its list how many of its applications came on an intact disc. */
export async function listIntakes({ db }: Context, actor: Actor, batchId: string) {
  return db.readAs(actor, async (tx) => {
    await mustReview(tx, batchId);
    const rows = await selectIntakes(tx).where('disc_intake.batch_id', '=', batchId).execute();
    const { rows: provinces } = await sql<{ id: string; name: string; recommended: number; received: number }>`
      select u.id, u.name, jsonb_array_length(r.items) as recommended, (
        select count(distinct a.application_id) from disc_intake_application a
        join disc_intake i on i.batch_id = a.batch_id and i.id = a.intake_id and i.outcome = 'intact' and i.signer_id = u.id
        where a.batch_id = r.batch_id and exists (
          select from jsonb_array_elements(r.items) e where e ->> 'applicationId' = a.application_id::text))::integer as received
      from recommendation r join unit u on u.id = r.unit_id
      where r.batch_id = ${batchId}::uuid and r.submitted_at is not null order by u.name`.execute(tx);
    return { items: rows.map(viewRow), provinces };
  });
}

/** One disc: what was found on it, and each application of it beside what stands online now, value by value. Throws `Refusal('not-found')`. */
export async function viewIntake({ db, packs }: Context, actor: Actor, batchId: string, id: string) {
  return db.readAs(actor, async (tx) => {
    await mustReview(tx, batchId);
    const row = await selectIntakes(tx)
      .where('disc_intake.batch_id', '=', batchId)
      .where('disc_intake.id', '=', id)
      .executeTakeFirst();
    if (!row) throw new Refusal('not-found');
    const told = await tx
      .selectFrom('disc_intake_application')
      .select(['application_id', 'consortium', 'number', 'digest', 'answers', 'verified'])
      .where('batch_id', '=', batchId)
      .where('intake_id', '=', id)
      .orderBy('consortium')
      .execute();
    const ids = told.map(({ application_id }) => application_id);
    const online = ids.length === 0 ? [] : await selectApplications(tx).where('application.id', 'in', ids).execute();
    const found = await readVerified(tx, online);
    const applications = [];
    for (const disc of told) {
      const application = online.find((each) => each.id === disc.application_id && each.batch_id === batchId);
      const here = found.get(disc.application_id);
      const pack = application && (await packs.byDigest(application.pack_digest)).pack;
      const onDisc = { answers: recordOf(disc.answers), verified: recordOf(disc.verified) };
      applications.push({
        id: disc.application_id,
        consortium: disc.consortium,
        revision: { disc: disc.number, online: application?.latest_revision ?? null },
        cells:
          pack && here
            ? compareDisc(pack.form, onDisc, here).map(({ cell, submitted, verified, isSame }) => ({
                cell: cell.path,
                label: cell.label,
                unit: cell.type.kind === 'number' ? cell.type.unit : '',
                isFigure: cell.type.kind === 'number',
                isSame,
                submitted: { disc: printValue(cell, submitted.disc), online: printValue(cell, submitted.online) },
                verified: { disc: printValue(cell, verified.disc), online: printValue(cell, verified.online) },
              }))
            : null,
      });
    }
    return { ...viewRow(row), applications };
  });
}

function selectIntakes(tx: Tx) {
  return tx
    .selectFrom('disc_intake')
    .leftJoin('unit', 'unit.id', 'disc_intake.signer_id')
    .select(['disc_intake.id', 'file_name', 'bytes', 'outcome', 'about', 'files', 'fingerprint', 'problems', 'at'])
    .select(['unit.name as signer', sql<string>`name_of(person_id)`.as('by')])
    .orderBy('at', 'desc');
}

type IntakeRow = Awaited<ReturnType<ReturnType<typeof selectIntakes>['executeTakeFirstOrThrow']>>;

function viewRow(row: IntakeRow): z.output<typeof IntakeView> {
  const { file_name, at, ...rest } = row;
  return IntakeView.parse({ ...rest, fileName: file_name, at: at.toISOString() });
}
