import { useQuery } from '@tanstack/react-query';
import { Difference } from './difference.tsx';
import { motionsQuery } from './vote-queries.ts';
import { VoteResult } from './vote-result.tsx';

/** On the wall: the motions of the item at hand, with what was changed in them and what the votes came to. */
export function WallResult({ id, meetingId, itemId }: { id: string; meetingId: string; itemId: string }) {
  const motions = useQuery(motionsQuery(id, meetingId)).data?.motions ?? [];
  return motions
    .filter((motion) => motion.itemId === itemId && motion.state !== 'withdrawn')
    .map((motion) => (
      <article key={motion.id} className="motion" aria-label={motion.title}>
        <h2>{motion.title}</h2>
        <Difference before={motion.original} after={motion.text} />
        {motion.votes.map((vote) => {
          const amendment = motion.amendments.find((each) => each.id === vote.amendmentId);
          // Who voted what is read in the minutes, not from the wall.
          return (
            <VoteResult
              key={vote.id}
              vote={{ ...vote, named: [] }}
              subject={amendment ? `修正案${amendment.number}，` : ''}
            />
          );
        })}
      </article>
    ));
}
