import type { Overview } from './monitoring-queries.ts';

/** How many consortia there are, and how far the whole undertaking has come towards its targets. */
export function KeyNumbers({ overview }: { overview: Overview }) {
  const { scope, consortia, listed, accepted, progress } = overview;
  return (
    <section className="card wide" aria-label="概况">
      <dl className="key-numbers">
        <div>
          <dt>联合体</dt>
          <dd>{consortia}</dd>
        </div>
        <div>
          <dt>列入培育名单</dt>
          <dd>{listed}</dd>
        </div>
        <div>
          <dt>通过验收</dt>
          <dd>{accepted}</dd>
        </div>
      </dl>
      {scope.kind === 'nation' && progress.length > 0 && (
        <ul className="plain-list targets" aria-label="建设目标">
          {progress.map(({ by, target, actual, isOver }) => (
            <li key={by}>
              {by.slice(0, 4)}年底目标{target}家左右：{isOver ? '当时' : '现在'}
              <strong>{actual}</strong>家
              <span className={actual >= target ? 'bar is-met' : 'bar'} aria-hidden>
                <span style={{ width: `${Math.min(100, (actual / target) * 100)}%` }} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
