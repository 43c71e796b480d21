import { Link } from '@tanstack/react-router';
import type { Reason } from './policy-queries.ts';

const marks = { true: ['good', '符合'], false: ['error', '不符合'], null: ['warning', '未知'] } as const;

/** Why a clause fits a member or not: each condition, the value that decided with the records behind it, and what would be needed. */
export function ReasonList({ id, memberId, reasons }: { id: string; memberId: string; reasons: readonly Reason[] }) {
  if (reasons.length === 0) return <p className="soft">没有可由台账判断的条件，请对照“受益对象”。</p>;
  return (
    <ul className="plain-list policy-reasons">
      {reasons.map(({ condition, holds, found, needed, records }) => {
        const [tone, mark] = marks[`${holds}`];
        return (
          <li key={condition}>
            <span className={tone}>{mark}</span>
            <span>
              {condition}
              <span className="soft">
                ；现为
                {records ? (
                  <Link
                    to="/consortia/$id/ledgers/$kind"
                    params={{ id, kind: records.kind }}
                    search={{ member: memberId, ...(records.year === null ? {} : { year: records.year }) }}
                  >
                    {found}
                  </Link>
                ) : (
                  found
                )}
              </span>
              {needed !== '' && <strong className={tone}>　{needed}</strong>}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
