import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { requested } from '#web/api/client.ts';
import { signInQuery } from '#web/api/queries.ts';
import { LabelledInput } from '#web/ui/labelled-input.tsx';
import { CodeStep } from './code-step.tsx';
import { ExampleAccounts } from './example-accounts.tsx';
import { ownPath } from './own-path.ts';

/** Why single sign-on led back here, in words. */
const failures: Readonly<Record<string, string>> = {
  'single-sign-on': '单点登录没有成功：该身份没有对应的账号，请先接受邀请，或联系系统管理员。',
  'second-factor': '单点登录只验证了一个因素，您的角色须用密码和动态验证码登录。',
};

/** Password, then the second factor where the account has one. The example offers its accounts. */
export function SignInPage() {
  const page = useQuery(signInQuery).data;
  const search = useSearch({ strict: false });
  const [email, setEmail] = useState(search.email ?? '');
  const [password, setPassword] = useState('');
  const [asksCode, setAsksCode] = useState(false);
  const [trouble, setTrouble] = useState(failures[search.failed ?? ''] ?? '');
  const [busy, setBusy] = useState(false);
  const navigate = useNavigate();
  const client = useQueryClient();
  const back = ownPath(search.back);

  /** Does one step; `true` of it means signed in. */
  const attempt = async (step: () => Promise<boolean>) => {
    setBusy(true);
    setTrouble('');
    try {
      if (!(await step())) return;
      client.removeQueries();
      await navigate({ to: back });
    } catch (fault) {
      setTrouble(fault instanceof Error ? fault.message : '登录没有成功，请重试。');
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void attempt(async () => {
      const answer = await requested('POST', '/api/auth/sign-in/email', { email, password });
      setAsksCode(answer.twoFactorRedirect === true);
      return answer.twoFactorRedirect !== true;
    });
  };
  const single = (providerId: string) =>
    void attempt(async () => {
      const answer = await requested('POST', '/api/auth/sign-in/oauth2', { providerId, callbackURL: back });
      if (typeof answer.url === 'string') location.assign(answer.url);
      return false;
    });

  return (
    <main className="narrow" id="main">
      <title>登录 - 联合体</title>
      <h1 className="brand-title">联合体</h1>
      <p className="soft brand-line">市域产教联合体申报与建设</p>
      {asksCode ? (
        <CodeStep attempt={attempt} busy={busy} trouble={trouble} onBack={() => setAsksCode(false)} />
      ) : (
        <form className="card" onSubmit={submit} aria-label="登录">
          {search.email !== undefined && (
            <p className="good" role="status">
              账号已设立，请登录。
            </p>
          )}
          <LabelledInput label="邮箱" type="email" autoComplete="username" value={email} onChange={setEmail} />
          <LabelledInput
            label="密码"
            type="password"
            autoComplete="current-password"
            value={password}
            onChange={setPassword}
          />
          <p role="alert" className="error form-trouble">
            {trouble}
          </p>
          <Button type="primary" htmlType="submit" block loading={busy}>
            登录
          </Button>
          <p style={{ marginBottom: 0 }}>
            {page?.mail ? (
              <Link to="/reset-password">忘记密码</Link>
            ) : (
              <span className="soft">忘记密码请联系系统管理员。</span>
            )}
          </p>
          {page?.oidc.map(({ id, label }) => (
            <Button key={id} block style={{ marginTop: 8 }} onClick={() => single(id)}>
              {label}
            </Button>
          ))}
        </form>
      )}
      <p>
        <a href="/public">公开信息：通知、日程、培育名单和数据，不用登录</a>
      </p>
      {page?.example && !asksCode && (
        <ExampleAccounts
          accounts={page.accounts}
          onChoose={(account) => {
            setEmail(account.email);
            setPassword(account.password);
          }}
        />
      )}
    </main>
  );
}
