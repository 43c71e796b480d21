import { sql } from 'kysely';
import type { Approver, VersionAction } from '#core/governing-document/document-rules.ts';
import { decide } from '#core/workflow/workflow.ts';
import type { Actor } from '#server/access/actor.ts';
import { rolesOver } from '#server/application/view-application.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { tellOfStanding } from '#server/standing/tell-of-standing.ts';
import { authorityOf } from '#server/vote/issue-resolution.ts';
import {
  asVersion,
  type DocumentRow,
  documentKind,
  documentRules,
  lockVersion,
  readManaged,
  selectVersions,
  type VersionRow,
  versionLabel,
} from './document-row.ts';
import { askReaders } from './readers.ts';
import { evidenceFile, recordVersion } from './record-version.ts';

export type VersionAct = {
  documentId: string;
  versionId: string;
  version: number;
  action: VersionAction;
  text: string;
  day?: string | undefined;
  /** 文号; of a resolution that is kept here, the version is linked to it. */
  resolution: string;
  /** Why a closed year is restated. */
  reason?: string;
};

const approvers: Readonly<Partial<Record<VersionAction, Approver>>> = {
  'approve-by-council': 'council',
  'approve-by-secretariat': 'secretariat',
};

/**
 * One step of a version. Approved, it takes the place of the one that held, is told to those it concerns, entered into the ledger and kept as evidence. Throws
 * `Refusal`: `forbidden`, `action-not-possible` in another state, `council-decides` where this kind is the council's, `own-submission` for who
 * submitted it, `invalid` for days out of order or nothing to decide on, `stale`, `not-found`.
 */
export async function actOnVersion(context: Context, actor: Actor, act: VersionAct): Promise<void> {
  const { db } = context;
  const approver = approvers[act.action];
  // A typed text is printed before anything is locked.
  const file = approver ? await evidenceFile(context, actor, act) : undefined;
  await db.asActor(actor, async (tx) => {
    const document = await readManaged(tx, act.documentId);
    const row = await lockVersion(tx, document, act.versionId, act.version);
    const step = { context, tx, actor, document, row, act };
    const to = await mayMove(step, approver);
    if (approver) await approve(step, approver, file);
    else if (act.action === 'repeal') await repeal(step);
    else await move(step, { state: to, ...(act.action === 'submit' ? { submitted_by: actor.personId } : {}) });
    if (act.action === 'submit' || act.action === 'return') await tellSecretariat(step);
    await tx
      .insertInto('governing_document_act')
      .values({
        consortium_id: row.consortium_id,
        version_id: row.id,
        action: act.action,
        text: act.text,
        person_id: actor.personId,
      })
      .execute();
    await recordAudit(tx, row.consortium_id, `document.${to}`, row.id, { action: act.action, document: document.id });
  });
  db.bus.tell('lianheti_notice', act.versionId);
}

type Step = { context: Context; tx: Tx; actor: Actor; document: DocumentRow; row: VersionRow; act: VersionAct };

async function mayMove({ tx, actor, document, row, act }: Step, approver: Approver | undefined) {
  const mayKind = !approver || documentKind(document.kind).approvedBy.includes(approver);
  const holds = new Set([
    ...(mayKind ? (['kind'] as const) : []),
    ...(row.submitted_by === actor.personId ? [] : (['another'] as const)),
  ]);
  const move = decide(
    documentRules().workflow,
    row.state,
    act.action,
    await rolesOver(tx, actor, row.consortium_id),
    holds,
  );
  if (!move.allowed) {
    if (move.because === 'role') throw new Refusal('forbidden');
    if (move.because === 'state') throw new Refusal('action-not-possible', { state: row.state });
    throw new Refusal(move.guards.includes('kind') ? 'council-decides' : 'own-submission');
  }
  if (act.action === 'submit' && row.characters === 0 && row.file_digest === null)
    throw new Refusal('invalid', { fields: ['text'], detail: '草案还没有内容，请先输入正文或上传文件。' });
  if (approver === 'council' && act.resolution === '')
    throw new Refusal('invalid', { fields: ['resolution'], detail: '请填写理事会决议的文号。' });
  return move.to;
}

async function move({ tx, row }: Pick<Step, 'tx' | 'row'>, values: object): Promise<void> {
  await tx
    .updateTable('governing_document_version')
    .set({ ...values, version: row.version + 1 })
    .where('consortium_id', '=', row.consortium_id)
    .where('id', '=', row.id)
    .execute();
}

async function approve(step: Step, approver: Approver, file: Awaited<ReturnType<typeof evidenceFile>> | undefined) {
  const { tx, actor, document, row, act } = step;
  const effectiveOn = dayOf(act, '请填写施行日期。');
  const before = (
    await selectVersions(tx).where('v.document_id', '=', document.id).where('v.effective_on', 'is not', null).execute()
  ).map(asVersion);
  if (before.some(({ effective_on }) => effective_on !== null && effective_on >= effectiveOn))
    throw new Refusal('invalid', { fields: ['day'], detail: '施行日期须在上一版的施行日期之后。' });
  const held = before.find(({ state }) => state === 'approved');
  if (held) {
    await move({ tx, row: held }, { state: 'repealed', repealed_on: effectiveOn });
    await recordVersion(step, { ...held, repealed_on: effectiveOn });
  }
  const authority = await authorityOf(tx, document.consortium_id, act.resolution);
  await move(step, {
    state: 'approved',
    approved_by: approver,
    resolution: act.resolution || null,
    resolution_id: approver === 'council' && authority.kind === 'resolution' ? authority.id : null,
    approver: actor.personId,
    approved_at: sql`clock_timestamp()`,
    effective_on: effectiveOn,
  });
  await recordVersion(step, { ...row, effective_on: effectiveOn }, file);
  await askReaders(step.context, tx, document, {
    versionId: row.id,
    text: `《${document.title}》${versionLabel(row.number)}自${effectiveOn}起施行，请阅读并确认。`,
  });
}

async function repeal(step: Step): Promise<void> {
  const { row, act } = step;
  const repealedOn = dayOf(act, '请填写废止日期。');
  if (row.effective_on !== null && repealedOn <= row.effective_on)
    throw new Refusal('invalid', { fields: ['day'], detail: '废止日期须在施行日期之后。' });
  await move(step, { state: 'repealed', repealed_on: repealedOn });
  await recordVersion(step, { ...row, repealed_on: repealedOn });
}

function dayOf({ day }: VersionAct, detail: string): string {
  if (day === undefined) throw new Refusal('invalid', { fields: ['day'], detail });
  return day;
}

async function tellSecretariat({ tx, document, row, act }: Step): Promise<void> {
  await tellOfStanding(tx, row.consortium_id, {
    roles: ['secretariat'],
    text: `《${document.title}》${versionLabel(row.number)}${act.action === 'submit' ? '已送审，请办理' : '已退回修改'}。`,
    link: `/consortia/${row.consortium_id}/documents/${document.id}`,
  });
}
