import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Loaded } from '#web/ui/loaded.tsx';
import { ownVisitsQuery } from './visit-queries.ts';

/** The visits on which one is sent. */
export function OwnVisitsPage() {
  const own = useQuery(ownVisitsQuery);
  return (
    <>
      <title>我的考察 - 联合体</title>
      <div className="title-row">
        <h1>我的考察</h1>
      </div>
      <Loaded query={own}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="card">您还没有实地考察。被选派之后会收到消息，考察在这里打开。</p>
          ) : (
            <table className="data stacks">
              <thead>
                <tr>
                  <th>日期</th>
                  <th>联合体</th>
                  <th>地点</th>
                  <th>人员</th>
                  <th>核对清单</th>
                </tr>
              </thead>
              <tbody>
                {items.map((visit) => (
                  <tr key={visit.id}>
                    <td data-label="日期">{visit.day ?? '未定'}</td>
                    <td data-label="联合体">
                      <Link to="/applications/$id/visit" params={{ id: visit.id }}>
                        {visit.consortium}
                      </Link>
                    </td>
                    <td data-label="地点">
                      {visit.province} {visit.city}
                    </td>
                    <td data-label="人员">{visit.team.map(({ name }) => name).join('、') || '未选派'}</td>
                    <td data-label="核对清单">
                      {visit.endedAt ? '已完成' : `${visit.points}项，还有${visit.openPoints}项没有结论`}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Loaded>
    </>
  );
}
