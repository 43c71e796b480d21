import { Button } from 'antd';
import { useState } from 'react';
import type { Looking, MemberName } from './ledger-queries.ts';

const standings = {
  '': '全部',
  confirmed: '已确认',
  oneSided: '单方',
  disputed: '有争议',
  withdrawn: '已撤回',
} as const;
const thisYear = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear();
const years = Array.from({ length: 8 }, (_, back) => String(thisYear - back));

/** What entries are looked for by. */
export function EntryFilters(props: {
  looking: Looking;
  members: readonly MemberName[];
  onLook: (more: Partial<Looking>) => void;
}) {
  const { looking, members, onLook } = props;
  const [q, setQ] = useState(looking.q);
  return (
    <form
      className="actions"
      onSubmit={(event) => {
        event.preventDefault();
        onLook({ q });
      }}
    >
      <label>
        年度{' '}
        <select className="text inline" value={looking.year} onChange={(event) => onLook({ year: event.target.value })}>
          <option value="">全部</option>
          {years.map((year) => (
            <option key={year} value={year}>
              {year}年
            </option>
          ))}
        </select>
      </label>
      <label>
        状态{' '}
        <select
          className="text inline"
          value={looking.standing}
          onChange={(event) => onLook({ standing: event.target.value as Looking['standing'] })}
        >
          {Object.entries(standings).map(([id, name]) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        <input
          type="checkbox"
          checked={looking.awaiting}
          onChange={(event) => onLook({ awaiting: event.target.checked })}
        />{' '}
        待我确认
      </label>
      <label>
        查找{' '}
        <input
          className="text inline"
          type="search"
          value={q}
          onChange={(event) => setQ(event.target.value)}
          onBlur={() => onLook({ q })}
        />
      </label>
      {looking.member !== '' && (
        <span>
          只看{members.find(({ id }) => id === looking.member)?.name ?? '一个单位'}有份的{' '}
          <Button size="small" onClick={() => onLook({ member: '' })}>
            看全部
          </Button>
        </span>
      )}
    </form>
  );
}
