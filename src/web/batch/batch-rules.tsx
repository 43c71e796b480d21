import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { type Batch, batchQuery } from './batch-query.ts';

/** Quota, readers and the weights of the observation points: shown to everyone, set by the batch's office. */
export function BatchRules({ batch }: { batch: Batch }) {
  const [quota, setQuota] = useState(String(batch.quota));
  const [readers, setReaders] = useState(String(batch.readers));
  const [shown, setShown] = useState(batch.commentsShown);
  const [weights, setWeights] = useState<Readonly<Record<string, string>>>(
    Object.fromEntries(batch.points.map(({ id, weight }) => [id, String(weight)])),
  );
  const queryClient = useQueryClient();
  const save = useMutation({
    mutationFn: () =>
      answered(
        client.PATCH('/api/batches/{id}', {
          params: { path: { id: batch.id } },
          body: {
            version: batch.version,
            quota: Number(quota),
            readers: Number(readers),
            commentsShown: shown,
            weights: Object.fromEntries(
              Object.entries(weights).flatMap(([id, weight]) => (Number(weight) === 1 ? [] : [[id, Number(weight)]])),
            ),
          },
        }),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: batchQuery(batch.id).queryKey }),
  });
  return (
    <section className="card">
      <h2>规则</h2>
      {batch.canManage ? (
        <div className="actions">
          <InlineInput label="每省推荐名额" type="number" required value={quota} onChange={setQuota} />
          <InlineInput label="每份申报的审阅人数" type="number" required value={readers} onChange={setReaders} />
          <label className="inline-field">
            <input type="checkbox" checked={shown} onChange={(event) => setShown(event.target.checked)} />
            公布结果后，申报单位可以看到专家意见
          </label>
        </div>
      ) : (
        <p>
          每省推荐不超过{batch.quota}个；每份申报由{batch.readers}位专家审阅；
          {batch.commentsShown ? '公布结果后申报单位可以看到专家意见。' : '专家意见不向申报单位公开。'}
        </p>
      )}
      <p className="soft">
        {batch.targets.map(({ by, total }) => `${by.slice(0, 4)}年底前共${total}个左右`).join('，')}
        。通知未规定各观测点的分值，权重由本批次确定，对所有人公开。
      </p>
      <details>
        <summary>观测点权重</summary>
        <div className="weights">
          {batch.points.map(({ id, text, weight }) => (
            <div key={id} style={{ display: 'contents' }}>
              <span>
                {id}　{text}
              </span>
              {batch.canManage ? (
                <input
                  className="text"
                  type="number"
                  min={0.1}
                  max={1000}
                  step={0.1}
                  aria-label={`观测点${id}的权重`}
                  value={weights[id] ?? ''}
                  onChange={(event) => setWeights({ ...weights, [id]: event.target.value })}
                />
              ) : (
                <span>{weight}</span>
              )}
            </div>
          ))}
        </div>
      </details>
      {batch.canManage && (
        <p className="actions">
          <Button loading={save.isPending} onClick={() => save.mutate()}>
            保存规则
          </Button>
          <span role="status" className={save.error ? 'error' : 'good'}>
            {save.error ? save.error.message : save.isSuccess && '已保存。'}
          </span>
        </p>
      )}
    </section>
  );
}
