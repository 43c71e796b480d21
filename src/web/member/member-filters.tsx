import { useDeferredValue, useEffect, useState } from 'react';
import type { Looking, MemberPage } from './members-query.ts';

/** By what members are looked for. Typing is followed, not each key asked for. */
export function MemberFilters(props: {
  looking: Looking;
  categories: MemberPage['categories'];
  total: number;
  onLook: (more: Partial<Looking>) => void;
}) {
  const { looking, categories, total, onLook } = props;
  const [typed, setTyped] = useState(looking.q);
  const wanted = useDeferredValue(typed);
  useEffect(() => {
    if (wanted === looking.q) return;
    const timer = setTimeout(() => onLook({ q: wanted }), 200);
    return () => clearTimeout(timer);
  }, [wanted, looking.q, onLook]);
  return (
    <search className="filters">
      <label>
        名称或信用代码{' '}
        <input className="text" type="search" value={typed} onChange={(event) => setTyped(event.target.value)} />
      </label>
      <label>
        类别{' '}
        <select
          className="text"
          value={looking.category}
          onChange={(event) => onLook({ category: event.target.value })}
        >
          <option value="">全部</option>
          {categories.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <label>
        在册日期{' '}
        <input
          className="text"
          type="date"
          value={looking.on}
          onChange={(event) => onLook({ on: event.target.value })}
        />
      </label>
      <span role="status" className="soft">
        共{total}家
      </span>
    </search>
  );
}
