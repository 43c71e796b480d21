import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { type Manner, mannerLabels, manners } from '#core/council/tally.ts';
import { answered, client } from '#web/api/client.ts';
import type { Meeting } from '#web/council/council-queries.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import type { Motion } from './vote-queries.ts';

/** Opening a vote on a motion or, with `amendmentId`, on an amendment. */
export function VoteActs(props: {
  meeting: Meeting;
  motion: Motion;
  amendmentId: string | null;
  onDone: () => Promise<void>;
}) {
  const { meeting, motion, amendmentId, onDone } = props;
  const isWritten = meeting.kind === 'circulated';
  const [manner, setManner] = useState<Manner>('open');
  const [until, setUntil] = useState('');
  const open = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/meetings/{meetingId}/motions/{motionId}/votes', {
          params: { path: { id: meeting.consortium.id, meetingId: meeting.id, motionId: motion.id } },
          body: {
            version: motion.version,
            amendmentId,
            manner,
            closesAt: until === '' ? null : `${until}T23:59:59+08:00`,
          },
        }),
      ),
    onSettled: onDone,
  });
  return (
    <>
      <div className="actions">
        <select
          className="text"
          aria-label={amendmentId ? '修正案表决方式' : '表决方式'}
          value={manner}
          onChange={(event) => setManner(manners.find((each) => each === event.target.value) ?? 'open')}
        >
          {manners.map((each) => (
            <option key={each} value={each}>
              {mannerLabels[each]}
            </option>
          ))}
        </select>
        {isWritten && (
          <label>
            截止日期{' '}
            <input className="text" type="date" value={until} onChange={(event) => setUntil(event.target.value)} />
          </label>
        )}
        <Button type={amendmentId ? 'default' : 'primary'} loading={open.isPending} onClick={() => open.mutate()}>
          {amendmentId ? '表决修正案' : '开始表决'}
        </Button>
      </div>
      {open.error && <ProblemText error={open.error} />}
    </>
  );
}
