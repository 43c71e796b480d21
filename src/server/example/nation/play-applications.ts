import { randomUUID } from 'node:crypto';
import { findingKey } from '#core/check/finding.ts';
import { valueAt } from '#core/form/answers.ts';
import { cellsOf } from '#core/form/cells.ts';
import { currentPack } from '#packs/packs.ts';
import { confirmRevision } from '#server/application/confirm-revision.ts';
import { saveAnswers } from '#server/application/save-answers.ts';
import { submitApplication } from '#server/application/submit-application.ts';
import { viewApplication } from '#server/application/view-application.ts';
import { beginApplication } from '#server/batch/begin-application.ts';
import { inSession } from '#server/example/in-session.ts';
import type { NationConsortium } from './make-consortium.ts';
import type { NationPlay } from './nation-play.ts';
import { severalAtOnce } from './several-at-once.ts';

/** 园区申报: each secretariat fills in and submits, the three lead units confirm. */
export async function playApplications(play: NationPlay): Promise<void> {
  await severalAtOnce(play.nation.consortia, async (consortium) => {
    play.applications.set(consortium.number, await playApplication(play, consortium));
  });
}

async function playApplication({ context, units }: NationPlay, { number, answers }: NationConsortium): Promise<string> {
  const secretary = units.actor(`secretariat-${number + 1}`);
  const id = await beginApplication(context, secretary, units.batchId, units.consortia[number] ?? '');
  const changes = [...cellsOf(currentPack.form).keys()].flatMap((cell) => {
    const value = valueAt(answers, cell);
    return value === undefined ? [] : [{ cell, value, baseVersion: 0 }];
  });
  const saved = await inSession(context, secretary, (actor) => saveAnswers(context, actor, id, changes, 'import'));
  const { findings } = await viewApplication(context, secretary, id);
  const reasons = Object.fromEntries(findings.map((one) => [findingKey(one), '已与有关单位核实（虚构示例）。']));
  const submission = { applicationId: id, sequence: saved.sequence, reasons, idempotencyKey: randomUUID() };
  const { revision, digest } = await submitApplication(context, secretary, submission);
  for (const lead of ['park', 'school', 'enterprise'])
    await confirmRevision(context, units.actor(`${lead}-${number + 1}`), id, revision, digest);
  return id;
}
