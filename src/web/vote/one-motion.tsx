import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { answered, client } from '#web/api/client.ts';
import type { Live, Meeting } from '#web/council/council-queries.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { AmendForm } from './amend-form.tsx';
import { Difference } from './difference.tsx';
import { RecusalForm } from './recusal-form.tsx';
import { ResolutionActs } from './resolution-acts.tsx';
import { VoteActs } from './vote-acts.tsx';
import type { Motion, Motions } from './vote-queries.ts';
import { VoteResult } from './vote-result.tsx';

const states = { open: '', carried: '已通过', rejected: '未通过', withdrawn: '已撤回' } as const;
const amendmentStates = { open: '待处理', adopted: '已采纳', rejected: '未采纳', withdrawn: '已撤回' } as const;

/** A motion from its text to its resolution. */
export function OneMotion(props: {
  meeting: Meeting;
  motion: Motion;
  data: Motions;
  live: Live;
  onDone: () => Promise<void>;
}) {
  const { meeting, motion, data, live, onDone } = props;
  const path = { id: meeting.consortium.id, meetingId: meeting.id, motionId: motion.id };
  const isOpen = motion.state === 'open' && ['draft', 'called', 'open'].includes(meeting.state);
  const isVoting = live.vote !== null && motion.votes.some(({ id }) => id === live.vote?.id);
  const mayAct = data.canManage && isOpen && !isVoting;
  const withdraw = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/meetings/{meetingId}/motions/{motionId}/withdrawal', {
          params: { path },
          body: { version: motion.version },
        }),
      ),
    onSettled: onDone,
  });
  return (
    <article className="motion" aria-label={motion.title}>
      <h3>
        {motion.title} <span className="soft">{states[motion.state]}</span>
      </h3>
      <p className="soft">
        {motion.kindLabel}
        {motion.majority && `，须${motion.majority}`}
        {motion.proposer && `，提案人：${motion.proposer}`}
      </p>
      {motion.text === motion.original ? (
        <p className="motion-text">{motion.text}</p>
      ) : (
        <Difference before={motion.original} after={motion.text} />
      )}
      {motion.amendments.map((amendment) => (
        <OneAmendment key={amendment.id} path={path} amendment={amendment} mayAct={mayAct} onDone={onDone}>
          {meeting.state === 'open' && (
            <VoteActs meeting={meeting} motion={motion} amendmentId={amendment.id} onDone={onDone} />
          )}
        </OneAmendment>
      ))}
      {motion.recusals.length > 0 && (
        <p>回避：{motion.recusals.map(({ name, reason }) => `${name}（${reason}）`).join('、')}</p>
      )}
      {motion.votes.map((vote) => {
        const amendment = motion.amendments.find(({ id }) => id === vote.amendmentId);
        return <VoteResult key={vote.id} vote={vote} subject={amendment ? `修正案${amendment.number}，` : ''} />;
      })}
      {data.canManage && isVoting && live.vote && <CloseVote path={path} voteId={live.vote.id} onDone={onDone} />}
      {mayAct && (
        <>
          {meeting.state === 'open' && !motion.amendments.some(({ state }) => state === 'open') && (
            <VoteActs meeting={meeting} motion={motion} amendmentId={null} onDone={onDone} />
          )}
          <AmendForm path={path} motion={motion} onDone={onDone} />
          <RecusalForm meeting={meeting} motion={motion} onDone={onDone} />
          <p className="actions">
            <Button
              size="small"
              loading={withdraw.isPending}
              onClick={() => confirm('撤回这项议案？') && withdraw.mutate()}
            >
              撤回议案
            </Button>
          </p>
          {withdraw.error && <ProblemText error={withdraw.error} />}
        </>
      )}
      {motion.state === 'carried' && <ResolutionActs path={path} motion={motion} data={data} onDone={onDone} />}
    </article>
  );
}

type MotionPath = { id: string; meetingId: string; motionId: string };

function OneAmendment(props: {
  path: MotionPath;
  amendment: Motion['amendments'][number];
  mayAct: boolean;
  onDone: () => Promise<void>;
  children: React.ReactNode;
}) {
  const { path, amendment, mayAct, onDone, children } = props;
  const act = useMutation({
    mutationFn: (action: 'adopt' | 'reject' | 'withdraw') =>
      answered(
        client.POST('/api/consortia/{id}/meetings/{meetingId}/motions/{motionId}/amendments/{amendmentId}/acts', {
          params: { path: { ...path, amendmentId: amendment.id } },
          body: { action },
        }),
      ),
    onSettled: onDone,
  });
  return (
    <div>
      <p>
        修正案{amendment.number}（{amendment.proposer}） <strong>{amendmentStates[amendment.state]}</strong>
      </p>
      <Difference before={amendment.before} after={amendment.text} />
      {mayAct && amendment.state === 'open' && (
        <>
          <p className="actions">
            <Button size="small" loading={act.isPending} onClick={() => act.mutate('adopt')}>
              无异议采纳
            </Button>
            <Button size="small" loading={act.isPending} onClick={() => act.mutate('reject')}>
              不采纳
            </Button>
            <Button size="small" loading={act.isPending} onClick={() => act.mutate('withdraw')}>
              撤回修正案
            </Button>
          </p>
          {children}
          {act.error && <ProblemText error={act.error} />}
        </>
      )}
    </div>
  );
}

function CloseVote({ path, voteId, onDone }: { path: MotionPath; voteId: string; onDone: () => Promise<void> }) {
  const close = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/meetings/{meetingId}/votes/{voteId}/close', {
          params: { path: { id: path.id, meetingId: path.meetingId, voteId } },
        }),
      ),
    onSettled: onDone,
  });
  return (
    <p className="actions">
      <Button
        type="primary"
        loading={close.isPending}
        onClick={() => confirm('结束表决并计票？此后不再收票。') && close.mutate()}
      >
        结束表决
      </Button>
      {close.error && <ProblemText error={close.error} />}
    </p>
  );
}
