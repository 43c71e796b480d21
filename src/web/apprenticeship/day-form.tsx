import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { TextField } from '#web/ui/text-field.tsx';
import { type ApprenticePass, forgetApprenticeships } from './apprenticeship-queries.ts';

/** A day at the post as the student tells it; told again, it is changed until the enterprise has confirmed it. */
export function DayForm({ token, pass }: { token: string; pass: ApprenticePass }) {
  const [typed, setTyped] = useState({ day: pass.today, from: '08:00', to: '17:00', rest: '60', log: '' });
  const tell = useMutation({
    mutationFn: () => {
      const [from, to] = [minutesOf(typed.from), minutesOf(typed.to)];
      return answered(
        client.PUT('/api/public/apprentice/{token}/days', {
          params: { path: { token } },
          // Whoever ends before it began ends on the next day.
          body: { day: typed.day, from, to: to > from ? to : to + 1440, rest: Number(typed.rest), log: typed.log },
        }),
      );
    },
    onSuccess: async () => {
      setTyped({ ...typed, log: '' });
      await forgetApprenticeships();
    },
  });
  const set = (name: keyof typeof typed) => (value: string) => setTyped({ ...typed, [name]: value });
  return (
    <form
      className="day-form"
      aria-label="记日志"
      onSubmit={(event) => {
        event.preventDefault();
        tell.mutate();
      }}
    >
      <InlineInput label="日期" type="date" required value={typed.day} onChange={set('day')} />
      <InlineInput label="开始" type="time" required value={typed.from} onChange={set('from')} />
      <InlineInput label="结束" type="time" required value={typed.to} onChange={set('to')} />
      <InlineInput
        label="其中休息（分钟）"
        required
        size={4}
        inputMode="numeric"
        pattern="0|[1-9][0-9]*"
        value={typed.rest}
        onChange={set('rest')}
      />
      <TextField label="做了什么、学到什么" rows={3} most={1000} value={typed.log} onChange={set('log')} />
      <Button type="primary" size="large" htmlType="submit" loading={tell.isPending}>
        保存
      </Button>
      <div role="status" className="good">
        {tell.isSuccess && '已保存，企业确认前可以修改。'}
      </div>
      {tell.error && <ProblemText error={tell.error} />}
    </form>
  );
}

function minutesOf(clock: string): number {
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  return hour * 60 + minute;
}
