import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { JobProgress } from '#web/job/job-progress.tsx';
import { useJob } from '#web/job/use-job.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText } from '#web/ui/moment.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { PlanChart } from './plan-chart.tsx';
import { PlanTable } from './plan-table.tsx';
import { TrainingHead } from './training-head.tsx';
import { forgetTraining, planQuery, type TrainingPlan } from './training-queries.ts';

/** The plan of a year: solved, looked at by room and by teacher, changed by hand, solved again, and adopted. */
export function PlanPage() {
  const { id = '', planId = '' } = useParams({ strict: false });
  const [openId, setOpenId] = useState<string>();
  const plan = useQuery(planQuery(id, planId));
  return (
    <>
      <TrainingHead id={id} title="年度培训计划" />
      <Loaded query={plan}>
        {(data) => (
          <>
            <PlanCard id={id} plan={data} />
            <PlanChart plan={data} openId={openId} onOpen={setOpenId} />
            <PlanTable id={id} plan={data} openId={openId} onOpen={setOpenId} />
          </>
        )}
      </Loaded>
    </>
  );
}

function PlanCard({ id, plan }: { id: string; plan: TrainingPlan }) {
  const path = { id, planId: plan.id };
  const { job, isOpen } = useJob(plan.state === 'draft' ? (plan.jobId ?? undefined) : undefined);
  useEffect(() => {
    if (job?.state === 'done') void forgetTraining();
  }, [job?.state]);
  const adopt = useMutation({
    mutationFn: (version: number) =>
      answered(
        client.POST('/api/consortia/{id}/training/plans/{planId}/adoption', {
          params: { path },
          body: { version },
        }),
      ),
    // Refused, it shows at each class what is in its way.
    onSettled: forgetTraining,
  });
  const placed = plan.classes.filter(({ choice }) => choice !== null).length;
  const files = `/api/consortia/${id}/training/plans/${plan.id}`;
  return (
    <section className="card" aria-label="计划">
      <div className="training-head">
        <h2>{plan.year}年度培训计划</h2>
        <strong>{plan.state === 'draft' ? '编排中' : '已生成班次'}</strong>
        <a href={`${files}/plan.xlsx`} download>
          导出Excel
        </a>
        <a href={`${files}/plan.pdf`} download>
          导出PDF
        </a>
      </div>
      <p>
        共{plan.classes.length}个班次，已安排{placed}个；需求{plan.people.wanted}人，已安排
        <strong>{plan.people.served}</strong>人。
        {plan.gap !== null && plan.solvedAt !== null && (
          <>
            {momentText(plan.solvedAt)}编排：需求减去路程折算{plan.value}人，任何安排都不超过{plan.bound}人，相差
            <strong>{plan.gap}％</strong>以内。
          </>
        )}
      </p>
      {plan.manages && plan.state === 'draft' && (
        <>
          <SolveForm key={plan.version} id={id} plan={plan} isBusy={isOpen} />
          {plan.jobId !== null && <JobProgress job={job} label="编排" />}
          {placed > 0 && (
            <p className="actions">
              <Button
                disabled={isOpen}
                loading={adopt.isPending}
                onClick={() =>
                  confirm(
                    `按计划为各培训单位开设${placed}个班次，并预约属于共享资源的场地，之后计划不再更改。继续？`,
                  ) && adopt.mutate(plan.version)
                }
              >
                采用计划，生成班次
              </Button>
            </p>
          )}
          {adopt.error && adopt.variables === plan.version && <ProblemText error={adopt.error} />}
        </>
      )}
    </section>
  );
}

const whole = { size: 6, inputMode: 'numeric', pattern: '[1-9][0-9]*', required: true } as const;

function SolveForm({ id, plan, isBusy }: { id: string; plan: TrainingPlan; isBusy: boolean }) {
  const [typed, setTyped] = useState({ kmPerPerson: String(plan.kmPerPerson), mostKm: String(plan.mostKm) });
  const solve = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/training/plans/{planId}/solution', {
          params: { path: { id, planId: plan.id } },
          body: { version: plan.version, kmPerPerson: Number(typed.kmPerPerson), mostKm: Number(typed.mostKm) },
        }),
      ),
    onSettled: forgetTraining,
  });
  const pinned = plan.classes.filter(({ isPinned }) => isPinned).length;
  return (
    <form
      aria-label="编排"
      onSubmit={(event) => {
        event.preventDefault();
        solve.mutate();
      }}
    >
      <p className="actions">
        <InlineInput
          label="最远（千米）"
          {...whole}
          value={typed.mostKm}
          onChange={(mostKm) => setTyped({ ...typed, mostKm })}
        />
        <InlineInput
          label="多少千米路程抵一人的需求"
          {...whole}
          value={typed.kmPerPerson}
          onChange={(kmPerPerson) => setTyped({ ...typed, kmPerPerson })}
        />
        <Button type="primary" htmlType="submit" disabled={isBusy} loading={solve.isPending}>
          {plan.solvedAt === null ? '编排' : '重新编排'}
        </Button>
        <span className="soft">
          {pinned > 0 && `手工选定的${pinned}个班次不动，其余重新安排；`}按现在的需求更新班次。
        </span>
      </p>
      {solve.error && <ProblemText error={solve.error} />}
    </form>
  );
}
