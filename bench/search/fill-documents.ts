import { sql } from 'kysely';
import { makeConsortia } from '#bench/ledger/fill-ledgers.ts';
import { seededRandom } from '#core/quantity/seeded-random.ts';
import { foldText } from '#core/search/fold-text.ts';
import { searchTerms, searchWords } from '#core/search/search-terms.ts';
import type { Database } from '#server/db/database.ts';

const consortia = 150;
const step = 250;
const common = [
  '联合体',
  '理事会',
  '秘书处',
  '学校',
  '企业',
  '应当',
  '按照',
  '规定',
  '负责',
  '管理',
  '成员单位',
  '产教融合',
];

/** Approved rules by SQL, each of some three thousand characters of words as uneven as a language's; and what people look for in them, from the commonest words to a whole clause. */
export async function fillDocuments(db: Database, count: number) {
  const made = await makeConsortia(db, consortia);
  const next = seededRandom('documents');
  const ideograph = () => String.fromCharCode(0x4e00 + Math.floor(next() ** 2 * 4000));
  const words = [
    ...common,
    ...Array.from({ length: 8000 }, () => Array.from({ length: 2 + Math.floor(next() * 2) }, ideograph).join('')),
  ];
  // The nth word about as often as 1/n.
  const word = () => words[Math.floor(words.length ** next()) - 1] ?? '';
  const clause = () => Array.from({ length: 6 + Math.floor(next() * 6) }, word).join('');
  const person = (await db.asOwner((tx) => tx.selectFrom('person').select('id').limit(1).executeTakeFirstOrThrow())).id;
  const queries: string[] = [];
  const index = await withoutIndex(db);
  for (let from = 0; from < count; from += step) {
    const rows = Array.from({ length: Math.min(step, count - from) }, (_, at) => {
      const title = `${word()}${word()}办法${from + at}`;
      const text = Array.from(
        { length: 80 },
        (_each, article) => `第${article + 1}条　${clause()}，${clause()}。`,
      ).join('\n');
      if (at % 5 === 0) queries.push(...lookedFor(text, next));
      const [foldedTitle, folded] = [foldText(title), foldText(text)];
      return {
        document: crypto.randomUUID(),
        consortium: made.consortia[(from + at) % consortia]?.id ?? '',
        title,
        text,
        foldedTitle,
        folded,
        terms: searchTerms([foldedTitle, folded]),
        day: `20${22 + (at % 5)}-0${1 + (at % 9)}-15`,
      };
    });
    await db.asOwner((tx) => write(tx, rows, person));
  }
  await index.make();
  return {
    officer: made.officer,
    secretary: made.consortia[0]?.token ?? '',
    queries: [...common, ...queries].slice(0, 2000),
  };
}

/** A hundred million entries are sorted into an index at once, and not one after the other. */
async function withoutIndex(db: Database): Promise<{ make: () => Promise<unknown> }> {
  const made = await db.asOwner(async (tx) => {
    const { rows } = await sql<{ indexdef: string }>`
      select indexdef from pg_indexes where indexname = 'governing_document_version_terms_idx'`.execute(tx);
    await sql`drop index governing_document_version_terms_idx`.execute(tx);
    return rows[0]?.indexdef ?? '';
  });
  return {
    make: () =>
      db.asOwner(async (tx) => {
        await sql`set local maintenance_work_mem = '512MB'`.execute(tx);
        await sql.raw(made).execute(tx);
      }),
  };
}

/** Parts of a text as people type them: a word or two, half a clause, two words apart. */
function lookedFor(text: string, next: () => number): string[] {
  const part = (length: number) => {
    const at = Math.floor(next() * (text.length - length));
    return text.slice(at, at + length).replace(/\s/g, '');
  };
  // A cut may be a mark alone, of which there is nothing to look for.
  return [part(2), part(4), part(8), `${part(3)} ${part(3)}`].filter((query) => searchWords(query).length > 0);
}

type Row = { document: string; consortium: string; title: string; terms: readonly number[] } & Record<string, unknown>;

async function write(
  tx: Parameters<Parameters<Database['asOwner']>[0]>[0],
  rows: readonly Row[],
  person: string,
): Promise<void> {
  const json = JSON.stringify(rows);
  const given = sql`jsonb_to_recordset(${json}::jsonb) as r(document uuid, consortium uuid, title text, text text, "foldedTitle" text, folded text,
    terms integer[], day date)`;
  await sql`set local synchronous_commit = off`.execute(tx);
  await sql`insert into governing_document (consortium_id, id, kind, title, readers, person_id)
    select consortium, document, '其他', title, '{}', ${person}::uuid from ${given}`.execute(tx);
  await sql`insert into governing_document_version (consortium_id, document_id, number, state, text, approved_by, approver, approved_at, effective_on,
      folded_title, folded, terms, person_id)
    select consortium, document, 1, 'approved', text, 'secretariat', ${person}::uuid, now(), day, "foldedTitle", folded, terms, ${person}::uuid
    from ${given}`.execute(tx);
}
