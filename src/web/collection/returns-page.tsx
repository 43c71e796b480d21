import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { ConsortiumHead } from '#web/consortium/consortium-head.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText, remainingText } from '#web/ui/moment.ts';
import { type Punctuality, punctualityTexts, returnsQuery } from './collection-queries.ts';

/** What a consortium is asked to send, and how far each is. */
export function ReturnsPage() {
  const { id = '' } = useParams({ strict: false });
  const returns = useQuery(returnsQuery(id));
  return (
    <>
      <ConsortiumHead id={id} title="信息采集">
        <Link to="/monitoring/reports" search={{ unit: id }}>
          年度监测报告
        </Link>
      </ConsortiumHead>
      <Loaded query={returns}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="card">
              还没有需要报送的采集。列入培育名单后，部、省开设年度建设计划、自评报告或季度采集时，这里会出现要填报的内容。
            </p>
          ) : (
            <table className="data stacks">
              <thead>
                <tr>
                  <th>采集</th>
                  <th>组织单位</th>
                  <th>应报日期</th>
                  <th>状态</th>
                  <th>报送</th>
                </tr>
              </thead>
              <tbody>
                {items.map((one) => {
                  const timely = punctualityOf(one.punctuality);
                  return (
                    <tr key={one.id}>
                      <td data-label="采集">
                        <Link to="/consortia/$id/returns/$collectionId" params={{ id, collectionId: one.id }}>
                          {one.title}
                        </Link>
                        <div className="soft">{one.kindLabel}</div>
                      </td>
                      <td data-label="组织单位">{one.unit}</td>
                      <td data-label="应报日期">
                        {momentText(one.dueAt)}
                        {one.sentAt === null && <div className="soft">{remainingText(one.dueAt, Date.now())}</div>}
                      </td>
                      <td data-label="状态">{one.stateLabel}</td>
                      <td data-label="报送" className={punctualityTexts[timely].className}>
                        {punctualityTexts[timely].label}
                      </td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          )
        }
      </Loaded>
    </>
  );
}

const punctualityOf = (text: string): Punctuality =>
  text === 'onTime' || text === 'late' || text === 'missing' ? text : 'open';
