import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import type { Live, Meeting } from '#web/council/council-queries.ts';
import { Loaded } from '#web/ui/loaded.tsx';
import { LiveVote } from './live-vote.tsx';
import { MotionForm } from './motion-form.tsx';
import { OneMotion } from './one-motion.tsx';
import './vote.css';
import { type Motions, motionsQuery } from './vote-queries.ts';

/** The motions of a meeting on the chair's screen: putting, amending, voting, and what became of them. */
export function MotionsCard(props: { meeting: Meeting; live: Live; onDone: () => Promise<void> }) {
  const motions = useQuery(motionsQuery(props.meeting.consortium.id, props.meeting.id));
  return <Loaded query={motions}>{(data) => <MotionList {...props} data={data} />}</Loaded>;
}

function MotionList(props: { meeting: Meeting; live: Live; onDone: () => Promise<void>; data: Motions }) {
  const { meeting, live, onDone, data } = props;
  const [isPutting, setPutting] = useState(false);
  const mayPut = data.canManage && ['draft', 'called', 'open'].includes(meeting.state) && meeting.agenda.length > 0;
  return (
    <section className="card" aria-label="议案和表决">
      <h2>议案和表决</h2>
      {live.vote && <LiveVote vote={live.vote} />}
      {data.motions.length === 0 && (
        <p className="soft">{meeting.agenda.length === 0 ? '先填议程，再就各项议程提出议案。' : '还没有议案。'}</p>
      )}
      {data.motions.map((motion) => (
        <OneMotion key={motion.id} meeting={meeting} motion={motion} data={data} live={live} onDone={onDone} />
      ))}
      {mayPut && !isPutting && <Button onClick={() => setPutting(true)}>提出议案</Button>}
      {mayPut && isPutting && (
        <MotionForm
          agenda={meeting.agenda}
          kinds={data.kinds}
          save={async (body) => {
            const path = { id: meeting.consortium.id, meetingId: meeting.id };
            await answered(client.POST('/api/consortia/{id}/meetings/{meetingId}/motions', { params: { path }, body }));
            await onDone();
            setPutting(false);
          }}
          onCancel={() => setPutting(false)}
        />
      )}
    </section>
  );
}
