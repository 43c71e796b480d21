import { sql } from 'kysely';
import type { z } from 'zod';
import { matchNeed } from '#core/technology/match-need.ts';
import { admissionStateLabels, admissionStates } from '#core/technology/need.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { openCapabilities } from './capability-row.ts';
import { needQuery, opennessChoices, viewNeedHead } from './need-row.ts';
import type { NeedPage, PublicNeeds } from './need-views.ts';
import { mustKnowTechnology, ownMembers, technologyRules } from './technology-right.ts';

export type NeedSearch = {
  /** Words of title, field, summary, keywords or enterprise: each must be there. */
  q: string;
  kind: string | undefined;
  /** Also those that are over. */
  all: boolean;
  limit: number;
  offset: number;
};

/** What enterprises of a consortium need, the newest first, and what of the reader's own suits it. Throws `Refusal('not-found')`. */
export async function listNeeds(
  { db, directories }: Context,
  actor: Actor,
  consortiumId: string,
  { q, kind, all, limit, offset }: NeedSearch,
): Promise<z.infer<typeof NeedPage>> {
  const words = q.split(/\s+/).filter((word) => word !== '');
  return db.readAs(actor, async (tx) => {
    const right = await mustKnowTechnology(tx, consortiumId);
    const consortium = await tx
      .selectFrom('unit')
      .select(['id', 'name'])
      .where('id', '=', consortiumId)
      .executeTakeFirstOrThrow();
    const directory = await directories.of(consortiumId);
    const named = (word: string) =>
      [...directory.byId.values()].filter(({ name }) => name.includes(word)).map(({ id }) => id);
    const rows = await needQuery(tx, consortiumId)
      .select(sql<number>`count(*) over ()::integer`.as('total'))
      .select(sql<boolean>`opens_need(n.consortium_id, n.id)`.as('is_open'))
      .select((select) =>
        select
          .selectFrom('technology_admission as a')
          .select(
            sql<
              { memberId: string; state: string }[]
            >`coalesce(jsonb_agg(jsonb_build_object('memberId', a.member_id, 'state', a.state)), '[]')`.as('asked'),
          )
          .whereRef('a.consortium_id', '=', 'n.consortium_id')
          .whereRef('a.need_id', '=', 'n.id')
          .where(sql<boolean>`a.member_id = any(${right.own}::uuid[])`)
          .as('admissions'),
      )
      .$if(kind !== undefined, (query) => query.where('n.kind', '=', kind ?? ''))
      .$if(!all, (query) => query.where('n.closed_on', 'is', null))
      .where((where) =>
        where.and(
          words.map(
            (word) =>
              sql<boolean>`(strpos(lower(concat_ws(' ', n.title, n.field, n.summary, array_to_string(n.keywords, ' '))), ${word.toLowerCase()}) > 0
                or n.member_id = any(${named(word)}::uuid[]))`,
          ),
        ),
      )
      .orderBy(sql`n.closed_on is not null`)
      .orderBy('n.at', 'desc')
      .orderBy('n.id')
      .limit(limit)
      .offset(offset)
      .execute();
    const own = await openCapabilities(tx, consortiumId, right.own);
    return {
      consortium,
      kinds: [...technologyRules().needs],
      opennesses: opennessChoices(),
      enterprises: ownMembers(right, directory, 'enterprise'),
      members: ownMembers(right, directory),
      items: rows.map((row) => ({
        ...viewNeedHead(row, directory),
        isOpen: row.is_open,
        admissions: (row.admissions ?? []).map(({ memberId, state: stored }) => {
          const state = admissionStates.find((each) => each === stored) ?? 'asked';
          return { memberId, state, label: admissionStateLabels[state] };
        }),
        fits: own
          .map((capability) => ({ capability: capability.name, ...matchNeed(row, capability) }))
          .filter(({ score }) => score > 0 && !right.own.includes(row.member_id))
          .sort((one, other) => other.score - one.score)
          .slice(0, 3)
          .map(({ capability, reasons }) => ({ capability, reasons: [...reasons] })),
      })),
      total: rows[0]?.total ?? 0,
    };
  });
}

/** Needs that enterprises have told to everybody, of one consortium or of all. */
export async function publicNeeds(
  { db }: Context,
  consortiumId: string | undefined,
): Promise<z.infer<typeof PublicNeeds>> {
  const { rows } = await db.app.query<PublicNeed & { published_on: string }>(
    'select * from public_technology_needs($1)',
    [consortiumId ?? null],
  );
  return { items: rows.map(({ published_on, ...row }) => ({ ...row, publishedOn: published_on })) };
}

type PublicNeed = Omit<z.infer<typeof PublicNeeds>['items'][number], 'publishedOn'>;
