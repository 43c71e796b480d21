import { sql } from 'kysely';
import { z } from 'zod';
import type { PostRules } from '#core/post/post-rules.ts';
import { currentPack } from '#packs/packs.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { mustKnow } from '#server/ledger/list-entries.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { Post, PostAppointment } from './post-views.ts';

export type PostKey = { consortiumId: string; postId: string };

/** Throws `Refusal('not-found')` where the notice knows no posts. */
export function postRules(): PostRules {
  const rules = currentPack.posts;
  if (!rules) throw new Refusal('not-found');
  return rules;
}

const PostRow = Post.extend({ appointments: z.array(PostAppointment.extend({ lastDay: z.string() })) });
export type PostRow = z.infer<typeof PostRow>;

/** The posts of a consortium, or one of them, with the applications and appointments that the actor may see; open calls first. One query. */
export async function readPosts(tx: Tx, consortiumId: string, postId?: string): Promise<readonly PostRow[]> {
  const { rows } = await sql`
    select p.id, p.title, p.kind, p.member_id as "memberId", coalesce(h.name, '秘书处') as host, p.places, p.conditions, p.course,
      p.closes_on as "closesOn", p.version,
      (select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'memberId', a.member_id, 'member', m.name, 'name', a.name,
        'statement', a.statement, 'state', a.state, 'at', a.consented_at, 'version', a.version, 'isOwn', has_right('apply-post', a.member_id))
        order by a.consented_at), '[]') from post_application a join member m on m.consortium_id = a.consortium_id and m.id = a.member_id
        where a.consortium_id = p.consortium_id and a.post_id = p.id) as applications,
      (select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'memberId', a.member_id, 'member', m.name, 'name', a.name,
        'hours', trim_scale(a.hours)::text, 'fromDay', a.from_day, 'toDay', a.to_day, 'endedOn', a.ended_on, 'endedBy', a.ended_by,
        'lastDay', a.last_day, 'version', a.version) order by a.from_day desc, a.name), '[]') from post_appointment a join member m on m.consortium_id = a.consortium_id and m.id = a.member_id
        where a.consortium_id = p.consortium_id and a.post_id = p.id) as appointments
    from post p left join member h on h.consortium_id = p.consortium_id and h.id = p.member_id
    where p.consortium_id = ${consortiumId}::uuid and ${postId === undefined ? sql`true` : sql`p.id = ${postId}::uuid`}
    order by p.closes_on desc, p.title, p.id`.execute(tx);
  return rows.map((row) => PostRow.parse(row));
}

/** Throws `Refusal('not-found')`. */
export async function readPost(tx: Tx, { consortiumId, postId }: PostKey): Promise<PostRow> {
  const [row] = await readPosts(tx, consortiumId, postId);
  if (!row) throw new Refusal('not-found');
  return row;
}

/** A consortium's posts, and what may be chosen of one. Throws `Refusal('not-found')`. */
export async function listPosts({ db }: Context, actor: Actor, consortiumId: string) {
  const { kinds, because } = postRules();
  const today = beijingToday();
  return db.readAs(actor, async (tx) => {
    await mustKnow(tx, consortiumId);
    const { rows: may } = await sql<{ manages: boolean; own: { id: string; name: string }[] }>`
      select has_right('manage-post', ${consortiumId}::uuid) as manages, (select coalesce(jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name)
        order by u.name), '[]') from unit u where u.parent_id = ${consortiumId}::uuid and u.id in (select scope('apply-post'))) as own`.execute(
      tx,
    );
    const rows = await readPosts(tx, consortiumId);
    return {
      canManage: may[0]?.manages === true,
      today,
      because,
      kinds: [...kinds],
      own: may[0]?.own ?? [],
      items: rows.map((row) => ({
        ...row,
        isOpen: today <= row.closesOn,
        applications: row.applications.map((each) => ({ ...each, at: new Date(each.at).toISOString() })),
        appointments: row.appointments.map(({ lastDay, ...each }) => ({
          ...each,
          isThere: each.fromDay <= today && today <= lastDay,
        })),
      })),
    };
  });
}
