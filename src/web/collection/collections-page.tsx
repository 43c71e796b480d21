import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { meQuery } from '#web/api/queries.ts';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText, remainingText } from '#web/ui/moment.ts';
import { collectionsQuery } from './collection-queries.ts';
import { OpenCollection } from './open-collection.tsx';

/** The periods that are collected, and opening another. */
export function CollectionsPage() {
  const collections = useQuery(collectionsQuery);
  const roles = useQuery(meQuery).data?.roles ?? [];
  const officer = roles.find(({ role }) => role.endsWith('-officer'));
  return (
    <>
      <title>信息采集 - 联合体</title>
      <div className="title-row">
        <h1>信息采集</h1>
      </div>
      {officer && <OpenCollection unit={officer.unit} />}
      <Loaded query={collections}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="card">还没有开设采集。开设之后，应报的联合体就能填报，这里显示各期的进度。</p>
          ) : (
            <table className="data stacks">
              <thead>
                <tr>
                  <th>采集</th>
                  <th>组织单位</th>
                  <th>应报日期</th>
                  <th>已报／应报</th>
                  <th>审核完成</th>
                </tr>
              </thead>
              <tbody>
                {items.map((one) => (
                  <tr key={one.id}>
                    <td data-label="采集">
                      <Link to="/collections/$id" params={{ id: one.id }}>
                        {one.title}
                      </Link>
                      <div className="soft">{one.kindLabel}</div>
                    </td>
                    <td data-label="组织单位">{one.unit.name}</td>
                    <td data-label="应报日期">
                      {momentText(one.dueAt)}
                      <div className="soft">{one.isOpen ? remainingText(one.dueAt, Date.now()) : '已结束'}</div>
                    </td>
                    <td data-label="已报／应报" className="number">
                      {one.sent}／{one.asked}
                      <progress value={one.sent} max={Math.max(one.asked, 1)} aria-label={`${one.title}已报`} />
                    </td>
                    <td data-label="审核完成" className="number">
                      {one.complete}
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
