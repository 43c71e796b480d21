import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useNavigate } from '@tanstack/react-router';
import { requested } from '#web/api/client.ts';
import { meQuery, signInQuery } from '#web/api/queries.ts';
import { Bell } from '#web/notice/bell.tsx';
import { MainRooms } from './main-rooms.tsx';

/** What every page of a signed-in person has around it. */
export function Shell() {
  const me = useQuery(meQuery).data;
  const example = useQuery(signInQuery).data?.example;
  const navigate = useNavigate();
  const client = useQueryClient();
  const signOut = async () => {
    await requested('POST', '/api/auth/sign-out').catch(() => undefined);
    client.clear();
    await navigate({ to: '/sign-in' });
  };
  return (
    <>
      <a className="skip" href="#main">
        跳到正文
      </a>
      <header className="top no-print">
        <Link to="/" className="brand">
          联合体
        </Link>
        <MainRooms />
        <span className="space" />
        <Bell />
        <Link to="/account">账号安全</Link>
        {me && (
          <span>
            {me.name}　{[...new Set(me.roles.map(({ label }) => label))].join('、')}
          </span>
        )}
        <button type="button" onClick={signOut}>
          退出
        </button>
      </header>
      {example && <aside className="fiction">这是示例：省、联合体、学校、企业和人员全部为虚构。</aside>}
      <main id="main" tabIndex={-1}>
        <Outlet />
      </main>
    </>
  );
}
