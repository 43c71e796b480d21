import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type Appraisals, appraisalsQuery } from './appraisal-queries.ts';

/** The results of whoever looks, each with the way to how it came about. */
export function OwnResults({ id, data: { items } }: { id: string; data: Appraisals }) {
  const own = items.filter((item) => item.own.length > 0);
  return (
    <section className="card" aria-label="考核结果">
      <h2 className="inline-form-title">考核结果</h2>
      {own.length === 0 ? (
        <p className="soft">
          还没有公布的考核结果。公布后在这里列出，并有消息通知；对得分有异议的，可以在异议期内提出。
        </p>
      ) : (
        <table className="data stacks">
          <thead>
            <tr>
              <th>考核</th>
              <th>考核期</th>
              <th>得分</th>
              <th>等次</th>
              <th>状态</th>
            </tr>
          </thead>
          <tbody>
            {own.flatMap((item) =>
              item.own.map((result) => (
                <tr key={result.id}>
                  <td>
                    <Link to="/consortia/$id/appraisals/$appraisalId" params={{ id, appraisalId: item.id }}>
                      {item.title}
                    </Link>
                    {item.own.length > 1 && `（${result.name}）`}
                  </td>
                  <td data-label="考核期">
                    {item.fromDay}至{item.toDay}
                  </td>
                  <td data-label="得分" className="number">
                    {result.points}
                    {result.place !== null && `（第${result.place}名）`}
                  </td>
                  <td data-label="等次">{result.grade}</td>
                  <td data-label="状态">
                    {item.stateLabel}
                    {item.state === 'published' && `，至${item.objectionsUntil}`}
                  </td>
                </tr>
              )),
            )}
          </tbody>
        </table>
      )}
    </section>
  );
}

/** The same on a member's own page; nothing where there is none. */
export function OwnAppraisals({ id }: { id: string }) {
  const data = useQuery(appraisalsQuery(id)).data;
  return data?.items.some(({ own }) => own.length > 0) ? <OwnResults id={id} data={data} /> : null;
}
