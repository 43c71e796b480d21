import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Loaded } from '#web/ui/loaded.tsx';
import { OfficeFindings } from './office-findings.tsx';
import { type Office, officeQuery } from './quality-queries.ts';
import { RunCheck } from './run-check.tsx';
import './quality.css';

const firstShown = 20;

/** The quality of all consortia that an office sees: the lowest scores first, and what was found, by rule, severity and province. */
export function QualityOfficePage() {
  const [year, setYear] = useState<number>();
  const office = useQuery(officeQuery(year));
  return (
    <>
      <title>数据质量 - 联合体</title>
      <h1>数据质量</h1>
      <Loaded query={office}>
        {(found) => (
          <>
            <RunCheck office={found} />
            <p className="actions">
              <label>
                年度{' '}
                <select
                  className="text inline"
                  value={found.year}
                  onChange={(event) => setYear(Number(event.target.value))}
                >
                  {found.years.map((each) => (
                    <option key={each} value={each}>
                      {each}年
                    </option>
                  ))}
                </select>
              </label>
            </p>
            <Ranking office={found} />
            <OfficeFindings key={found.year} office={found} />
          </>
        )}
      </Loaded>
    </>
  );
}

function Ranking({ office: { ranking, year } }: { office: Office }) {
  const [isWhole, setIsWhole] = useState(false);
  const shown = isWhole ? ranking : ranking.slice(0, firstShown);
  return (
    <section className="card">
      <h2>得分（低者在前）</h2>
      {ranking.length === 0 ? (
        <p className="soft">{year}年还没有检查过。请先全面检查。</p>
      ) : (
        <table className="data stacks">
          <thead>
            <tr>
              <th>联合体</th>
              <th>省份</th>
              <th>同类</th>
              <th className="number">得分</th>
              <th className="number">待说明</th>
              <th className="number">待审核</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ consortium, province, group, points, open, answered }) => (
              <tr key={consortium.id}>
                <td data-label="联合体">
                  <Link to="/consortia/$id/quality" params={{ id: consortium.id }}>
                    {consortium.name}
                  </Link>
                </td>
                <td data-label="省份">{province}</td>
                <td data-label="同类">{group ?? '—'}</td>
                <td data-label="得分" className="number">
                  {points}
                </td>
                <td data-label="待说明" className="number">
                  {open}
                </td>
                <td data-label="待审核" className="number">
                  {answered}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {shown.length < ranking.length && (
        <p>
          <button type="button" className="link" onClick={() => setIsWhole(true)}>
            显示全部{ranking.length}个
          </button>
        </p>
      )}
    </section>
  );
}
