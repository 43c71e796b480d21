import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { figureText, numberText } from '#core/figure/figure-text.ts';
import { ConsortiumHead } from '#web/consortium/consortium-head.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText } from '#web/ui/moment.ts';
import { Pager } from '#web/ui/pager.tsx';
import { FigureEntries } from './figure-entries.tsx';
import { figurePageSize, figureQuery, type OpenFigure } from './figure-queries.ts';
import { Share } from './share.tsx';
import './figures.css';

/** Why this number, by its place among the consortium's figures. */
export function FigurePage() {
  const { id = '', figure = '', year = '' } = useParams({ strict: false });
  const { member }: { member?: string } = useSearch({ strict: false });
  return (
    <>
      <ConsortiumHead id={id} title="数据来源" />
      <OpenedFigure key={`${figure}.${year}.${member}`} id={id} figure={figure} year={Number(year)} member={member} />
    </>
  );
}

/** Formula, members, entries with their voices, and what was corrected after the year was closed. */
export function OpenedFigure(props: {
  id: string;
  figure: string;
  year: number;
  /** The member whose entries are shown first. */
  member?: string | undefined;
}) {
  const { id, figure, year } = props;
  const [page, setPage] = useState(0);
  const [member, setMember] = useState(props.member);
  const opened = useQuery(figureQuery(id, figure, year, page, member));
  return (
    <Loaded query={opened}>
      {(data) => (
        <>
          <Why data={data} />
          <Members
            data={data}
            member={member}
            onMember={(next) => {
              setMember(next);
              setPage(0);
            }}
          />
          <FigureEntries id={id} data={data} />
          <Pager page={page} hasMore={data.entries.length === figurePageSize} onPage={setPage} />
          <Restatements data={data} />
        </>
      )}
    </Loaded>
  );
}

function Why({ data }: { data: OpenFigure }) {
  const { label, unit, year, value, counted, shares, formula } = data;
  return (
    <section className="card">
      <h2>
        {label}　{year}年
      </h2>
      <dl className="why">
        <div>
          <dt>数值</dt>
          <dd className="figure-value">{figureText(value, counted, unit)}</dd>
        </div>
        <div>
          <dt>记录</dt>
          <dd>
            计入{counted.entries}条：已确认{shares.confirmed.entries}条，单方{shares.oneSided.entries}条
            {shares.disputed.entries > 0 && `；另有${shares.disputed.entries}条有争议，不计入`}
            <Share shares={shares} />
          </dd>
        </div>
        <div>
          <dt>算法</dt>
          <dd>{formula}</dd>
        </div>
      </dl>
    </section>
  );
}

function Members({
  data,
  member,
  onMember,
}: {
  data: OpenFigure;
  member: string | undefined;
  onMember: (id: string | undefined) => void;
}) {
  if (data.members.length === 0) return <p className="card">这一年没有计入的记录。</p>;
  return (
    <details className="card" open={data.members.length <= 8}>
      <summary>
        <strong>各单位（{data.members.length}）</strong>
      </summary>
      <table className="data stacks">
        <thead>
          <tr>
            <th>单位</th>
            <th className="number">{data.isRate ? '比率' : '数值'}</th>
            {data.isRate && <th className="number">分子／分母</th>}
            <th className="number">记录</th>
            <th>查看</th>
          </tr>
        </thead>
        <tbody>
          {data.members.map((one) => (
            <tr key={one.id ?? ''}>
              <td data-label="单位">{one.name}</td>
              <td data-label="数值" className="number">
                {one.value === null ? '—' : numberText(one.value)}
              </td>
              {data.isRate && (
                <td data-label="分子／分母" className="number">
                  {numberText(one.amount)}／{numberText(one.base ?? '0')}
                </td>
              )}
              <td data-label="记录" className="number">
                {one.entries}
              </td>
              <td data-label="查看">
                {one.id !== null && (
                  <Button size="small" onClick={() => onMember(member === one.id ? undefined : (one.id ?? undefined))}>
                    {member === one.id ? '看全部' : '只看它'}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function Restatements({ data }: { data: OpenFigure }) {
  if (data.restatements.length === 0) return null;
  return (
    <section className="card">
      <h2>结账后的更正</h2>
      <ul className="plain-list">
        {data.restatements.map(({ before, after, reason, by, at }) => (
          <li key={at + reason}>
            {momentText(at)}　{by}：<del>{printedSum(before)}</del> → <ins>{printedSum(after)}</ins>
            <div className="soft">理由：{reason}</div>
          </li>
        ))}
      </ul>
    </section>
  );
}

const printedSum = ({ amount, base }: { amount: string; base: string | null }) =>
  base === null ? numberText(amount) : `${numberText(amount)}／${numberText(base)}`;
