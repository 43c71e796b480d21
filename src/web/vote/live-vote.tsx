import { choiceLabels, choices, mannerLabels } from '#core/council/tally.ts';
import type { Live } from '#web/council/council-queries.ts';
import './vote.css';

/** The vote that is open, as everybody may see it: how many have voted, and what they voted only where it is an open vote. */
export function LiveVote({ vote }: { vote: NonNullable<Live['vote']> }) {
  const { title, manner, seats, done, choices: counted } = vote;
  return (
    <div className="live-vote" role="status">
      <p className="soft">正在表决（{mannerLabels[manner]}）</p>
      <p className="live-vote-title">{title}</p>
      <progress max={Math.max(1, seats)} value={done} aria-label="已投票" />
      <p>
        已投<strong>{done}</strong>／{seats}票
      </p>
      {counted && (
        <p className="live-vote-counts">
          {choices.map((choice) => (
            <span key={choice}>
              {choiceLabels[choice]} <strong>{counted[choice]}</strong>
            </span>
          ))}
        </p>
      )}
    </div>
  );
}
