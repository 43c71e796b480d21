import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { type Basis, bases } from '#core/dashboard/view.ts';
import { answered, client } from '#web/api/client.ts';
import { JobProgress } from '#web/job/job-progress.tsx';
import { useJob } from '#web/job/use-job.ts';
import { InlineForm } from '#web/ui/inline-form.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText } from '#web/ui/moment.ts';

const reportsQuery = queryOptions({
  queryKey: ['monitoring-reports'],
  queryFn: () => answered(client.GET('/api/monitoring-reports')),
});
type Reports = Awaited<ReturnType<NonNullable<typeof reportsQuery.queryFn>>>;

/** Has yearly monitoring reports made, and keeps those that were at hand. */
export function ReportsPage() {
  const reports = useQuery(reportsQuery);
  return (
    <>
      <title>年度监测报告 - 联合体</title>
      <div className="title-row">
        <h1>年度监测报告</h1>
      </div>
      <p className="soft">
        由数据、承诺、数据质量和报送情况自动写成，含图表，Word和PDF各一份。数据可以用台账实时的，也可以用信息采集中部级核定的，报告里写明是哪一种。生成需要一会儿，可以离开，完成后在下面下载。
      </p>
      <Loaded query={reports}>
        {(data) =>
          data.units.length === 0 ? (
            <p className="card">
              您的角色不能查看联合体的数据，所以没有可以生成的报告。需要时请联系本单位的系统管理员。
            </p>
          ) : (
            <>
              <MakeReport {...data} />
              <Made {...data} />
            </>
          )
        }
      </Loaded>
    </>
  );
}

function MakeReport({ units, year: latest }: Reports) {
  const years = [0, 1, 2, 3].map((back) => String(latest - back));
  const { unit: asked, year: askedYear }: { unit?: string; year?: number } = useSearch({ strict: false });
  const [unitId, setUnitId] = useState(units.find(({ id }) => id === asked)?.id ?? units[0]?.id ?? '');
  const [year, setYear] = useState(String(askedYear ?? latest));
  const [basis, setBasis] = useState<Basis>('ledger');
  const [each, setEach] = useState(false);
  const queryClient = useQueryClient();
  const isWide = units.find(({ id }) => id === unitId)?.kind !== 'consortium';
  const begin = useMutation({
    mutationFn: async () => {
      const params = { path: { id: unitId } };
      const body = { year: Number(year), each: isWide && each, basis };
      return (await answered(client.POST('/api/units/{id}/monitoring-reports', { params, body }))).jobId;
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: reportsQuery.queryKey }),
  });
  return (
    <>
      <InlineForm
        title="生成报告"
        button="生成报告"
        isPrimary
        sending={begin}
        onSubmit={() => begin.mutate()}
        outcome={begin.data && '已开始生成。'}
      >
        <InlineSelect
          label="单位"
          choices={units.map(({ id, name }) => ({ id, label: name }))}
          value={unitId}
          onChange={setUnitId}
        />
        <InlineSelect
          label="年度"
          choices={[...new Set([year, ...years])].sort().map((one) => ({ id: one, label: `${one}年` }))}
          value={year}
          onChange={setYear}
        />
        <InlineSelect
          label="数据来源"
          choices={[
            { id: 'ledger', label: bases.ledger },
            { id: 'approved', label: bases.approved },
          ]}
          value={basis}
          onChange={setBasis}
        />
        {isWide && (
          <label>
            <input type="checkbox" checked={each} onChange={({ target }) => setEach(target.checked)} />{' '}
            每个联合体的报告一并生成
          </label>
        )}
      </InlineForm>
      {begin.data !== undefined && <Progress key={begin.data} id={begin.data} />}
    </>
  );
}

function Progress({ id }: { id: string }) {
  const { job } = useJob(id);
  const state = job?.state;
  const queryClient = useQueryClient();
  // The list below knows of the end only when it is asked again.
  useQuery({
    queryKey: ['monitoring-report-ended', id, state],
    queryFn: async () => {
      await queryClient.invalidateQueries({ queryKey: reportsQuery.queryKey });
      return state ?? null;
    },
    enabled: state === 'done' || state === 'failed' || state === 'cancelled',
  });
  return <JobProgress job={job} label="生成报告" />;
}

const states = {
  waiting: '正在排队',
  running: '正在生成',
  done: '已完成',
  failed: '没有生成',
  cancelled: '已取消',
} as const;

function Made({ jobs, units }: Reports) {
  if (jobs.length === 0)
    return <p className="card">还没有生成过报告。选好单位和年度，点“生成报告”，完成后在这里下载。</p>;
  return (
    <section className="card" aria-label="已生成的报告">
      <h2>已生成的报告</h2>
      <p className="soft">保留30天。</p>
      <table className="data stacks">
        <thead>
          <tr>
            <th>报告</th>
            <th>生成时间</th>
            <th>状态</th>
            <th>下载</th>
          </tr>
        </thead>
        <tbody>
          {jobs.map(({ id, consortiumId, parameters, createdAt, state, result, message }) => (
            <tr key={id}>
              <td data-label="报告">
                {units.find((unit) => unit.id === consortiumId)?.name} {String(parameters.year ?? '')}年
                {parameters.basis === 'approved' && `，${bases.approved}`}
                {parameters.each === true && '，含每个联合体'}
              </td>
              <td data-label="生成时间">{momentText(createdAt)}</td>
              <td data-label="状态">{message ?? states[state]}</td>
              <td data-label="下载">
                {filesOf(result).map((name, at) => (
                  <div key={name}>
                    <a href={`/api/jobs/${id}/results/${at + 1}`} download>
                      {name}
                    </a>
                  </div>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function filesOf(result: Readonly<Record<string, unknown>> | null): readonly string[] {
  const files: unknown = result?.files;
  if (!Array.isArray(files)) return [];
  return files.flatMap((file: unknown) =>
    typeof file === 'object' && file !== null && 'name' in file ? [String(file.name)] : [],
  );
}
