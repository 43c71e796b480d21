import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useNavigate } from '@tanstack/react-router';
import { requested } from '#web/api/client.ts';
import { meQuery, signInQuery } from '#web/api/queries.ts';
import { Bell } from '#web/notice/bell.tsx';

/** Who answers for a consortium. */
const leads = ['secretariat', 'park-authority', 'lead-school', 'lead-enterprise'] as const;

/** What every page of a signed-in person has around it. */
export function Shell() {
  const me = useQuery(meQuery).data;
  const example = useQuery(signInQuery).data?.example;
  const navigate = useNavigate();
  const client = useQueryClient();
  const may = (...wanted: readonly string[]) => me?.roles.some(({ role }) => wanted.includes(role));
  const ownMember = me?.roles.find(({ role }) => role === 'member-reporter');
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
        <nav aria-label="主要页面" style={{ display: 'flex', gap: 16, flexWrap: 'wrap' }}>
          <Link to="/">我的联合体</Link>
          {may('ministry-officer', 'provincial-officer', 'auditor', ...leads) && <Link to="/monitoring">监测</Link>}
          {ownMember && (
            <Link to="/monitoring/members/$member" params={{ member: ownMember.unit.id }}>
              本单位监测
            </Link>
          )}
          {may('ministry-officer', 'provincial-officer', 'auditor') && <Link to="/figures">数据汇总</Link>}
          {may('ministry-officer', 'provincial-officer', 'secretariat', 'park-authority', 'auditor') && (
            <Link to="/alerts">监测预警</Link>
          )}
          {may('ministry-officer', 'provincial-officer', 'auditor') && <Link to="/quality">数据质量</Link>}
          {may('ministry-officer', 'provincial-officer') && <Link to="/commitment-requests">承诺调整</Link>}
          {may('ministry-officer', 'provincial-officer', 'secretariat', 'park-authority', 'auditor') && (
            <Link to="/collections">信息采集</Link>
          )}
          {may('expert') && <Link to="/readings">我的审阅</Link>}
          <Link to="/batches">批次</Link>
          {may('ministry-officer', 'provincial-officer', 'auditor', 'secretariat', 'park-authority') && (
            <Link to="/acceptances">验收</Link>
          )}
          {may('ministry-officer', 'provincial-officer') && <Link to="/changes">变更</Link>}
          {may('ministry-officer', 'provincial-officer', 'auditor') && <Link to="/violations">资格案件</Link>}
          {may('expert', 'ministry-officer') && <Link to="/visits">我的考察</Link>}
          {may('ministry-officer') && <Link to="/experts">专家库</Link>}
          {may('system-administrator', 'security-administrator') && <Link to="/people">单位与人员</Link>}
          {may('auditor', 'audit-administrator') && <Link to="/audit">审计记录</Link>}
          <Link to="/account">账号安全</Link>
          <a href="/public">公开信息</a>
        </nav>
        <span className="space" />
        <Bell />
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
