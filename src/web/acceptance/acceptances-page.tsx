import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Loaded } from '#web/ui/loaded.tsx';
import { acceptancesQuery } from './acceptance-queries.ts';
import { OpenAcceptance } from './open-acceptance.tsx';

/** The acceptances that one has a part in; the office opens another here. */
export function AcceptancesPage() {
  const acceptances = useQuery(acceptancesQuery);
  return (
    <>
      <title>验收 - 联合体</title>
      <div className="title-row">
        <h1>验收</h1>
      </div>
      <Loaded query={acceptances}>
        {({ items, open }) => (
          <>
            {open.length > 0 && <OpenAcceptance batches={open} />}
            {items.length === 0 ? (
              <p className="card">
                还没有验收。
                {open.length > 0
                  ? '在上面选择批次并开展后，这里列出各联合体到了哪一步。'
                  : '教育部对已公布培育名单的批次开展验收后，这里列出进展；届时您会收到通知。'}
              </p>
            ) : (
              <table className="data stacks">
                <thead>
                  <tr>
                    <th>验收</th>
                    <th>批次</th>
                    <th className="number">年度</th>
                    <th className="number">联合体</th>
                    <th className="number">已自评</th>
                    <th className="number">已有结论</th>
                    <th>进展</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((item) => (
                    <tr key={item.id}>
                      <td data-label="验收">
                        <Link to="/acceptances/$id" params={{ id: item.id }}>
                          <strong>{item.title}</strong>
                        </Link>
                      </td>
                      <td data-label="批次">{item.ofBatch.title}</td>
                      <td data-label="年度" className="number">
                        {item.year}
                      </td>
                      <td data-label="联合体" className="number">
                        {item.consortia}
                      </td>
                      <td data-label="已自评" className="number">
                        {item.reported}
                      </td>
                      <td data-label="已有结论" className="number">
                        {item.decided}
                      </td>
                      <td data-label="进展">{item.isPublished ? <span className="good">已公布</span> : '进行中'}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </>
        )}
      </Loaded>
    </>
  );
}
