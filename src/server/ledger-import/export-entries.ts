import { sql } from 'kysely';
import type { LedgerKind } from '#core/ledger/kind.ts';
import { type ExportColumn, streamLedgerExport } from '#documents/xlsx/ledger/stream-ledger-export.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { ledgerBook } from '#server/ledger/ledger-book.ts';
import { type EntryFilter, entriesWhere, mustKnow } from '#server/ledger/list-entries.ts';
import { inPages } from './in-pages.ts';

type Row = {
  id: string;
  values: Record<string, string | number | string[]>;
  standing: string;
  parties: string[];
  changed_at: Date;
};

export type ExportOrder = EntryFilter & { consortiumId: string; kind: string; format: 'xlsx' | 'csv' };

const pageSize = 2000;
const standingTexts: Readonly<Record<string, string>> = {
  confirmed: '已确认',
  oneSided: '单方',
  disputed: '有争议',
  withdrawn: '已撤回',
};
const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });

/**
 * The entries of a filter as a file, in the order in which they were first recorded: read page by page as they are taken, so that memory does not grow
 * with them. Names of persons are masked but for the entry's own members and the secretariat. Who takes a list away is on record. Throws
 * `Refusal('not-found')`.
 */
export async function exportEntries(
  context: Pick<Context, 'db' | 'directories'>,
  actor: Actor,
  { consortiumId, kind: kindId, format, ...filter }: ExportOrder,
): Promise<{ stream: ReadableStream<Uint8Array>; title: string }> {
  const { db } = context;
  const kind = ledgerBook().kinds.find(({ id }) => id === kindId);
  if (!kind) throw new Refusal('not-found');
  await db.readAs(actor, (tx) => mustKnow(tx, consortiumId));
  const source = entriesWhere(actor, consortiumId, kind, filter);
  const first = await page();
  const directory = await context.directories.of(consortiumId);
  const facts = {
    format,
    filter: Object.entries(filter).flatMap(([key, value]) => (value === undefined ? [] : [key])),
  };
  await db.asActor(actor, (tx) => recordAudit(tx, consortiumId, 'ledger.exported', kind.id, facts));
  const stream = streamLedgerExport(kind, inPages(first, page, pageSize), {
    format,
    valuesOf: masking(kind, actor, consortiumId),
    nameOf: (member) => directory.byId.get(member)?.name ?? '（已退出的单位）',
    columns,
  });
  return { stream, title: `${kind.label}台账` };

  async function page(after?: string): Promise<readonly Row[]> {
    const from = after === undefined ? sql`` : sql` and e.id > ${after}::uuid`;
    return db.readAs(actor, async (tx) => {
      const found = await sql<Row>`
        select e.id, e.values, e.standing, e.parties, e.changed_at from ${source}${from} order by e.id limit ${pageSize}`.execute(
        tx,
      );
      return found.rows;
    });
  }
}

/** What an entry says to this actor. */
function masking(kind: LedgerKind, { roles }: Actor, consortiumId: string): (row: Row) => Row['values'] {
  const persons = Object.entries(kind.fields).flatMap(([id, { type }]) => (type === 'person' ? [id] : []));
  const isSecretariat = roles.some(({ role, unit }) => role === 'secretariat' && unit.id === consortiumId);
  const own = new Set(roles.flatMap(({ role, unit }) => (role === 'member-reporter' ? [unit.id] : [])));
  if (persons.length === 0 || isSecretariat) return ({ values }) => values;
  return ({ values, parties }) => {
    if (parties.some((party) => own.has(party))) return values;
    const masked = persons.flatMap((id) =>
      values[id] === undefined ? [] : [[id, `${[...String(values[id])][0] ?? ''}**`]],
    );
    return { ...values, ...Object.fromEntries(masked) };
  };
}

const columns: readonly ExportColumn<Row>[] = [
  { label: '状态', width: 10, text: ({ standing }) => standingTexts[standing] ?? standing },
  { label: '最近更改', width: 14, text: ({ changed_at }) => day.format(changed_at) },
];
