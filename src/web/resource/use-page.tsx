import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { ConsortiumHead } from '#web/consortium/consortium-head.tsx';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { type ResourceUse, resourceUseQuery } from './resource-queries.ts';
import './resources.css';

/** How much is used of what members share, and what they owe each other for it, of a period. */
export function UsePage() {
  const { id = '' } = useParams({ strict: false });
  const [period, setPeriod] = useState(thisYear);
  const use = useQuery(resourceUseQuery(id, period));
  const set = (name: 'from' | 'to') => (day: string) => day !== '' && setPeriod({ ...period, [name]: day });
  return (
    <>
      <ConsortiumHead id={id} title="使用率与结算" />
      <p>
        <Link to="/consortia/$id/resources" params={{ id }}>
          返回资源目录
        </Link>
      </p>
      <div className="card filters">
        <InlineInput label="自" type="date" value={period.from} onChange={set('from')} />
        <InlineInput label="至" type="date" value={period.to} onChange={set('to')} />
        <span className="soft">以提供单位确认“已使用”的预约为准</span>
      </div>
      <Loaded query={use}>
        {(data) => (
          <>
            <Rates id={id} use={data} />
            <Settlement id={id} use={data} />
          </>
        )}
      </Loaded>
    </>
  );
}

function thisYear() {
  const year = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear();
  return { from: `${year}-01-01`, to: `${year}-12-31` };
}

function Rates({ id, use }: { id: string; use: ResourceUse }) {
  return (
    <section className="card" aria-label="使用率">
      <h2>使用率</h2>
      {use.resources.length === 0 ? (
        <p className="soft">还没有共享的资源。</p>
      ) : (
        <div className="scroll">
          <table className="data stacks">
            <thead>
              <tr>
                <th>资源</th>
                <th>提供单位</th>
                <th>使用次数</th>
                <th>使用小时</th>
                <th>开放小时</th>
                <th>使用率</th>
                <th>闲置率</th>
              </tr>
            </thead>
            <tbody>
              {use.resources.map((row) => (
                <tr key={row.id}>
                  <td>
                    <Link to="/consortia/$id/resources/$resourceId" params={{ id, resourceId: row.id }}>
                      {row.name}
                    </Link>
                    <div className="soft">{row.kindLabel}</div>
                  </td>
                  <td>{row.member.name}</td>
                  <td className="number" data-label="使用次数">
                    {row.bookings}
                  </td>
                  <td className="number" data-label="使用小时">
                    {row.usedHours}
                  </td>
                  <td className="number" data-label="开放小时">
                    {row.openHours}
                  </td>
                  <td className="number" data-label="使用率">
                    {row.useRate === null ? '没有开放' : `${row.useRate}%`}
                  </td>
                  <td className="number" data-label="闲置率">
                    {row.idleRate === null ? '' : `${row.idleRate}%`}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Settlement({ id, use }: { id: string; use: ResourceUse }) {
  const { from, to } = use;
  return (
    <section className="card" aria-label="成员间结算">
      <div className="resource-head">
        <h2>成员间结算</h2>
        {!use.seesAll && <span className="soft">与本单位有关的</span>}
        {use.pairs.length > 0 && (
          <a href={`/api/consortia/${id}/resource-use/settlement.xlsx?from=${from}&to=${to}`} download>
            下载结算单（Excel）
          </a>
        )}
      </div>
      {use.pairs.length === 0 ? (
        <p className="soft">这个期间没有确认使用的预约。使用之后，请提供单位在预约记录中点“确认已使用”。</p>
      ) : (
        <>
          <table className="data stacks">
            <thead>
              <tr>
                <th>付款单位</th>
                <th>收款单位</th>
                <th>使用次数</th>
                <th>使用小时</th>
                <th>金额（元）</th>
              </tr>
            </thead>
            <tbody>
              {use.pairs.map((pair) => (
                <tr key={`${pair.payer.id} ${pair.host.id}`}>
                  <td data-label="付款单位">{pair.payer.name}</td>
                  <td data-label="收款单位">{pair.host.name}</td>
                  <td className="number" data-label="使用次数">
                    {pair.uses}
                  </td>
                  <td className="number" data-label="使用小时">
                    {pair.hours}
                  </td>
                  <td className="number" data-label="金额（元）">
                    {pair.amount}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <p>
            轧差后：
            {use.members
              .map(
                ({ member, net }) => `${member.name}${net.startsWith('-') ? '应付' : '应收'}${net.replace('-', '')}元`,
              )
              .join('，')}
            。
          </p>
        </>
      )}
    </section>
  );
}
