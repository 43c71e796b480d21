import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { answered, client } from '#web/api/client.ts';
import { meQuery } from '#web/api/queries.ts';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText } from '#web/ui/moment.ts';
import { AddUnit } from './add-unit.tsx';
import { Invite } from './invite.tsx';

/** People and their roles. The system administrator invites; the security administrator unlocks and ends sessions. */
export function PeoplePage() {
  const me = useQuery(meQuery).data;
  const people = useQuery({
    queryKey: ['people'],
    queryFn: () => answered(client.GET('/api/people', { params: { query: {} } })),
  });
  const has = (role: string) => me?.roles.some((each) => each.role === role) ?? false;
  const guardsAccounts = has('security-administrator');
  return (
    <>
      <title>单位与人员 - 联合体</title>
      <div className="title-row">
        <h1>单位与人员</h1>
      </div>
      {has('system-administrator') && (
        <>
          <AddUnit />
          <Invite />
        </>
      )}
      <Loaded query={people}>
        {({ items }) => (
          <table className="data stacks">
            <thead>
              <tr>
                <th>姓名</th>
                <th>邮箱</th>
                <th>角色与单位</th>
                <th>动态口令</th>
                <th>锁定</th>
                {guardsAccounts && <th>操作</th>}
              </tr>
            </thead>
            <tbody>
              {items.map((person) => (
                <tr key={person.id}>
                  <td data-label="姓名">{person.name}</td>
                  <td data-label="邮箱">{person.email}</td>
                  <td data-label="角色与单位">
                    {person.roles.map(({ label, unit }) => `${label}（${unit}）`).join('、')}
                  </td>
                  <td data-label="动态口令">{person.twoFactor ? '已绑定' : '未绑定'}</td>
                  <td data-label="锁定">{person.lockedUntil ? `至 ${momentText(person.lockedUntil)}` : '—'}</td>
                  {guardsAccounts && (
                    <td>
                      <SecurityActs id={person.id} locked={person.lockedUntil !== null} />
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Loaded>
    </>
  );
}

function SecurityActs({ id, locked }: { id: string; locked: boolean }) {
  const queryClient = useQueryClient();
  const settled = { onSettled: () => queryClient.invalidateQueries({ queryKey: ['people'] }) };
  const unlock = useMutation({
    mutationFn: () => answered(client.POST('/api/people/{id}/unlock', { params: { path: { id } } })),
    ...settled,
  });
  const end = useMutation({
    mutationFn: () => answered(client.DELETE('/api/people/{id}/sessions', { params: { path: { id } } })),
    ...settled,
  });
  const trouble = unlock.error ?? end.error;
  return (
    <span className="actions">
      {locked && (
        <Button size="small" onClick={() => unlock.mutate()}>
          解除锁定
        </Button>
      )}
      <Button size="small" onClick={() => end.mutate()}>
        结束登录
      </Button>
      <span role="status" className={trouble ? 'error' : 'good'}>
        {trouble?.message ?? (end.isSuccess ? '已结束' : '')}
      </span>
    </span>
  );
}
