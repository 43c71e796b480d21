import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import type { LedgerKind } from '#core/ledger/kind.ts';
import { answered, client } from '#web/api/client.ts';
import { EvidencePanel } from '#web/evidence/evidence-panel.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText } from '#web/ui/moment.ts';
import { Dispute } from './dispute.tsx';
import { standings } from './entry-list.tsx';
import { EntrySource } from './entry-source.tsx';
import { nameText } from './entry-texts.ts';
import { entryQuery, type OpenEntry } from './ledger-queries.ts';

const actions: Readonly<Record<string, string>> = {
  joined: '另一方填报',
  changed: '修改',
  confirmed: '确认',
  settled: '裁定',
  recounted: '按单位新类别重新计入',
  withdrawn: '撤回',
  returned: '退回',
  merged: '合并',
};

/** One entry with everything behind it, and what its reader may do with it. */
export function EntryPanel({
  id,
  kind,
  isSecretariat,
  onClose,
  onChanged,
}: {
  id: string;
  kind: LedgerKind;
  isSecretariat: boolean;
  onClose: () => void;
  onChanged: () => void;
}) {
  const entry = useQuery({ ...entryQuery(id), staleTime: 0 });
  return (
    <aside className="card entry-panel" aria-label="记录">
      <div className="title-row">
        <h2>记录</h2>
        <span className="space" />
        <Button size="small" onClick={onClose}>
          关闭
        </Button>
      </div>
      <Loaded query={entry}>
        {(data) => <Panel entry={data} kind={kind} isSecretariat={isSecretariat} onChanged={onChanged} />}
      </Loaded>
    </aside>
  );
}

function Panel({
  entry,
  kind,
  isSecretariat,
  onChanged,
}: {
  entry: OpenEntry;
  kind: LedgerKind;
  isSecretariat: boolean;
  onChanged: () => void;
}) {
  const [name, className] = standings[entry.standing] ?? ['', ''];
  return (
    <>
      <p>
        <strong className={className}>{name}</strong>
        {entry.awaited.length > 0 && (
          <span className="warning">　等待{entry.awaited.map((side) => side.name).join('、')}确认</span>
        )}
      </p>
      {entry.differences.length > 0 && (
        <Dispute entry={entry} kind={kind} isSecretariat={isSecretariat} onChanged={onChanged} />
      )}
      <dl className="entry-values">
        {Object.entries(kind.fields).map(([id, field]) => (
          <div key={id}>
            <dt className="soft">{field.label}</dt>
            <dd>{nameText(entry.values[id], entry.names) || '—'}</dd>
          </div>
        ))}
      </dl>
      {entry.warnings.map((warning) => (
        <p key={warning.message} className="warning">
          {warning.message}
        </p>
      ))}
      {entry.source ? (
        <EntrySource consortiumId={entry.consortiumId} source={entry.source} />
      ) : (
        <Acts entry={entry} isSecretariat={isSecretariat} onChanged={onChanged} />
      )}
      <h3>各方</h3>
      <ul className="plain-list">
        {entry.voices.map(({ side, name: who, at }) => (
          <li key={side}>
            {who}　<span className="soft">{momentText(at)}</span>
          </li>
        ))}
      </ul>
      {entry.remarks.length > 0 && <h3>意见</h3>}
      {entry.remarks.map((remark) => (
        <p key={remark.at} className={remark.kind === 'return' ? 'cell-remark' : undefined}>
          {remark.kind === 'return' && <strong>退回：</strong>}
          {remark.text}
          <br />
          <span className="soft">
            {remark.by}　{momentText(remark.at)}
          </span>
        </p>
      ))}
      <h3>经过</h3>
      <ol className="plain-list history">
        {entry.history.map((item) => (
          <li key={item.version}>
            <p className="soft">
              {momentText(item.at)}　{item.by}　{actions[item.action] ?? item.action}
            </p>
            {Object.entries(item.change).map(([field, [from, to]]) => (
              <p key={field}>
                {kind.fields[field]?.label}：<del>{shown(from, entry)}</del> → <ins>{shown(to, entry)}</ins>
              </p>
            ))}
            {item.reason && <p>理由：{item.reason}</p>}
          </li>
        ))}
        <li>
          <p className="soft">{momentText(entry.createdAt)}　首次填报</p>
        </li>
      </ol>
      <EvidencePanel consortiumId={entry.consortiumId} entryId={entry.id} />
    </>
  );
}

function shown(value: unknown, entry: OpenEntry): string {
  if (value === null || value === undefined) return '（空）';
  return nameText(Array.isArray(value) ? value.map(String) : String(value), entry.names);
}

/** Confirm, withdraw, return and remark: a reason where the other side will ask for one. */
function Acts({
  entry,
  isSecretariat,
  onChanged,
}: {
  entry: OpenEntry;
  isSecretariat: boolean;
  onChanged: () => void;
}) {
  const [text, setText] = useState('');
  const { id, version } = entry;
  const params = { params: { path: { id } } };
  const act = useMutation({
    mutationFn: (what: 'confirm' | 'withdraw' | 'return' | 'comment') => {
      const reason = text.trim();
      switch (what) {
        case 'confirm':
          return answered(
            client.POST('/api/entries/{id}/confirmation', {
              ...params,
              body: { version, ...(reason === '' ? {} : { reason }) },
            }),
          );
        case 'withdraw':
          return answered(client.POST('/api/entries/{id}/withdrawal', { ...params, body: { version, reason } }));
        case 'return':
          return answered(client.POST('/api/entries/returns', { body: { entries: [{ id, version }], text: reason } }));
        case 'comment':
          return answered(client.POST('/api/entries/{id}/comments', { ...params, body: { text: reason } }));
      }
    },
    onSuccess: () => {
      setText('');
      onChanged();
    },
  });
  const mine = new Set(entry.mine);
  const mayConfirm =
    entry.standing !== 'withdrawn' &&
    entry.standing !== 'disputed' &&
    (entry.awaited.some(({ side }) => mine.has(side)) || (isSecretariat && entry.standing === 'oneSided'));
  const maySpeak = mine.size > 0 || isSecretariat;
  if (!maySpeak || entry.standing === 'withdrawn') return null;
  const hasText = text.trim() !== '';
  return (
    <div>
      <label>
        <span className="soft">意见或理由（撤回、退回须填写；涉及已结账年度的也须填写）</span>
        <textarea
          className="text"
          rows={2}
          maxLength={500}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <p className="actions">
        {mayConfirm && (
          <Button type="primary" size="small" loading={act.isPending} onClick={() => act.mutate('confirm')}>
            确认属实
          </Button>
        )}
        <Button size="small" disabled={!hasText} onClick={() => act.mutate('comment')}>
          留言
        </Button>
        {isSecretariat && (
          <Button size="small" disabled={!hasText} onClick={() => act.mutate('return')}>
            退回
          </Button>
        )}
        <Button size="small" danger disabled={!hasText} onClick={() => act.mutate('withdraw')}>
          撤回
        </Button>
      </p>
      {act.error && (
        <p role="alert" className="error">
          {act.error.message}
        </p>
      )}
    </div>
  );
}
