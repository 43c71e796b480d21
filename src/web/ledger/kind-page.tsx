import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import type { LedgerBook, LedgerKind } from '#core/ledger/kind.ts';
import { ConsortiumHead } from '#web/consortium/consortium-head.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { Duplicates } from './duplicates.tsx';
import { EntryFilters } from './entry-filters.tsx';
import { EntryForm } from './entry-form.tsx';
import { EntryList } from './entry-list.tsx';
import { EntryPanel } from './entry-panel.tsx';
import { GridPage } from './grid-page.tsx';
import {
  anything,
  bookQuery,
  entriesQuery,
  type Looking,
  ledgersQuery,
  type MemberName,
  namesQuery,
} from './ledger-queries.ts';
import './ledger.css';

/** `entry`: opened at once; all else: looked for first. */
type Search = { entry?: string; standing?: Looking['standing']; awaiting?: boolean; year?: number; member?: string };

/** One ledger of a consortium: its entries to look through, and a grid or a form to record them in. */
export function KindPage() {
  const { id = '', kind: kindId = '' } = useParams({ strict: false });
  const book = useQuery(bookQuery);
  const names = useQuery(namesQuery(id));
  const ledgers = useQuery(ledgersQuery(id));
  return (
    <>
      <ConsortiumHead id={id} title="台账" />
      <Loaded query={book}>
        {(known) => {
          const kind = known.kinds.find((each) => each.id === kindId);
          if (!kind) return <p className="card error">没有这一类台账。</p>;
          return (
            <Loaded query={names}>
              {(members) => (
                <Loaded query={ledgers}>
                  {({ members: mine, secretariat }) => (
                    <Kind
                      key={kind.id}
                      id={id}
                      book={known}
                      kind={kind}
                      members={members}
                      mayWrite={secretariat || mine.length > 0}
                      isSecretariat={secretariat}
                    />
                  )}
                </Loaded>
              )}
            </Loaded>
          );
        }}
      </Loaded>
    </>
  );
}

type Way = 'list' | 'grid' | 'form' | 'duplicates';

function Kind({
  id,
  book,
  kind,
  members,
  mayWrite,
  isSecretariat,
}: {
  id: string;
  book: LedgerBook;
  kind: LedgerKind;
  members: readonly MemberName[];
  mayWrite: boolean;
  isSecretariat: boolean;
}) {
  const search: Search = useSearch({ strict: false });
  const [looking, setLooking] = useState<Looking>({
    ...anything,
    standing: search.standing ?? '',
    year: String(search.year ?? ''),
    member: search.member ?? '',
    awaiting: search.awaiting === true,
  });
  const [way, setWay] = useState<Way>('list');
  const [opened, setOpened] = useState<string | undefined>(search.entry);
  const queryClient = useQueryClient();
  const entries = useQuery({ ...entriesQuery(id, kind.id, looking), staleTime: 0 });
  useEffect(() => setOpened(search.entry), [search.entry]);
  const refresh = () => {
    void queryClient.invalidateQueries({ queryKey: ['entries', id, kind.id] });
    void queryClient.invalidateQueries({ queryKey: ['entry'] });
    void queryClient.invalidateQueries({ queryKey: ['ledgers', id] });
    // What is recorded moves figures, and restates closed years.
    for (const key of ['years', 'figures', 'figure']) void queryClient.invalidateQueries({ queryKey: [key, id] });
  };
  const params = new URLSearchParams(
    Object.entries({
      year: looking.year,
      member: looking.member,
      standing: looking.standing,
      q: looking.q.trim(),
      awaiting: looking.awaiting ? 'true' : '',
    }).filter(([, value]) => value !== ''),
  );
  const exported = `/api/consortia/${id}/ledgers/${kind.id}/entries`;
  return (
    <>
      <div className="title-row">
        <h2>{kind.label}</h2>
        <span className="soft">支撑观测点 {kind.supports.join('、')}</span>
        <span className="space" />
        <span className="actions">
          {mayWrite && way === 'list' && (
            <>
              <Button type="primary" onClick={() => setWay('form')}>
                填一条
              </Button>
              <Button onClick={() => setWay('grid')}>表格填写</Button>
            </>
          )}
          {isSecretariat && way === 'list' && <Button onClick={() => setWay('duplicates')}>疑似重复</Button>}
          {way !== 'list' && <Button onClick={() => setWay('list')}>返回列表</Button>}
          <a href={`${exported}.xlsx?${params}`} download>
            导出Excel
          </a>
        </span>
      </div>
      {way === 'form' && (
        <EntryForm
          id={id}
          book={book}
          kind={kind}
          members={members}
          onDone={(entry) => {
            refresh();
            setWay('list');
            setOpened(entry);
          }}
        />
      )}
      {way === 'grid' && <GridPage id={id} book={book} kind={kind} members={members} onSaved={refresh} />}
      {way === 'duplicates' && <Duplicates id={id} kind={kind} onChanged={refresh} />}
      {way === 'list' && (
        <div className="ledger-page">
          <div>
            <EntryFilters
              looking={looking}
              members={members}
              onLook={(more) => setLooking({ ...looking, page: 0, ...more })}
            />
            <Loaded query={entries}>
              {(page) => (
                <EntryList
                  kind={kind}
                  page={page}
                  looking={looking}
                  opened={opened}
                  mayConfirm={mayWrite}
                  mayWrite={mayWrite}
                  onOpen={setOpened}
                  onPage={(next) => setLooking({ ...looking, page: next })}
                  onSort={(sort) => setLooking({ ...looking, sort, page: 0 })}
                  onChanged={refresh}
                />
              )}
            </Loaded>
          </div>
          {opened !== undefined && (
            <EntryPanel
              key={opened}
              id={opened}
              kind={kind}
              isSecretariat={isSecretariat}
              onClose={() => setOpened(undefined)}
              onChanged={refresh}
            />
          )}
        </div>
      )}
    </>
  );
}
