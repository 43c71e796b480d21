import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineForm } from '#web/ui/inline-form.tsx';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { type Funds, forgetFunds } from './fund-queries.ts';
import { amountInput, yuan } from './fund-texts.ts';

type Part = { id: string; data: Funds };

/** 结转: how each year began and what it left, and how the next one begins. */
export function YearsCard({ id, data }: Part) {
  const first = data.years.find(({ closed }) => closed === null);
  return (
    <section className="card" aria-label="结转">
      <h2>结转</h2>
      <div className="scroll">
        <table className="data stacks">
          <thead>
            <tr>
              <th>年度</th>
              <th>期初余额（元）</th>
              <th>到账（元）</th>
              <th>支付（元）</th>
              <th>结余（元）</th>
              <th>结转</th>
            </tr>
          </thead>
          <tbody>
            {[...data.years].reverse().map((balance) => (
              <tr key={balance.year}>
                <td>
                  <Link to="/consortia/$id/funds" params={{ id }} search={{ year: balance.year }}>
                    {balance.year}年
                  </Link>
                </td>
                <td className="number" data-label="期初余额">
                  {yuan(balance.opening)}
                  {!balance.isCarried && <div className="soft">暂估</div>}
                </td>
                <td className="number" data-label="到账">
                  {yuan(balance.received)}
                </td>
                <td className="number" data-label="支付">
                  {yuan(balance.paid)}
                </td>
                <td className="number" data-label="结余">
                  {yuan(balance.closing)}
                </td>
                <td data-label="结转">
                  {balance.closed ? (
                    `已结转（${balance.closed.by}）`
                  ) : data.may.manage && balance.year === first?.year ? (
                    <CloseYear id={id} year={balance.year} />
                  ) : (
                    '未结转'
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {data.may.manage && <NextYear id={id} data={data} />}
    </section>
  );
}

function CloseYear({ id, year }: { id: string; year: number }) {
  const close = useMutation({
    mutationFn: () =>
      answered(client.POST('/api/consortia/{id}/fund-years/{year}/closing', { params: { path: { id, year } } })),
    onSettled: forgetFunds,
  });
  return (
    <>
      <Button
        loading={close.isPending}
        onClick={() => confirm(`结转后${year}年度的经费不能再登记或改动，确定？`) && close.mutate()}
      >
        办理{year}年结转
      </Button>
      {close.error && <ProblemText error={close.error} />}
    </>
  );
}

function NextYear({ id, data }: Part) {
  const navigate = useNavigate();
  const next = (data.years.at(-1)?.year ?? data.year) + 1;
  const open = useMutation({
    mutationFn: () =>
      answered(client.POST('/api/consortia/{id}/fund-years', { params: { path: { id } }, body: { year: next } })),
    onSuccess: async () => {
      await forgetFunds();
      await navigate({ to: '/consortia/$id/funds', params: { id }, search: { year: next } });
    },
  });
  return (
    <>
      <p className="actions">
        <Button loading={open.isPending} onClick={() => open.mutate()}>
          建立{next}年度
        </Button>
      </p>
      {open.error && <ProblemText error={open.error} />}
    </>
  );
}

/** Before the first year there is nothing to see: it is opened with what is there. */
export function OpenYear({ id, data }: Part) {
  const [year, setYear] = useState(String(data.year));
  const [opening, setOpening] = useState('0');
  const open = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/fund-years', {
          params: { path: { id } },
          body: { year: Number(year), opening },
        }),
      ),
    onSuccess: forgetFunds,
  });
  if (data.years.length > 0)
    return (
      <>
        <p className="card">{data.year}年度的经费账还没有建立；已建立的年度见下表。</p>
        <YearsCard id={id} data={data} />
      </>
    );
  if (!data.may.manage) return <p className="card">秘书处还没有建立经费年度。</p>;
  return (
    <InlineForm
      title="建立第一个经费年度"
      aside="建立后登记经费计划和到账，申请预算，再办理支出；到账自动写入台账和推荐书数据"
      button="建立"
      isPrimary
      sending={open}
      onSubmit={() => open.mutate()}
      outcome={false}
    >
      <InlineInput
        label="年度"
        required
        inputMode="numeric"
        pattern="20\d\d"
        size={6}
        value={year}
        onChange={setYear}
      />
      <InlineInput label="期初余额（元）" required {...amountInput} size={14} value={opening} onChange={setOpening} />
    </InlineForm>
  );
}
