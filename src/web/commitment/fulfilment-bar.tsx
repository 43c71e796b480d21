import type { Commitment } from './commitment-queries.ts';
import { fulfilmentText } from './outlook-text.ts';

/** Fulfilment in percent with a small bar, which is full at the commitment. */
export function FulfilmentBar({ commitment }: { commitment: Commitment }) {
  const { state, percent } = commitment.fulfilment;
  return (
    <span className={`fulfilment ${state}`}>
      <span className="fulfilment-bar" aria-hidden="true">
        <span style={{ width: `${Math.min(100, Number(percent ?? (state === 'kept' ? 100 : 0)))}%` }} />
      </span>
      {fulfilmentText(commitment)}
    </span>
  );
}
