import { type Candidate, rank } from '#core/selection/candidate.ts';
import { type Drawn, resample, type Standing, standingsOf } from '#core/selection/resample.ts';
import type { Actor } from '#server/access/actor.ts';
import { isOpen, readStages } from '#server/batch/batch-stages.ts';
import type { Context } from '#server/context.ts';
import { digestOf, samples } from './basis.ts';
import { type Decision, readDecisions } from './decisions.ts';
import { readObjections, viewObjection } from './objections.ts';
import { type Publication, readPublications } from './publications.ts';
import { readSelection, selectionBatch } from './read-selection.ts';
import { readScenarios } from './scenarios.ts';

const groupings = ['province', 'industry', 'city'] as const;

/**
 * A batch's selection for its board: the ranking and how well each place holds, in the nation and within province, industry and city; scenarios; the decision and what was decided
 * before; what was published, and objections. `places` is how many the list is thought to have; as many as decided, else as the notice aims at.
 */
export async function viewSelection({ db, packs }: Context, actor: Actor, batchId: string, wished: number | undefined) {
  return db.readAs(actor, async (tx) => {
    const batch = await selectionBatch(tx, packs, batchId);
    const selection = await readSelection(tx, batch);
    const scenarios = await readScenarios(tx, batchId);
    const decisions = await readDecisions(tx, batchId);
    const { publicity, list } = await readPublications(tx, batchId);
    const objections = await readObjections(tx, batchId);
    const stage = (await readStages(tx, batchId)).find((each) => each.stage === 'publicity');
    const decision = decisions.at(-1);
    const ranked = rank(selection.candidates, 'score');
    const aim = batch.pack.batch.targets[0]?.total ?? ranked.length;
    const places = wished ?? decision?.basis.places ?? Math.min(aim, ranked.length);
    const drawn = resample(ranked, { seed: batch.id, samples, by: 'score' });
    const standings = byId(standingsOf(ranked, drawn, places));
    const within = Object.fromEntries(
      groupings.map((grouping) => [grouping, standingsWithin(ranked, drawn, grouping)]),
    );
    const results = new Map(selection.results.map((result) => [result.applicationId, result]));
    const from = digestOf(selection.candidates);
    return {
      batch: { id: batch.id, title: batch.title, commentsShown: batch.commentsShown },
      places,
      samples,
      seed: batch.id,
      candidates: ranked.flatMap((candidate) => {
        const result = results.get(candidate.id);
        if (!result) return [];
        return {
          ...candidate,
          totals: [...candidate.totals],
          consortium: { id: result.consortiumId, name: result.consortium },
          waiting: result.readers.filter(({ total }) => total === null).length,
          spread: result.spread,
          deduction: result.deduction,
          standing: standings.get(candidate.id) ?? null,
          within: groupings.flatMap((grouping) => {
            const standing = within[grouping]?.get(candidate.id);
            return standing ? [{ grouping, name: candidate[grouping], ...standing }] : [];
          }),
        };
      }),
      scenarios: scenarios.map(({ at, result: { from: kept, ...result }, ...scenario }) => ({
        ...scenario,
        at: at.toISOString(),
        result,
        isCurrent: kept === from,
      })),
      decision: decision ? viewDecision(decision) : null,
      history: decisions.map(viewDecision).map(({ items, ...version }) => ({
        ...version,
        listed: items.filter(({ listed }) => listed).length,
      })),
      draftListed:
        decisions
          .find(({ state }) => state === 'publicity')
          ?.items.filter(({ listed }) => listed)
          .map(({ applicationId }) => applicationId) ?? null,
      publicity: publicity ? viewPublication(publicity) : null,
      list: list ? viewPublication(list) : null,
      publicityCloses: stage?.closesAt.toISOString() ?? null,
      isPublicityOpen: stage !== undefined && isOpen(stage),
      objections: objections.map(viewObjection),
    };
  });
}

function byId(standings: readonly Standing[]): ReadonlyMap<string, Standing> {
  return new Map(standings.map((standing) => [standing.id, standing]));
}

/** Rank among those of the same group, of how many, and how often it comes first there. */
function standingsWithin(ranked: readonly Candidate[], drawn: Drawn, grouping: (typeof groupings)[number]) {
  const groups = Map.groupBy(ranked, (candidate) => candidate[grouping]);
  groups.delete('');
  return new Map(
    [...groups.values()].flatMap((group) =>
      standingsOf(group, drawn, 1).map(
        ({ id, rank: place, above }) => [id, { rank: place, of: group.length, first: above }] as const,
      ),
    ),
  );
}

function viewDecision({ at, basis, ...decision }: Decision) {
  return { ...decision, at: at.toISOString(), digest: basis.digest };
}

function viewPublication({ id, number, title, published_on, content, digest }: Publication) {
  return { id, number, title, publishedOn: published_on, text: content.text, digest, listed: content.items.length };
}
