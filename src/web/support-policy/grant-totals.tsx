import { numberText } from '#core/figure/figure-text.ts';
import type { Policies } from './policy-queries.ts';

export type Looked = { field: string; year: string };

/** What was granted by field and year; each sum opens into its grants. */
export function GrantTotals({
  data,
  looked,
  onLook,
}: {
  data: Policies;
  looked: Looked;
  onLook: (looked: Looked) => void;
}) {
  const { totals, fields } = data;
  const years = [...new Set(totals.map(({ year }) => year))];
  const of = (field: string, year: number) => totals.find((one) => one.field === field && one.year === year);
  return (
    <section className="card" aria-label="兑现汇总">
      <div className="title-row">
        <h2>兑现汇总</h2>
        <span className="soft">点数字看明细</span>
        <span className="space" />
        {(looked.field !== '' || looked.year !== '') && (
          <button type="button" className="plain" onClick={() => onLook({ field: '', year: '' })}>
            看全部明细
          </button>
        )}
      </div>
      <div className="scroll">
        <table className="data">
          <thead>
            <tr>
              <th>领域</th>
              {years.map((year) => (
                <th key={year}>{year}年</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {fields
              .filter((field) => years.some((year) => of(field, year)))
              .map((field) => (
                <tr key={field}>
                  <th scope="row">{field}</th>
                  {years.map((year) => {
                    const total = of(field, year);
                    const isHere = looked.field === field && looked.year === String(year);
                    return (
                      <td key={year} className="number">
                        {total ? (
                          <button
                            type="button"
                            className="plain"
                            aria-pressed={isHere}
                            aria-label={`${year}年${field}：${total.grants}项`}
                            onClick={() => onLook({ field, year: String(year) })}
                          >
                            {total.amountWan === '0' ? `${total.grants}项` : `${numberText(total.amountWan)}万元`}
                            <span className="soft">{`　${total.grants}项，${total.members}家`}</span>
                          </button>
                        ) : (
                          '—'
                        )}
                      </td>
                    );
                  })}
                </tr>
              ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
