import { choiceLabels, choices, mannerLabels } from '#core/council/tally.ts';
import type { Vote } from './vote-queries.ts';

const outcomes = { carried: '通过', rejected: '未通过', 'no-quorum': '到会人数不足，表决无效' } as const;

/** What a vote that is closed came to, and by what. */
export function VoteResult({ vote, subject }: { vote: Vote; subject: string }) {
  const { result, manner, majority, named } = vote;
  if (!result) return null;
  const { tally, outcome, needed, isTied } = result;
  return (
    <div className="vote-result">
      <p>
        {subject}
        {mannerLabels[manner]}：
        <strong className={outcome === 'carried' ? 'good' : 'error'}>{outcomes[outcome]}</strong>
        {isTied && '（赞成与反对票数相等）'}
      </p>
      <p>
        {choices.map((choice) => `${choiceLabels[choice]}${tally[choice]}`).join('，')}
        {tally.silent > 0 && `，未投${tally.silent}`}
        <span className="soft">
          {'　'}须{majority}，即赞成{needed}票
        </span>
      </p>
      {named.length > 0 && (
        <details>
          <summary>各席位的投票</summary>
          <ul className="plain-list">
            {named.map(({ name, organisation, by, choice }) => (
              <li key={`${name} ${organisation}`}>
                {name}（{organisation}）{choiceLabels[choice]}
                {by && <span className="soft">　由{by}代投</span>}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
