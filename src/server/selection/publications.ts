import { z } from 'zod';
import { industriesOf } from '#core/selection/industries.ts';
import type { Tx } from '#server/db/database.ts';
import { digestOf } from './basis.ts';
import type { DecidedItem } from './decisions.ts';
import type { Selection } from './read-selection.ts';

/** What a list says of a consortium, and all that it says. */
const ListItem = z.object({
  consortiumId: z.string(),
  name: z.string(),
  province: z.string(),
  city: z.string(),
  park: z.string(),
  leadSchool: z.string(),
  leadEnterprise: z.string(),
  industries: z.string(),
  groups: z.array(z.string()),
  /** Of an acceptance: what it came to and why, and the last day of a rectification. */
  outcome: z.object({ label: z.string(), reason: z.string(), dueOn: z.string().nullable() }).optional(),
});

/** `text` in paragraphs; `items` in the list's order: by province as the notice orders them, then by name, so that it tells no rank. */
export const ListContent = z.object({ issuer: z.string(), text: z.string(), items: z.array(ListItem) });
export type ListContent = z.infer<typeof ListContent>;

const Publication = z.object({
  id: z.string(),
  kind: z.enum(['publicity', 'list']),
  number: z.string(),
  title: z.string(),
  /** `YYYY-MM-DD` */
  published_on: z.string(),
  content: ListContent,
  digest: z.string(),
});
export type Publication = z.infer<typeof Publication>;

/** The draft list and the list of a batch, as far as they are out. */
export async function readPublications(
  tx: Tx,
  batchId: string,
): Promise<{ publicity: Publication | undefined; list: Publication | undefined }> {
  const rows = await tx
    .selectFrom('publication')
    .select(['id', 'kind', 'number', 'title', 'published_on', 'content', 'digest'])
    .where('batch_id', '=', batchId)
    .where('kind', 'in', ['publicity', 'list'])
    .execute();
  const found = z.array(Publication).parse(rows);
  return {
    publicity: found.find(({ kind }) => kind === 'publicity'),
    list: found.find(({ kind }) => kind === 'list'),
  };
}

/** By which number and on which day something was published. */
export async function readPublicationSigns(
  tx: Tx,
  id: string,
): Promise<Pick<Publication, 'number' | 'published_on'> | undefined> {
  return tx.selectFrom('publication').select(['number', 'published_on']).where('id', '=', id).executeTakeFirst();
}

/** What a list of those decided says. */
export function listContent(
  { batch, results, candidates, words }: Selection,
  decided: readonly DecidedItem[],
  text: string,
): ListContent {
  const listed = new Set(decided.filter((item) => item.listed).map(({ applicationId }) => applicationId));
  const cities = new Map(candidates.map(({ id, city }) => [id, city]));
  const placeOf = (province: string) => {
    // A unit may be called more than its region: 某某省教育厅.
    const at = batch.pack.regions.findIndex((region) => province.startsWith(region));
    return at < 0 ? batch.pack.regions.length : at;
  };
  const items = results
    .filter(({ applicationId }) => listed.has(applicationId))
    .map(({ applicationId, consortiumId, consortium, province }) => {
      const said = words.get(applicationId);
      return {
        consortiumId,
        name: said?.consortium ?? consortium,
        province,
        city: cities.get(applicationId) ?? '',
        park: said?.park ?? '',
        leadSchool: said?.leadSchool ?? '',
        leadEnterprise: said?.leadEnterprise ?? '',
        industries: said?.industries ?? '',
        groups: [...industriesOf(said?.industries ?? '')],
      };
    })
    .sort(
      (one, other) =>
        placeOf(one.province) - placeOf(other.province) ||
        one.province.localeCompare(other.province, 'zh') ||
        one.name.localeCompare(other.name, 'zh'),
    );
  return { issuer: batch.issuer, text, items };
}

/** Makes a notice or a list public as it is now. Gives its digest. */
export async function publish(
  tx: Tx,
  { batchId, personId }: { batchId: string; personId: string },
  publication: Pick<Publication, 'number' | 'title' | 'published_on' | 'content'> & {
    kind: Publication['kind'] | 'notice';
  },
): Promise<{ id: string; digest: string }> {
  const digest = digestOf(publication.content);
  const { id } = await tx
    .insertInto('publication')
    .values({
      ...publication,
      content: JSON.stringify(publication.content),
      digest,
      batch_id: batchId,
      person_id: personId,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id, digest };
}
