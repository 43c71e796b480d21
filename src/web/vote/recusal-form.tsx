import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import type { Meeting } from '#web/council/council-queries.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import type { Motion } from './vote-queries.ts';

/** Noting that a seat has an interest in the matter and keeps away; or taking that back where it was noted by mistake. */
export function RecusalForm({
  meeting,
  motion,
  onDone,
}: {
  meeting: Meeting;
  motion: Motion;
  onDone: () => Promise<void>;
}) {
  const [seatId, setSeatId] = useState('');
  const [reason, setReason] = useState('');
  const path = { id: meeting.consortium.id, meetingId: meeting.id, motionId: motion.id, seatId };
  const note = useMutation({
    mutationFn: () =>
      answered(
        client.PUT('/api/consortia/{id}/meetings/{meetingId}/motions/{motionId}/recusals/{seatId}', {
          params: { path },
          body: { reason },
        }),
      ),
    onSuccess: async () => {
      setSeatId('');
      setReason('');
      await onDone();
    },
  });
  const remove = useMutation({
    mutationFn: (of: string) =>
      answered(
        client.DELETE('/api/consortia/{id}/meetings/{meetingId}/motions/{motionId}/recusals/{seatId}', {
          params: { path: { ...path, seatId: of } },
        }),
      ),
    onSettled: onDone,
  });
  if (meeting.seats.length === 0) return null;
  const away = new Set(motion.recusals.map((each) => each.seatId));
  return (
    <details>
      <summary>回避（与事项有利害关系的，不计入本次表决）</summary>
      <ul className="plain-list">
        {motion.recusals.map((each) => (
          <li key={each.seatId}>
            {each.name}（{each.reason}）
            <Button size="small" loading={remove.isPending} onClick={() => remove.mutate(each.seatId)}>
              撤销
            </Button>
          </li>
        ))}
      </ul>
      <div className="actions">
        <select
          className="text"
          aria-label="回避的席位"
          value={seatId}
          onChange={(event) => setSeatId(event.target.value)}
        >
          <option value="">请选择席位</option>
          {meeting.seats
            .filter((seat) => !away.has(seat.seatId))
            .map((seat) => (
              <option key={seat.seatId} value={seat.seatId}>
                {seat.name}（{seat.organisation}）
              </option>
            ))}
        </select>
        <input
          className="text"
          aria-label="回避的理由"
          placeholder="理由"
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <Button disabled={seatId === '' || reason.trim() === ''} loading={note.isPending} onClick={() => note.mutate()}>
          登记回避
        </Button>
      </div>
      {(note.error ?? remove.error) && <ProblemText error={note.error ?? remove.error} />}
    </details>
  );
}
