import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { ledgerBook } from '#server/ledger/ledger-book.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { majorText, mustKnowTalent, talentRules } from '#server/talent/talent-right.ts';
import { type CaseTarget, readCase, readStand } from './case-row.ts';
import { deciders, type MajorCaseView, MajorStandView } from './major-views.ts';
import { yearAfter } from './year-after.ts';

/** The file of an adjustment, from why it was opened to what came of it. Throws `Refusal('not-found')`. */
export async function viewCase(context: Context, actor: Actor, target: CaseTarget): Promise<MajorCaseView> {
  const { consortiumId, caseId } = target;
  return context.db.readAs(actor, async (tx) => {
    const { manages, own } = await mustKnowTalent(tx, consortiumId);
    const row = await readCase(tx, target);
    const findings = await tx
      .selectFrom('major_case_finding as f')
      .leftJoin('evidence as e', (join) =>
        join.onRef('e.consortium_id', '=', 'f.consortium_id').onRef('e.id', '=', 'f.evidence_id'),
      )
      .leftJoin('person as p', 'p.id', 'f.person_id')
      .select(['f.id', 'f.text', 'f.at', 'e.id as evidence_id', 'e.title', 'p.name'])
      .where('f.consortium_id', '=', consortiumId)
      .where('f.case_id', '=', caseId)
      .orderBy('f.at')
      .execute();
    const isRunning = row.state === 'open' || row.state === 'adjusted';
    const { byId } = await context.directories.of(consortiumId);
    return {
      id: row.id,
      school: { id: row.member_id, name: byId.get(row.member_id)?.name ?? '' },
      major: row.major,
      label: majorText(context, row.major),
      state: row.state,
      why: row.why,
      openedOn: beijingToday(row.at),
      openedWith: MajorStandView.parse(row.opened_with),
      now: isRunning
        ? ((await readStand(context, tx, consortiumId, { memberId: row.member_id, major: row.major })) ?? null)
        : null,
      findings: findings.map(({ id, text, at, name, evidence_id, title }) => ({
        id,
        text,
        at: at.toISOString(),
        person: name ?? '',
        evidence: evidence_id === null ? null : { id: evidence_id, title: title ?? '' },
      })),
      action: row.action,
      decidedBy: deciders.find((each) => each === row.decided_by) ?? null,
      decidedOn: row.decided_on,
      reference: row.reference,
      resolutionId: row.resolution_id,
      basis: row.basis,
      effectFrom: row.state === 'adjusted' && row.decided_on !== null ? yearAfter(row.decided_on) : null,
      effect: row.effect,
      closedWith: row.closed_with === null ? null : MajorStandView.parse(row.closed_with),
      closedOn: row.closed_on,
      version: row.version,
      actions: [...adjustments()],
      mayAct: isRunning && (manages || own.includes(row.member_id)),
      today: beijingToday(),
    };
  });
}

/** What may be done with a major, as the ledger of adjustments calls it. */
export function adjustments(): readonly string[] {
  const field = ledgerBook().kinds.find(({ id }) => id === talentRules().majors.ledger)?.fields.action;
  return field?.type === 'choice' ? field.options : [];
}
