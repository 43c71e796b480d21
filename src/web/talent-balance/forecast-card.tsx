import { useQuery } from '@tanstack/react-query';
import { Loaded } from '#web/ui/loaded.tsx';
import { type Forecasts, forecastQuery } from './balance-queries.ts';

/** Demand of the coming years by occupation, with its span, and how well the same would have foretold the years before. */
export function ForecastCard({ id }: { id: string }) {
  const forecast = useQuery(forecastQuery(id));
  return (
    <section className="card" aria-label="需求推算">
      <h2>需求推算</h2>
      <Loaded query={forecast}>
        {(data) =>
          data.lacks === 'nothing' ? (
            <p className="soft">还没有往年的需求，无法推算。企业填报需求、发布岗位后，逐年积累即可。</p>
          ) : (
            <>
              <p>{methodText(data)}</p>
              {data.tests.length > 0 && <BackTests forecasts={data} />}
              <ForecastTable forecasts={data} />
            </>
          )
        }
      </Loaded>
    </section>
  );
}

function methodText({ method, lacks, years, leastYears, leastErrors, percent, tests }: Forecasts): string {
  const from = `依据${years.length}年的需求（${years[0]}—${years.at(-1)}年）。`;
  if (lacks === 'years')
    return `${from}往年太少（推算趋势至少要${leastYears}年，回测还要多1年），下表只是沿用上年的数，没有区间，不宜作为决策依据。`;
  const chosen =
    method === 'trend'
      ? '回测中渐弱趋势的误差比沿用上年小，采用渐弱趋势。'
      : '回测中渐弱趋势的误差不比沿用上年小，采用沿用上年。';
  if (lacks === 'cases') {
    const cases = tests[0]?.cases ?? 0;
    return `${from}${chosen}可回测的只有${cases}例，不足${leastErrors}例，没有区间。`;
  }
  return `${from}${chosen}区间取自回测的误差：往年有${percent}%落在这样的区间内。`;
}

function BackTests({ forecasts }: { forecasts: Forecasts }) {
  return (
    <div className="scroll">
      <table className="data stacks balance-tests">
        <caption>回测：用当时已有的年份推算，再与实际比较</caption>
        <thead>
          <tr>
            <th>推算</th>
            <th>例数</th>
            <th>渐弱趋势平均误差（人）</th>
            <th>沿用上年平均误差（人）</th>
          </tr>
        </thead>
        <tbody>
          {forecasts.tests.map(({ ahead, cases, trend, naive }) => (
            <tr key={ahead}>
              <td>{ahead}年后</td>
              <td className="number" data-label="例数">
                {cases}
              </td>
              <td className="number" data-label="渐弱趋势平均误差（人）">
                {trend}
              </td>
              <td className="number" data-label="沿用上年平均误差（人）">
                {naive}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ForecastTable({ forecasts }: { forecasts: Forecasts }) {
  const { years, ahead, occupations } = forecasts;
  return (
    <div className="scroll">
      <table className="data stacks">
        <thead>
          <tr>
            <th>职业</th>
            {years.map((year) => (
              <th key={year}>{year}</th>
            ))}
            {ahead.map((year) => (
              <th key={year}>{year}推算</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {occupations.map((each) => (
            <tr key={each.occupation}>
              <td className="balance-label">{each.label}</td>
              {years.map((year, at) => (
                <td key={year} className="number" data-label={`${year}`}>
                  {each.past[at]}
                </td>
              ))}
              {each.years.map(({ year, value, span, foreseen }) => (
                <td key={year} className="number" data-label={`${year}推算`}>
                  <strong>{value}</strong>
                  {span && `（${span.from}–${span.to}）`}
                  <div className="soft">{foreseen > 0 ? `企业填报${foreseen}` : '企业未填报'}</div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
