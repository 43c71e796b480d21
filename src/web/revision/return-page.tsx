import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { cellsOf } from '#core/form/cells.ts';
import type { Pack } from '#core/pack/pack.ts';
import { answered, client } from '#web/api/client.ts';
import { type Application, meQuery } from '#web/api/queries.ts';
import { WithApplication } from '#web/application/with-application.tsx';
import { forgetTexts, keepText, useKeptTexts } from '#web/ui/kept-texts.ts';
import { CellSelect } from './cell-select.tsx';
import { remarksKey, whole } from './remarks-key.ts';

/** An officer returns a revision: an opinion as a whole, and the remarks on single cells that were written while reading. */
export function ReturnPage() {
  const me = useQuery(meQuery).data;
  return (
    <WithApplication>
      {(application, pack) => me && <Return application={application} pack={pack} myId={me.id} />}
    </WithApplication>
  );
}

function Return({ application, pack, myId }: { application: Application; pack: Pack; myId: string }) {
  const { id } = application;
  const cells = cellsOf(pack.form);
  const key = remarksKey(id, myId);
  const drafts = useKeptTexts(key);
  const put = (cell: string, text: string | undefined) => keepText(key, cell, text);
  const { [whole]: opinion = '', ...byCell } = drafts;
  const remarks = [...cells.values()].filter(({ path }) => byCell[path] !== undefined);
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const send = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/applications/{id}/return', {
          params: { path: { id } },
          body: {
            text: opinion,
            remarks: remarks
              .map(({ path }) => ({ cell: path, text: byCell[path] ?? '' }))
              .filter(({ text }) => text.trim() !== ''),
          },
        }),
      ),
    onSuccess: async () => {
      forgetTexts(key);
      await queryClient.invalidateQueries();
      await navigate({ to: '/applications/$id', params: { id } });
    },
  });
  const isEmpty = Object.values(drafts).every((text) => text.trim() === '');
  return (
    <section className="card">
      <h2>退回修改</h2>
      <p className="soft">在“查看”页各填报项下写的意见都列在这里；退回前只存在本机。</p>
      <label className="field">
        <span>总的意见</span>
        <textarea
          className="text"
          rows={4}
          maxLength={5000}
          value={opinion}
          onChange={(event) => put(whole, event.target.value === '' ? undefined : event.target.value)}
        />
      </label>
      {remarks.map(({ path, label }) => (
        <div key={path} className="field">
          <span className="field-name">{label}</span>
          <textarea
            className="text"
            aria-label={`对“${label}”的意见`}
            rows={2}
            maxLength={5000}
            value={byCell[path] ?? ''}
            onChange={(event) => put(path, event.target.value)}
          />
          <Button size="small" aria-label={`删去对“${label}”的意见`} onClick={() => put(path, undefined)}>
            删去
          </Button>
        </div>
      ))}
      <CellSelect label="添加逐项意见" pack={pack} without={byCell} onChoose={(path) => put(path, '')} />
      <p className="actions">
        <Button type="primary" disabled={isEmpty} loading={send.isPending} onClick={() => send.mutate()}>
          退回
        </Button>
        {isEmpty && <span className="soft">写明意见后可以退回。</span>}
      </p>
      {send.error && (
        <p role="alert" className="error">
          {send.error.message}意见都在，可以再次退回。
        </p>
      )}
    </section>
  );
}
