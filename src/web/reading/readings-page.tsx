import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { OwnInvitations } from '#web/expert/own-invitations.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText, remainingText } from '#web/ui/moment.ts';
import { readingsQuery } from './reading-queries.ts';

/** What an expert reads: until when, and how far each is. */
export function ReadingsPage() {
  const readings = useQuery(readingsQuery);
  return (
    <>
      <header className="title-row">
        <title>我的审阅 - 联合体</title>
        <h1>我的审阅</h1>
      </header>
      <OwnInvitations />
      <Loaded query={readings}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="card">现在没有分给您审阅的申报。分给您后会出现在这里。</p>
          ) : (
            <table className="data stacks">
              <thead>
                <tr>
                  <th>联合体</th>
                  <th>批次</th>
                  <th>截止</th>
                  <th>已评观测点</th>
                  <th>审阅</th>
                </tr>
              </thead>
              <tbody>
                {items.map((item) => (
                  <tr key={item.applicationId}>
                    <td data-label="联合体">
                      {item.consortium ?? <span className="soft">（审阅已截止）</span>}
                      {item.province && <span className="soft">　{item.province}</span>}
                    </td>
                    <td data-label="批次">{item.batch.title}</td>
                    <td data-label="截止">
                      {momentText(item.closesAt)}（{remainingText(item.closesAt, Date.now())}）
                    </td>
                    <td data-label="已评观测点">
                      {item.scored}／{item.points}
                      <progress aria-hidden="true" max={item.points} value={item.scored} />
                    </td>
                    <td data-label="审阅">
                      {item.isOpen ? (
                        <Link to="/applications/$id/reading" params={{ id: item.applicationId }}>
                          {item.submittedAt ? '已提交，查看' : item.scored === 0 ? '开始审阅' : '继续审阅'}
                        </Link>
                      ) : (
                        <span className="soft">{item.submittedAt ? '已提交' : '未提交'}</span>
                      )}
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
