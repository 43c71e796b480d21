import { useMemo } from 'react';
import { compareTexts } from '#core/text/compare-texts.ts';

/** A text with what was taken out struck through and what was put in marked, for eyes and for screen readers. */
export function Difference({ before, after }: { before: string; after: string }) {
  const pieces = useMemo(() => compareTexts(before, after), [before, after]);
  return (
    <p className="motion-text">
      {pieces.map(({ kind, text }, at) => {
        const key = `${at} ${kind}`;
        if (kind === 'kept') return <span key={key}>{text}</span>;
        return kind === 'removed' ? <del key={key}>{text}</del> : <ins key={key}>{text}</ins>;
      })}
    </p>
  );
}
