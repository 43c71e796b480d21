import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { BatchHead } from '#web/batch/batch-head.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { formalListQuery } from './formal-queries.ts';

/** What the provinces recommended, each with how far its formal review is. */
export function FormalListPage() {
  const { id = '' } = useParams({ strict: false });
  const list = useQuery(formalListQuery(id));
  return (
    <>
      <BatchHead id={id} title="形式审查" />
      <Loaded query={list}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="card">还没有省份提交推荐名单。提交之后，在这里逐项审查申报材料。</p>
          ) : (
            <table className="data stacks">
              <thead>
                <tr>
                  <th>省份</th>
                  <th>联合体</th>
                  <th>状态</th>
                  <th>审查</th>
                  <th>办理</th>
                </tr>
              </thead>
              <tbody>
                {items.map((item) => (
                  <tr key={item.id}>
                    <td data-label="省份">{item.province}</td>
                    <td data-label="联合体">{item.consortium.name}</td>
                    <td data-label="状态">{item.stateLabel}</td>
                    <td data-label="审查">
                      <span className="good">符合{item.met}项</span>
                      {item.open > 0 && <span className="soft">，待人工审查{item.open}项</span>}
                      {item.notMet > 0 && <span className="error">，不符合{item.notMet}项</span>}
                      {item.incomplete > 0 && (
                        <span className="warning">
                          ，需补正{item.incomplete}项{item.answered > 0 && `（已说明${item.answered}项）`}
                        </span>
                      )}
                    </td>
                    <td data-label="办理">
                      <Link to="/applications/$id/formal" params={{ id: item.id }}>
                        {item.state === 'recommended' ? '逐项审查' : '查看'}
                      </Link>
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
