import { rank } from '#core/selection/candidate.ts';
import { type Decided, departures } from '#core/selection/departures.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordSystemAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { basisOf } from './basis.ts';
import { keepDecision, mustBeLatest, readDecisions } from './decisions.ts';
import { lockSelection, namesOf, readSelection } from './read-selection.ts';

export type DecisionOrder = {
  batchId: string;
  /** The version that the board saw; 0 before there is one. */
  version: number;
  items: readonly Decided[];
  reason: string;
};

/**
 * Keeps a board's decision on every application as the next version. Throws `Refusal('stale')` with what another board decided meanwhile,
 * `Refusal('departures-unexplained')` naming the applications on which it departs from ranking or draft list without a reason,
 * `Refusal('invalid')` where applications are missing or named twice, `Refusal('action-not-possible')` once the list is out.
 */
export async function decide({ db, packs }: Context, actor: Actor, order: DecisionOrder): Promise<{ version: number }> {
  return db.asActor(actor, async (tx) => {
    const batch = await lockSelection(tx, packs, order.batchId);
    const selection = await readSelection(tx, batch);
    const decisions = await readDecisions(tx, batch.id);
    const names = namesOf(selection);
    const before = mustBeLatest(decisions, order.version, names);
    if (before?.state === 'final') throw new Refusal('action-not-possible', { state: 'final' });
    const ranked = rank(selection.candidates, 'score');
    const given = new Map(order.items.map((item) => [item.applicationId, item]));
    const decided = ranked.flatMap(({ id }): Decided[] => {
      const item = given.get(id);
      return item ? [item] : [];
    });
    if (decided.length !== ranked.length || decided.length !== order.items.length)
      throw new Refusal('invalid', {
        fields: ['items'],
        detail: '决定须包括每份通过形式审查的申报，各一次；名单可能刚有变动，请刷新后核对。',
      });
    const published = new Map(
      decisions
        .find(({ state }) => state === 'publicity')
        ?.items.map(({ applicationId, listed }) => [applicationId, listed]),
    );
    const unexplained = departures(decided, published).filter(({ reason }) => reason === '');
    if (unexplained.length > 0)
      throw new Refusal('departures-unexplained', {
        fields: unexplained.map(({ applicationId }) => applicationId),
        names: unexplained.map(({ applicationId }) => names.get(applicationId) ?? ''),
      });
    const basis = basisOf(selection, decided.filter(({ listed }) => listed).length);
    const consortia = new Map(
      selection.results.map(({ applicationId, consortiumId }) => [applicationId, consortiumId]),
    );
    const places = new Map(basis.standings.map((standing) => [standing.applicationId, standing.rank]));
    const next = {
      version: order.version + 1,
      reason: order.reason,
      state: before?.state ?? ('draft' as const),
      basis,
      items: decided.map(({ applicationId, listed, reason }) => ({
        applicationId,
        consortiumId: consortia.get(applicationId) ?? '',
        rank: places.get(applicationId) ?? null,
        listed,
        reason,
      })),
    };
    const digest = await keepDecision(tx, { batchId: batch.id, personId: actor.personId }, next);
    await recordSystemAudit(tx, batch.unitId, 'decision.made', batch.id, { version: next.version, digest });
    return { version: next.version };
  });
}
