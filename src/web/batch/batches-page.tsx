import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { batchesQuery, meQuery } from '#web/api/queries.ts';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText, remainingText } from '#web/ui/moment.ts';
import { OpenBatch } from './open-batch.tsx';

/** The batches of one's units, and opening another: from then on their consortia can fill in its form. */
export function BatchesPage() {
  const batches = useQuery(batchesQuery);
  const roles = useQuery(meQuery).data?.roles ?? [];
  return (
    <>
      <title>批次 - 联合体</title>
      <div className="title-row">
        <h1>批次</h1>
      </div>
      {roles.some(({ role }) => role.endsWith('-officer')) && <OpenBatch />}
      <Loaded query={batches}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="card">还没有批次。开设之后，所属联合体就能开始填报。</p>
          ) : (
            <table className="data stacks">
              <thead>
                <tr>
                  <th>批次</th>
                  <th>截止时间</th>
                  <th>汇总表</th>
                </tr>
              </thead>
              <tbody>
                {items.map((batch) => (
                  <tr key={batch.id}>
                    <td data-label="批次">
                      <Link to="/batches/$id" params={{ id: batch.id }}>
                        {batch.title}
                      </Link>
                    </td>
                    <td data-label="截止时间">
                      {momentText(batch.deadline)}（{remainingText(batch.deadline, Date.now())}）
                    </td>
                    <td data-label="汇总表">
                      <a href={`/api/batches/${batch.id}/summary.xlsx`} download>
                        下载Excel
                      </a>
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
