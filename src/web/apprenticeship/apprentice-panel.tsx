import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { marks } from '#core/apprenticeship/agreement.ts';
import { ApiProblem, answered, client } from '#web/api/client.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import type { StudentPass } from '#web/ui/student-passes.tsx';
import { AlertList } from './alert-list.tsx';
import { type Apprentice, type Apprenticeship, daysQuery, forgetApprenticeships } from './apprenticeship-queries.ts';
import { DayList } from './day-list.tsx';

type Panel = { id: string; agreement: Apprenticeship; student: Apprentice };
type Action = Apprentice['actions'][number];

/** One student: what may be done, its alerts and evaluations, its paper, and its days. */
export function ApprenticePanel(
  props: Panel & { onPasses: (passes: readonly StudentPass[]) => void; onClose: () => void },
) {
  const { id, agreement, student, onPasses, onClose } = props;
  const path = { id, apprenticeshipId: agreement.id, apprenticeId: student.id };
  const days = useQuery(daysQuery(id, agreement.id, student.id)).data;
  const files = `/api/consortia/${id}/apprenticeships/${agreement.id}/students/${student.id}`;
  const renew = useMutation({
    mutationFn: async () =>
      (
        await answered(
          client.POST('/api/consortia/{id}/apprenticeships/{apprenticeshipId}/students/{apprenticeId}/pass', {
            params: { path },
          }),
        )
      ).passes,
    onSuccess: onPasses,
  });
  const confirmDays = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/apprenticeships/{apprenticeshipId}/students/{apprenticeId}/days', {
          params: { path },
          body: { until: agreement.today },
        }),
      ),
    onSuccess: forgetApprenticeships,
  });
  return (
    <section className="card" aria-label={student.name}>
      <div className="apprenticeship-head">
        <h2>{student.name}</h2>
        <strong>{student.stateLabel}</strong>
        <span className="soft">安全培训：{student.trainedOn ?? '未登记'}</span>
        <a href={`${files}/agreement.docx`} download>
          协议（Word）
        </a>
        <a href={`${files}/agreement.pdf`} download>
          协议（PDF）
        </a>
        {agreement.side === 'school' && (
          <button
            type="button"
            className="plain"
            disabled={renew.isPending}
            onClick={() => confirm('换发后原来的链接失效。继续？') && renew.mutate()}
          >
            换发链接
          </button>
        )}
        <Button onClick={onClose}>收起</Button>
      </div>
      {student.leftBecause !== '' && <p>提前结束：{student.leftBecause}</p>}
      <AlertList alerts={student.alerts} />
      {student.evaluations.map(({ side, mark, remark }) => (
        <p key={side}>
          {side === 'school' ? '学校' : '企业'}评价：<strong>{mark}</strong>　{remark}
        </p>
      ))}
      {student.actions.map((action) => (
        <StepForm key={`${action.id} ${student.version}`} {...{ id, agreement, student, action }} />
      ))}
      {renew.error && <ProblemText error={renew.error} />}
      <h3>日志和考勤</h3>
      {agreement.side === 'enterprise' && student.days.waiting > 0 && (
        <p>
          <Button loading={confirmDays.isPending} onClick={() => confirmDays.mutate()}>
            确认{student.days.waiting}天
          </Button>
        </p>
      )}
      {confirmDays.error && <ProblemText error={confirmDays.error} />}
      <DayList days={days?.items ?? []} />
    </section>
  );
}

/** One step of a student, with the day, the mark or the words that it needs. */
function StepForm({ id, agreement, student, action }: Panel & { action: Action }) {
  const [day, setDay] = useState(agreement.today);
  const [mark, setMark] = useState<Mark | ''>('');
  const [text, setText] = useState('');
  const { day: dayLabel, text: textLabel, sure } = needed[action.id];
  const act = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/apprenticeships/{apprenticeshipId}/students/{apprenticeId}/acts', {
          params: { path: { id, apprenticeshipId: agreement.id, apprenticeId: student.id } },
          body: {
            action: action.id,
            version: student.version,
            text,
            ...(dayLabel && { day }),
            ...(mark !== '' && { mark }),
          },
        }),
      ),
    onSuccess: forgetApprenticeships,
  });
  const isRestating = act.error instanceof ApiProblem && act.error.code === 'year-closed';
  const asked = textLabel ?? (isRestating ? '更正已结账年度的理由' : undefined);
  return (
    <form
      aria-label={action.label}
      onSubmit={(event) => {
        event.preventDefault();
        if (sure === undefined || confirm(sure)) act.mutate();
      }}
    >
      <p className="actions">
        {dayLabel && <InlineInput label={dayLabel} type="date" required value={day} onChange={setDay} />}
        {action.id === 'evaluate' && (
          <InlineSelect
            label="等次"
            choices={marks.map((each) => ({ id: each, label: each }))}
            value={mark}
            onChange={setMark}
          />
        )}
        {asked !== undefined && (
          <InlineInput
            label={asked}
            required={action.id === 'leave' || isRestating}
            maxLength={500}
            value={text}
            onChange={setText}
          />
        )}
        <Button htmlType="submit" loading={act.isPending}>
          {action.label}
        </Button>
      </p>
      {act.error && <ProblemText error={act.error} />}
    </form>
  );
}

type Mark = (typeof marks)[number];

const needed: Readonly<Record<Action['id'], { day?: string; text?: string; sure?: string }>> = {
  train: { day: '培训合格日期' },
  begin: { day: '上岗日期' },
  withdraw: { sure: '取消后，这名学生的链接失效。继续？' },
  evaluate: { text: '评语' },
  complete: { day: '结业日期' },
  leave: { day: '最后一天', text: '原因' },
};
