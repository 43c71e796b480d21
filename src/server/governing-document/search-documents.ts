import { sql } from 'kysely';
import { passagesOf } from '#core/search/passages.ts';
import { searchWords, termsOfWords } from '#core/search/search-terms.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { viewVersion } from './list-documents.ts';

export type DocumentSearch = { q: string; consortium?: string | undefined; limit: number; offset: number };

const mostPassages = 3;

type FoundVersion = {
  id: string;
  document_id: string;
  consortium_id: string;
  consortium: string;
  kind: string;
  title: string;
  number: number;
  state: 'draft' | 'submitted' | 'approved' | 'repealed';
  effective_on: string | null;
  repealed_on: string | null;
  text: string;
  pages: number[];
};

/** Versions that have all the words that were typed, of those that the actor may see: where the title has them first, then what holds, then the latest. */
export async function searchDocuments({ db }: Context, actor: Actor, { q, consortium, limit, offset }: DocumentSearch) {
  const words = searchWords(q);
  if (words.length === 0) return { isSearchable: false, hasMore: false, items: [] };
  const today = beijingToday();
  const { rows } = await db.readAs(actor, (tx) =>
    sql<FoundVersion>`select * from find_governing_versions(${termsOfWords(words)}::integer[], ${words}::text[], ${consortium ?? null}::uuid,
      ${today}::date, ${offset}, ${limit + 1})`.execute(tx),
  );
  return {
    isSearchable: true,
    hasMore: rows.length > limit,
    items: rows
      .slice(0, limit)
      .map(({ document_id, consortium_id, consortium: name, kind, title, text, pages, ...version }) => ({
        id: document_id,
        kind,
        title,
        consortium: { id: consortium_id, name },
        found: viewVersion({ ...version, effectiveOn: version.effective_on, repealedOn: version.repealed_on }, today),
        titleParts: partsOf(passagesOf(title, words, 1), title),
        passages: passagesOf(text, words, mostPassages).map(({ start, parts }) => ({
          page: pages.length === 0 ? null : pages.filter((begins) => begins <= start).length,
          parts: parts.map(({ text: part, isHit }) => ({ text: part.replace(/\s+/g, ' '), isHit })),
        })),
      })),
  };
}

/** The whole title, with what was looked for marked. */
function partsOf([passage]: ReturnType<typeof passagesOf>, title: string) {
  if (!passage) return [{ text: title, isHit: false }];
  const shown = passage.parts.map(({ text }) => text).join('');
  return [
    { text: title.slice(0, passage.start), isHit: false },
    ...passage.parts,
    { text: title.slice(passage.start + shown.length), isHit: false },
  ].filter(({ text }) => text !== '');
}
