import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { cellsOf } from '#core/form/cells.ts';
import type { Pack } from '#core/pack/pack.ts';
import { answered, client } from '#web/api/client.ts';
import type { Application } from '#web/api/queries.ts';
import { WithApplication } from '#web/application/with-application.tsx';

/** The province returns a revision: an opinion as a whole, and remarks on single cells. */
export function ReturnPage() {
  return <WithApplication>{(application, pack) => <Return application={application} pack={pack} />}</WithApplication>;
}

type Remark = { key: number; cell: string; text: string };

function Return({ application, pack }: { application: Application; pack: Pack }) {
  const { id } = application;
  const cells = [...cellsOf(pack.form).values()];
  const [text, setText] = useState('');
  const [remarks, setRemarks] = useState<readonly Remark[]>([]);
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const change = (key: number, part: Partial<Remark>) =>
    setRemarks(remarks.map((remark) => (remark.key === key ? { ...remark, ...part } : remark)));
  const send = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/applications/{id}/return', {
          params: { path: { id } },
          body: {
            text,
            remarks: remarks
              .filter((remark) => remark.text.trim() !== '')
              .map((remark) => ({ cell: remark.cell, text: remark.text })),
          },
        }),
      ),
    onSuccess: async () => {
      await queryClient.invalidateQueries();
      await navigate({ to: '/applications/$id', params: { id } });
    },
  });
  const isEmpty = text.trim() === '' && remarks.every((remark) => remark.text.trim() === '');
  return (
    <section className="card">
      <h2>退回修改</h2>
      <label className="field" style={{ marginTop: 10 }}>
        <span>总的意见</span>
        <textarea
          className="text"
          rows={4}
          maxLength={5000}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      {remarks.map((remark) => (
        <fieldset key={remark.key} className="card">
          <label className="field">
            <span>填报项</span>
            <select
              className="text"
              value={remark.cell}
              onChange={(event) => change(remark.key, { cell: event.target.value })}
            >
              {cells.map((cell) => (
                <option key={cell.path} value={cell.path}>
                  {cell.label}
                </option>
              ))}
            </select>
          </label>
          <label className="field">
            <span>意见</span>
            <textarea
              className="text"
              rows={2}
              maxLength={5000}
              value={remark.text}
              onChange={(event) => change(remark.key, { text: event.target.value })}
            />
          </label>
          <Button size="small" onClick={() => setRemarks(remarks.filter(({ key }) => key !== remark.key))}>
            删去这条
          </Button>
        </fieldset>
      ))}
      <p className="actions">
        <Button onClick={() => setRemarks([...remarks, { key: Date.now(), cell: cells[0]?.path ?? '', text: '' }])}>
          添加逐项意见
        </Button>
        <Button type="primary" disabled={isEmpty} loading={send.isPending} onClick={() => send.mutate()}>
          退回
        </Button>
        {isEmpty && <span className="soft">写明意见后可以退回。</span>}
      </p>
      {send.error && (
        <p role="alert" className="error">
          {send.error.message}
        </p>
      )}
    </section>
  );
}
