import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { type Choice, choiceLabels, choices } from '#core/council/tally.ts';
import { answered, client } from '#web/api/client.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { type KeptBallot, keepBallot, readBallot } from './kept-ballots.ts';
import { canVoteSecretly, codeOfSerial, finishBallot, prepareBallot } from './secret-ballot.ts';
import type { PassBallot, Vote } from './vote-queries.ts';

/**
 * A secret vote. The ballot is fetched as soon as the vote is seen, whatever its voter will say and when: the order in which seats fetch theirs then tells
 * nothing of the order in which ballots are cast. In writing, fetching is an attendance and waits for the voter.
 */
export function SecretBallotForm(props: {
  token: string;
  vote: Vote;
  ballot: PassBallot;
  isWritten: boolean;
  onDone: () => Promise<void>;
}) {
  const { token, vote, ballot, isWritten, onDone } = props;
  const { seatId, name, isIssued } = ballot;
  const [kept, setKept] = useState(() => readBallot(vote.id, seatId));
  const keep = (next: KeptBallot) => {
    keepBallot(vote.id, next);
    setKept(next);
    return next;
  };
  const fetchBallot = async (): Promise<KeptBallot & { signed: string }> => {
    const own = readBallot(vote.id, seatId) ?? keep({ seatId, prepared: await prepareBallot(vote.publicKey ?? '') });
    if (own.signed !== undefined) return { ...own, signed: own.signed };
    const { signed } = await answered(
      client.POST('/api/public/meet/{token}/votes/{voteId}/issues', {
        params: { path: { token, voteId: vote.id } },
        body: { seatId, blinded: own.prepared.blinded },
      }),
    );
    return { ...keep({ ...own, signed }), signed };
  };
  const issue = useMutation({ mutationFn: fetchBallot });
  const isAsked = useRef(false);
  const isLost = isIssued && !kept;
  const mayIssue = canVoteSecretly() && !isWritten && !isLost && kept?.signed === undefined;
  useEffect(() => {
    if (!mayIssue || isAsked.current) return;
    isAsked.current = true;
    issue.mutate();
  }, [mayIssue, issue.mutate]);
  const cast = useMutation({
    mutationFn: async (choice: Choice) => {
      const own = await fetchBallot();
      // What was once tried is what is cast: one ballot says one thing.
      const said = own.choice ?? choice;
      keep({ ...own, choice: said });
      const order = { voteId: vote.id, publicKey: vote.publicKey ?? '', prepared: own.prepared, signed: own.signed };
      const sent = await finishBallot({ ...order, choice: said });
      await castAnonymously(vote.id, sent);
      keep({ ...own, choice: said, isCast: true });
    },
    onSettled: (_, error) => (error || isWritten ? onDone() : undefined),
  });
  if (!canVoteSecretly()) return <p className="error">无记名投票须经 https 打开本页；请改用 https 的参会链接。</p>;
  if (isLost) return <p className="warning">{name && `${name}的`}选票已在另一台设备上领取，请用那台设备投票。</p>;
  if (kept?.isCast && kept.choice) return <Cast kept={kept} name={name} choice={kept.choice} />;
  return (
    <div>
      <p>{name === '' ? '您的一票' : `代${name}投票`}（无记名，投出后不能更改；任何人都看不到这一票是谁投的）</p>
      <div className="choices">
        {choices.map((choice) => (
          <Button
            key={choice}
            aria-label={name === '' ? choiceLabels[choice] : `代${name}${choiceLabels[choice]}`}
            loading={cast.isPending && cast.variables === choice}
            disabled={cast.isPending || (kept?.choice !== undefined && kept.choice !== choice)}
            onClick={() => cast.mutate(choice)}
          >
            {choiceLabels[choice]}
          </Button>
        ))}
      </div>
      {(cast.error ?? issue.error) && <ProblemText error={cast.error ?? issue.error} />}
    </div>
  );
}

function Cast({ kept, name, choice }: { kept: KeptBallot; name: string; choice: Choice }) {
  const [code, setCode] = useState('');
  useEffect(() => {
    void codeOfSerial(kept.prepared.serial).then(setCode);
  }, [kept.prepared.serial]);
  return (
    <p role="status" className="good">
      {name && `代${name}`}已投：<strong>{choiceLabels[choice]}</strong>。票号
      <span className="ballot-code">{code}</span>
      ，表决结束后可在选票清单中核对。
    </p>
  );
}

/** Without cookie, pass or address of where it comes from. */
async function castAnonymously(voteId: string, ballot: Awaited<ReturnType<typeof finishBallot>>): Promise<void> {
  await answered(
    client.POST('/api/public/votes/{voteId}/ballots', {
      params: { path: { voteId } },
      body: ballot,
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    }),
  );
}
