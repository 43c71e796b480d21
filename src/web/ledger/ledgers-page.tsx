import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { LedgerBook, LedgerKind } from '#core/ledger/kind.ts';
import { ConsortiumHead } from '#web/consortium/consortium-head.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { bookQuery, ledgersQuery } from './ledger-queries.ts';
import './ledger.css';

type Counts = { entries: number; oneSided: number; disputed: number; awaiting: number; returned: number };

const none: Counts = { entries: 0, oneSided: 0, disputed: 0, awaiting: 0, returned: 0 };

/** All ledgers of a consortium: first what waits for the reader's word, then each kind with its entries. */
export function LedgersPage() {
  const { id = '' } = useParams({ strict: false });
  const book = useQuery(bookQuery);
  const ledgers = useQuery({ ...ledgersQuery(id), staleTime: 0 });
  return (
    <>
      <ConsortiumHead id={id} title="台账">
        <Link to="/consortia/$id/ledgers/import" params={{ id }}>
          从Excel导入
        </Link>
      </ConsortiumHead>
      <Loaded query={book}>
        {(known) => (
          <Loaded query={ledgers}>
            {({ items, members, secretariat }) => (
              <Ledgers
                id={id}
                book={known}
                counts={new Map(items.map((item) => [item.kind, item]))}
                mayWrite={secretariat || members.length > 0}
              />
            )}
          </Loaded>
        )}
      </Loaded>
    </>
  );
}

function Ledgers({
  id,
  book,
  counts,
  mayWrite,
}: {
  id: string;
  book: LedgerBook;
  counts: ReadonlyMap<string, Counts>;
  mayWrite: boolean;
}) {
  const [q, setQ] = useState('');
  const kinds = book.kinds.filter(({ label }) => label.includes(q.trim()));
  return (
    <>
      <Tasks id={id} book={book} counts={counts} />
      <p className="actions">
        <label>
          查找台账{' '}
          <input className="text inline" type="search" value={q} onChange={(event) => setQ(event.target.value)} />
        </label>
        {mayWrite && counts.size === 0 && (
          <span className="soft">还没有记录：点一类台账即可填写或粘贴，也可以从Excel导入。</span>
        )}
      </p>
      {[...Map.groupBy(kinds, groupOf)].map(([group, list]) => (
        <section key={group} className="card">
          <h2>{groups[group] ?? group}</h2>
          <ul className="ledger-kinds">
            {list.map((kind) => (
              <Kind key={kind.id} id={id} kind={kind} counts={counts.get(kind.id) ?? none} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

/** Indicators, as the first point that a kind supports names them. */
const groups: Readonly<Record<string, string>> = {
  1: '基本情况',
  2: '运行机制',
  3: '共建共享',
  4: '人才培养',
  5: '服务发展',
  6: '特色创新',
  7: '其他',
};
const groupOf = ({ supports }: LedgerKind) => supports[0]?.split('.')[0] ?? '7';

function Kind({ id, kind, counts }: { id: string; kind: LedgerKind; counts: Counts }) {
  return (
    <li>
      <Link to="/consortia/$id/ledgers/$kind" params={{ id, kind: kind.id }}>
        {kind.label}
      </Link>{' '}
      <span className="soft">{counts.entries > 0 ? `${counts.entries}条` : '无记录'}</span>
      {counts.oneSided > 0 && <span className="warning">　单方{counts.oneSided}</span>}
      {counts.disputed > 0 && <span className="error">　争议{counts.disputed}</span>}
    </li>
  );
}

/** What to do first: answer what waits, mend what was returned, settle what differs. */
function Tasks({ id, book, counts }: { id: string; book: LedgerBook; counts: ReadonlyMap<string, Counts> }) {
  const tasks = book.kinds.flatMap((kind) => {
    const { awaiting, returned, disputed } = counts.get(kind.id) ?? none;
    return [
      ...(awaiting > 0 ? [{ kind, text: `待我确认${awaiting}条`, search: { awaiting: true } }] : []),
      ...(returned > 0 ? [{ kind, text: `被退回${returned}条`, search: {} }] : []),
      ...(disputed > 0 ? [{ kind, text: `有争议${disputed}条`, search: { standing: 'disputed' as const } }] : []),
    ];
  });
  if (tasks.length === 0) return null;
  return (
    <section className="card" aria-label="待办">
      <h2>接下来</h2>
      <ul className="ledger-kinds">
        {tasks.map(({ kind, text, search }) => (
          <li key={kind.id + text}>
            <Link to="/consortia/$id/ledgers/$kind" params={{ id, kind: kind.id }} search={search}>
              {kind.label}：{text}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
