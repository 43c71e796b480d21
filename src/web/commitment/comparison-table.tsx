import { Link } from '@tanstack/react-router';
import { numberText } from '#core/figure/figure-text.ts';
import type { Commitments, ComparedFigure, ComparedYear } from './commitment-queries.ts';
import { FulfilmentBar } from './fulfilment-bar.tsx';
import { basisText, forecastText, paceText } from './outlook-text.ts';

/** What was, what was promised and what is, figure by figure and year by year. */
export function ComparisonTable({ id, data }: { id: string; data: Commitments }) {
  const { dataYear, years, figures, confidence } = data;
  const running = figures[0]?.running.year;
  const after = years.filter((year) => year > dataYear);
  return (
    <div className="scroll">
      <table className="data stacks commitments">
        <thead>
          <tr>
            <th>数据</th>
            <th className="number">{dataYear}年实际</th>
            {after.map((year) => (
              <th key={year} className="number">
                {year}年
              </th>
            ))}
            <th>{running}年进度和年底预测</th>
          </tr>
        </thead>
        <tbody>
          {figures.map((figure) => (
            <tr key={figure.figure}>
              <th scope="row">
                {figure.label}（{figure.unit}）
                {figure.actualLabel !== null && <div className="soft">实际按“{figure.actualLabel}”计</div>}
              </th>
              <td className="number" data-label={`${dataYear}年实际`}>
                {figure.stated === null ? '—' : numberText(figure.stated)}
              </td>
              {after.map((year) => (
                <YearCell key={year} id={id} figure={figure} year={figure.years.find((each) => each.year === year)} />
              ))}
              <td className="outlook" data-label={`${running}年`}>
                {paceText(figure.running) && <div>{paceText(figure.running)}</div>}
                <div className={figure.running.forecast ? '' : 'soft'}>
                  {forecastText(figure.running, figure.unit, confidence)}
                </div>
                <div className="soft">{basisText(figure.running)}</div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function YearCell({ id, figure, year }: { id: string; figure: ComparedFigure; year: ComparedYear | undefined }) {
  if (!year) return <td className="is-empty" />;
  const { actual, commitment } = year;
  const entered = actual.value === null ? '—' : numberText(actual.value);
  if (!commitment)
    return (
      <td className="number" data-label={`${year.year}年`}>
        {actual.entries > 0 ? <ActualLink id={id} figure={figure} year={year.year} text={entered} /> : entered}
      </td>
    );
  const { value, first, isAsked } = commitment;
  return (
    <td className="number" data-label={`${year.year}年`}>
      <Link
        to="/consortia/$id/commitments/$figure/$year"
        params={{ id, figure: figure.figure, year: String(year.year) }}
        className="promise"
      >
        承诺{numberText(value)}
      </Link>
      {first !== value && <span className="soft promise">原承诺{numberText(first)}</span>}
      {isAsked && <span className="warning promise">申请调整中</span>}
      <span className="promise">
        实际
        {actual.entries > 0 ? <ActualLink id={id} figure={figure} year={year.year} text={entered} /> : entered}
      </span>
      <FulfilmentBar commitment={commitment} />
    </td>
  );
}

/** The way to what a figure is made of. */
function ActualLink({ id, figure, year, text }: { id: string; figure: ComparedFigure; year: number; text: string }) {
  return (
    <Link
      to="/consortia/$id/figures/$figure/$year"
      params={{ id, figure: figure.actualFigure, year: String(year) }}
      aria-label={`${figure.label}${year}年实际${text}，查看来源`}
    >
      {text}
    </Link>
  );
}
