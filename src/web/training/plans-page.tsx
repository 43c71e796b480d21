import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineForm } from '#web/ui/inline-form.tsx';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { TrainingHead } from './training-head.tsx';
import { forgetTraining, plansQuery } from './training-queries.ts';

/** The plans of a consortium by year; the secretariat begins one here. */
export function PlansPage() {
  const { id = '' } = useParams({ strict: false });
  const plans = useQuery(plansQuery(id));
  return (
    <>
      <TrainingHead id={id} title="年度培训计划" />
      <Loaded query={plans}>
        {(data) => (
          <>
            {data.manages && <PreparePlan id={id} />}
            <section className="card" aria-label="各年度计划">
              <h2>年度培训计划</h2>
              {data.items.length === 0 && (
                <p className="soft">
                  还没有计划。先收集需求，登记课程、教师和场地，
                  {data.manages ? '再按年度编制。' : '由秘书处按年度编制。'}
                </p>
              )}
              <ul className="plain-list">
                {data.items.map(({ id: planId, year, stateLabel, classes, placed }) => (
                  <li key={planId}>
                    <Link to="/consortia/$id/training/plans/$planId" params={{ id, planId }}>
                      {year}年度
                    </Link>
                    　{stateLabel}　共{classes}个班次，已安排{placed}个
                  </li>
                ))}
              </ul>
            </section>
          </>
        )}
      </Loaded>
    </>
  );
}

function PreparePlan({ id }: { id: string }) {
  const [year, setYear] = useState(String(new Date().getFullYear() + 1));
  const navigate = useNavigate();
  const prepare = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/training/plans', { params: { path: { id } }, body: { year: Number(year) } }),
      ),
    onSuccess: async (made) => {
      await forgetTraining();
      await navigate({ to: '/consortia/$id/training/plans/$planId', params: { id, planId: made.id } });
    },
  });
  return (
    <InlineForm
      title="编制年度计划"
      aside="由这一年的需求生成班次"
      button="编制"
      sending={prepare}
      onSubmit={() => prepare.mutate()}
      outcome={null}
    >
      <InlineInput
        label="年度"
        inputMode="numeric"
        pattern="20[0-9]{2}"
        size={6}
        required
        value={year}
        onChange={setYear}
      />
    </InlineForm>
  );
}
