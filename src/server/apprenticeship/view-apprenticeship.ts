import { sql } from 'kysely';
import type { z } from 'zod';
import {
  type AgreementSide,
  agreementActions,
  agreementSides,
  agreementStateLabels,
  agreementSteps,
  marks,
  studentActions,
  studentStateLabels,
  studentSteps,
} from '#core/apprenticeship/agreement.ts';
import { alertsOfDays, alertsOfStudent, alertsOfTerms } from '#core/apprenticeship/placement-alerts.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import type { Directory } from '#server/ledger/member-directory.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { categoriesOf, majorText } from '#server/talent/talent-right.ts';
import { mayAmend, mayBeRewritten, readAmendmentSignatures, readAmendments, viewAmendment } from './amendment-row.ts';
import { type ApprenticeRow, awaitedBy, readApprentices, readDays } from './apprentice-row.ts';
import { apprenticeshipRules, mustKnowApprenticeships, sideOf } from './apprenticeship-right.ts';
import {
  type ApprenticeshipRow,
  type ApprenticeshipTarget,
  apprenticeshipQuery,
  readApprenticeship,
  rowOf,
} from './apprenticeship-row.ts';
import type { ApprenticeshipsView, ApprenticeshipView, DaysView, HeadView } from './apprenticeship-views.ts';

/** Agreements of a consortium that the reader may see, the newest first, with how many students each has and what it breaks. Throws `Refusal('not-found')`. */
export async function listApprenticeships(
  context: Context,
  actor: Actor,
  consortiumId: string,
  { limit, offset }: { limit: number; offset: number },
): Promise<z.infer<typeof ApprenticeshipsView>> {
  return context.db.readAs(actor, async (tx) => {
    const own = await mustKnowApprenticeships(tx, consortiumId);
    const directory = await context.directories.of(consortiumId);
    const rows = await apprenticeshipQuery(tx, consortiumId)
      .select(sql<number>`count(*) over ()::integer`.as('total'))
      .orderBy('a.at', 'desc')
      .limit(limit)
      .offset(offset)
      .execute();
    const heads = await headsOf(context, tx, { consortiumId, directory }, rows.map(rowOf));
    const membersOf = (side: AgreementSide, isOwn: boolean) =>
      [...directory.byId.values()]
        .filter(({ id, category }) => categoriesOf(side).includes(category) && (!isOwn || own.includes(id)))
        .map(({ id, name }) => ({ id, name }))
        .sort((one, other) => one.name.localeCompare(other.name, 'zh'));
    const schools = membersOf('school', true);
    return {
      kinds: apprenticeshipRules().kinds.map(({ ledger, label }) => ({ id: ledger, label })),
      schools,
      enterprises: schools.length > 0 ? membersOf('enterprise', false) : [],
      items: heads,
      total: rows[0]?.total ?? 0,
    };
  });
}

/** One agreement with its texts, signatures and students; who is neither of its members sees numbers, and nobody's name. Throws `Refusal('not-found')`. */
export async function viewApprenticeship(
  context: Context,
  actor: Actor,
  target: ApprenticeshipTarget,
): Promise<z.infer<typeof ApprenticeshipView>> {
  const { consortiumId, apprenticeshipId } = target;
  return context.db.readAs(actor, async (tx) => {
    const own = await mustKnowApprenticeships(tx, consortiumId);
    const row = await readApprenticeship(tx, target);
    const side = sideOf(row, own);
    const directory = await context.directories.of(consortiumId);
    const [head] = await headsOf(context, tx, { consortiumId, directory }, [row]);
    if (!head) throw new Error('an agreement that was read has a head');
    const texts = await tx
      .selectFrom('apprenticeship_text')
      .select(['number', 'reason', 'at'])
      .where('consortium_id', '=', consortiumId)
      .where('apprenticeship_id', '=', apprenticeshipId)
      .orderBy('number')
      .execute();
    const signatures = await tx
      .selectFrom('apprenticeship_signature')
      .select(['text', 'side', 'at'])
      .where('consortium_id', '=', consortiumId)
      .where('apprenticeship_id', '=', apprenticeshipId)
      .execute();
    const amendments = await readAmendments(tx, target);
    const amendmentSignatures = await readAmendmentSignatures(tx, target);
    const students = side === undefined ? [] : await readApprentices(tx, target);
    const days = await readDays(
      tx,
      consortiumId,
      students.map(({ id }) => id),
    );
    const signed = signatures.filter(({ text }) => text === row.text).map((each) => each.side);
    return {
      ...head,
      side: side ?? null,
      today: beijingToday(),
      terms: row.terms,
      text: row.text,
      texts: texts.map(({ number, reason, at }) => ({
        number,
        reason,
        at: at.toISOString(),
        signatures: agreementSides.flatMap((each) => {
          const given = signatures.find(({ text, side: by }) => text === number && by === each);
          return given ? [{ side: each, at: given.at.toISOString() }] : [];
        }),
      })),
      actions: agreementActions
        .filter((action) => {
          const { from, by } = agreementSteps[action];
          if (side === undefined || !from.includes(row.state) || !by.includes(side)) return false;
          if (action === 'cancel') return head.counts.begun + head.counts.completed + head.counts.left === 0;
          return action === 'propose' ? students.length > 0 : !signed.includes(side);
        })
        .map((id) => ({ id, label: agreementSteps[id].label })),
      canChange:
        side !== undefined &&
        row.state !== 'cancelled' &&
        (row.state !== 'draft' || side === 'school') &&
        mayBeRewritten(students, amendments),
      canAmend: side !== undefined && mayAmend(row, students, amendments, beijingToday()),
      amendments: amendments.map((each) => viewAmendment(each, side, students, amendmentSignatures)),
      marks: [...marks],
      students: students.map((student) => viewApprentice(row, side, student, days.get(student.id) ?? [])),
      version: row.version,
    };
  });
}

/** A student's days at its post, and what they break. Throws `Refusal('not-found')` for who is neither member. */
export async function viewDays(
  { db }: Context,
  actor: Actor,
  target: ApprenticeshipTarget,
  apprenticeId: string,
): Promise<z.infer<typeof DaysView>> {
  return db.readAs(actor, async (tx) => {
    await mustKnowApprenticeships(tx, target.consortiumId);
    const { terms } = await readApprenticeship(tx, target);
    const [student] = await readApprentices(tx, { ...target, apprenticeId });
    if (!student) throw new Refusal('not-found');
    const days = (await readDays(tx, target.consortiumId, [apprenticeId])).get(apprenticeId) ?? [];
    return {
      items: days.map(viewDay).reverse(),
      alerts: [...alertsOfDays(apprenticeshipRules().limits, terms, { bornIn: student.bornIn }, days)],
    };
  });
}

type Day = { day: string; from: number; to: number; rest: number; log: string; confirmed_at: Date | null };

export function viewDay({ day, from, to, rest, log, confirmed_at }: Day) {
  return { day, from, to, rest, log, isConfirmed: confirmed_at !== null };
}

function viewApprentice(
  { terms, text, state: agreement }: ApprenticeshipRow,
  side: AgreementSide | undefined,
  student: ApprenticeRow,
  days: readonly Day[],
) {
  const { limits } = apprenticeshipRules();
  const { state, starts_on: startsOn, bornIn, trained_on: trainedOn } = student;
  const isOpen = state === 'called' || state === 'begun';
  return {
    id: student.id,
    number: student.number,
    name: student.name,
    isMinor: student.is_minor,
    isErased: student.erased_at !== null,
    state,
    stateLabel: studentStateLabels[state],
    startsOn,
    endsOn: student.ends_on,
    awaited: isOpen ? [...awaitedBy(student, text)] : [],
    trainedOn,
    evaluations: [
      ...evaluationOf('school', student.school_mark, student.school_remark),
      ...evaluationOf('enterprise', student.enterprise_mark, student.enterprise_remark),
    ],
    leftBecause: student.left_because,
    days: { told: days.length, waiting: days.filter(({ confirmed_at }) => confirmed_at === null).length },
    alerts: [
      ...(isOpen ? alertsOfStudent(limits, terms, { startsOn }, { bornIn, trainedOn }) : []),
      ...alertsOfDays(limits, terms, { bornIn }, days),
    ],
    actions: studentActions
      .filter((action) => {
        const { from, by } = studentSteps[action];
        if (side === undefined || agreement === 'cancelled' || !from.includes(state) || !by.includes(side))
          return false;
        if (action === 'complete') return student.school_mark !== null && student.enterprise_mark !== null;
        return action !== 'begin' || (agreement === 'agreed' && awaitedBy(student, text).length === 0);
      })
      .map((id) => ({ id, label: studentSteps[id].label })),
    version: student.version,
  };
}

function evaluationOf(side: AgreementSide, mark: string | null, remark: string) {
  return mark === null ? [] : [{ side, mark, remark }];
}

type Counted = {
  called: number;
  begun: number;
  completed: number;
  left: number;
  at_enterprise: number;
  at_post: number;
};

const nobody: Counted = { called: 0, begun: 0, completed: 0, left: 0, at_enterprise: 0, at_post: 0 };

async function headsOf(
  context: Context,
  tx: Tx,
  { consortiumId, directory }: { consortiumId: string; directory: Directory },
  rows: readonly ApprenticeshipRow[],
): Promise<HeadView[]> {
  const { kinds, limits } = apprenticeshipRules();
  const ids = rows.map(({ id }) => id);
  const counted = await sql<Counted & { id: string }>`
    select id, called, begun, completed, "left", at_enterprise, at_post from apprenticeship_counts(${consortiumId}::uuid, ${ids}::uuid[])`.execute(
    tx,
  );
  const byId = new Map(counted.rows.map((each) => [each.id, each]));
  const named = (id: string) => ({ id, name: directory.byId.get(id)?.name ?? '' });
  return rows.map((row) => {
    const counts = byId.get(row.id) ?? nobody;
    const { called, begun, completed, left, at_enterprise: atEnterprise, at_post: atPost } = counts;
    const span = { startsOn: row.starts_on, endsOn: row.ends_on };
    const isOpen = row.state !== 'cancelled' && (called + begun > 0 || completed + left === 0);
    return {
      id: row.id,
      kind: row.kind,
      kindLabel: kinds.find(({ ledger }) => ledger === row.kind)?.label ?? row.kind,
      school: named(row.school_id),
      enterprise: named(row.enterprise_id),
      major: majorText(context, row.major),
      post: row.terms.post,
      ...span,
      state: row.state,
      stateLabel: agreementStateLabels[row.state],
      counts: { called, begun, completed, left },
      alerts: isOpen ? [...alertsOfTerms(limits, row.terms, span, { atEnterprise, atPost })] : [],
    };
  });
}
