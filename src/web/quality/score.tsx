import type { Quality } from './quality-queries.ts';

/** A year's score with its parts; each opens into what it is made of. */
export function Score({ score }: { score: NonNullable<Quality['score']> }) {
  const weights = score.parts.reduce((sum, { weight }) => sum + weight, 0);
  return (
    <div className="score">
      <p className="score-points">
        <strong>{score.points}</strong>
        <span className="soft">满分100</span>
      </p>
      <ul className="score-parts">
        {score.parts.map(({ part, label, weight, points, made }) => (
          <li key={part}>
            <details>
              <summary>
                <span>{label}</span>
                <span className="score-bar" aria-hidden="true">
                  <span style={{ width: `${points}%` }} />
                </span>
                <span className="score-value">{points}</span>
              </summary>
              <ul>
                <li className="soft">占总分的{Math.round((weight / weights) * 100)}％</li>
                {made.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            </details>
          </li>
        ))}
      </ul>
    </div>
  );
}
