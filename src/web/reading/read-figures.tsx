import { numberText } from '#core/figure/figure-text.ts';
import { verdictLabels } from '#core/verification/verdict.ts';
import type { ReadFigure } from './reading-queries.ts';

/** Figures with their years side by side: as submitted, as the province found them, and what the ledgers hold. */
export function ReadFigures({ figures }: { figures: readonly ReadFigure[] }) {
  return (
    <table className="data stacks read-figures">
      <thead>
        <tr>
          <th>数据</th>
          <th>年度</th>
          <th className="number">申报</th>
          <th className="number">台账</th>
          <th>省级核实</th>
        </tr>
      </thead>
      <tbody>
        {figures.flatMap(({ id, label, unit, years }) =>
          years.map(({ year, submitted, ledger, verdict }) => (
            <tr key={`${id}${year}`}>
              <td data-label="数据">{label}</td>
              <td data-label="年度">{year ?? '—'}</td>
              <td data-label="申报" className="number">
                {numberText(String(submitted ?? ''))}
                {submitted !== null && unit}
              </td>
              <td data-label="台账" className="number">
                {ledger === null ? '—' : `${numberText(String(ledger))}${unit}`}
              </td>
              <td data-label="省级核实" className={verdict && verdict.verdict !== 'true' ? 'warning' : ''}>
                {verdict ? verdictLabels[verdict.verdict] : '—'}
                {verdict?.value != null && `为${numberText(String(verdict.value))}${unit}`}
                {verdict?.reason && `：${verdict.reason}`}
              </td>
            </tr>
          )),
        )}
      </tbody>
    </table>
  );
}
