import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { BalanceSide } from '#core/talent-balance/balance.ts';
import { ConsortiumHead } from '#web/consortium/consortium-head.tsx';
import { TalentTabs } from '#web/talent/talent-tabs.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { type Balance, balanceQuery } from './balance-queries.ts';
import { BalanceTable } from './balance-table.tsx';
import { ForecastCard } from './forecast-card.tsx';
import { IndustriesCard } from './industries-card.tsx';
import { RecordsCard } from './records-card.tsx';
import '#web/talent/talent.css';
import './balance.css';

const sides: readonly { id: BalanceSide; label: string }[] = [
  { id: 'occupation', label: '职业' },
  { id: 'industry', label: '行业' },
  { id: 'level', label: '学历' },
];
const [back, ahead] = [3, 4];

/** 供需分析: supply against demand of a year, what is behind each line, and demand foretold. */
export function BalancePage() {
  const { id = '' } = useParams({ strict: false });
  const [by, setBy] = useState<BalanceSide>('occupation');
  const [year, setYear] = useState<number>();
  const [open, setOpen] = useState<string>();
  const balance = useQuery(balanceQuery(id, by, year));
  return (
    <>
      <ConsortiumHead id={id} title="供需分析" />
      <TalentTabs id={id} />
      <Loaded query={balance}>
        {(data) => (
          <>
            <section className="card" aria-label="供需对比">
              <div className="filters">
                <InlineSelect
                  label="年度"
                  choices={yearsOf(data).map((each) => ({ id: String(each), label: `${each}年` }))}
                  value={String(year ?? data.year)}
                  onChange={(chosen) => {
                    setYear(Number(chosen));
                    setOpen(undefined);
                  }}
                />
                <InlineSelect
                  label="按"
                  choices={sides}
                  value={by}
                  onChange={(chosen) => {
                    setBy(chosen);
                    setOpen(undefined);
                  }}
                />
              </div>
              <Totals balance={data} />
              {data.rows.length > 0 && <BalanceTable balance={data} open={open} onOpen={setOpen} />}
              <Notes balance={data} />
            </section>
            {open !== undefined && (
              <RecordsCard
                id={id}
                query={{ by: data.by, year: data.year, key: open }}
                onClose={() => setOpen(undefined)}
              />
            )}
          </>
        )}
      </Loaded>
      <ForecastCard id={id} />
      <IndustriesCard id={id} />
    </>
  );
}

const yearsOf = ({ thisYear }: Balance) => Array.from({ length: back + ahead + 1 }, (_, at) => thisYear - back + at);

function Totals({ balance: { total, before, year } }: { balance: Balance }) {
  if (total.demand + total.supply === 0)
    return (
      <p>
        {year}
        年还没有需求，也没有毕业生。企业在“供需信息”中填报需求预测、发布岗位，学校登记各届专业，并由秘书处维护专业与职业的对应，这里就有对比。
      </p>
    );
  const facts = [
    ['需求', total.demand, before.demand],
    ['供给（应届毕业生）', total.supply, before.supply],
  ] as const;
  return (
    <dl className="balance-totals">
      {facts.map(([label, now, then]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <strong>{now}</strong>人<span className="soft">{changeText(now, then)}</span>
          </dd>
        </div>
      ))}
      <div>
        <dt>总体满足率</dt>
        <dd>
          <strong>{total.coverage === null ? '没有需求' : `${total.coverage}%`}</strong>
        </dd>
      </div>
    </dl>
  );
}

/** What changed since last year. */
export function changeText(now: number, then: number): string {
  if (now === then) return '与上年持平';
  return now > then ? `比上年增${now - then}` : `比上年减${then - now}`;
}

function Notes({ balance: { by, leastPositions, anyLevel } }: { balance: Balance }) {
  return (
    <p className="soft">
      同一企业同一职业、学历的需求预测与在招岗位取较大者，不重复计算；一届毕业生平均分到其专业对应的各个职业。
      {by === 'industry' && '供给按各行业对该职业的需求占比分到行业。'}
      {by === 'level' && `“${anyLevel}”的需求各种学历都可以满足，不单列缺口。`}
      薪酬为岗位月薪中值的四分位数，不足{leastPositions}个岗位的不显示。
    </p>
  );
}
