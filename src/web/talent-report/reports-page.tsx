import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { ConsortiumHead } from '#web/consortium/consortium-head.tsx';
import { TalentTabs } from '#web/talent/talent-tabs.tsx';
import { InlineForm } from '#web/ui/inline-form.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { forgetReports, type Reports, reportStates, reportsQuery } from './report-queries.ts';
import '#web/talent/talent.css';

/** 需求报告: those of the consortium, and a new draft. */
export function TalentReportsPage() {
  const { id = '' } = useParams({ strict: false });
  const reports = useQuery(reportsQuery(id));
  return (
    <>
      <ConsortiumHead id={id} title="需求报告" />
      <TalentTabs id={id} />
      <Loaded query={reports}>
        {(data) => (
          <>
            {data.manages && <DraftForm id={id} reports={data} />}
            <section className="card" aria-label="人才需求报告">
              <h2>人才需求报告</h2>
              {data.items.length === 0 ? (
                <p className="soft">
                  {data.manages
                    ? '还没有报告。选定年度和发布单位，点“起草报告”：文字、表格和图按供需分析的数据写成，再逐段修改、发布。'
                    : '还没有发布的报告。由秘书处起草和发布。'}
                </p>
              ) : (
                <ReportTable id={id} items={data.items} />
              )}
            </section>
          </>
        )}
      </Loaded>
    </>
  );
}

function DraftForm({ id, reports }: { id: string; reports: Reports }) {
  const navigate = useNavigate();
  const { members, thisYear } = reports;
  const [memberId, setMemberId] = useState('');
  const [year, setYear] = useState(String(thisYear));
  const draft = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/talent-reports', {
          params: { path: { id } },
          body: { memberId, year: Number(year) },
        }),
      ),
    onSuccess: async (made) => {
      await forgetReports();
      await navigate({ to: '/consortia/$id/talent/reports/$reportId', params: { id, reportId: made.id } });
    },
  });
  return (
    <InlineForm
      title="起草报告"
      button="起草报告"
      isPrimary
      sending={draft}
      onSubmit={() => draft.mutate()}
      outcome={undefined}
    >
      <InlineSelect
        label="年度"
        choices={[-1, 0, 1].map((more) => ({ id: String(thisYear + more), label: `${thisYear + more}年` }))}
        value={year}
        onChange={setYear}
      />
      <InlineSelect
        label="发布单位"
        choices={members.map((member) => ({ id: member.id, label: member.name }))}
        value={memberId}
        onChange={setMemberId}
      />
    </InlineForm>
  );
}

function ReportTable({ id, items }: { id: string; items: Reports['items'] }) {
  return (
    <table className="data stacks">
      <thead>
        <tr>
          <th>报告</th>
          <th>年度</th>
          <th>发布单位</th>
          <th>状态</th>
          <th>发布日期</th>
        </tr>
      </thead>
      <tbody>
        {items.map((report) => (
          <tr key={report.id}>
            <td data-label="报告">
              <Link to="/consortia/$id/talent/reports/$reportId" params={{ id, reportId: report.id }}>
                {report.title}
              </Link>
            </td>
            <td data-label="年度" className="number">
              {report.year}
            </td>
            <td data-label="发布单位">{report.publisher.name}</td>
            <td data-label="状态">{reportStates[report.state]}</td>
            <td data-label="发布日期">{report.publishedOn ?? '—'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
