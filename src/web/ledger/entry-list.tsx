import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import type { LedgerField, LedgerKind } from '#core/ledger/kind.ts';
import { answered, client } from '#web/api/client.ts';
import { Pager } from '#web/ui/pager.tsx';
import { nameText, plainText } from './entry-texts.ts';
import { type Entry, type EntryPage, type Looking, pageSize } from './ledger-queries.ts';

export const standings: Readonly<Record<string, readonly [string, string]>> = {
  confirmed: ['已确认', 'good'],
  oneSided: ['单方', 'warning'],
  disputed: ['有争议', 'error'],
  withdrawn: ['已撤回', 'soft'],
};

/** A page of entries: sorted by any field, opened one by one, confirmed many at once. */
export function EntryList({
  kind,
  page,
  looking,
  opened,
  mayConfirm,
  mayWrite,
  onOpen,
  onPage,
  onSort,
  onChanged,
}: {
  kind: LedgerKind;
  page: EntryPage;
  looking: Looking;
  opened: string | undefined;
  mayConfirm: boolean;
  mayWrite: boolean;
  onOpen: (id: string) => void;
  onPage: (page: number) => void;
  onSort: (sort: string) => void;
  onChanged: () => void;
}) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const entries = page.items.filter(({ id }) => chosen.has(id)).map(({ id, version }) => ({ id, version }));
  const confirm = useMutation({
    mutationFn: () => answered(client.POST('/api/entries/confirmations', { body: { entries } })),
    onSuccess: () => {
      setChosen(new Set());
      onChanged();
    },
  });
  if (page.items.length === 0)
    return (
      <p className="card">
        没有符合条件的记录。
        {mayWrite && '点“填一条”逐条填写，点“表格填写”从Excel粘贴，或下载模板离线填好后导入。'}
      </p>
    );
  const choose = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const pages = Math.ceil(page.total / pageSize);
  return (
    <>
      <p className="actions">
        <span>共{page.total}条</span>
        {mayConfirm && (
          <>
            <Button size="small" onClick={() => setChosen(new Set(page.items.filter(isOpen).map(({ id }) => id)))}>
              选中本页单方记录
            </Button>
            <Button
              size="small"
              type="primary"
              disabled={entries.length === 0}
              loading={confirm.isPending}
              onClick={() => confirm.mutate()}
            >
              确认选中的{entries.length}条
            </Button>
          </>
        )}
        {confirm.error && (
          <span role="alert" className="error">
            {confirm.error.message}一条也没有确认。
          </span>
        )}
      </p>
      <div style={{ overflowX: 'auto' }}>
        <table className="data stacks">
          <thead>
            <tr>
              {mayConfirm && <th>选</th>}
              <th>状态</th>
              {Object.entries(kind.fields).map(([id, field]) => (
                <th
                  key={id}
                  aria-sort={looking.sort === id ? 'ascending' : looking.sort === `-${id}` ? 'descending' : undefined}
                >
                  <button type="button" className="sort" onClick={() => onSort(looking.sort === id ? `-${id}` : id)}>
                    {field.label}
                    {looking.sort === id ? ' ↑' : looking.sort === `-${id}` ? ' ↓' : ''}
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {page.items.map((entry) => (
              <tr key={entry.id} className={entry.id === opened ? 'is-open' : undefined}>
                {mayConfirm && (
                  <td data-label="选">
                    <input
                      type="checkbox"
                      aria-label={`选中${lineOf(kind, entry, page.names)}`}
                      checked={chosen.has(entry.id)}
                      onChange={() => choose(entry.id)}
                    />
                  </td>
                )}
                <td data-label="状态">
                  <button
                    type="button"
                    className={`link ${standings[entry.standing]?.[1]}`}
                    onClick={() => onOpen(entry.id)}
                  >
                    {standings[entry.standing]?.[0]}
                  </button>
                  {entry.returned && <span className="error">　退回</span>}
                </td>
                {Object.entries(kind.fields).map(([id, field]) => (
                  <td key={id} data-label={field.label}>
                    {isNamed(field) ? nameText(entry.values[id], page.names) : plainText(entry.values[id])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Pager page={looking.page} pages={pages} onPage={onPage} />
    </>
  );
}

/** Members and codes are shown by name; a text that looks like a code is left as it is. */
const isNamed = ({ type }: LedgerField) => type === 'member' || type === 'code';
const isOpen = ({ standing }: Entry) => standing === 'oneSided';

function lineOf(kind: LedgerKind, entry: Entry, names: Readonly<Record<string, string>>): string {
  return kind.identity.map((id) => nameText(entry.values[id], names)).join(' ');
}
