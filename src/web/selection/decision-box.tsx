import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import type { Decided } from '#core/selection/departures.ts';
import { ApiProblem, answered, client } from '#web/api/client.ts';
import { momentText } from '#web/ui/moment.ts';
import type { Selection } from './selection-queries.ts';

const stateTexts = { draft: '拟定', publicity: '公示', final: '公布' } as const;

/** Keeps the decision as the next version. Where another board was faster, it says who decided what, and nothing typed is lost. */
export function DecisionBox(props: {
  selection: Selection;
  /** The version that the board began from. */
  version: number;
  items: readonly Decided[];
  /** How many departures still want a reason. */
  unexplained: number;
  isOutdated: boolean;
  onList: (ids: readonly string[]) => void;
  onReload: () => Promise<void>;
}) {
  const { selection, version, items, unexplained, isOutdated, onList, onReload } = props;
  const { batch, candidates, scenarios, decision, history, places } = selection;
  const [reason, setReason] = useState(decision?.reason ?? '');
  const save = useMutation({
    mutationFn: () =>
      answered(
        client.PUT('/api/batches/{id}/decision', {
          params: { path: { id: batch.id } },
          body: { version, items: [...items], reason },
        }),
      ),
    onSuccess: onReload,
  });
  const listed = items.filter((each) => each.listed).length;
  const first = candidates.filter(({ standing }) => standing).slice(0, places);
  const stale = save.error instanceof ApiProblem && save.error.code === 'stale' ? save.error : undefined;
  return (
    <section className="card">
      <h2>决定（列入{listed}家）</h2>
      {!selection.list && (
        <>
          <p className="actions">
            <Button size="small" onClick={() => onList(first.map(({ id }) => id))}>
              按排名取前{first.length}名
            </Button>
            {scenarios.map(({ id, name, result }) => (
              <Button key={id} size="small" onClick={() => onList(result.listed)}>
                按方案“{name}”
              </Button>
            ))}
          </p>
          <label className="field">
            <span>决定的说明（内部留存）</span>
            <textarea
              className="text"
              rows={2}
              maxLength={5000}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          </label>
          <p className="actions">
            <Button
              type="primary"
              disabled={unexplained > 0 || isOutdated}
              loading={save.isPending}
              onClick={() => save.mutate()}
            >
              保存决定
            </Button>
            {unexplained > 0 && (
              <span className="warning">有{unexplained}份申报的决定与排名或公示名单不一致，请在表中逐一写明理由。</span>
            )}
            {isOutdated && <span className="warning">进入遴选的申报有变动，请刷新本页后重新决定。</span>}
          </p>
        </>
      )}
      {stale && (
        <div role="alert" className="error">
          {String(stale.facts.by)}已先保存了第{String(stale.facts.version)}版决定，与您所看到的版本相比：
          {changesText(stale.facts.changes)}。您的决定还没有保存，仍保留在本页；核对后可以先记下，再
          <button type="button" className="plain" onClick={() => void onReload()}>
            载入现在的决定
          </button>
          。
        </div>
      )}
      {save.error && !stale && (
        <p role="alert" className="error">
          {save.error.message}
          {save.error instanceof ApiProblem && typeof save.error.facts.detail === 'string' && save.error.facts.detail}
        </p>
      )}
      {history.length > 0 && (
        <details>
          <summary>各版决定（{history.length}版）</summary>
          <ol>
            {history.map(({ version: number, state, by, at, listed: count, reason: why, digest }) => (
              <li key={number}>
                {stateTexts[state]}，列入{count}家，{by}于{momentText(at)}
                {why && `：${why}`}
                <div className="digest soft">依据的摘要 {digest}</div>
              </li>
            ))}
          </ol>
        </details>
      )}
    </section>
  );
}

function changesText(changes: unknown): string {
  if (!Array.isArray(changes) || changes.length === 0) return '列入的联合体相同，理由或说明有变动';
  return changes.map(({ name, listed }) => `${name}${listed ? '改为列入' : '改为不列入'}`).join('，');
}
