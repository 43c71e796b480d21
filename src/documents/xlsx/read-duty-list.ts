import { type DutyField, dutyColumns } from '#core/task/duty-list.ts';
import { type ColumnSheet, readColumns } from './read-columns.ts';

/** What a 责任清单 holds. `columns`: those that were found; none where no sheet has 任务 in its first rows. */
export type DutySheet = ColumnSheet<DutyField>;

/** Reads the first sheet (.xlsx) or the csv in which the headings of a duty list stand, in whatever order. Throws `UnreadableFile`. */
export function readDutyList(bytes: Uint8Array): Promise<DutySheet> {
  return readColumns(bytes, { columns: dutyColumns, key: 'title', days: ['startsOn', 'dueOn'] });
}
