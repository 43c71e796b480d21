import { toldOf } from '#core/exchange/talent-book.ts';
import type { EntryValues } from '#core/ledger/entry.ts';
import { kindOf, type LedgerKind } from '#core/ledger/kind.ts';
import type { Tx } from '#server/db/database.ts';
import { ledgerBook } from '#server/ledger/ledger-book.ts';
import { mustKnowResources, resourceRules } from '#server/resource/resource-right.ts';
import { resourceQuery } from '#server/resource/resource-rows.ts';
import { positionQuery } from '#server/talent/list-positions.ts';
import { mustKnowTalent, talentRules } from '#server/talent/talent-right.ts';
import { currentTalentBook } from './current-talent-book.ts';

/** A row of a list that is taken away: its values by the fields of `kind`, members by their ids. */
export type ExportedRow = { id: string; values: EntryValues };
export type Export = {
  title: string;
  kind: () => Pick<LedgerKind, 'label' | 'fields'>;
  /** Throws `Refusal('not-found')` where the actor may not know the list. */
  mustKnow: (tx: Tx, consortiumId: string) => Promise<unknown>;
  /** Up to `limit` rows by their ids, from the one after `after` on. */
  page: (tx: Tx, consortiumId: string, after: string, limit: number) => Promise<readonly ExportedRow[]>;
};

/** The lists that can be taken away as files, by the noun in their address. */
export const talentExports = {
  positions: {
    title: '岗位',
    kind: () => kindOf(currentTalentBook(), 'position'),
    mustKnow: mustKnowTalent,
    page: async (tx, consortiumId, after, limit) => {
      const rows = await positionQuery(tx, consortiumId)
        .select(['p.source', 'p.external_id'])
        .where('p.id', '>', after)
        .orderBy('p.id')
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        id: row.id,
        values: toldOf({
          member: row.member_id,
          externalId: row.external_id,
          source: row.source,
          kind: row.kind,
          title: row.title,
          occupation: row.occupation,
          level: row.level,
          skills: row.skills,
          headcount: row.headcount,
          place: row.place,
          payFrom: row.pay_from,
          payTo: row.pay_to,
          startsOn: row.starts_on,
          endsOn: row.ends_on,
          expiresOn: row.expires_on,
          isPublic: row.is_public,
          isWithdrawn: row.is_withdrawn,
        }),
      }));
    },
  },
  programmes: {
    title: '专业培养',
    kind: () => kindOf(currentTalentBook(), 'programme'),
    mustKnow: mustKnowTalent,
    page: async (tx, consortiumId, after, limit) => {
      const rows = await tx
        .selectFrom('talent_programme')
        .select(['id', 'member_id', 'source', 'external_id', 'major', 'enrolled_in', 'graduates_in', 'size', 'skills'])
        .where('consortium_id', '=', consortiumId)
        .where('id', '>', after)
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        id: row.id,
        values: toldOf({
          member: row.member_id,
          externalId: row.external_id,
          source: row.source,
          major: row.major,
          enrolledIn: row.enrolled_in,
          graduatesIn: row.graduates_in,
          size: row.size,
          skills: row.skills,
        }),
      }));
    },
  },
  demands: {
    title: '需求预测',
    kind: () => kindOf(ledgerBook(), talentRules().ledger),
    mustKnow: mustKnowTalent,
    page: async (tx, consortiumId, after, limit) => {
      const rows = await tx
        .selectFrom('talent_demand')
        .select(['id', 'member_id', 'position', 'occupation', 'level', 'year', 'headcount'])
        .where('consortium_id', '=', consortiumId)
        .where('headcount', '>', 0)
        .where('id', '>', after)
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(({ id, member_id: enterprise, ...values }) => ({ id, values: { enterprise, ...values } }));
    },
  },
} as const satisfies Record<string, Export>;

/** What members share. It is never read back: a resource has its page. */
export const resourceExport: Export = {
  title: '共享资源',
  kind: () => ({
    label: '共享资源',
    fields: {
      member: { type: 'member', of: 'any', label: '提供单位' },
      kind: { type: 'text', label: '类别' },
      name: { type: 'text', label: '名称' },
      place: { type: 'text', label: '地点' },
      capacity: { type: 'count', label: '可同时借给（家）' },
      price: { type: 'decimal', unit: '元', label: '每小时价格（元）' },
      quotaHours: { type: 'count', label: '每家每月最多（小时）' },
      description: { type: 'text', label: '说明' },
      conditions: { type: 'text', label: '使用条件' },
      isPublic: { type: 'text', label: '接受联合体以外的单位' },
      isWithdrawn: { type: 'text', label: '已停止共享' },
    },
  }),
  mustKnow: mustKnowResources,
  page: async (tx, consortiumId, after, limit) => {
    const rows = await resourceQuery(tx, consortiumId).where('r.id', '>', after).orderBy('r.id').limit(limit).execute();
    const labels = new Map(resourceRules().kinds.map(({ id, label }) => [id, label]));
    return rows.map((row) => ({
      id: row.id,
      values: toldOf({
        member: row.member_id,
        kind: labels.get(row.kind) ?? row.kind,
        name: row.name,
        place: row.place,
        capacity: row.capacity,
        price: row.price,
        quotaHours: row.quota_hours,
        description: row.description,
        conditions: row.conditions,
        isPublic: row.is_public,
        isWithdrawn: row.is_withdrawn,
      }),
    }));
  },
};
