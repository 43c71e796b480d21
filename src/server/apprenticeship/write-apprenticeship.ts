import type { AgreementAction } from '#core/apprenticeship/agreement.ts';
import { agreementSteps } from '#core/apprenticeship/agreement.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { mustBeListed, mustBeMember } from '#server/talent/write-position.ts';
import { mayBeRewritten, readAmendments } from './amendment-row.ts';
import { readApprentices } from './apprentice-row.ts';
import { kindOf, mustKnowApprenticeships } from './apprenticeship-right.ts';
import {
  type ApprenticeshipTarget,
  lockApprenticeship,
  tellOther,
  updateApprenticeship,
} from './apprenticeship-row.ts';
import type { ApprenticeshipBody, TermsChange } from './apprenticeship-views.ts';

/** A school prepares an agreement with an enterprise. Throws `Refusal`: `invalid` with the fields at fault, `forbidden`, `not-found`. */
export async function prepareApprenticeship(
  context: Context,
  actor: Actor,
  consortiumId: string,
  said: ApprenticeshipBody,
): Promise<{ id: string }> {
  return context.db.asActor(actor, async (tx) => draftApprenticeship(context, tx, actor, consortiumId, said));
}

/** As `prepareApprenticeship`, in a transaction that has begun. */
export async function draftApprenticeship(
  context: Context,
  tx: Tx,
  actor: Actor,
  consortiumId: string,
  { kind, schoolId, enterpriseId, major, startsOn, endsOn, terms }: ApprenticeshipBody,
): Promise<{ id: string }> {
  const id = crypto.randomUUID();
  const own = await mustKnowApprenticeships(tx, consortiumId);
  if (!own.includes(schoolId)) throw new Refusal('forbidden');
  await mustBeMember(context, consortiumId, schoolId, 'school');
  await mustBeMember(context, consortiumId, enterpriseId, 'enterprise');
  mustBeListed(context, 'major', major);
  kindOf(kind);
  if (endsOn < startsOn || startsOn.slice(0, 4) < String(Number(endsOn.slice(0, 4)) - 9))
    throw new Refusal('invalid', {
      fields: ['startsOn', 'endsOn'],
      detail: '结束日期应在开始之后，最长不超过九年。',
    });
  await tx
    .insertInto('apprenticeship')
    .values({
      consortium_id: consortiumId,
      id,
      kind,
      school_id: schoolId,
      enterprise_id: enterpriseId,
      major,
      starts_on: startsOn,
      ends_on: endsOn,
      person_id: actor.personId,
    })
    .execute();
  await tx
    .insertInto('apprenticeship_text')
    .values({
      consortium_id: consortiumId,
      apprenticeship_id: id,
      number: 1,
      terms: JSON.stringify(terms),
      person_id: actor.personId,
    })
    .execute();
  await recordAudit(tx, consortiumId, 'apprenticeship.prepared', id, { kind, schoolId, enterpriseId });
  return { id };
}

/**
 * Other terms: of a draft by its school in place; afterwards by either member as another text with its reason, which every side signs anew. Once somebody is at the
 * post, an amendment changes it. Throws `Refusal`: `invalid` without a reason, `action-not-possible`, `stale`, `forbidden`, `not-found`.
 */
export async function changeTerms(
  { db }: Context,
  actor: Actor,
  target: ApprenticeshipTarget,
  { terms, reason, version }: TermsChange,
): Promise<{ version: number }> {
  const { consortiumId, apprenticeshipId } = target;
  return db.asActor(actor, async (tx) => {
    const { state, side, text } = await lockApprenticeship(tx, target, version);
    if (state === 'cancelled') throw new Refusal('action-not-possible', { state });
    if (!mayBeRewritten(await readApprentices(tx, target), await readAmendments(tx, target)))
      throw new Refusal('action-not-possible', { state, detail: '已有学生在岗，请提出补充协议，各方签署后生效。' });
    const isDraft = state === 'draft';
    if (isDraft && side !== 'school') throw new Refusal('forbidden');
    if (!isDraft && reason === '')
      throw new Refusal('invalid', { fields: ['reason'], detail: '变更协议须写明原因，各方将重新签署。' });
    if (isDraft)
      await tx
        .updateTable('apprenticeship_text')
        .set({ terms: JSON.stringify(terms) })
        .where('consortium_id', '=', consortiumId)
        .where('apprenticeship_id', '=', apprenticeshipId)
        .where('number', '=', text)
        .execute();
    else
      await tx
        .insertInto('apprenticeship_text')
        .values({
          consortium_id: consortiumId,
          apprenticeship_id: apprenticeshipId,
          number: text + 1,
          terms: JSON.stringify(terms),
          reason,
          person_id: actor.personId,
        })
        .execute();
    await updateApprenticeship(tx, target)
      .set(isDraft ? { version: version + 1 } : { version: version + 1, text: text + 1, state: 'signing' })
      .execute();
    if (!isDraft) await tellOther(tx, target, `三方协议（${terms.post}）已变更，请重新签署：${reason}`);
    await recordAudit(tx, consortiumId, 'apprenticeship.changed', apprenticeshipId, {
      text: isDraft ? text : text + 1,
    });
    return { version: version + 1 };
  });
}

/**
 * One step of an agreement; signed by both members, it is agreed. Throws `Refusal`: `action-not-possible`, also to sign twice or to cancel what somebody has begun,
 * `students-missing` to propose it for nobody, `stale`, `forbidden`, `not-found`.
 */
export async function actOnApprenticeship(
  { db }: Context,
  actor: Actor,
  target: ApprenticeshipTarget,
  { action, version }: { action: AgreementAction; version: number },
): Promise<{ version: number }> {
  const { consortiumId, apprenticeshipId } = target;
  const { from, by } = agreementSteps[action];
  return db.asActor(actor, async (tx) => {
    const { state, side, text, terms } = await lockApprenticeship(tx, target, version);
    if (!by.includes(side)) throw new Refusal('forbidden');
    if (!from.includes(state)) throw new Refusal('action-not-possible', { state });
    const students = await tx
      .selectFrom('apprenticeship_student')
      .select('state')
      .where('consortium_id', '=', consortiumId)
      .where('apprenticeship_id', '=', apprenticeshipId)
      .where('state', '<>', 'withdrawn')
      .execute();
    const next = { version: version + 1, state: state as string };
    if (action === 'propose') {
      if (students.length === 0) throw new Refusal('students-missing');
      next.state = 'signing';
    }
    if (action === 'sign') {
      const signature = { consortium_id: consortiumId, apprenticeship_id: apprenticeshipId, text };
      const signed = await tx
        .selectFrom('apprenticeship_signature')
        .select('side')
        .where('consortium_id', '=', consortiumId)
        .where('apprenticeship_id', '=', apprenticeshipId)
        .where('text', '=', text)
        .execute();
      if (signed.some((each) => each.side === side)) throw new Refusal('action-not-possible', { state });
      await tx
        .insertInto('apprenticeship_signature')
        .values({ ...signature, side, person_id: actor.personId })
        .execute();
      if (signed.length === 1) next.state = 'agreed';
    }
    if (action === 'cancel') {
      if (students.some((each) => each.state !== 'called'))
        throw new Refusal('action-not-possible', { state: 'begun' });
      await tx
        .updateTable('apprenticeship_student')
        .set({ state: 'withdrawn' })
        .where('consortium_id', '=', consortiumId)
        .where('apprenticeship_id', '=', apprenticeshipId)
        .where('state', '=', 'called')
        .execute();
      next.state = 'cancelled';
    }
    await updateApprenticeship(tx, target).set(next).execute();
    await tellOther(tx, target, `三方协议（${terms.post}）：${toldOf[action]}`);
    await recordAudit(tx, consortiumId, `apprenticeship.${toldAs[action]}`, apprenticeshipId, { text, side });
    return { version: next.version };
  });
}

const toldOf: Readonly<Record<AgreementAction, string>> = {
  propose: '对方已送签，请查看并签署',
  sign: '对方已签署',
  cancel: '对方已作废',
};

const toldAs = { propose: 'proposed', sign: 'signed', cancel: 'cancelled' } as const;
