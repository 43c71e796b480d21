import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { answered, client } from '#web/api/client.ts';
import { Trouble } from '#web/ui/loaded.tsx';
import { momentText } from '#web/ui/moment.ts';
import { actionTexts } from './action-texts.ts';

/** Events of the audit chain, the newest first. */
export function AuditPage() {
  const events = useInfiniteQuery({
    queryKey: ['audit'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      answered(
        client.GET('/api/audit', { params: { query: { limit: 100, ...(pageParam ? { cursor: pageParam } : {}) } } }),
      ),
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const items = events.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <title>审计记录 - 联合体</title>
      <div className="title-row">
        <h1>审计记录</h1>
        <span className="soft">
          每条记录以散列值与前一条相连；在服务器上运行 npx lianheti audit verify 可核验全部记录。
        </span>
      </div>
      {events.error && <Trouble error={events.error} onRetry={() => void events.refetch()} />}
      {events.isPending && <p role="status">正在载入……</p>}
      {events.isSuccess && items.length === 0 && <p className="card">还没有记录。</p>}
      {items.length > 0 && (
        <div className="scroll">
          <table className="data stacks">
            <thead>
              <tr>
                <th>时间</th>
                <th>人员</th>
                <th>事项</th>
                <th>对象</th>
                <th>序号</th>
                <th>散列值</th>
              </tr>
            </thead>
            <tbody>
              {items.map((event) => (
                <tr key={event.stream + event.sequence}>
                  <td data-label="时间" style={{ whiteSpace: 'nowrap' }}>
                    {momentText(event.at)}
                  </td>
                  <td data-label="人员" style={{ whiteSpace: 'nowrap' }}>
                    {event.who?.name ?? '系统'}
                  </td>
                  <td data-label="事项">{actionTexts[event.action] ?? event.action}</td>
                  <td data-label="对象">{event.subject}</td>
                  <td data-label="序号">{event.sequence}</td>
                  <td data-label="散列值" className="digest">
                    {event.hash.slice(0, 16)}…
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {events.hasNextPage && (
        <p>
          <Button loading={events.isFetchingNextPage} onClick={() => void events.fetchNextPage()}>
            更早的记录
          </Button>
        </p>
      )}
    </>
  );
}
