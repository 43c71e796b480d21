import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { answered, client } from '#web/api/client.ts';
import { meQuery } from '#web/api/queries.ts';
import { Webhooks } from '#web/notice/webhooks.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText } from '#web/ui/moment.ts';
import { ApiTokens } from './api-tokens.tsx';
import { ChangePassword } from './change-password.tsx';
import { SecondFactor } from './second-factor.tsx';

/** One's own account: sessions, password, second factor. */
export function AccountPage() {
  const me = useQuery(meQuery);
  return (
    <>
      <title>账号安全 - 联合体</title>
      <div className="title-row">
        <h1>账号安全</h1>
      </div>
      <Loaded query={me}>
        {(person) => (
          <>
            {person.twoFactor.required && !person.twoFactor.enabled && (
              <p className="card warning" role="alert">
                您的角色必须使用动态口令。请先在下面绑定，绑定后才能使用其他功能。
              </p>
            )}
            <SecondFactor enabled={person.twoFactor.enabled} />
            <ChangePassword />
            {!(person.twoFactor.required && !person.twoFactor.enabled) && (
              <>
                <Sessions />
                <ApiTokens />
                <Webhooks />
              </>
            )}
          </>
        )}
      </Loaded>
    </>
  );
}

function Sessions() {
  const queryClient = useQueryClient();
  const sessions = useQuery({ queryKey: ['sessions'], queryFn: () => answered(client.GET('/api/me/sessions')) });
  const end = useMutation({
    mutationFn: (id: string) => answered(client.DELETE('/api/me/sessions/{id}', { params: { path: { id } } })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['sessions'] }),
  });
  return (
    <section className="card" aria-label="登录记录">
      <h2>正在使用的登录</h2>
      <Loaded query={sessions}>
        {({ items }) => (
          <table className="data stacks" style={{ marginTop: 8 }}>
            <thead>
              <tr>
                <th>登录时间</th>
                <th>最近使用</th>
                <th>浏览器</th>
                <th>操作</th>
              </tr>
            </thead>
            <tbody>
              {items.map((session) => (
                <tr key={session.id}>
                  <td data-label="登录时间">{momentText(session.createdAt)}</td>
                  <td data-label="最近使用">{momentText(session.lastSeenAt)}</td>
                  <td data-label="浏览器">{session.userAgent ?? '未知'}</td>
                  <td>
                    {session.current ? (
                      '本次登录'
                    ) : (
                      <Button size="small" onClick={() => end.mutate(session.id)}>
                        结束
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Loaded>
    </section>
  );
}
