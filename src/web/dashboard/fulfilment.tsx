import type { Overview } from './monitoring-queries.ts';

type Commitment = Overview['figures'][number]['commitment'];

/** How far what was promised was kept: in percent, by how many, and as a bar. */
export function Fulfilment({ commitment }: { commitment: Commitment }) {
  if (!commitment) return <>—</>;
  const { percent, kept, consortia } = commitment;
  const share = percent === null ? (kept / consortia) * 100 : Number(percent);
  return (
    <>
      {percent !== null && `${percent}％`}
      {consortia > 1 && `${percent === null ? '' : '；'}${consortia}家有承诺，${kept}家已兑现`}
      <span className={share >= 100 ? 'bar is-met' : 'bar'} aria-hidden>
        <span style={{ width: `${Math.min(100, share)}%` }} />
      </span>
    </>
  );
}
