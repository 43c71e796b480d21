import type { Case } from './acceptance-queries.ts';

const verdicts = { met: ['达到', 'good'], 'not-met': ['未达到', 'warning'], unknown: ['待判断', 'soft'] } as const;

/** Each criterion as the record meets it, with the reason; what it comes to all in all is a suggestion. */
export function Judgements({ acceptance: { judgements, suggested, outcomeLabels, report } }: { acceptance: Case }) {
  const label = outcomeLabels.find(({ id }) => id === suggested)?.label;
  return (
    <section className="card">
      <h2>验收标准{report ? '（自评报告报送时）' : '（按现在的记录）'}</h2>
      <table className="data stacks">
        <thead>
          <tr>
            <th>标准</th>
            <th className="number">要求</th>
            <th className="number">现为</th>
            <th>判断</th>
            <th>依据</th>
          </tr>
        </thead>
        <tbody>
          {judgements.map(({ id, label: name, unit, threshold, value, verdict, isVeto, because }) => (
            <tr key={id}>
              <td data-label="标准">{name}</td>
              <td data-label="要求" className="number">
                {threshold}
                {unit}
              </td>
              <td data-label="现为" className="number">
                {value === null ? '—' : `${value}${unit}`}
              </td>
              <td data-label="判断">
                <strong className={isVeto ? 'error' : verdicts[verdict][1]}>{verdicts[verdict][0]}</strong>
              </td>
              <td data-label="依据" className="judgement-because">
                {because}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="soft">
        {label
          ? `单按标准为“${label}”；结论由教育部综合省级意见、专家审阅和实地考察作出。`
          : '有标准还不能判断，暂不给出参考结论。'}
      </p>
    </section>
  );
}
