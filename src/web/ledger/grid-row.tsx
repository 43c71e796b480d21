import { memo, type ReactNode, useCallback, useSyncExternalStore } from 'react';
import type { LedgerKind } from '#core/ledger/kind.ts';
import type { GridStore, Row } from './grid-store.ts';

const states: Readonly<Record<Row['state'], string>> = {
  empty: '',
  saved: '已保存',
  typed: '未保存',
  wrong: '有误',
  saving: '保存中',
  offline: '待联网',
  refused: '未接受',
  stale: '有冲突',
};

const standings: Readonly<Record<string, string>> = {
  confirmed: '已确认',
  oneSided: '单方',
  disputed: '有争议',
  withdrawn: '已撤回',
};

type Props = {
  store: GridStore;
  kind: LedgerKind;
  at: number;
  top: number;
  /** Selected columns, `left-right`. */
  selected: string | undefined;
  active: number | undefined;
  editor: ReactNode;
};

/** One row; drawn again only when it changes itself, is selected, or holds the active cell. */
export const GridRow = memo(PlainRow, (before, after) => {
  const isQuiet = before.active === undefined && after.active === undefined;
  return isQuiet && before.store === after.store && before.at === after.at && before.selected === after.selected;
});

function PlainRow({ store, kind, at, top, selected, active, editor }: Props) {
  const key = store.row(at)?.key ?? '';
  const row = useSyncExternalStore(
    useCallback((listener) => store.listen(key, listener), [store, key]),
    () => store.row(at),
  );
  if (!row) return null;
  const [left = -1, right = -1] = (selected ?? '').split('-').filter(Boolean).map(Number);
  return (
    <tr aria-rowindex={at + 2} data-row={at} className={`grid-row is-${row.state}`} style={{ top }}>
      <th scope="row" className="grid-state" title={row.findings.map(({ message }) => message).join('\n')}>
        {row.state === 'saved' && row.entry ? standings[row.entry.standing] : states[row.state]}
      </th>
      {store.fields.map((field, column) => {
        const finding = row.findings.find((each) => each.field === field);
        const isActive = active === column;
        const classes = [
          'grid-cell',
          finding && row.state !== 'empty' && `has-${finding.severity}`,
          isActive && 'is-active',
          column >= left && column <= right && 'is-selected',
          isNumber(kind, field) && 'number',
        ];
        return (
          <td key={field} data-column={column} className={classes.filter(Boolean).join(' ')} title={finding?.message}>
            {row.texts[field]}
            {isActive && editor}
          </td>
        );
      })}
    </tr>
  );
}

function isNumber(kind: LedgerKind, field: string): boolean {
  const type = kind.fields[field]?.type;
  return type === 'count' || type === 'decimal';
}
