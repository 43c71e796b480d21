import { useMemo } from 'react';
import { differenceOf } from '#core/difference/difference.ts';
import { TextChanges } from '#web/ui/text-changes.tsx';

/** A motion as it was put, and what amendments made of it. */
export function Difference({ before, after }: { before: string; after: string }) {
  const changes = useMemo(() => differenceOf(before, after), [before, after]);
  return (
    <div className="motion-text">
      <TextChanges changes={changes} />
    </div>
  );
}
