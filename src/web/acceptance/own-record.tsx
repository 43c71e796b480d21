import { momentText } from '#web/ui/moment.ts';
import type { Case } from './acceptance-queries.ts';

const bases = { approved: '已审核的报送', ledger: '台账' } as const;

/** What fills the self-report: nothing of it is typed here. */
export function OwnRecord({ acceptance: { record, report, year } }: { acceptance: Case }) {
  return (
    <>
      <section className="card">
        <h2>
          {year}年承诺与完成{report ? '（已冻结）' : ''}
        </h2>
        {record.commitments.length === 0 ? (
          <p className="soft">没有{year}年的承诺数据。承诺取自列入培育名单时经核实的推荐书。</p>
        ) : (
          <table className="data stacks">
            <thead>
              <tr>
                <th>指标</th>
                <th className="number">承诺</th>
                <th className="number">完成</th>
                <th className="number">完成率</th>
                <th>数据来自</th>
              </tr>
            </thead>
            <tbody>
              {record.commitments.map(({ figure, label, unit, committed, actual, basis, fulfilment }) => (
                <tr key={figure}>
                  <td data-label="指标">{label}</td>
                  <td data-label="承诺" className="number">
                    {committed}
                    {unit}
                  </td>
                  <td data-label="完成" className="number">
                    {actual === null ? '—' : `${actual}${unit}`}
                  </td>
                  <td data-label="完成率" className="number">
                    {fulfilment === null ? '—' : `${fulfilment}%`}
                  </td>
                  <td data-label="数据来自">
                    {basis === null ? <span className="warning">没有数据</span> : bases[basis]}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
      <section className="card">
        <h2>信息采集的报送</h2>
        {record.returns.length === 0 ? (
          <p className="soft">这一年没有到期的采集任务。</p>
        ) : (
          <ul>
            {record.returns.map(({ title, dueAt, sentAt, daysLate }) => (
              <li key={`${title} ${dueAt}`}>
                {title}：截止{momentText(dueAt)}，
                {sentAt === null ? (
                  <span className="error">没有报送</span>
                ) : (
                  <>
                    {momentText(sentAt)}报送，
                    {daysLate === null ? (
                      '未经审核'
                    ) : daysLate === 0 ? (
                      '按时'
                    ) : (
                      <span className="warning">迟{daysLate}天</span>
                    )}
                  </>
                )}
              </li>
            ))}
          </ul>
        )}
      </section>
      <details className="card">
        <summary>各观测点的记录和证据材料</summary>
        <table className="data stacks">
          <thead>
            <tr>
              <th>观测点</th>
              <th className="number">记录</th>
              <th className="number">材料</th>
            </tr>
          </thead>
          <tbody>
            {record.points.map(({ id, text, entries, evidence }) => (
              <tr key={id}>
                <td data-label="观测点">
                  <strong>{id}</strong> {text}
                  {entries + evidence === 0 && <span className="warning">（没有支撑）</span>}
                </td>
                <td data-label="记录" className="number">
                  {entries}
                </td>
                <td data-label="材料" className="number">
                  {evidence}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}
