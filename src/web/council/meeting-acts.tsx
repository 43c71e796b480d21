import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { type MeetingAction, meetingSteps } from '#core/council/meeting.ts';
import { ApiProblem, answered, client } from '#web/api/client.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import type { Meeting } from './council-queries.ts';
import type { HandedPass } from './pass-list.tsx';

const sure: Readonly<Record<MeetingAction, string>> = {
  call: '通知发出后，时间和方式不能再改。现在发出？',
  open: '宣布开会？',
  close: '宣布散会？此后不能再签到和表决。',
  cancel: '取消这次会议？',
};

/** What may be done with the meeting next; of two who do it at once, the second learns what the first did. */
export function MeetingActs({
  meeting,
  onDone,
}: {
  meeting: Meeting;
  onDone: (passes: readonly HandedPass[]) => Promise<void>;
}) {
  const { id, consortium, version, actions } = meeting;
  const [shortNotice, setShortNotice] = useState('');
  const act = useMutation({
    mutationFn: (action: MeetingAction) =>
      answered(
        client.POST('/api/consortia/{id}/meetings/{meetingId}/acts', {
          params: { path: { id: consortium.id, meetingId: id } },
          body: { action, version, shortNotice },
        }),
      ),
    onSuccess: ({ passes }) => onDone(passes),
    onError: () => onDone([]),
  });
  if (actions.length === 0) return null;
  const isTooLate = act.error instanceof ApiProblem && act.error.code === 'notice-too-short';
  return (
    <section className="card">
      <h2>主持</h2>
      {isTooLate && (
        <label className="field">
          <span>紧急召开的理由（写入会议记录）</span>
          <textarea
            className="text"
            rows={2}
            maxLength={500}
            value={shortNotice}
            onChange={(event) => setShortNotice(event.target.value)}
          />
        </label>
      )}
      <p className="actions">
        {actions.map((action, at) => (
          <Button
            key={action}
            type={at === 0 ? 'primary' : 'default'}
            danger={action === 'cancel'}
            loading={act.isPending && act.variables === action}
            onClick={() => confirm(sure[action]) && act.mutate(action)}
          >
            {meetingSteps[action].label}
          </Button>
        ))}
      </p>
      {act.error && <ProblemText error={act.error} />}
    </section>
  );
}
