import { importColumns } from '#core/member/import-columns.ts';
import type { MemberField } from '#core/member/member.ts';
import { type ColumnSheet, readColumns } from './read-columns.ts';

/** What a members' file holds. `columns`: those that were found; none where no sheet has 单位名称 in its first rows. */
export type MemberSheet = ColumnSheet<MemberField>;

/** Reads the first sheet (.xlsx) or the csv in which the members' headings stand, in whatever order. Throws `UnreadableFile`. */
export function readMembers(bytes: Uint8Array): Promise<MemberSheet> {
  return readColumns(bytes, { columns: importColumns, key: 'name', days: ['joinedOn', 'leftOn'] });
}
