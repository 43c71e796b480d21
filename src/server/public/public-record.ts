import { z } from 'zod';
import type { Database } from '#server/db/database.ts';
import { ListContent } from '#server/selection/publications.ts';
import { inOrder, RegisterEntry } from '#server/standing/register.ts';

/** What a published list says of a consortium, and all that it says: units and places, never persons. */
export type ListedItem = ListContent['items'][number];

const Publication = z.object({
  id: z.string(),
  batchId: z.string(),
  kind: z.enum(['notice', 'publicity', 'list']),
  number: z.string(),
  title: z.string(),
  /** `YYYY-MM-DD` */
  publishedOn: z.string(),
  content: ListContent,
  digest: z.string(),
});
export type Publication = z.infer<typeof Publication>;

const PublicBatch = z.object({
  id: z.string(),
  title: z.string(),
  kind: z.enum(['application', 'acceptance']),
  issuer: z.string(),
  quota: z.int(),
  readers: z.int(),
  weights: z.record(z.string(), z.number()),
  notice: z.string(),
  noticeIssuer: z.string(),
  noticeOn: z.string(),
  targets: z.array(z.object({ by: z.string(), total: z.int() })).readonly(),
  points: z
    .array(
      z.object({
        id: z.string(),
        text: z.string(),
        kind: z.enum(['qualitative', 'veto', 'deduction', 'scored']),
        indicator: z.string(),
      }),
    )
    .readonly(),
  stages: z.array(z.object({ id: z.string(), label: z.string(), closesAt: z.coerce.date() })).readonly(),
  extensions: z
    .array(z.object({ stage: z.string(), before: z.coerce.date(), after: z.coerce.date(), reason: z.string() }))
    .readonly(),
  objections: z.object({ taken: z.int(), decided: z.int() }),
});
export type PublicBatch = z.infer<typeof PublicBatch>;

const ShownObjection = z.object({
  id: z.string(),
  batchId: z.string(),
  consortiumId: z.string().nullable(),
  text: z.string(),
  answer: z.string(),
  decision: z.enum(['upheld', 'dismissed']),
  answeredAt: z.coerce.date(),
});

const PublicRecord = z.object({
  changedAt: z.coerce.date(),
  batches: z.array(PublicBatch).readonly(),
  publications: z.array(Publication).readonly(),
  objections: z.array(ShownObjection).readonly(),
  cultivation: z.array(z.object({ consortiumId: z.string(), batchId: z.string(), since: z.string() })).readonly(),
  /** Demand reports of consortia, the latest first. */
  talentReports: z
    .array(
      z.object({
        id: z.string(),
        title: z.string(),
        year: z.int(),
        consortiumId: z.string(),
        consortium: z.string(),
        publisher: z.string(),
        publishedOn: z.string(),
      }),
    )
    .readonly(),
  /** Whoever has or had a standing, by province and name. */
  register: z.array(RegisterEntry).readonly().transform(inOrder),
  /** Who has a front page, by name. */
  frontPages: z.array(z.object({ consortiumId: z.string(), name: z.string() })).readonly(),
});
/** All that is public, the latest first, and when it last changed. */
export type PublicRecord = z.infer<typeof PublicRecord>;

/** All that anybody may read, by the database functions that tell it, at one moment: no actor, no tables. */
export async function readPublicRecord(db: Database): Promise<PublicRecord> {
  const { rows } = await db.app.query<{ record: unknown }>(
    "select public_snapshot() || jsonb_build_object('register', public_standings(), 'talentReports', public_talent_reports(), 'frontPages', public_front_pages()) as record",
  );
  return PublicRecord.parse(rows[0]?.record);
}
