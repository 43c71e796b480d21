import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { meQuery } from '#web/api/queries.ts';
import { ConsortiumHead } from '#web/consortium/consortium-head.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText } from '#web/ui/moment.ts';
import { Remind } from './remind.tsx';

const states = {
  declared: ['已报齐', 'good'],
  filing: ['填报中', 'warning'],
  nothing: ['未填报', 'error'],
} as const;

type State = keyof typeof states;

const thisYear = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear();
const years = [thisYear, thisYear - 1, thisYear - 2, thisYear - 3, thisYear - 4];

/** Who has filed what for a year, who is late, and what each must still answer. A member sees its own line and says when it is done. */
export function FilingPage() {
  const { id = '' } = useParams({ strict: false });
  const [year, setYear] = useState(thisYear - 1);
  const [state, setState] = useState<State | ''>('');
  const filing = useQuery({
    queryKey: ['filing', id, year],
    queryFn: () => answered(client.GET('/api/consortia/{id}/filing', { params: { path: { id }, query: { year } } })),
  });
  const isSecretariat = useQuery(meQuery).data?.roles.some(
    ({ role, unit }) => role === 'secretariat' && unit.id === id,
  );
  return (
    <>
      <ConsortiumHead id={id} title="填报进度" />
      <p className="actions">
        <label>
          年度{' '}
          <select className="text inline" value={year} onChange={(event) => setYear(Number(event.target.value))}>
            {years.map((each) => (
              <option key={each} value={each}>
                {each}年
              </option>
            ))}
          </select>
        </label>
        <label>
          状态{' '}
          <select
            className="text inline"
            value={state}
            onChange={(event) => setState(event.target.value as State | '')}
          >
            <option value="">全部</option>
            {Object.entries(states).map(([each, [name]]) => (
              <option key={each} value={each}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </p>
      <Loaded query={filing}>
        {({ members }) => {
          const shown = members.filter((member) => state === '' || member.state === state);
          const count = (each: State) => members.filter((member) => member.state === each).length;
          if (members.length === 0)
            return (
              <p className="card">
                {year}年12月31日没有成员单位。请先在
                <Link to="/consortia/$id/members" params={{ id }}>
                  成员单位
                </Link>
                登记，并核对加入日期。
              </p>
            );
          return (
            <>
              <p>
                共{members.length}家：<span className="good">已报齐{count('declared')}</span>，
                <span className="warning">填报中{count('filing')}</span>，
                <span className="error">未填报{count('nothing')}</span>。
              </p>
              {isSecretariat && <Remind consortiumId={id} members={members} />}
              <table className="data stacks">
                <thead>
                  <tr>
                    <th>单位</th>
                    <th>状态</th>
                    <th className="number">记录</th>
                    <th>已填的台账</th>
                    <th>待办</th>
                    <th>最近填报</th>
                    <th>报齐</th>
                  </tr>
                </thead>
                <tbody>
                  {shown.map((member) => (
                    <Line key={member.id} consortiumId={id} year={year} member={member} />
                  ))}
                </tbody>
              </table>
            </>
          );
        }}
      </Loaded>
    </>
  );
}

type Member = {
  id: string;
  name: string;
  state: State;
  entries: number;
  kinds: Record<string, number>;
  expected: string[];
  awaiting: number;
  returned: number;
  disputed: number;
  lastFiledAt: string | null;
  declaredAt: string | null;
};

function Line({ consortiumId, year, member }: { consortiumId: string; year: number; member: Member }) {
  const me = useQuery(meQuery).data;
  const queryClient = useQueryClient();
  const declare = useMutation({
    mutationFn: (complete: boolean) =>
      answered(
        client.PUT('/api/consortia/{id}/filing/{member}/{year}', {
          params: { path: { id: consortiumId, member: member.id, year } },
          body: { complete },
        }),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['filing', consortiumId] }),
  });
  const may =
    me?.roles.some(({ unit, role }) => unit.id === member.id || (role === 'secretariat' && unit.id === consortiumId)) ??
    false;
  const [name, className] = states[member.state];
  const todo = [
    member.awaiting > 0 && `待确认${member.awaiting}条`,
    member.returned > 0 && `被退回${member.returned}条`,
    member.disputed > 0 && `有争议${member.disputed}条`,
  ].filter(Boolean);
  return (
    <tr>
      <td data-label="单位">{member.name}</td>
      <td data-label="状态" className={className}>
        {name}
      </td>
      <td data-label="记录" className="number">
        {member.entries}
      </td>
      <td data-label="已填的台账">
        {Object.keys(member.kinds).length}／{member.expected.length}类
      </td>
      <td data-label="待办" className={todo.length > 0 ? 'warning' : 'soft'}>
        {todo.length > 0 ? todo.join('，') : '无'}
      </td>
      <td data-label="最近填报">{member.lastFiledAt ? momentText(member.lastFiledAt) : '—'}</td>
      <td data-label="报齐">
        {member.declaredAt && <div>{momentText(member.declaredAt)}</div>}
        {may && (
          <Button size="small" loading={declare.isPending} onClick={() => declare.mutate(member.declaredAt === null)}>
            {member.declaredAt ? '重新打开' : '标为已报齐'}
          </Button>
        )}
        {declare.error && (
          <p role="alert" className="error">
            {declare.error.message}
          </p>
        )}
      </td>
    </tr>
  );
}
