import { Link } from '@tanstack/react-router';
import { momentText } from '#web/ui/moment.ts';
import type { Acceptance, AcceptanceItem } from './acceptance-queries.ts';
import { outcomeClass } from './outcome-class.ts';

const visitTexts = { none: '未安排', planned: '已安排', ended: '已完成' } as const;

/** Where each consortium stands: report, opinion, criteria, readings and visit, outcome, and whose turn it is. */
export function Board({ acceptance }: { acceptance: Acceptance }) {
  const { id, items, outcomes, isOffice } = acceptance;
  const labelOf = (outcome: AcceptanceItem['suggested']) => outcomes.find((each) => each.id === outcome)?.label;
  return (
    <section className="card" id="outcomes">
      <h2>各联合体（{items.length}家）</h2>
      <table className="data stacks">
        <thead>
          <tr>
            <th>联合体</th>
            <th>省份</th>
            <th>自评报告</th>
            <th>省级意见</th>
            <th>标准</th>
            {isOffice && <th>审阅</th>}
            {isOffice && <th>考察</th>}
            <th>结论</th>
            <th>接下来</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.consortiumId}>
              <td data-label="联合体">
                <Link to="/consortia/$id/acceptance" params={{ id: item.consortiumId }} search={{ batch: id }}>
                  <strong>{item.consortium}</strong>
                </Link>
              </td>
              <td data-label="省份">{item.province.name}</td>
              <td data-label="自评报告">
                {item.reportedAt === null ? <span className="soft">未报送</span> : momentText(item.reportedAt)}
              </td>
              <td data-label="省级意见">
                {item.supports === null ? (
                  <span className="soft">未出具</span>
                ) : item.supports ? (
                  '建议通过'
                ) : (
                  <span className="warning">不建议通过</span>
                )}
              </td>
              <td data-label="标准">
                {item.met}项达到
                {item.notMet > 0 && <span className="warning">，{item.notMet}项未达到</span>}
                {item.unknown > 0 && <span className="soft">，{item.unknown}项待判断</span>}
              </td>
              {isOffice && (
                <td data-label="审阅">
                  {item.applicationId === null || item.readers === 0 ? (
                    <span className="soft">—</span>
                  ) : (
                    <Link to="/applications/$id/results" params={{ id: item.applicationId }}>
                      {item.finished}/{item.readers}位{item.score !== null && `，${item.score}分`}
                    </Link>
                  )}
                </td>
              )}
              {isOffice && (
                <td data-label="考察">
                  {item.applicationId === null || item.visit === 'none' ? (
                    <span className="soft">{visitTexts.none}</span>
                  ) : (
                    <Link to="/applications/$id/visit" params={{ id: item.applicationId }}>
                      {visitTexts[item.visit]}
                    </Link>
                  )}
                </td>
              )}
              <td data-label="结论">
                {item.outcome ? (
                  <>
                    <strong className={outcomeClass(item.outcome.outcome)}>{item.outcome.label}</strong>
                    {!item.outcome.isPublished && <span className="soft">（未公布）</span>}
                  </>
                ) : isOffice && item.suggested ? (
                  <span className="soft">按标准：{labelOf(item.suggested)}</span>
                ) : (
                  <span className="soft">—</span>
                )}
              </td>
              <td data-label="接下来">{item.next}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
