import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import type { LedgerKind } from '#core/ledger/kind.ts';
import { answered, client } from '#web/api/client.ts';
import { nameText } from './entry-texts.ts';
import type { OpenEntry } from './ledger-queries.ts';

/** What the sides say differently, field by field; a side takes the other's, or the secretariat decides with a reason. */
export function Dispute({
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
  const [picked, setPicked] = useState<Readonly<Record<string, string>>>({});
  const [reason, setReason] = useState('');
  const { id, version } = entry;
  const nameOf = (side: string) => entry.voices.find((voice) => voice.side === side)?.name ?? side;
  const take = useMutation({
    mutationFn: (side: string) =>
      answered(
        client.POST('/api/consortia/{id}/ledgers/{kind}/reports', {
          params: { path: { id: entry.consortiumId, kind: kind.id } },
          body: {
            mode: 'all',
            reports: [
              {
                id,
                version,
                ...(entry.mine[0] === undefined ? {} : { side: entry.mine[0] }),
                values: entry.voices.find((voice) => voice.side === side)?.values ?? {},
              },
            ],
          },
        }),
      ),
    onSuccess: onChanged,
  });
  const settle = useMutation({
    mutationFn: () => {
      const values: Record<string, unknown> = { ...entry.values };
      for (const { field, stated } of entry.differences) {
        const value = stated.find(({ side }) => side === picked[field])?.value ?? null;
        if (value === null) delete values[field];
        else values[field] = value;
      }
      return answered(
        client.POST('/api/entries/{id}/settlement', { params: { path: { id } }, body: { version, values, reason } }),
      );
    },
    onSuccess: onChanged,
  });
  const others = entry.voices.filter(({ side }) => !entry.mine.includes(side));
  const isPicked = entry.differences.every(({ field }) => picked[field] !== undefined);
  const trouble = take.error ?? settle.error;
  return (
    <section aria-label="争议">
      <p className="error">各方填报不一致，裁定或改为一致之前不计入数据：</p>
      {entry.differences.map(({ field, stated }) => (
        <fieldset key={field}>
          <legend>{kind.fields[field]?.label}</legend>
          {stated.map(({ side, value }) => (
            <label key={side} style={{ display: 'block' }}>
              <input
                type="radio"
                hidden={!isSecretariat}
                disabled={!isSecretariat}
                name={field}
                checked={picked[field] === side}
                onChange={() => setPicked({ ...picked, [field]: side })}
              />{' '}
              {nameOf(side)}：<strong>{value === null ? '（未填，仍在进行）' : nameText(value, entry.names)}</strong>
            </label>
          ))}
        </fieldset>
      ))}
      {entry.mine.length > 0 &&
        others.map(({ side, name }) => (
          <Button key={side} size="small" loading={take.isPending} onClick={() => take.mutate(side)}>
            采用{name}的填报
          </Button>
        ))}
      {isSecretariat && (
        <>
          <label>
            <span className="soft">裁定理由</span>
            <textarea
              className="text"
              rows={2}
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          </label>
          <Button
            type="primary"
            size="small"
            disabled={!isPicked || reason.trim() === ''}
            loading={settle.isPending}
            onClick={() => settle.mutate()}
          >
            按所选裁定
          </Button>
        </>
      )}
      {trouble && (
        <p role="alert" className="error">
          {trouble.message}
        </p>
      )}
    </section>
  );
}
