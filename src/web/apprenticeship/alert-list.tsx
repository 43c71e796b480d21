import type { Apprenticeship } from './apprenticeship-queries.ts';

/** What the rules on placements forbid, each with its clause. */
export function AlertList({ alerts }: { alerts: Apprenticeship['alerts'] }) {
  if (alerts.length === 0) return null;
  return (
    <ul className="plain-list" aria-label="预警">
      {alerts.map(({ code, text, clause, isBarred }) => (
        <li key={`${code} ${text}`} className={isBarred ? 'error' : 'warning'}>
          {text}
          {isBarred && '，改正前不能上岗'} <span className="soft">（{clause}）</span>
        </li>
      ))}
    </ul>
  );
}
