import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { waitingQuery } from './fund-queries.ts';
import { yuan } from './fund-texts.ts';

/** The requests that wait for the reader to approve, for whoever has one; the oldest first. */
export function WaitingSpendings() {
  const items = useQuery(waitingQuery).data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className="card" aria-label="待我审批的支出">
      <h2>待我审批的支出</h2>
      <ul className="plain-list">
        {items.map(({ id, consortium, number, title, amount, step, askedBy }) => (
          <li key={id}>
            <Link to="/consortia/$id/funds/spendings/$spendingId" params={{ id: consortium.id, spendingId: id }}>
              {number}　{title}
            </Link>
            　{yuan(amount)}元
            <span className="soft">
              　{step}，{askedBy}申请，{consortium.name}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
