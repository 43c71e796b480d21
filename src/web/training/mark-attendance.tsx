import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { forgetTraining, type TrainingClass } from './training-queries.ts';

/** One day of the class, by hand: for who has no phone, and to put right what went wrong. */
export function MarkAttendance({ id, held }: { id: string; held: TrainingClass }) {
  const past = held.days.filter((each) => each <= held.today);
  const [day, setDay] = useState(past.at(-1) ?? '');
  const mark = useMutation({
    mutationFn: ({ traineeId, isThere }: { traineeId: string; isThere: boolean }) =>
      answered(
        client.PUT('/api/consortia/{id}/training/classes/{classId}/attendance', {
          params: { path: { id, classId: held.id } },
          body: { day, traineeIds: [traineeId], isThere },
        }),
      ),
    onSettled: forgetTraining,
  });
  const all = useMutation({
    mutationFn: () =>
      answered(
        client.PUT('/api/consortia/{id}/training/classes/{classId}/attendance', {
          params: { path: { id, classId: held.id } },
          body: { day, traineeIds: enrolled.map((each) => each.id), isThere: true },
        }),
      ),
    onSettled: forgetTraining,
  });
  const enrolled = held.trainees.filter(({ state, isErased }) => state === 'enrolled' && !isErased);
  if (past.length === 0) return <p className="soft">第一天是{held.startsOn}，到时可以签到。</p>;
  const error = mark.error ?? all.error;
  return (
    <fieldset className="training-marks">
      <legend>签到登记</legend>
      <InlineSelect
        label="日期"
        choices={past.map((each) => ({ id: each, label: each }))}
        value={day}
        onChange={setDay}
      />
      {enrolled.map((each) => (
        <label key={each.id}>
          <input
            type="checkbox"
            disabled={mark.isPending}
            checked={each.days.includes(day)}
            onChange={(event) => mark.mutate({ traineeId: each.id, isThere: event.target.checked })}
          />
          {each.name}
        </label>
      ))}
      <Button size="small" loading={all.isPending} onClick={() => all.mutate()}>
        全部到齐
      </Button>
      {error && <ProblemText error={error} />}
    </fieldset>
  );
}
