import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { BatchHead } from '#web/batch/batch-head.tsx';
import { InlineForm } from '#web/ui/inline-form.tsx';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { Candidates } from './candidates.tsx';
import { type Visits, visitsQuery } from './visit-queries.ts';
import { VisitRow } from './visit-row.tsx';

/** Whom a batch visits, by whom and when; and who could be visited, with what speaks for it. */
export function VisitsPage() {
  const { id = '' } = useParams({ strict: false });
  const visits = useQuery(visitsQuery(id));
  return (
    <>
      <BatchHead id={id} title="实地考察" />
      <Loaded query={visits}>
        {(data) => (
          <>
            <Chosen data={data} />
            {data.visits.length > 0 && <Plan batchId={id} />}
            <Candidates data={data} />
          </>
        )}
      </Loaded>
    </>
  );
}

function Chosen({ data }: { data: Visits }) {
  if (data.visits.length === 0) return <p className="card">还没有选定考察对象。请在下面选定，写明理由。</p>;
  return (
    <section className="card">
      <div className="title-row">
        <h2>已选定（{data.visits.length}）</h2>
        <span className="space" />
        <a href={`/api/batches/${data.batch.id}/visits.ics`} download>
          下载日历
        </a>
      </div>
      <table className="data stacks">
        <thead>
          <tr>
            <th>日期</th>
            <th>联合体</th>
            <th>人员</th>
            <th>进展</th>
            <th>取消</th>
          </tr>
        </thead>
        <tbody>
          {data.visits.map((visit) => (
            <VisitRow key={`${visit.id}${visit.version}`} visit={visit} data={data} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

const day = 86_400_000;

/** The days from one on, weekends left out. */
function workingDays(from: string, count: number): string[] {
  const days: string[] = [];
  for (let at = Date.parse(`${from}T00:00:00Z`); days.length < count; at += day) {
    const date = new Date(at);
    if (date.getUTCDay() % 6 !== 0) days.push(date.toISOString().slice(0, 10));
  }
  return days;
}

function Plan({ batchId }: { batchId: string }) {
  const [from, setFrom] = useState('');
  const [count, setCount] = useState('10');
  const [perDay, setPerDay] = useState('2');
  const queryClient = useQueryClient();
  const plan = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/batches/{id}/visits/plan', {
          params: { path: { id: batchId } },
          body: { days: workingDays(from, Math.min(200, Math.max(1, Number(count)))), perDay: Number(perDay) },
        }),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: visitsQuery(batchId).queryKey }),
  });
  return (
    <InlineForm
      title="排定日程"
      button="排定"
      sending={plan}
      onSubmit={() => plan.mutate()}
      outcome={plan.isSuccess && `已按省份顺序排定${plan.data.planned}处；可以在上表逐处调整。`}
    >
      <InlineInput label="从" type="date" required value={from} onChange={setFrom} />
      <InlineInput label="工作日天数" type="number" size={4} required value={count} onChange={setCount} />
      <InlineInput label="每天至多（处）" type="number" size={4} required value={perDay} onChange={setPerDay} />
    </InlineForm>
  );
}
