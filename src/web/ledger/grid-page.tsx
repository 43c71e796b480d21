import { useQuery } from '@tanstack/react-query';
import { Button, Popconfirm } from 'antd';
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { LedgerBook, LedgerKind } from '#core/ledger/kind.ts';
import { meQuery } from '#web/api/queries.ts';
import { Loaded } from '#web/ui/loaded.tsx';
import { aYearLater, textsOf } from './entry-texts.ts';
import { Grid } from './grid.tsx';
import { GridStore } from './grid-store.ts';
import { keepRows, keptRows } from './kept-rows.ts';
import { anything, type EntryPage, type MemberName, readEntries } from './ledger-queries.ts';
import { serverRows } from './row-transport.ts';

const mostLoaded = 500;
const keepAfter = 300;
const thisYear = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear();

type Parts = { id: string; book: LedgerBook; kind: LedgerKind; members: readonly MemberName[]; onSaved: () => void };

/** The latest entries of a ledger in a grid, with room for new ones below. */
export function GridPage(parts: Parts) {
  const entries = useQuery({
    queryKey: ['grid', parts.id, parts.kind.id],
    staleTime: 0,
    gcTime: 0,
    queryFn: () => readEntries(parts.id, parts.kind.id, anything, mostLoaded),
  });
  const me = useQuery(meQuery);
  return (
    <Loaded query={me}>
      {({ id: personId }) => (
        <Loaded query={entries}>{(page) => <Sheet {...parts} page={page} personId={personId} />}</Loaded>
      )}
    </Loaded>
  );
}

function Sheet({ id, book, kind, members, page, personId, onSaved }: Parts & { page: EntryPage; personId: string }) {
  const reason = useRef('');
  const keptAt = `lianheti.rows.${personId}.${id}.${kind.id}`;
  const [store] = useState(() => {
    const categories = new Map(members.map(({ name, category }) => [name, category]));
    const rows = page.items.map((entry) => ({ entry, texts: textsOf(kind, entry.values, page.names) }));
    const transport = serverRows(id, kind.id, () => reason.current.trim() || undefined);
    const made = new GridStore(book, kind, rows, (name) => categories.get(name), transport);
    made.restore(keptRows(keptAt));
    return made;
  });
  const [at, setAt] = useState(0);
  const saved = useRef(onSaved);
  saved.current = onSaved;
  useEffect(() => {
    const keep = () => keepRows(keptAt, store.unsaved());
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = store.listen('rows', () => {
      clearTimeout(timer);
      timer = setTimeout(keep, keepAfter);
    });
    const warn = (event: BeforeUnloadEvent) => {
      if (store.waiting > 0) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => {
      window.removeEventListener('beforeunload', warn);
      stop();
      clearTimeout(timer);
      keep();
      // The list that follows shows what has just been typed.
      void store.send().finally(() => {
        keep();
        store.close();
        saved.current();
      });
    };
  }, [store, keptAt]);
  return (
    <>
      <p className="actions">
        <Status store={store} />
        <LastYear id={id} kind={kind} store={store} />
        <label>
          更正理由（仅涉及已结账年度时填写）{' '}
          <input className="text inline" maxLength={500} onChange={(event) => (reason.current = event.target.value)} />
        </label>
        {page.total > mostLoaded && (
          <span className="soft">
            表格中是最近{mostLoaded}条，共{page.total}条；其余请在列表中查找。
          </span>
        )}
      </p>
      <Grid store={store} kind={kind} members={members} onRow={setAt} />
      <RowNotes store={store} kind={kind} at={at} />
      <p className="soft">
        可直接从Excel复制粘贴；方向键、Enter、Tab移动，F2修改，Ctrl+D向下填充，Ctrl+Z撤销，Ctrl+Y重做，Shift加方向键选择。
      </p>
    </>
  );
}

/** How much of what was typed has reached the server; told to screen readers as it changes. */
function Status({ store }: { store: GridStore }) {
  const waiting = useSyncExternalStore(
    useCallback((listener) => store.listen('rows', listener), [store]),
    () => store.waiting,
  );
  return (
    <span role="status" className={waiting === 0 ? 'good' : 'warning'}>
      {waiting === 0 ? '全部已保存' : `${waiting}行尚未保存（有误的行改正后自动保存）`}
    </span>
  );
}

/** What is wrong with the row that one is in. */
function RowNotes({ store, kind, at }: { store: GridStore; kind: LedgerKind; at: number }) {
  const key = store.row(at)?.key ?? '';
  const row = useSyncExternalStore(
    useCallback((listener) => store.listen(key, listener), [store, key]),
    () => store.row(at),
  );
  return (
    <section className="card" aria-live="polite" aria-label="本行">
      <strong>第{at + 1}行</strong>
      {row?.findings.length === 0 && (
        <span className="soft">　{row.state === 'empty' ? '空行，可填写新记录' : '没有问题'}</span>
      )}
      {row?.findings.map(({ field, severity, message }) => (
        <p key={field + message} className={severity}>
          {field !== '' && kind.fields[field] ? '' : '整行：'}
          {message}
        </p>
      ))}
    </section>
  );
}

/** Last year's entries once more, as rows of this year to be looked through. */
function LastYear({ id, kind, store }: { id: string; kind: LedgerKind; store: GridStore }) {
  const [told, setTold] = useState('');
  const repeat = async () => {
    const page = await readEntries(id, kind.id, { ...anything, year: String(thisYear - 1) }, mostLoaded);
    const rows = page.items.map((entry) => aYearLater(kind, textsOf(kind, entry.values, page.names)));
    store.paste(
      { row: store.length - 1, column: 0 },
      rows.map((texts) => store.fields.map((field) => texts[field] ?? '')),
    );
    setTold(rows.length === 0 ? `${thisYear - 1}年没有记录。` : `已复制${rows.length}行到表格末尾，请逐行核对。`);
  };
  return (
    <>
      <Popconfirm
        title={`复制${thisYear - 1}年的记录？`}
        description="年度和日期顺延一年，作为新记录放在表格末尾并自动保存，请随后核对。"
        okText="复制"
        cancelText="不复制"
        onConfirm={repeat}
      >
        <Button size="small">去年的再填一次</Button>
      </Popconfirm>
      {told !== '' && <span role="status">{told}</span>}
    </>
  );
}
