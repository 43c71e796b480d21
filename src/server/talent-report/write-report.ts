import { demandReport } from '#core/talent-report/demand-report.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { mustManageTalent, talentRules } from '#server/talent/talent-right.ts';
import { gatherFigures } from './gather-figures.ts';
import { type ReportTarget, readReport } from './report-row.ts';

/** A draft of the year's report from the figures as they stand. Throws `Refusal`: `invalid` with the fields at fault, `forbidden`, `not-found`. */
export async function draftReport(
  context: Context,
  actor: Actor,
  consortiumId: string,
  { memberId, year }: { memberId: string; year: number },
): Promise<{ id: string }> {
  const id = crypto.randomUUID();
  await context.db.asActor(actor, async (tx) => {
    await mustManageTalent(tx, consortiumId);
    await mustBePublisher(context, consortiumId, memberId);
    const figures = await gatherFigures(context, tx, consortiumId, year);
    const { title } = demandReport(talentRules().report, figures, new Map());
    await mustBeOnlyOne(tx, { consortiumId, memberId, title, reportId: id });
    await tx
      .insertInto('talent_report')
      .values({
        consortium_id: consortiumId,
        id,
        member_id: memberId,
        year,
        title,
        figures: JSON.stringify(figures),
        person_id: actor.personId,
      })
      .execute();
    await recordAudit(tx, consortiumId, 'talent-report.drafted', id, { year });
  });
  return { id };
}

/** Changes its title and publisher, while it is a draft. Throws as `draftReport`, `stale`, `action-not-possible`. */
export async function changeReport(
  context: Context,
  actor: Actor,
  target: ReportTarget,
  { title, memberId, version }: { title: string; memberId: string; version: number },
): Promise<{ version: number }> {
  const { consortiumId, reportId } = target;
  return context.db.asActor(actor, async (tx) => {
    await mustBeDraft(tx, target);
    await mustBePublisher(context, consortiumId, memberId);
    await mustBeOnlyOne(tx, { consortiumId, memberId, title, reportId });
    await saveReport(tx, target, version, { title, member_id: memberId });
    await recordAudit(tx, consortiumId, 'talent-report.changed', reportId, { title });
    return { version: version + 1 };
  });
}

/** Writes a paragraph in place of the drafted one, or null: the drafted one again. `version` is that of the paragraph. Throws as `changeReport`. */
export async function writeText(
  { db }: Context,
  actor: Actor,
  target: ReportTarget,
  part: string,
  { text, version }: { text: string | null; version: number },
): Promise<{ version: number }> {
  const { consortiumId, reportId } = target;
  return db.asActor(actor, async (tx) => {
    await mustBeDraft(tx, target);
    if (!talentRules().report.sections.some(({ id }) => id === part)) throw new Refusal('not-found');
    const key = { consortium_id: consortiumId, report_id: reportId, part };
    const latest = await tx
      .selectFrom('talent_report_text')
      .select((select) => select.fn.max('version').as('version'))
      .where('consortium_id', '=', consortiumId)
      .where('report_id', '=', reportId)
      .where('part', '=', part)
      .executeTakeFirst();
    const standing = latest?.version ?? 0;
    if (standing !== version) throw new Refusal('stale', { version: standing });
    // Of two who write at the same moment the second finds the version taken.
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('talent_report_text')
      .values({ ...key, version: version + 1, text, person_id: actor.personId })
      .onConflict((on) => on.doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows !== 1n) throw new Refusal('stale', { version: version + 1 });
    await recordAudit(tx, consortiumId, 'talent-report.written', reportId, { part, version: version + 1 });
    return { version: version + 1 };
  });
}

/** Throws `Refusal`: `not-found`, `forbidden`, `action-not-possible` where it was published. */
export async function mustBeDraft(tx: Tx, target: ReportTarget) {
  await mustManageTalent(tx, target.consortiumId);
  const row = await readReport(tx, target);
  if (row.state !== 'draft')
    throw new Refusal('action-not-possible', {
      detail: '报告已发布，内容和数据已固定；需要更正的，请撤回后另写一份。',
    });
  return row;
}

/** Throws `Refusal('stale')`. */
export async function saveReport(
  tx: Tx,
  { consortiumId, reportId }: ReportTarget,
  version: number,
  columns: Readonly<Record<string, string | null>>,
): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('talent_report')
    .set({ ...columns, version: version + 1 })
    .where('consortium_id', '=', consortiumId)
    .where('id', '=', reportId)
    .where('version', '=', version)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new Refusal('stale');
}

async function mustBePublisher({ directories }: Context, consortiumId: string, memberId: string): Promise<void> {
  if ((await directories.of(consortiumId)).byId.has(memberId)) return;
  throw new Refusal('invalid', { fields: ['memberId'], detail: '发布单位应为本联合体的成员单位。' });
}

/** One report of a publisher and title: the ledger knows them by these. */
async function mustBeOnlyOne(
  tx: Tx,
  { consortiumId, memberId, title, reportId }: ReportTarget & { memberId: string; title: string },
): Promise<void> {
  const twin = await tx
    .selectFrom('talent_report')
    .select('id')
    .where('consortium_id', '=', consortiumId)
    .where('member_id', '=', memberId)
    .where('title', '=', title)
    .where('state', '<>', 'withdrawn')
    .where('id', '<>', reportId)
    .executeTakeFirst();
  if (twin)
    throw new Refusal('invalid', {
      fields: ['title'],
      detail: '这个单位已经有一份同名的报告，请在那一份上修改，或换一个名称。',
    });
}
