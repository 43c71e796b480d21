import { Link } from '@tanstack/react-router';
import { figureText, numberText } from '#core/figure/figure-text.ts';
import { BandPlace } from './band-place.tsx';
import { MemberNumber } from './member-number.tsx';
import { memberFile } from './member-trend.tsx';
import type { MemberFigure, MemberView } from './monitoring-queries.ts';

/** All figures of a member in a year. A figure's name shows it above, its number the entries it is made of. */
export function MemberFigures({ view }: { view: MemberView }) {
  const { member, year, figures, group } = view;
  const isSaid = ({ points, share }: MemberFigure) => share !== null || points.some((point) => point.year === year);
  const silent = figures.filter((figure) => !isSaid(figure));
  return (
    <section className="card wide" aria-label="全部数据">
      <div className="chart-head">
        <h2>
          {member.name}：全部数据（{year}年）
        </h2>
        <span className="actions no-print">
          <a href={memberFile(view, 'xlsx')} download aria-label="Excel 下载全部数据">
            Excel
          </a>
          <a href={memberFile(view, 'csv')} download aria-label="CSV 下载全部数据">
            CSV
          </a>
        </span>
      </div>
      <p className="soft chart-note">
        同类：本联合体的{group.label}，共{group.size}
        家。色带是同类的中间一半，竖线是本单位；有数据的同类不足六家的不显示，以免认出是谁。
      </p>
      <table className="data stacks">
        <thead>
          <tr>
            <th>数据</th>
            <th className="number">{year}年</th>
            <th className="number">双方确认</th>
            <th className="number">附证据</th>
            <th className="number">占联合体</th>
            <th className="number">分担的承诺</th>
            <th>在同类中</th>
          </tr>
        </thead>
        <tbody>
          {figures.filter(isSaid).map((figure) => (
            <Row key={figure.figure} view={view} figure={figure} />
          ))}
        </tbody>
      </table>
      {silent.length > 0 && (
        <p className="soft">
          {year}年没有记录、其他年度有的：
          {silent.map(({ figure, label }, at) => (
            <span key={figure}>
              {at > 0 && '、'}
              <Link
                to="/monitoring/members/$member"
                params={{ member: member.id }}
                search={{ figure, year }}
                resetScroll
              >
                {label}
              </Link>
            </span>
          ))}
        </p>
      )}
    </section>
  );
}

function Row({ view, figure }: { view: MemberView; figure: MemberFigure }) {
  const { member, year } = view;
  const { label, unit, points, part, share, band, place } = figure;
  const point = points.find((each) => each.year === year);
  return (
    <tr>
      <td data-label="数据">
        <Link
          to="/monitoring/members/$member"
          params={{ member: member.id }}
          search={{ figure: figure.figure, year }}
          resetScroll
        >
          {label}
        </Link>
      </td>
      <td className="number" data-label={`${year}年`}>
        {point ? (
          <MemberNumber view={view} figure={figure} year={year}>
            {figureText(point.value, point, unit)}
          </MemberNumber>
        ) : (
          '—'
        )}
      </td>
      <td className="number" data-label="双方确认">
        {point ? shareText(point.confirmed, point.entries) : '—'}
      </td>
      <td className="number" data-label="附证据">
        {point ? shareText(point.evidenced, point.entries) : '—'}
      </td>
      <td className={part === null ? 'number on-wide' : 'number'} data-label="占联合体">
        {part === null ? '—' : `${part}％`}
      </td>
      <td className={share === null ? 'number on-wide' : 'number'} data-label="分担的承诺">
        {share === null
          ? '—'
          : `${numberText(share.value)}${unit}${share.percent === null ? '' : `，兑现${share.percent}％`}`}
      </td>
      <td className={place === null ? 'on-wide' : ''} data-label="在同类中">
        <BandPlace place={place} band={band} value={point?.value == null ? null : Number(point.value)} />
      </td>
    </tr>
  );
}

export function shareText(part: number, whole: number): string {
  return whole === 0 ? '—' : `${Math.round((part / whole) * 100)}％`;
}
