import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { type Choice, choiceLabels, choices, mannerLabels } from '#core/council/tally.ts';
import { answered, client } from '#web/api/client.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import type { PassBallot, Vote } from './vote-queries.ts';

/** One seat's vote in an open or named vote: one's own, or that of a seat for which one speaks. */
export function MeetBallot(props: {
  token: string;
  vote: Vote;
  ballot: PassBallot;
  isWritten: boolean;
  onDone: () => Promise<void>;
}) {
  const { token, vote, ballot, isWritten, onDone } = props;
  const cast = useMutation({
    mutationFn: (choice: Choice) =>
      answered(
        client.POST('/api/public/meet/{token}/votes/{voteId}/casts', {
          params: { path: { token, voteId: vote.id } },
          body: { votes: [{ seatId: ballot.seatId, choice }] },
        }),
      ),
    // What was cast is known here: a hall does not ask for it. In writing it is an attendance, too.
    onSettled: (_, error) => (error || isWritten ? onDone() : undefined),
  });
  const said = ballot.choice ?? (cast.isSuccess ? cast.variables : null);
  const whose = ballot.name === '' ? '您' : `受${ballot.name}委托，您`;
  if (said)
    return (
      <p role="status" className="good">
        {whose}已投：<strong>{choiceLabels[said]}</strong>
      </p>
    );
  return (
    <div>
      <p>
        {ballot.name === '' ? '您的一票' : `代${ballot.name}投票`}（{mannerLabels[vote.manner]}，投出后不能更改）
      </p>
      <div className="choices">
        {choices.map((choice) => (
          <Button
            key={choice}
            aria-label={ballot.name === '' ? choiceLabels[choice] : `代${ballot.name}${choiceLabels[choice]}`}
            loading={cast.isPending && cast.variables === choice}
            disabled={cast.isPending}
            onClick={() => cast.mutate(choice)}
          >
            {choiceLabels[choice]}
          </Button>
        ))}
      </div>
      {cast.error && <ProblemText error={cast.error} />}
    </div>
  );
}
