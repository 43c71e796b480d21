import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { choiceLabels } from '#core/council/tally.ts';
import { ballotsOf } from './kept-ballots.ts';
import { canVoteSecretly, codeOfSerial } from './secret-ballot.ts';
import { ballotsQuery } from './vote-queries.ts';

/** After a secret vote: every ballot by its code, and whether those cast from this device were counted as they were cast. */
export function YourBallot({ token, voteId }: { token: string; voteId: string }) {
  const ballots = useQuery(ballotsQuery(token, voteId)).data?.ballots;
  const [own, setOwn] = useState<readonly { code: string; choice: string | undefined }[]>([]);
  useEffect(() => {
    if (!canVoteSecretly()) return;
    const cast = ballotsOf(voteId).filter(({ isCast }) => isCast);
    const codes = cast.map(async ({ prepared, choice }) => ({ code: await codeOfSerial(prepared.serial), choice }));
    void Promise.all(codes).then(setOwn);
  }, [voteId]);
  if (!ballots) return null;
  return (
    <>
      {own.map(({ code, choice }) => {
        const isCounted = ballots.some((ballot) => ballot.code === code && ballot.choice === choice);
        return (
          <p key={code} role="status" className={isCounted ? 'good' : 'error'}>
            您的选票<span className="ballot-code">{code}</span>
            {isCounted ? '已如实计入。' : '不在计票之列，请保留本页并向会议提出。'}
          </p>
        );
      })}
      <details>
        <summary>全部选票（{ballots.length}张）</summary>
        <ul className="plain-list">
          {ballots.map(({ code, choice }) => (
            <li key={code}>
              <span className="ballot-code">{code}</span>　{choiceLabels[choice]}
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}
