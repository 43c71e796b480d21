import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import type { PassMeeting } from './council-queries.ts';

/** Whether one comes; the latest word counts. */
export function MeetReply({ token, data, onDone }: { token: string; data: PassMeeting; onDone: () => Promise<void> }) {
  const { seat } = data;
  const [note, setNote] = useState(seat.replyNote);
  const send = useMutation({
    mutationFn: (reply: 'coming' | 'absent') =>
      answered(client.PUT('/api/public/meet/{token}/reply', { params: { path: { token } }, body: { reply, note } })),
    onSuccess: onDone,
  });
  return (
    <section className="card">
      <h2>回复通知</h2>
      {seat.reply && (
        <p role="status" className="good">
          已回复：{seat.reply === 'coming' ? '参加' : '请假'}
        </p>
      )}
      <label className="field">
        <span>说明（可不填）</span>
        <input className="text" maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
      </label>
      <p className="actions">
        <Button
          type={seat.reply === null ? 'primary' : 'default'}
          loading={send.isPending}
          onClick={() => send.mutate('coming')}
        >
          参加
        </Button>
        <Button loading={send.isPending} onClick={() => send.mutate('absent')}>
          请假
        </Button>
      </p>
      {send.error && <ProblemText error={send.error} />}
    </section>
  );
}
