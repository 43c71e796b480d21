import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { type BatchExperts, useBatchChange } from './expert-queries.ts';

/** Who of the directory can be drawn: all, or those of a field, or some by hand. */
export function Pool({ experts }: { experts: BatchExperts }) {
  const { batch, others, pool } = experts;
  const [wanted, setWanted] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const path = { id: batch.id };
  const add = useBatchChange(batch.id, (expertIds: string[]) =>
    answered(client.POST('/api/batches/{id}/experts', { params: { path }, body: { expertIds } })),
  );
  const leave = useBatchChange(batch.id, (order: { expertIds: string[]; reason: string }) =>
    answered(client.POST('/api/batches/{id}/experts/departures', { params: { path }, body: order })),
  );
  const fitting = others.filter(({ name, province, employer, fields }) =>
    [name, province, employer, ...fields].some((text) => text.includes(wanted.trim())),
  );
  const waiting = pool.filter(({ standing }) => standing === 'pool');
  const take = (expertIds: string[]) => {
    setChosen(new Set());
    add.mutate(expertIds);
  };
  return (
    <section className="card">
      <h2>抽取范围（{waiting.length}人等待抽取）</h2>
      {others.length === 0 && waiting.length === 0 && pool.length === 0 && (
        <p>
          专家库还是空的，请先到<Link to="/experts">专家库</Link>登记或导入专家。
        </p>
      )}
      {others.length === 0 && pool.length > 0 && <p className="soft">专家库中的专家都已列入过本批次。</p>}
      {others.length > 0 && (
        <details open={pool.length === 0}>
          <summary>从专家库列入（{others.length}人尚未列入）</summary>
          <div className="actions">
            <label className="inline-field">
              查找
              <input
                className="text inline"
                placeholder="姓名、省份、单位或领域"
                value={wanted}
                onChange={(event) => setWanted(event.target.value)}
              />
            </label>
            <Button loading={add.isPending} disabled={chosen.size === 0} onClick={() => take([...chosen])}>
              列入选中的{chosen.size}人
            </Button>
            <Button
              type="primary"
              loading={add.isPending}
              disabled={fitting.length === 0}
              onClick={() => take(fitting.map(({ id }) => id))}
            >
              列入{wanted === '' ? '全部' : '查到的'}
              {fitting.length}人
            </Button>
          </div>
          <div className="choices">
            {fitting.map(({ id, name, province, employer }) => (
              <label key={id}>
                <input
                  type="checkbox"
                  checked={chosen.has(id)}
                  onChange={({ target }) =>
                    setChosen(new Set(target.checked ? [...chosen, id] : [...chosen].filter((each) => each !== id)))
                  }
                />
                <span>
                  {name}
                  <span className="soft">
                    {' '}
                    {province} {employer}
                  </span>
                </span>
              </label>
            ))}
          </div>
        </details>
      )}
      {waiting.length > 0 && (
        <details>
          <summary>查看等待抽取的{waiting.length}人</summary>
          <ul className="plain-list">
            {waiting.map(({ id, name, province, employer, fields, barred }) => (
              <li key={id} className="actions">
                <span>{name}</span>
                <span className="soft">
                  {[province, employer, fields.join('、')].filter((text) => text !== '').join('，')}
                  {barred > 0 && `；须回避${barred}份`}
                </span>
                <Button
                  size="small"
                  aria-label={`移出${name}`}
                  onClick={() => {
                    const reason = prompt(`移出${name}的理由`)?.trim();
                    if (reason) leave.mutate({ expertIds: [id], reason });
                  }}
                >
                  移出
                </Button>
              </li>
            ))}
          </ul>
        </details>
      )}
      <ProblemText error={add.error ?? leave.error} />
    </section>
  );
}
