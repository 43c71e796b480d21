import { type ExpertField, expertColumns } from '#core/expert/expert.ts';
import { type ColumnSheet, readColumns } from './read-columns.ts';

/** What an experts' file holds; no columns where no sheet has 邮箱 in its first rows. */
export type ExpertSheet = ColumnSheet<ExpertField>;

/** Reads the first sheet (.xlsx) or the csv in which the experts' headings stand, in whatever order. Throws `UnreadableFile`. */
export function readExperts(bytes: Uint8Array): Promise<ExpertSheet> {
  return readColumns(bytes, { columns: expertColumns, key: 'email', days: [] });
}
