import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Tx } from '#server/db/database.ts';

/** A thing by which another system knows it: its member, the system, and the number there. */
export type OutsideNumber = { memberId: string; source: string; externalId: string };
/** What it is to be, by columns. */
export type OutsideRow = OutsideNumber & { columns: Readonly<Record<string, unknown>> };
export type Taken =
  | { outcome: 'added' | 'changed' | 'repeated'; id: string }
  | { outcome: 'refused'; fields: readonly string[]; detail: string };

type Noun = 'position' | 'programme';
const tables = { position: 'talent_position', programme: 'talent_programme' } as const;
const alreadyThere = {
  outcome: 'refused',
  fields: ['major', 'enrolledIn'],
  detail: '这一届的这个专业已经以另一个外部编号登记',
} as const;

/**
 * What becomes of things that another system gives: new, changed, or the same as they stand here, in which case nothing is written. A cohort that was typed by
 * hand before takes the number. Writes unless `dryRun`. Whether the actor speaks for the members has been settled before.
 */
export async function takeOutside(
  tx: Tx,
  actor: Actor,
  { consortiumId, noun, dryRun = false }: { consortiumId: string; noun: Noun; dryRun?: boolean },
  rows: readonly OutsideRow[],
): Promise<readonly Taken[]> {
  // Two who give the same number at the same moment come one after the other.
  if (!dryRun) await sql`select pg_advisory_xact_lock(hashtextextended(${`outside ${consortiumId}`}, 0))`.execute(tx);
  let stored = await readStored(tx, consortiumId, noun, rows);
  const taken: Taken[] = [];
  for (const row of rows) {
    const known = stored.find((each) => isNumbered(each, row));
    const twin = noun === 'programme' ? stored.find((each) => each !== known && isSameCohort(each, row)) : undefined;
    if (twin && (known || twin.external_id !== null)) {
      taken.push(alreadyThere);
      continue;
    }
    const was = known ?? twin;
    const became = await takeRow(tx, actor, { consortiumId, noun, dryRun }, row, was);
    taken.push(became);
    // What comes after it finds it as it is now.
    const { memberId, source, externalId, columns } = row;
    const now = { ...was, ...columns, id: became.id, member_id: memberId, source, external_id: externalId };
    stored = [...stored.filter((each) => each !== was), now];
  }
  await recordTaken(tx, consortiumId, noun, dryRun ? [] : taken);
  return taken;
}

type Stored = {
  id: string;
  member_id: string;
  source: string;
  external_id: string | null;
  /** Of a cohort. */
  major?: string;
  enrolled_in?: number;
};

async function readStored(tx: Tx, consortiumId: string, noun: Noun, rows: readonly OutsideNumber[]): Promise<Stored[]> {
  const members = [...new Set(rows.map(({ memberId }) => memberId))];
  if (members.length === 0) return [];
  const found = await sql<Stored>`
    select * from ${sql.table(tables[noun])} where consortium_id = ${consortiumId}::uuid and member_id = any(${members}::uuid[])
      and (${noun} = 'programme' or external_id = any(${rows.map(({ externalId }) => externalId)}::text[]))`.execute(
    tx,
  );
  return found.rows;
}

const isNumbered = (stored: Stored, { memberId, source, externalId }: OutsideNumber) =>
  stored.member_id === memberId && stored.source === source && stored.external_id === externalId;

const isSameCohort = ({ member_id, major, enrolled_in }: Stored, { memberId, columns }: OutsideRow) =>
  member_id === memberId && major === columns.major && enrolled_in === columns.enrolled_in;

async function takeRow(
  tx: Tx,
  actor: Actor,
  { consortiumId, noun, dryRun }: { consortiumId: string; noun: Noun; dryRun: boolean },
  { memberId, source, externalId, columns }: OutsideRow,
  known: Stored | undefined,
): Promise<Exclude<Taken, { outcome: 'refused' }>> {
  const said = { ...columns, source, external_id: externalId };
  const table = sql.table(tables[noun]);
  if (!known) {
    const id = crypto.randomUUID();
    const whole = { ...said, consortium_id: consortiumId, id, member_id: memberId, person_id: actor.personId };
    if (!dryRun)
      await sql`insert into ${table} (${sql.join(Object.keys(whole).map(sql.ref))}) values (${sql.join(Object.values(whole))})`.execute(
        tx,
      );
    return { outcome: 'added', id };
  }
  const standing = new Map<string, unknown>(Object.entries(known));
  const changes = Object.entries(said).filter(([name, value]) => !isDeepStrictEqual(standing.get(name), value));
  if (changes.length === 0) return { outcome: 'repeated', id: known.id };
  if (!dryRun)
    await sql`update ${table} set ${sql.join(changes.map(([name, value]) => sql`${sql.ref(name)} = ${value}`))}, version = version + 1
      where consortium_id = ${consortiumId}::uuid and id = ${known.id}::uuid`.execute(tx);
  return { outcome: 'changed', id: known.id };
}

async function recordTaken(tx: Tx, consortiumId: string, noun: Noun, taken: readonly Taken[]): Promise<void> {
  const idsOf = (outcome: 'added' | 'changed') => taken.flatMap((each) => (each.outcome === outcome ? [each.id] : []));
  const [added, changed] = [idsOf('added'), idsOf('changed')];
  if (added.length + changed.length > 0)
    await recordAudit(tx, consortiumId, `${noun}.taken`, consortiumId, { added, changed });
}
