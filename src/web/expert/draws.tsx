import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { momentText } from '#web/ui/moment.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { type BatchExperts, useBatchChange } from './expert-queries.ts';

type Wanted = { key: number; field: string; count: string };

/** The draws of a batch: first what is drawn from is fixed and a seed committed to, then the seed is told and with it who is drawn. */
export function Draws({ experts }: { experts: BatchExperts }) {
  const { batch, draws, pool } = experts;
  const make = useBatchChange(batch.id, (number: number) =>
    answered(client.POST('/api/batches/{id}/draws/{number}/result', { params: { path: { id: batch.id, number } } })),
  );
  const isOpen = draws.some(({ seed }) => seed === null);
  const waiting = pool.filter(({ standing, retired }) => standing === 'pool' && !retired);
  return (
    <section className="card">
      <h2>随机抽取</h2>
      <p className="soft">
        先固定范围、人数和种子的摘要，再公布种子并抽取。任何人都能用下载的文件复算：npx lianheti draw verify 文件.json
      </p>
      {draws.map((draw) => (
        <article key={draw.number}>
          <h3>
            第{draw.number}次：从{draw.poolSize}人中抽取
            {draw.strata.map(({ label, count }) => `${label}${count}人`).join('、')}
          </h3>
          <p>
            {momentText(draw.committedAt)}固定范围，范围摘要<span className="digest">{draw.poolDigest}</span>
            ，种子的摘要
            <span className="digest">{draw.commitment}</span>
          </p>
          {draw.excluded.length > 0 && (
            <details>
              <summary>{draw.excluded.length}人须回避全部申报，没有列入</summary>
              <ul>
                {draw.excluded.map(({ name, because }) => (
                  <li key={name}>
                    {name}：{because}
                  </li>
                ))}
              </ul>
            </details>
          )}
          {draw.drawnAt === null ? (
            <Button type="primary" loading={make.isPending} onClick={() => make.mutate(draw.number)}>
              公布种子并抽取
            </Button>
          ) : (
            <p>
              {momentText(draw.drawnAt)}抽取，种子<span className="digest">{draw.seed}</span>{' '}
              <a href={`/api/batches/${batch.id}/draws/${draw.number}`} download={`draw-${draw.number}.json`}>
                下载复算文件
              </a>
            </p>
          )}
        </article>
      ))}
      {!isOpen && waiting.length > 0 && <Commit batchId={batch.id} waiting={waiting} />}
      {!isOpen && waiting.length === 0 && draws.length === 0 && <p>列入抽取范围之后，在这里固定范围和人数。</p>}
      <ProblemText error={make.error} />
    </section>
  );
}

function Commit({ batchId, waiting }: { batchId: string; waiting: BatchExperts['pool'] }) {
  const [wanted, setWanted] = useState<readonly Wanted[]>([{ key: 0, field: '', count: '' }]);
  const commit = useBatchChange(batchId, (strata: { field: string; count: number }[]) =>
    answered(client.POST('/api/batches/{id}/draws', { params: { path: { id: batchId } }, body: { strata } })),
  );
  const fields = [...new Set(waiting.flatMap((expert) => expert.fields))].sort();
  const change = (at: number, next: Partial<Wanted>) =>
    setWanted(wanted.map((each, place) => (place === at ? { ...each, ...next } : each)));
  return (
    <form
      aria-label="固定抽取范围"
      onSubmit={(event) => {
        event.preventDefault();
        commit.mutate(wanted.map(({ field, count }) => ({ field, count: Number(count) })));
      }}
    >
      {wanted.map(({ key, field, count }, at) => (
        <div key={key} className="actions">
          <label className="inline-field">
            专业领域
            <select
              className="text inline"
              value={field}
              onChange={(event) => change(at, { field: event.target.value })}
            >
              <option value="">不限（其余专家）</option>
              {fields.map((each) => (
                <option key={each} value={each}>
                  {each}
                </option>
              ))}
            </select>
          </label>
          <label className="inline-field">
            抽取人数
            <input
              className="text inline"
              type="number"
              required
              min={1}
              max={waiting.length}
              value={count}
              onChange={(event) => change(at, { count: event.target.value })}
            />
          </label>
          {at === wanted.length - 1 && (
            <Button size="small" onClick={() => setWanted([...wanted, { key: key + 1, field: '', count: '' }])}>
              再加一类
            </Button>
          )}
        </div>
      ))}
      <p>
        <Button htmlType="submit" loading={commit.isPending}>
          固定范围和人数
        </Button>
      </p>
      <ProblemText error={commit.error} />
    </form>
  );
}
