import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Policies } from './policy-queries.ts';
import { grantedText, outcomeClasses, outcomeTexts } from './policy-texts.ts';

type Policy = Policies['items'][number];

/** Policies by field, searched by their words. */
export function PolicyTable({ id, data }: { id: string; data: Policies }) {
  const [field, setField] = useState('');
  const [q, setQ] = useState('');
  const { items, manages, seesAll, own, because, fields } = data;
  const missing = fields.filter((one) => !items.some((item) => item.field === one && !item.withdrawn));
  const shown = items.filter(
    (item) =>
      (field === '' || item.field === field) &&
      `${item.title}${item.number}${item.issuer}${item.measures}`.includes(q.trim()),
  );
  if (items.length === 0)
    return (
      <p className="card">
        {manages
          ? `还没有登记支持政策。点“登记政策”，逐条写明举措、适用条件和申请办法；登记后自动写入台账，并告知适合的成员单位。${because}。`
          : '还没有登记支持政策。秘书处登记后，在这里查看哪些适合本单位，并有消息通知。'}
      </p>
    );
  return (
    <section className="card" aria-label="政策">
      <search className="filters">
        <label>
          领域{' '}
          <select className="text" value={field} onChange={(event) => setField(event.target.value)}>
            <option value="">全部</option>
            {fields.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </label>
        <label>
          查找 <input className="text" type="search" value={q} onChange={(event) => setQ(event.target.value)} />
        </label>
        <span role="status" className="soft">
          共{shown.length}项
        </span>
      </search>
      <table className="data stacks">
        <thead>
          <tr>
            <th>领域</th>
            <th>政策和举措</th>
            <th>申请</th>
            {own.length > 0 && <th>本单位</th>}
            <th>{seesAll ? '已兑现' : '已兑现（可见的）'}</th>
            {seesAll && <th>兑现面</th>}
          </tr>
        </thead>
        <tbody>
          {shown.map((item) => (
            <tr key={item.id}>
              <td data-label="领域">{item.field}</td>
              <td data-label="政策">
                <Link to="/consortia/$id/policies/$policyId" params={{ id, policyId: item.id }}>
                  {item.title}
                </Link>
                <span className="soft">{`　${item.number}　${item.issuer}　${item.issuedOn}`}</span>
                <div className="policy-measures">{item.measures}</div>
              </td>
              <td data-label="申请">
                <Time item={item} />
                {item.waiting > 0 && <div className="warning">{item.waiting}件申请在办</div>}
              </td>
              {own.length > 0 && (
                <td data-label="本单位">
                  {item.fits.map(({ member, outcome }) => (
                    <div key={member.id} className={outcomeClasses[outcome]}>
                      {own.length > 1 && `${member.name}：`}
                      {outcomeTexts[outcome]}
                    </div>
                  ))}
                </td>
              )}
              <td data-label="已兑现">{grantedText(item.granted)}</td>
              {seesAll && <td data-label="兑现面">{coverageText(item)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length === 0 && <p>没有符合条件的政策，请放宽条件。</p>}
      {manages && missing.length > 0 && (
        <p className="soft">
          还没有登记{missing.join('、')}方面的政策。{because}。
        </p>
      )}
    </section>
  );
}

function Time({ item }: { item: Policy }) {
  if (item.withdrawn) return <span className="soft">已撤销</span>;
  if (!item.isInForce) return <span className="soft">{item.endsOn === null ? '尚未施行' : '已失效'}</span>;
  if (item.applying === 'open') return <span className="good">可以申请</span>;
  return <span className="soft">{item.applying === 'ahead' ? '尚未开始' : '已截止'}</span>;
}

function coverageText({ coverage }: Policy): string {
  if (coverage === null) return '—';
  return coverage.fitting === 0 ? '没有单位符合' : `${coverage.granted}/${coverage.fitting}家`;
}
