import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useId, useState } from 'react';
import { ApiProblem, answered, client } from '#web/api/client.ts';
import { forgetTexts, keepText, useKeptTexts } from '#web/ui/kept-texts.ts';
import type { Return } from './collection-queries.ts';

type Action = 'send' | 'approve' | 'return' | 'unlock' | 'accept';
const known: readonly Action[] = ['send', 'approve', 'return', 'unlock', 'accept'];

/** The acts that are open to the reader, with the opinion, the remarks at cells and the word on the plan that they need. */
export function ActOnReturn({ data }: { data: Return }) {
  const { consortium, collection, version, findings } = data;
  const store = `judge-${consortium.id}-${collection.id}`;
  const kept = useKeptTexts(store);
  const [fulfilled, setFulfilled] = useState<boolean>();
  const queryClient = useQueryClient();
  const name = useId();
  const actions = known.flatMap((id) => data.actions.find(({ action }) => action === id) ?? []);
  const does = (action: Action) => actions.some((one) => one.action === action);
  const { '': text = '', ...remarks } = kept;
  const act = useMutation({
    mutationFn: (action: Action) =>
      answered(
        client.POST('/api/consortia/{id}/returns/{collectionId}/acts', {
          params: { path: { id: consortium.id, collectionId: collection.id } },
          body: {
            action,
            version,
            text,
            remarks: Object.entries(remarks)
              .filter(([, said]) => said.trim() !== '')
              .map(([cell, said]) => ({ cell, text: said })),
            ...(action === 'approve' && fulfilled !== undefined ? { fulfilled } : {}),
          },
        }),
      ),
    onSuccess: () => {
      forgetTexts(store);
      return queryClient.invalidateQueries();
    },
  });
  if (actions.length === 0) return null;
  const errors = findings.filter(({ severity }) => severity === 'error');
  const open = data.figures.filter(
    ({ figure, reason }) =>
      reason === '' && findings.some(({ check, fields }) => check === 'gap' && fields[0] === figure),
  );
  const judging = does('return') || does('unlock');
  return (
    <section className="card" aria-label="办理">
      <h2>{does('send') ? '报送' : '审核'}</h2>
      {does('send') &&
        (errors.length + open.length === 0 ? (
          <p className="good">内容齐全，可以报送。报送后由省级审核，退回前不能修改。</p>
        ) : (
          <ul>
            {errors.map(({ message }) => (
              <li key={message} className="error">
                {message}
              </li>
            ))}
            {open.length > 0 && <li className="warning">还有{open.length}项数据低于承诺、计划或上年，须说明原因。</li>}
          </ul>
        ))}
      {does('approve') && data.judges && (
        <fieldset className="actions">
          <legend>年度建设计划是否完成</legend>
          {[true, false].map((one) => (
            <label key={String(one)}>
              <input type="radio" name={name} checked={fulfilled === one} onChange={() => setFulfilled(one)} />
              {one ? '完成' : '未完成（须写明理由）'}
            </label>
          ))}
        </fieldset>
      )}
      {judging && (
        <>
          <label className="field">
            <span>意见{does('unlock') ? '（解锁须写明理由）' : '（退回须写明意见）'}</span>
            <textarea
              className="text"
              rows={3}
              maxLength={5000}
              value={text}
              onChange={(event) => keepText(store, '', event.target.value)}
            />
          </label>
          <Remarks data={data} store={store} remarks={remarks} />
        </>
      )}
      <p className="actions">
        {actions.map(({ action, label }) => {
          const one = known.find((id) => id === action);
          const isMain = action === 'send' || action === 'approve' || action === 'accept';
          return (
            one && (
              <Button
                key={action}
                type={isMain ? 'primary' : 'default'}
                disabled={
                  (action === 'send' && errors.length + open.length > 0) ||
                  (action === 'approve' && data.judges !== null && fulfilled === undefined)
                }
                loading={act.isPending && act.variables === one}
                onClick={() => act.mutate(one)}
              >
                {label}
              </Button>
            )
          );
        })}
      </p>
      {act.error && (
        <p role="alert" className="error">
          {act.error instanceof ApiProblem && act.error.code === 'stale'
            ? '同事刚刚办理了这份报送；您写的意见仍保留在本页，请刷新核对后再办理。'
            : detailOf(act.error)}
        </p>
      )}
    </section>
  );
}

/** Remarks at single cells: the consortium sees each where it belongs. */
function Remarks({ data, store, remarks }: { data: Return; store: string; remarks: Readonly<Record<string, string>> }) {
  const [cell, setCell] = useState('');
  const labels = new Map([
    ...data.texts.map(({ id, label }) => [id, label] as const),
    ...data.figures.map((one) => [one.figure, one.label] as const),
  ]);
  return (
    <>
      {Object.entries(remarks).map(([id, text]) => (
        <label key={id} className="field">
          <span>对“{labels.get(id) ?? id}”的意见</span>
          <input
            className="text"
            maxLength={2000}
            value={text}
            onChange={(event) => keepText(store, id, event.target.value)}
          />
        </label>
      ))}
      <label className="field">
        <span>对某一项写意见</span>
        <select
          className="text"
          value={cell}
          onChange={(event) => {
            if (event.target.value !== '') keepText(store, event.target.value, remarks[event.target.value] ?? '');
            setCell('');
          }}
        >
          <option value="">请选择</option>
          {[...labels].map(([id, label]) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}

const detailOf = (error: Error) =>
  error instanceof ApiProblem ? String(error.facts.detail ?? error.message) : error.message;
