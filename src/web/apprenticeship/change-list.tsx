import type { Change } from '#core/apprenticeship/amendment.ts';

/** What is to be otherwise: as it was, and as it will be. */
export function ChangeList({ changes }: { changes: readonly Change[] }) {
  return (
    <dl className="agreement-terms">
      {changes.map(({ label, from, to }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <del>{from}</del> → <strong>{to}</strong>
          </dd>
        </div>
      ))}
    </dl>
  );
}
