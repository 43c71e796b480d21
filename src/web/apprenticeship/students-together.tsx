import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { type Apprentice, type Apprenticeship, forgetApprenticeships } from './apprenticeship-queries.ts';

/** One day for all students who are to be trained, and for all who may begin; whoever cannot is told, and those before it are done. */
export function StudentsTogether({ id, agreement }: { id: string; agreement: Apprenticeship }) {
  const may = ({ actions }: Apprentice, action: string) => actions.some((each) => each.id === action);
  const untrained = agreement.students.filter((each) => each.trainedOn === null && may(each, 'train'));
  const ready = agreement.students.filter((each) => each.trainedOn !== null && may(each, 'begin'));
  return (
    <>
      {untrained.length > 1 && <Together {...{ id, agreement, students: untrained, action: 'train' }} />}
      {ready.length > 1 && <Together {...{ id, agreement, students: ready, action: 'begin' }} />}
    </>
  );
}

const words = { train: ['培训合格日期', '人登记安全培训'], begin: ['上岗日期', '人一起上岗'] } as const;

function Together(props: {
  id: string;
  agreement: Apprenticeship;
  students: readonly Apprentice[];
  action: 'train' | 'begin';
}) {
  const { id, agreement, students, action } = props;
  const [day, setDay] = useState(agreement.today);
  const [label, button] = words[action];
  const act = useMutation({
    mutationFn: async () => {
      for (const student of students)
        await answered(
          client.POST('/api/consortia/{id}/apprenticeships/{apprenticeshipId}/students/{apprenticeId}/acts', {
            params: { path: { id, apprenticeshipId: agreement.id, apprenticeId: student.id } },
            body: { action, version: student.version, day },
          }),
        );
    },
    onSettled: forgetApprenticeships,
  });
  return (
    <form
      aria-label={button}
      onSubmit={(event) => {
        event.preventDefault();
        act.mutate();
      }}
    >
      <p className="actions">
        <InlineInput label={label} type="date" required value={day} onChange={setDay} />
        <Button htmlType="submit" loading={act.isPending}>
          {students.length}
          {button}
        </Button>
      </p>
      {act.error && <ProblemText error={act.error} />}
    </form>
  );
}
