import { createHash } from 'node:crypto';
import { canonicalJson } from '#core/form/canonical-json.ts';
import { demandReport, reportBody } from '#core/talent-report/demand-report.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { keepEntries } from '#server/ledger/keep-entries.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { mustManageTalent, talentRules } from '#server/talent/talent-right.ts';
import { gatherFigures } from './gather-figures.ts';
import { type ReportRow, type ReportTarget, readReport, readTexts, writtenOf } from './report-row.ts';
import { type ReportActBody, type ReportContent, reportPath } from './report-views.ts';
import { mustBeDraft, saveReport } from './write-report.ts';

/**
 * Takes the figures anew, publishes or withdraws. What is published is frozen with its figures and digest, is read by anybody, and counts in the ledger of reports; what
 * is withdrawn counts no more. `address` is where the public pages are found. Throws `Refusal`: `forbidden`, `not-found`, `stale`, `action-not-possible`, and as
 * `keepEntries`.
 */
export async function actOnReport(
  context: Context,
  actor: Actor,
  target: ReportTarget,
  act: ReportActBody,
  address: string,
): Promise<{ version: number }> {
  const { consortiumId, reportId } = target;
  return context.db.asActor(actor, async (tx) => {
    if (act.action === 'withdraw') await withdraw(context, tx, actor, target, act);
    else {
      const row = await mustBeDraft(tx, target);
      if (act.action === 'publish') await publish(context, tx, actor, target, row, { ...act, address });
      else {
        const figures = await gatherFigures(context, tx, consortiumId, row.year);
        await saveReport(tx, target, act.version, { figures: JSON.stringify(figures) });
        await recordAudit(tx, consortiumId, 'talent-report.refreshed', reportId, {});
      }
    }
    return { version: act.version + 1 };
  });
}

async function publish(
  context: Context,
  tx: Tx,
  actor: Actor,
  target: ReportTarget,
  row: ReportRow,
  { version, address }: { version: number; address: string },
): Promise<void> {
  const { consortiumId, reportId } = target;
  const publishedOn = beijingToday();
  const report = demandReport(talentRules().report, row.figures, writtenOf(await readTexts(tx, target)));
  const content: ReportContent = {
    title: row.title,
    consortium: row.figures.name,
    publisher: (await context.directories.of(consortiumId)).byId.get(row.member_id)?.name ?? '',
    year: row.year,
    publishedOn,
    figuresOn: row.figures.day,
    body: reportBody(report),
  };
  const text = canonicalJson(content);
  const digest = createHash('sha256').update(text).digest('hex');
  await saveReport(tx, target, version, { state: 'published', content: text, digest, published_on: publishedOn });
  await keepEntries(context, tx, actor, {
    consortiumId,
    noun: 'talent-report',
    entries: [
      {
        recordId: reportId,
        kind: talentRules().report.ledger,
        values: { publisher: row.member_id, title: row.title, publishedOn, link: address + reportPath(reportId) },
      },
    ],
  });
  await recordAudit(tx, consortiumId, 'talent-report.published', reportId, { title: row.title, digest });
}

async function withdraw(
  context: Context,
  tx: Tx,
  actor: Actor,
  target: ReportTarget,
  { version, reason }: { version: number; reason: string },
): Promise<void> {
  const { consortiumId, reportId } = target;
  await mustManageTalent(tx, consortiumId);
  if ((await readReport(tx, target)).state !== 'published') throw new Refusal('action-not-possible');
  await saveReport(tx, target, version, { state: 'withdrawn', withdrawn_because: reason });
  await keepEntries(context, tx, actor, {
    consortiumId,
    noun: 'talent-report',
    reason,
    entries: [{ recordId: reportId, kind: talentRules().report.ledger, values: null }],
  });
  await recordAudit(tx, consortiumId, 'talent-report.withdrawn', reportId, { reason });
}
