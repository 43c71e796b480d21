import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { meQuery } from '#web/api/queries.ts';
import { ConsortiumHead } from '#web/consortium/consortium-head.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { BudgetCard } from './budget-card.tsx';
import { DeputiesCard } from './deputies-card.tsx';
import { FundBars } from './fund-bars.tsx';
import { type Funds, fundsQuery } from './fund-queries.ts';
import { OwnFunds } from './own-funds.tsx';
import { PlanCard } from './plan-card.tsx';
import { SpendingsCard } from './spendings-card.tsx';
import { YearSums } from './year-sums.tsx';
import { OpenYear, YearsCard } from './years-card.tsx';
import './funds.css';

/** A consortium's funds by year; a member sees what is its own. */
export function FundsPage() {
  const { id = '' } = useParams({ strict: false });
  const roles = useQuery(meQuery).data?.roles;
  return (
    <>
      <ConsortiumHead id={id} title="经费" />
      {roles?.every(({ role }) => role === 'member-reporter') ? <OwnFunds id={id} /> : roles && <AllFunds id={id} />}
    </>
  );
}

function AllFunds({ id }: { id: string }) {
  const { year, plan } = useSearch({ strict: false });
  const shown = { ...(year === undefined ? {} : { year }), ...(plan === undefined ? {} : { plan }) };
  const funds = useQuery(fundsQuery(id, shown));
  return <Loaded query={funds}>{(data) => <OfYear id={id} data={data} />}</Loaded>;
}

function OfYear({ id, data }: { id: string; data: Funds }) {
  const balance = data.years.find(({ year }) => year === data.year);
  if (!balance) return <OpenYear id={id} data={data} />;
  const isOpen = balance.closed === null;
  return (
    <>
      <YearBar id={id} data={data} />
      <YearSums data={data} balance={balance} />
      <div className="fund-columns">
        <FundBars title="各来源计划与到账" planned="计划" actual="到账" rows={data.bySource.slice(0, -1)} />
        <FundBars
          title="各科目预算与支付"
          planned="预算"
          actual="支付"
          rows={data.lines.map(({ name, amount, paid, percent }) => ({ name, planned: amount, actual: paid, percent }))}
        />
      </div>
      <SpendingsCard id={id} data={data} isOpen={isOpen} />
      <PlanCard id={id} data={data} isOpen={isOpen} />
      <BudgetCard id={id} data={data} isOpen={isOpen} />
      <YearsCard id={id} data={data} />
      {data.may.approve && <DeputiesCard id={id} data={data} />}
    </>
  );
}

function YearBar({ id, data: { year, years } }: { id: string; data: Funds }) {
  const navigate = useNavigate();
  const file = (name: string) => `/api/consortia/${id}/fund-years/${year}/${name}`;
  return (
    <div className="card actions fund-bar">
      <InlineSelect
        label="年度"
        choices={years
          .map((one) => ({ id: String(one.year), label: `${one.year}年${one.closed ? '（已结转）' : ''}` }))
          .reverse()}
        value={String(year)}
        onChange={(chosen) =>
          void navigate({ to: '/consortia/$id/funds', params: { id }, search: { year: Number(chosen) } })
        }
      />
      <span className="space" />
      <span>
        经费收支报告：<a href={file('report.docx')}>Word</a>　<a href={file('report.pdf')}>PDF</a>
      </span>
      <a href={file('funds.xlsx')}>明细表（Excel）</a>
    </div>
  );
}
