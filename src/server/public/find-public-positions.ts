import { z } from 'zod';
import { type PositionKind, positionKinds } from '#core/talent/position.ts';
import type { Database } from '#server/db/database.ts';

const FoundPosition = z
  .object({
    id: z.string(),
    consortium: z.object({ id: z.string(), name: z.string() }),
    member: z.string(),
    kind: z.enum(positionKinds),
    title: z.string(),
    level: z.string(),
    headcount: z.int(),
    payFrom: z.int().nullable(),
    payTo: z.int().nullable(),
    place: z.string(),
    expiresOn: z.string(),
  })
  .transform(({ payFrom, payTo, ...position }) => ({
    ...position,
    pay: payFrom === null || payTo === null ? null : { from: payFrom, to: payTo },
  }));
const Found = z.object({ isWhole: z.boolean(), items: z.array(FoundPosition) });

/** `page` from 1. */
export type PublicPositionSearch = { q: string; kind?: PositionKind | undefined; page: number };
/** One page of what was found, the newest first; `isWhole` where every public position was looked at, not the newest alone. */
export type PublicPositionsFound = z.infer<typeof Found> & { hasMore: boolean };

export const onePage = 30;
/** Words beyond these are not asked for. */
const mostWords = 5;
const keepFor = 60_000;
const mostKept = 200;

/** Searches over the public positions of all consortia. What was asked within a minute is not asked of the database again, unless it tells of a change. */
export function keepPublicSearches(db: Database): (search: PublicPositionSearch) => Promise<PublicPositionsFound> {
  const kept = new Map<string, { found: Promise<PublicPositionsFound>; until: number }>();
  for (const channel of ['lianheti_open', 'lianheti_member'] as const) db.bus.hear(channel, () => kept.clear());
  db.bus.onLost(() => kept.clear());
  return ({ q, kind, page }) => {
    const words = q.split(/\s+/u).filter(Boolean).slice(0, mostWords);
    const key = JSON.stringify([words, kind, page]);
    const known = kept.get(key);
    if (known && known.until > Date.now()) return known.found;
    const made = { found: find(db, words, kind, page), until: Date.now() + keepFor };
    kept.delete(key);
    kept.set(key, made);
    const [oldest] = kept.keys();
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
    made.found.catch(() => {
      if (kept.get(key) === made) kept.delete(key);
    });
    return made.found;
  };
}

async function find(
  db: Database,
  words: readonly string[],
  kind: PositionKind | undefined,
  page: number,
): Promise<PublicPositionsFound> {
  const { rows } = await db.app.query<{ found: unknown }>('select find_public_positions($1, $2, $3, $4) as found', [
    words,
    kind ?? null,
    (page - 1) * onePage,
    onePage,
  ]);
  const { isWhole, items } = Found.parse(rows[0]?.found);
  return { isWhole, items: items.slice(0, onePage), hasMore: items.length > onePage };
}
