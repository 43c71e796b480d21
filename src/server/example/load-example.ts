import { randomUUID } from 'node:crypto';
import { findingKey } from '#core/check/finding.ts';
import { valueAt } from '#core/form/answers.ts';
import { cellsOf } from '#core/form/cells.ts';
import { currentPack } from '#packs/packs.ts';
import { confirmRevision } from '#server/application/confirm-revision.ts';
import { returnApplication } from '#server/application/return-application.ts';
import { saveAnswers } from '#server/application/save-answers.ts';
import { submitApplication } from '#server/application/submit-application.ts';
import { viewApplication } from '#server/application/view-application.ts';
import { beginApplication } from '#server/batch/begin-application.ts';
import type { Context } from '#server/context.ts';
import { type ExampleForm, readExampleForms } from './example-forms.ts';
import { exampleMembers } from './example-members.ts';
import { playFunds } from './funds/play-funds.ts';
import { playDocuments } from './governing/play-documents.ts';
import { inSession } from './in-session.ts';
import type { LedgerSize } from './ledgers/ledger-plans.ts';
import { type ExampleUnits, makeExampleUnits } from './make-example-units.ts';
import { playPeople } from './people/play-people.ts';
import { playPlatforms } from './platforms/play-platforms.ts';
import { playCouncil } from './play-council.ts';
import { playLedgers } from './play-ledgers.ts';
import { playPolicies } from './policies/play-policies.ts';
import { playTasks } from './tasks/play-tasks.ts';

/**
 * Fills an empty database with the fictional province: its units and accounts, members, ledgers and tasks, a batch, and four applications that went as
 * far as their forms allow — by the same commands that people use, so that history, receipts and audit chain are real.
 */
export async function loadExample(context: Context, { ledgers }: { ledgers: LedgerSize }): Promise<ExampleUnits> {
  const forms = await readExampleForms();
  const members = exampleMembers(forms);
  const units = await makeExampleUnits(context, forms, members);
  if (ledgers !== 'none') {
    await playLedgers(context, units, { forms, members, size: ledgers });
    await playTasks(context, units, members[0] ?? []);
    await playPolicies(context, units, members[0] ?? []);
    await playFunds(context, units, members[0] ?? []);
  }
  const [first] = units.consortia;
  if (first !== undefined)
    await playCouncil(context, units.actor('secretariat1@shili.example'), {
      consortiumId: first,
      members: members[0] ?? [],
    });
  if (ledgers !== 'none') {
    await playRules(context, units);
    await playPeople(context, units, members[0] ?? []);
    if (ledgers === 'full') await playPlatforms(context, units, members[0] ?? []);
  }
  for (const [number, form] of forms.entries()) await playForm(context, units, number, form);
  return units;
}

/** The first consortium governs itself by the program, too. */
async function playRules(context: Context, units: ExampleUnits): Promise<void> {
  const [first = ''] = units.consortia;
  const [secretary, reader] = ['secretariat1', 'member1'].map((name) => units.actor(`${name}@shili.example`));
  if (secretary && reader) await playDocuments({ context, secretary, reader }, first);
}

async function playForm(context: Context, units: ExampleUnits, number: number, form: ExampleForm): Promise<void> {
  const consortium = units.consortia[number];
  if (!consortium) throw new Error('an example form has no consortium');
  const secretary = units.actor(`secretariat${number + 1}@shili.example`);
  const id = await beginApplication(context, secretary, units.batchId, consortium);
  const changes = [...cellsOf(currentPack.form).keys()].flatMap((cell) => {
    const value = valueAt(form.answers, cell);
    return value === undefined ? [] : [{ cell, value, baseVersion: 0 }];
  });
  if (changes.length === 0) return;
  const saved = await inSession(context, secretary, (actor) => saveAnswers(context, actor, id, changes, 'import'));
  if (form.goes === 'draft') return;

  const { findings } = await viewApplication(context, secretary, id);
  const reasons = Object.fromEntries(findings.map((one) => [findingKey(one), '示例说明：已与有关单位核实（虚构）。']));
  const submission = { applicationId: id, sequence: saved.sequence, reasons, idempotencyKey: randomUUID() };
  const { revision, digest } = await submitApplication(context, secretary, submission);
  if (form.goes === 'confirmed') {
    for (const who of ['park', 'school', 'enterprise'])
      await confirmRevision(context, units.actor(`${who}${number + 1}@shili.example`), id, revision, digest);
    return;
  }
  await returnApplication(context, units.actor('province@shili.example'), id, {
    text: '材料基本齐全，请按逐项意见核对后重新提交（虚构示例）。',
    remarks: [
      { cell: currentPack.names.park, text: '请与批复文件上的园区全称核对一致（虚构示例）。' },
      { cell: 'constructionPlan', text: '建设规划请补充 2024 年的阶段目标（虚构示例）。' },
    ].filter(({ cell }) => cellsOf(currentPack.form).has(cell)),
  });
}
