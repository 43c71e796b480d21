import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { requested } from '#web/api/client.ts';
import { signInQuery } from '#web/api/queries.ts';
import { LabelledInput } from '#web/ui/labelled-input.tsx';

/** Password, then the second factor where the account has one. The example offers its accounts. */
export function SignInPage() {
  const page = useQuery(signInQuery).data;
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [asksCode, setAsksCode] = useState(false);
  const [trouble, setTrouble] = useState('');
  const [busy, setBusy] = useState(false);
  const navigate = useNavigate();
  const client = useQueryClient();

  const attempt = async (work: () => Promise<boolean>) => {
    setBusy(true);
    setTrouble('');
    try {
      if (!(await work())) return;
      client.removeQueries();
      await navigate({ to: '/' });
    } catch (fault) {
      setTrouble(fault instanceof Error ? fault.message : '登录没有成功，请重试。');
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void attempt(async () => {
      if (asksCode) {
        await requested('POST', '/api/auth/two-factor/verify-totp', { code });
        return true;
      }
      const answer = await requested('POST', '/api/auth/sign-in/email', { email, password });
      setAsksCode(answer.twoFactorRedirect === true);
      return answer.twoFactorRedirect !== true;
    });
  };
  const single = (providerId: string) =>
    void attempt(async () => {
      const answer = await requested('POST', '/api/auth/sign-in/oauth2', { providerId, callbackURL: '/' });
      if (typeof answer.url === 'string') location.assign(answer.url);
      return false;
    });

  return (
    <main className="narrow" id="main">
      <h1 style={{ textAlign: 'center', fontSize: 24, marginBottom: 4 }}>联合体</h1>
      <p className="soft" style={{ textAlign: 'center', marginTop: 0 }}>
        市域产教联合体申报与建设
      </p>
      <form className="card" onSubmit={submit} aria-label="登录">
        {asksCode ? (
          <LabelledInput
            label="动态验证码"
            inputMode="numeric"
            autoComplete="one-time-code"
            value={code}
            onChange={setCode}
          />
        ) : (
          <>
            <LabelledInput label="邮箱" type="email" autoComplete="username" value={email} onChange={setEmail} />
            <LabelledInput
              label="密码"
              type="password"
              autoComplete="current-password"
              value={password}
              onChange={setPassword}
            />
          </>
        )}
        <p role="alert" className="error" style={{ minHeight: 22, margin: '0 0 8px' }}>
          {trouble}
        </p>
        <Button type="primary" htmlType="submit" block loading={busy}>
          登录
        </Button>
        {page?.oidc.map(({ id, label }) => (
          <Button key={id} block style={{ marginTop: 8 }} onClick={() => single(id)}>
            {label}
          </Button>
        ))}
      </form>
      {page?.example && (
        <section className="card" aria-label="示例账号">
          <h2>示例账号</h2>
          <p className="soft" style={{ margin: '2px 0 8px' }}>
            省、单位、人员全部为虚构。点一下即填好，再点“登录”。
          </p>
          <ul className="plain-list" style={{ display: 'flex', flexWrap: 'wrap', gap: 6 }}>
            {page.accounts.map((account) => (
              <li key={account.email}>
                <Button
                  size="small"
                  onClick={() => {
                    setEmail(account.email);
                    setPassword(account.password);
                  }}
                >
                  {account.label}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </main>
  );
}
