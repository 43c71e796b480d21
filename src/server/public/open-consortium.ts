import { z } from 'zod';
import { isOpenPosition, positionKinds } from '#core/talent/position.ts';
import type { Database } from '#server/db/database.ts';
import { dayOf } from './beijing-time.ts';
import { OpenEvent } from './open-events.ts';

/** What a front page may show besides its introduction, in the order in which it does. */
export const sections = ['news', 'events', 'figures', 'members', 'positions', 'needs', 'resources'] as const;
export const Section = z.enum(sections);

const OpenPosition = z
  .object({
    id: z.string(),
    member: z.string(),
    kind: z.enum(positionKinds),
    title: z.string(),
    occupation: z.string(),
    occupationCode: z.string().nullable(),
    level: z.string(),
    skills: z.array(z.string()),
    headcount: z.int(),
    startsOn: z.string().nullable(),
    endsOn: z.string().nullable(),
    payFrom: z.int().nullable(),
    payTo: z.int().nullable(),
    place: z.string(),
    expiresOn: z.string(),
    publicAt: z.coerce.date(),
    changedAt: z.coerce.date(),
  })
  .transform(({ payFrom, payTo, ...position }) => ({
    ...position,
    pay: payFrom === null || payTo === null ? null : { from: payFrom, to: payTo },
  }));
export type PublicPosition = z.infer<typeof OpenPosition>;

const OpenNeed = z.object({
  id: z.string(),
  member: z.string(),
  title: z.string(),
  field: z.string(),
  kind: z.string(),
  keywords: z.array(z.string()),
  /** Yuan. */
  budget: z.string(),
  summary: z.string(),
  detail: z.string(),
  publicAt: z.coerce.date(),
  changedAt: z.coerce.date(),
  /** Until when members of the consortium may bid for it; null where there is no call. */
  closesAt: z.coerce.date().nullable(),
});
export type PublicNeed = z.infer<typeof OpenNeed>;

const OpenConsortium = z.object({
  id: z.string(),
  name: z.string(),
  /** The province; empty where it has none. */
  region: z.string(),
  /** Its front page; none where it has none, or it was withdrawn. */
  page: z
    .object({
      number: z.int(),
      introduction: z.string(),
      contact: z.string(),
      sections: z.array(Section),
      publishedAt: z.coerce.date(),
    })
    .nullable(),
  members: z.array(z.object({ name: z.string(), category: z.string() })),
  resources: z.array(
    z.object({
      kind: z.string(),
      name: z.string(),
      place: z.string(),
      description: z.string(),
      conditions: z.string(),
      member: z.string(),
    }),
  ),
  positions: z.array(OpenPosition),
  needs: z.array(OpenNeed),
  events: z.array(OpenEvent),
});
/** All that anybody may see of one consortium; positions and needs the newest first. */
export type OpenConsortium = z.infer<typeof OpenConsortium>;

/** What anybody may see of consortia, one by one, kept in memory until the database tells of a change. */
export type OpenConsortia = {
  /** None where it never showed anything. */
  of: (consortiumId: string) => Promise<OpenConsortium | undefined>;
};

/** Days pass, and a member leaves on one. */
const keepFor = 60_000;
const mostKept = 100;

export function keepOpenConsortia(db: Database): OpenConsortia {
  const kept = new Map<string, { open: Promise<OpenConsortium | undefined>; until: number }>();
  for (const channel of ['lianheti_open', 'lianheti_member'] as const)
    db.bus.hear(channel, (consortiumId) => kept.delete(consortiumId));
  db.bus.onLost(() => kept.clear());
  return {
    of: (consortiumId) => {
      if (!z.uuid().safeParse(consortiumId).success) return Promise.resolve(undefined);
      const known = kept.get(consortiumId);
      if (known && known.until > Date.now()) return known.open;
      const made = { open: read(db, consortiumId), until: Date.now() + keepFor };
      kept.delete(consortiumId);
      kept.set(consortiumId, made);
      const [oldest] = kept.keys();
      if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
      const drop = () => {
        if (kept.get(consortiumId) === made) kept.delete(consortiumId);
      };
      // What is not there is not kept: there is no end of such addresses.
      made.open.then((open) => open ?? drop(), drop);
      return made.open;
    },
  };
}

async function read(db: Database, consortiumId: string): Promise<OpenConsortium | undefined> {
  const { rows } = await db.app.query<{ open: unknown }>(
    `select open_consortium($1) || jsonb_build_object('events', open_events($1)) as open`,
    [consortiumId],
  );
  return readOpenConsortium(rows[0]?.open);
}

/** What the database tells of a consortium, or would tell of one whose front page is being written. */
export function readOpenConsortium(told: unknown): OpenConsortium | undefined {
  return told === null || told === undefined ? undefined : OpenConsortium.parse(told);
}

/** Positions that stand open at a moment: what is in memory may be of yesterday. */
export function openPositions({ positions }: OpenConsortium, now: Date): readonly PublicPosition[] {
  return positions.filter(({ expiresOn }) => isOpenPosition({ expiresOn, isWithdrawn: false }, dayOf(now)));
}
