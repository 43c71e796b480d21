import { Readable } from 'node:stream';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { writeEvidence } from '#server/evidence/make-evidence.ts';
import { dayFrom } from '#server/example/day-from.ts';
import { drawPicture, pngOf } from '#server/example/evidence/draw-picture.ts';
import type { ExampleMember } from '#server/example/example-members.ts';
import { type Cast, firstCast } from '#server/example/first-cast.ts';
import { exampleId } from '#server/example/ledgers/example-id.ts';
import type { ExampleUnits } from '#server/example/make-example-units.ts';
import { applyForClause } from '#server/support-policy/apply-for-clause.ts';
import { giveGrant } from '#server/support-policy/give-grant.ts';
import type { PolicyKey } from '#server/support-policy/policy-rows.ts';
import { viewPolicy } from '#server/support-policy/view-policy.ts';
import { enterPolicy } from '#server/support-policy/write-policy.ts';
import { type ExamplePolicy, examplePolicies } from './example-policies.ts';

/** Gives the first consortium policies with applications and grants, by the commands that people use. */
export async function playPolicies(
  context: Context,
  units: ExampleUnits,
  members: readonly ExampleMember[],
): Promise<void> {
  const consortiumId = units.consortia[0] ?? '';
  const cast = firstCast(units);
  const memberOf = (category: string) => members.find((member) => member.category === category)?.id ?? '';
  for (const [at, policy] of examplePolicies.entries())
    await play({ context, cast, consortiumId, memberOf }, policy, at);
}

type Stage = { context: Context; cast: Cast; consortiumId: string; memberOf: (category: string) => string };

async function play(
  { context, cast, consortiumId, memberOf }: Stage,
  policy: ExamplePolicy,
  at: number,
): Promise<void> {
  const { field, title, number, issuer, issued, clauses, granted = [], applied } = policy;
  const { secretary } = cast;
  const { id: policyId } = await enterPolicy(context, secretary, consortiumId, {
    ...{ field, title, number, issuer, issuedOn: dayFrom(issued), endsOn: null },
    clauses: clauses.map(({ applies, conditions, limits = '', ...clause }) => ({
      ...{ ...clause, id: null, limits, conditions: [...conditions] },
      appliesFrom: applies ? dayFrom(applies[0]) : null,
      appliesUntil: applies ? dayFrom(applies[1]) : null,
    })),
  });
  const key = { consortiumId, policyId };
  const { clauses: made, entry } = await viewPolicy(context, secretary, key);
  const clauseAt = (place: number) => made[place]?.id ?? '';
  for (const [place, { clause, to, on, proof, ...grant }] of granted.entries())
    await giveGrant(context, secretary, key, {
      ...grant,
      ...{ clauseId: clauseAt(clause), memberId: memberOf(to), applicationId: null, grantedOn: dayFrom(on) },
      evidenceId:
        proof && entry
          ? await prove(context, secretary, key, {
              title,
              entryId: entry.id,
              day: dayFrom(on),
              number: 9500 + at * 10 + place,
            })
          : null,
    });
  if (applied)
    await applyForClause(context, cast[applied.by], key, {
      clauseId: clauseAt(applied.clause),
      memberId: memberOf(applied.by),
      text: applied.text,
    });
}

/** A picture of a receipt, as evidence for the policy's entry. */
async function prove(
  { db, files }: Context,
  secretary: Actor,
  { consortiumId }: PolicyKey,
  { title, entryId, day, number }: { title: string; entryId: string; day: string; number: number },
): Promise<string> {
  const id = exampleId('support-policy', number);
  const examined = {
    name: `示例-${title}-回单.png`,
    mediaType: 'image/png',
    pages: null,
    width: 480,
    height: 320,
    notice: null,
  };
  const stored = await files.put(Readable.from([pngOf(drawPicture(number))]));
  await writeEvidence(
    db,
    secretary,
    { consortiumId, id, memberId: null, examined, stored },
    { title: `${title}兑现回单（虚构示例）`, periodFrom: day, periodTo: day, entries: [entryId], points: [] },
  );
  return id;
}
