import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { ConsortiumHead } from '#web/consortium/consortium-head.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { type Appraisals, appraisalsQuery, schemesQuery } from './appraisal-queries.ts';
import { OwnResults } from './own-results.tsx';
import { SchemeList } from './scheme-list.tsx';
import { StartAppraisal } from './start-appraisal.tsx';
import './appraisals.css';

/** How members and staff are appraised: by which schemes, and with what results. */
export function AppraisalsPage() {
  const { id = '' } = useParams({ strict: false });
  const appraisals = useQuery(appraisalsQuery(id));
  const schemes = useQuery(schemesQuery(id));
  return (
    <>
      <ConsortiumHead id={id} title="考核" />
      <Loaded query={appraisals}>
        {(data) => (
          <>
            {!data.oversees && <OwnResults id={id} data={data} />}
            {data.oversees && <AppraisalTable id={id} data={data} />}
          </>
        )}
      </Loaded>
      <Loaded query={schemes}>
        {(data) => (
          <>
            {data.canManage && data.items.length > 0 && <StartAppraisal id={id} schemes={data} />}
            <SchemeList id={id} data={data} />
          </>
        )}
      </Loaded>
    </>
  );
}

function AppraisalTable({ id, data: { items, canManage } }: { id: string; data: Appraisals }) {
  if (items.length === 0)
    return (
      <p className="card">
        还没有进行过考核。
        {canManage && '先在下面建立考核方案，再按方案开始考核：能从台账、任务中计算的指标自动计分。'}
      </p>
    );
  return (
    <section className="card">
      <h2 className="inline-form-title">历次考核</h2>
      <table className="data stacks">
        <thead>
          <tr>
            <th>考核</th>
            <th>对象</th>
            <th>考核期</th>
            <th>状态</th>
            <th>异议</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.id}>
              <td>
                <Link to="/consortia/$id/appraisals/$appraisalId" params={{ id, appraisalId: item.id }}>
                  {item.title}
                </Link>
              </td>
              <td data-label="对象">
                {item.scheme.subjectLabel}，{item.subjects}个
              </td>
              <td data-label="考核期">
                {item.fromDay}至{item.toDay}
              </td>
              <td data-label="状态">
                {item.stateLabel}
                {item.state === 'published' && `（异议期至${item.objectionsUntil}）`}
              </td>
              <td data-label="异议" className={item.openObjections > 0 ? 'warning' : undefined}>
                {item.openObjections > 0 ? `${item.openObjections}件待答复` : '无待答复'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
