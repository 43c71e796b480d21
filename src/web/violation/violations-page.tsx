import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText } from '#web/ui/moment.ts';
import { violationsQuery } from './violation-queries.ts';

/** The cases that the reader has to do with, those still open first. */
export function ViolationsPage() {
  const violations = useQuery(violationsQuery);
  return (
    <>
      <title>资格案件 - 联合体</title>
      <div className="title-row">
        <h1>资格案件</h1>
      </div>
      <Loaded query={violations}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="card">
              没有案件。社会反映的问题、连续两年未完成计划的，自动在此立案；省级和部级工作人员也可以在联合体的“资格”页立案。
            </p>
          ) : (
            <table className="data stacks">
              <thead>
                <tr>
                  <th>编号</th>
                  <th>联合体</th>
                  <th>省份</th>
                  <th>来源</th>
                  <th>进展</th>
                  <th>立案</th>
                </tr>
              </thead>
              <tbody>
                {items.map(({ id, number, consortium, province, originLabel, state, stateLabel, openedAt }) => (
                  <tr key={id}>
                    <td data-label="编号">
                      <Link to="/violations/$id" params={{ id }}>
                        {number}
                      </Link>
                    </td>
                    <td data-label="联合体">{consortium.name}</td>
                    <td data-label="省份">{province}</td>
                    <td data-label="来源">{originLabel}</td>
                    <td data-label="进展" className={state === 'decided' ? 'soft' : 'warning'}>
                      {stateLabel}
                    </td>
                    <td data-label="立案">{momentText(openedAt)}</td>
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
