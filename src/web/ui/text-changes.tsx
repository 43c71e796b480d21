import type { Change } from '#core/difference/difference.ts';

/** Unchanged text beyond so many characters is folded away in its middle. */
const longestSame = 240;

/** A text with what was taken out struck through and what was put in underlined, never by colour alone. */
export function TextChanges({ changes }: { changes: readonly Change[] }) {
  let at = 0;
  return changes.map(({ kind, text }) => {
    const key = `${at} ${kind}`;
    at += text.length;
    if (kind === 'added') return <ins key={key}>{text}</ins>;
    if (kind === 'removed') return <del key={key}>{text}</del>;
    if (text.length <= longestSame) return <span key={key}>{text}</span>;
    const half = longestSame / 2;
    return (
      <span key={key}>
        {text.slice(0, half)}
        <details className="unchanged">
          <summary>没有变化的{text.length - longestSame}字</summary>
          {text.slice(half, -half)}
        </details>
        {text.slice(-half)}
      </span>
    );
  });
}
