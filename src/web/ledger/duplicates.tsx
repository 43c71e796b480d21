import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import type { LedgerKind } from '#core/ledger/kind.ts';
import { answered, client } from '#web/api/client.ts';
import { Loaded } from '#web/ui/loaded.tsx';
import { nameText } from './entry-texts.ts';
import { entryQuery, type OpenEntry } from './ledger-queries.ts';

/** Entries that look like one event, side by side: merged with a reason, or found to be two and not asked about again. */
export function Duplicates({ id, kind, onChanged }: { id: string; kind: LedgerKind; onChanged: () => void }) {
  const pairs = useQuery({
    queryKey: ['duplicates', id, kind.id],
    staleTime: 0,
    queryFn: () =>
      answered(
        client.GET('/api/consortia/{id}/ledgers/{kind}/duplicates', { params: { path: { id, kind: kind.id } } }),
      ),
  });
  return (
    <Loaded query={pairs}>
      {({ items, total }) => (
        <section className="card" aria-label="疑似重复">
          <h2>疑似重复{total > 0 && `（${total}对）`}</h2>
          {items.length === 0 && <p className="good">没有发现疑似重复的记录。</p>}
          {items.slice(0, 20).map((pair) => (
            <Pair key={pair.first + pair.second} consortiumId={id} kind={kind} pair={pair} onChanged={onChanged} />
          ))}
          {total > 20 && <p className="soft">先处理以上20对，处理后会显示其余的。</p>}
        </section>
      )}
    </Loaded>
  );
}

type PairProps = {
  consortiumId: string;
  kind: LedgerKind;
  pair: { first: string; second: string; because: string };
  onChanged: () => void;
};

function Pair({ consortiumId, kind, pair, onChanged }: PairProps) {
  const first = useQuery(entryQuery(pair.first)).data;
  const second = useQuery(entryQuery(pair.second)).data;
  const [reason, setReason] = useState('');
  const queryClient = useQueryClient();
  const path = { id: consortiumId, kind: kind.id };
  const done = async () => {
    await queryClient.invalidateQueries({ queryKey: ['duplicates', consortiumId, kind.id] });
    onChanged();
  };
  const merge = useMutation({
    mutationFn: ({ keep, drop }: { keep: OpenEntry; drop: OpenEntry }) =>
      answered(
        client.POST('/api/consortia/{id}/ledgers/{kind}/merges', {
          params: { path },
          body: { keep: { id: keep.id, version: keep.version }, drop: { id: drop.id, version: drop.version }, reason },
        }),
      ),
    onSuccess: done,
  });
  const distinct = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/ledgers/{kind}/distinctions', {
          params: { path },
          body: { first: pair.first, second: pair.second },
        }),
      ),
    onSuccess: done,
  });
  if (!first || !second) return null;
  const trouble = merge.error ?? distinct.error;
  const mayMerge = reason.trim() !== '';
  return (
    <div className="pair">
      <p className="warning">{pair.because}</p>
      <table className="data stacks">
        <thead>
          <tr>
            <th>字段</th>
            <th>第一条</th>
            <th>第二条</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(kind.fields).map(([field, { label }]) => {
            const [a, b] = [nameText(first.values[field], first.names), nameText(second.values[field], second.names)];
            return (
              <tr key={field}>
                <th scope="row">{label}</th>
                <td data-label="第一条">{a === b ? a : <strong>{a || '—'}</strong>}</td>
                <td data-label="第二条">{a === b ? b : <strong>{b || '—'}</strong>}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="actions">
        <label>
          合并理由{' '}
          <input
            className="text inline"
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </label>
        <Button size="small" disabled={!mayMerge} onClick={() => merge.mutate({ keep: first, drop: second })}>
          合并，保留第一条
        </Button>
        <Button size="small" disabled={!mayMerge} onClick={() => merge.mutate({ keep: second, drop: first })}>
          合并，保留第二条
        </Button>
        <Button size="small" loading={distinct.isPending} onClick={() => distinct.mutate()}>
          不是同一件事
        </Button>
      </p>
      {trouble && (
        <p role="alert" className="error">
          {trouble.message}
        </p>
      )}
    </div>
  );
}
