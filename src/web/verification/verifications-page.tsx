import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { BatchHead } from '#web/batch/batch-head.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { verificationsQuery } from './verification-queries.ts';

/** The applications of a batch, each with how far its verification is. */
export function VerificationsPage() {
  const { id = '' } = useParams({ strict: false });
  const list = useQuery(verificationsQuery(id));
  return (
    <>
      <BatchHead id={id} title="核实" />
      <Loaded query={list}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="card">本批次还没有申报。联合体提交并由三家牵头单位确认后，在这里逐项核实。</p>
          ) : (
            <table className="data stacks">
              <thead>
                <tr>
                  <th>联合体</th>
                  <th>状态</th>
                  <th>已有结论</th>
                  <th className="number">更正或不认可</th>
                  <th>核实</th>
                </tr>
              </thead>
              <tbody>
                {items.map((item) => (
                  <tr key={item.id}>
                    <td data-label="联合体">{item.consortium.name}</td>
                    <td data-label="状态">{item.stateLabel}</td>
                    <td data-label="已有结论">
                      {item.revision === null ? '—' : `${item.verdicts}／${item.figures}项`}
                      {item.revision !== null && (
                        <progress aria-hidden="true" max={Math.max(1, item.figures)} value={item.verdicts} />
                      )}
                    </td>
                    <td data-label="更正或不认可" className="number">
                      {item.corrected}
                    </td>
                    <td data-label="核实">
                      {item.revision === null ? (
                        <span className="soft">尚未提交</span>
                      ) : (
                        <Link to="/applications/$id/verification" params={{ id: item.id }}>
                          {item.state === 'confirmed' ? '逐项核实' : '查看'}
                        </Link>
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
