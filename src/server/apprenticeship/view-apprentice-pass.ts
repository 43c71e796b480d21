import type { z } from 'zod';
import { studentStateLabels } from '#core/apprenticeship/agreement.ts';
import type { Context } from '#server/context.ts';
import { passOf } from '#server/council/as-pass.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { agreementTextOf } from './agreement-text.ts';
import { awaitedForAmendment, readAmendmentSignatures, readAmendments } from './amendment-row.ts';
import { openPass } from './apprentice-pass.ts';
import { awaitedBy, readDays } from './apprentice-row.ts';
import type { ApprenticePassView } from './apprenticeship-views.ts';
import { viewDay } from './view-apprenticeship.ts';

/** What a student, or a minor's guardian, sees of its agreement by its pass. Throws `Refusal('not-found')` for a pass that opens nothing. */
export async function viewApprenticePass(context: Context, token: string): Promise<z.infer<typeof ApprenticePassView>> {
  return context.db.readAs(passOf(token), async (tx) => {
    const { pass, row, student } = await openPass(tx);
    const directory = await context.directories.of(pass.consortiumId);
    const days = (await readDays(tx, pass.consortiumId, [pass.apprenticeId])).get(pass.apprenticeId) ?? [];
    const open = (await readAmendments(tx, pass)).find(({ state }) => state === 'proposed');
    const awaited = open ? awaitedForAmendment(open, [student], await readAmendmentSignatures(tx, pass)) : [];
    const { title, clauses } = agreementTextOf(context, directory, row, student.name);
    return {
      consortium: pass.consortium,
      title,
      isGuardian: pass.isGuardian,
      today: beijingToday(),
      student: {
        name: student.name,
        number: student.number,
        isMinor: student.is_minor,
        state: student.state,
        stateLabel: studentStateLabels[student.state],
        startsOn: student.starts_on,
        endsOn: student.ends_on,
        awaited: [...awaitedBy(student, row.text)],
      },
      isProposed: row.state === 'signing' || row.state === 'agreed',
      text: row.text,
      clauses: [...clauses],
      amendment: open
        ? {
            ...{ number: open.number, reason: open.reason, changes: [...open.changes] },
            isSigned: awaited.every(({ isGuardian }) => isGuardian !== pass.isGuardian),
            awaitsGuardian: awaited.some(({ isGuardian }) => isGuardian),
          }
        : null,
      days: days.map(viewDay).reverse(),
    };
  });
}
