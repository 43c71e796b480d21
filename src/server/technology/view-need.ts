import type { z } from 'zod';
import { matchNeed } from '#core/technology/match-need.ts';
import { admissionStateLabels, admissionStates } from '#core/technology/need.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { openCapabilities, viewCapability } from './capability-row.ts';
import { type NeedTarget, opennessChoices, readNeed, viewNeedHead } from './need-row.ts';
import type { NeedView } from './need-views.ts';
import { memberNamed, mustKnowTechnology, technologyRules } from './technology-right.ts';

const mostMatches = 20;

/** A need in full, and who in the consortium could serve it, the best first. Throws `Refusal('not-found')` for whom it is not open to. */
export async function viewNeed(
  { db, directories }: Context,
  actor: Actor,
  target: NeedTarget,
): Promise<z.infer<typeof NeedView>> {
  const { consortiumId, needId } = target;
  return db.readAs(actor, async (tx) => {
    const right = await mustKnowTechnology(tx, consortiumId);
    const row = await readNeed(tx, target);
    const directory = await directories.of(consortiumId);
    const isOwn = right.own.includes(row.member_id);
    const files = await tx
      .selectFrom('technology_need_file')
      .select(['id', 'file_name', 'bytes', 'at'])
      .where('consortium_id', '=', consortiumId)
      .where('need_id', '=', needId)
      .orderBy('at')
      .execute();
    const admissions = await tx
      .selectFrom('technology_admission')
      .select(['member_id', 'state', 'reason', 'at'])
      .where('consortium_id', '=', consortiumId)
      .where('need_id', '=', needId)
      .orderBy('at')
      .execute();
    const call = await tx
      .selectFrom('technology_call')
      .select('id')
      .where('consortium_id', '=', consortiumId)
      .where('need_id', '=', needId)
      .where('state', 'in', ['open', 'opened'])
      .executeTakeFirst();
    const capabilities = await openCapabilities(tx, consortiumId);
    const known = new Set([row.member_id, ...admissions.map(({ member_id }) => member_id)]);
    const { needs: kinds } = technologyRules();
    return {
      ...viewNeedHead(row, directory),
      kinds: [...kinds],
      opennesses: opennessChoices(),
      detail: row.detail,
      files: files.map(({ id, file_name, bytes, at }) => ({ id, name: file_name, bytes, at: at.toISOString() })),
      admissions: admissions.map(({ member_id, state: stored, reason, at }) => {
        const state = admissionStates.find((each) => each === stored) ?? 'asked';
        const label = admissionStateLabels[state];
        return { member: memberNamed(directory, member_id), state, label, reason, at: at.toISOString() };
      }),
      matches: capabilities
        .filter(({ member_id }) => member_id !== row.member_id)
        .map((capability) => ({ capability, ...matchNeed(row, capability) }))
        .filter(({ score }) => score > 0)
        .sort((one, other) => other.score - one.score)
        .slice(0, mostMatches)
        .map(({ capability, score, reasons }) => ({
          capability: viewCapability(capability, directory, right),
          score,
          reasons: [...reasons],
        })),
      others:
        isOwn && row.openness === 'confidential'
          ? [...directory.byId.values()].filter(({ id }) => !known.has(id)).map(({ id, name }) => ({ id, name }))
          : [],
      canChange: isOwn,
      canCheck: right.manages && row.checked_at === null,
      callId: call?.id ?? null,
      canCall: (isOwn || right.manages) && row.closed_on === null && !call,
    };
  });
}
