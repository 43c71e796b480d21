import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { answered, client } from '#web/api/client.ts';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText } from '#web/ui/moment.ts';
import { noticesQuery, tasksQuery } from './notice-queries.ts';

/** What one's units have to do, and what one was told. */
export function NoticesPage() {
  return (
    <>
      <title>消息与待办 - 联合体</title>
      <div className="title-row">
        <h1>消息与待办</h1>
      </div>
      <Tasks />
      <Notices />
    </>
  );
}

function Tasks() {
  const tasks = useQuery(tasksQuery);
  return (
    <section className="card" aria-label="待办">
      <h2>待办</h2>
      <Loaded query={tasks}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="soft">您的角色没有台账待办。</p>
          ) : (
            <ul>
              {items.map(({ unit, consortium, awaiting, returned, disputed, filing }) => {
                const open = [
                  awaiting > 0 && `待确认${awaiting}条`,
                  returned > 0 && `被退回${returned}条`,
                  disputed > 0 && `有争议${disputed}条`,
                ].filter(Boolean);
                return (
                  <li key={unit.id}>
                    <Link to="/consortia/$id/ledgers" params={{ id: consortium.id }}>
                      {unit.name}
                    </Link>
                    ：
                    <span className={open.length > 0 ? 'warning' : 'good'}>
                      {open.join('，') || '没有待答复的记录'}
                    </span>
                    {filing && (
                      <div className="soft">
                        {filing.year}年台账
                        {filing.declared
                          ? '已报齐'
                          : `尚未报齐，还没有记录的有${filing.missing.length}类：${filing.missing.map(({ title }) => title).join('、')}`}
                      </div>
                    )}
                  </li>
                );
              })}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}

function Notices() {
  const queryClient = useQueryClient();
  const notices = useQuery(noticesQuery);
  const read = useMutation({
    mutationFn: (ids: string[] | undefined) =>
      answered(client.POST('/api/me/notices/read', { body: ids === undefined ? {} : { ids } })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['notices'] }),
  });
  return (
    <section className="card" aria-label="消息">
      <h2>消息</h2>
      <Loaded query={notices}>
        {({ items, unread }) =>
          items.length === 0 ? (
            <p className="soft">还没有消息。</p>
          ) : (
            <>
              {unread > 0 && (
                <Button size="small" loading={read.isPending} onClick={() => read.mutate(undefined)}>
                  全部标为已读
                </Button>
              )}
              <table className="data stacks" style={{ marginTop: 8 }}>
                <thead>
                  <tr>
                    <th>时间</th>
                    <th>消息</th>
                    <th>来自</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((notice) => (
                    <tr key={notice.id}>
                      <td data-label="时间">{momentText(notice.at)}</td>
                      <td data-label="消息">
                        <Link to={notice.link} onClick={() => notice.readAt ?? read.mutate([notice.id])}>
                          {notice.readAt ? notice.text : <strong>{notice.text}</strong>}
                        </Link>
                      </td>
                      <td data-label="来自">{notice.from ?? '系统'}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </>
          )
        }
      </Loaded>
    </section>
  );
}
