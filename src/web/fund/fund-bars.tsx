import { fenOf } from '#core/quantity/yuan.ts';
import { percentText, yuan } from './fund-texts.ts';

type Row = { name: string; planned: string; actual: string; percent: string | null };

/** Plan against actual, a bar each: as long as the larger of both is against the largest of all. */
export function FundBars(props: { title: string; planned: string; actual: string; rows: readonly Row[] }) {
  const { title, planned, actual, rows } = props;
  const most = rows.reduce((max, row) => Math.max(max, Number(fenOf(row.planned)), Number(fenOf(row.actual))), 1);
  const width = (amount: string) => `${(Number(fenOf(amount)) / most) * 100}%`;
  if (rows.length === 0) return null;
  return (
    <section className="card" aria-label={title}>
      <h2>{title}</h2>
      <ul className="plain-list fund-bars">
        {rows.map((row) => (
          <li key={row.name}>
            <span className="fund-bar-name">{row.name}</span>
            <span className="fund-bar-track" aria-hidden>
              <span className="is-planned" style={{ width: width(row.planned) }} />
              <span className="is-actual" style={{ width: width(row.actual) }} />
            </span>
            <span className="fund-bar-text">
              {actual}
              {yuan(row.actual)}／{planned}
              {yuan(row.planned)}　{percentText(row.percent)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
