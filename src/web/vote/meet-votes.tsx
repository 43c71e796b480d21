import { useQuery } from '@tanstack/react-query';
import type { Live, PassMeeting } from '#web/council/council-queries.ts';
import { Difference } from './difference.tsx';
import { MeetBallot } from './meet-ballot.tsx';
import { MeetRecusal } from './meet-recusal.tsx';
import { SecretBallotForm } from './secret-ballot-form.tsx';
import './vote.css';
import { type Motion, type PassMotions, passMotionsQuery, type Vote } from './vote-queries.ts';
import { VoteResult } from './vote-result.tsx';
import { YourBallot } from './your-ballot.tsx';

/** On a holder's phone: the vote that is open, with its text; and what was decided before. */
export function MeetVotes({
  token,
  data,
  live,
  onDone,
}: {
  token: string;
  data: PassMeeting;
  live: Live;
  onDone: () => Promise<void>;
}) {
  const motions = useQuery(passMotionsQuery(token));
  const known = motions.data ?? { motions: [], ballots: [] };
  const open = known.motions.find(({ votes }) => votes.some(({ id }) => id === live.vote?.id));
  const vote = open?.votes.find(({ id }) => id === live.vote?.id);
  return (
    <>
      {live.vote && (
        <section className="card" aria-label="表决">
          <h2>正在表决</h2>
          {open && vote ? (
            <OpenVote token={token} motion={open} vote={vote} known={known} data={data} live={live} onDone={onDone} />
          ) : (
            <p role="status">{live.vote.title}</p>
          )}
        </section>
      )}
      {known.motions.length > 0 && (
        <section className="card" aria-label="议案">
          <h2>议案</h2>
          {known.motions.map((motion) => (
            <article key={motion.id} className="motion" aria-label={motion.title}>
              <h3>{motion.title}</h3>
              {motion.text === motion.original ? (
                <p className="motion-text">{motion.text}</p>
              ) : (
                <Difference before={motion.original} after={motion.text} />
              )}
              {motion.votes.map((each) => (
                <div key={each.id}>
                  <VoteResult vote={each} subject={subjectOf(motion, each)} />
                  {each.manner === 'secret' && each.closedAt && <YourBallot token={token} voteId={each.id} />}
                </div>
              ))}
              {motion.state === 'open' && motion.id !== open?.id && (
                <MeetRecusal token={token} motion={motion} seatId={data.seat.id} onDone={onDone} />
              )}
              {motion.resolution && <p>{motion.resolution.number}</p>}
            </article>
          ))}
        </section>
      )}
    </>
  );
}

function subjectOf({ amendments }: Motion, { amendmentId }: Vote): string {
  const amendment = amendments.find(({ id }) => id === amendmentId);
  return amendment ? `修正案${amendment.number}，` : '';
}

function OpenVote(props: {
  token: string;
  motion: Motion;
  vote: Vote;
  known: PassMotions;
  data: PassMeeting;
  live: Live;
  onDone: () => Promise<void>;
}) {
  const { token, motion, vote, known, data, live, onDone } = props;
  const ballots = known.ballots.filter(({ voteId }) => voteId === vote.id);
  const amendment = motion.amendments.find(({ id }) => id === vote.amendmentId);
  const mayCome = data.meeting.kind === 'circulated';
  return (
    <>
      <h3>
        {subjectOf(motion, vote)}
        {motion.title}
      </h3>
      {amendment ? (
        <Difference before={amendment.before} after={amendment.text} />
      ) : (
        <Difference before={motion.original} after={motion.text} />
      )}
      {ballots.length === 0 && <p className="warning">本次表决中您没有投票：表决开始时您尚未到会，或已回避。</p>}
      {ballots.length > 0 && !data.seat.present && !mayCome && <p className="warning">请先签到，再投票。</p>}
      {(data.seat.present || mayCome) &&
        ballots.map((ballot) =>
          vote.manner === 'secret' ? (
            <SecretBallotForm
              key={ballot.seatId}
              token={token}
              vote={vote}
              ballot={ballot}
              isWritten={mayCome}
              onDone={onDone}
            />
          ) : (
            <MeetBallot
              key={ballot.seatId}
              token={token}
              vote={vote}
              ballot={ballot}
              isWritten={mayCome}
              onDone={onDone}
            />
          ),
        )}
      <p className="soft" role="status">
        已投{live.vote?.done ?? 0}／{vote.seats}票
      </p>
    </>
  );
}
