import { useMutation } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { requested } from '#web/api/client.ts';
import { LabelledInput } from '#web/ui/labelled-input.tsx';

/** Asks for a link by mail; with the link's token, sets the new password. */
export function ResetPasswordPage() {
  const { token } = useSearch({ strict: false });
  const [text, setText] = useState('');
  const send = useMutation({
    mutationFn: () =>
      token === undefined
        ? requested('POST', '/api/auth/request-password-reset', { email: text })
        : requested('POST', '/api/auth/reset-password', { token, newPassword: text }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send.mutate();
  };
  const done =
    token === undefined
      ? '如果该邮箱有账号，链接已经寄出，一小时内有效，请查收。'
      : '密码已重设，原有登录和接口令牌均已结束。';
  return (
    <main className="narrow" id="main">
      <title>重设密码 - 联合体</title>
      <h1>重设密码</h1>
      <form className="card" onSubmit={submit} aria-label="重设密码">
        {token === undefined ? (
          <LabelledInput label="账号的邮箱" type="email" autoComplete="username" value={text} onChange={setText} />
        ) : (
          <LabelledInput
            label="新密码（不少于10个字符，大写字母、小写字母、数字、符号中的三类）"
            type="password"
            autoComplete="new-password"
            value={text}
            onChange={setText}
          />
        )}
        <p role="status" className={send.error ? 'error' : 'good'}>
          {send.error?.message ?? (send.isSuccess ? done : '')}
        </p>
        <Button type="primary" htmlType="submit" block loading={send.isPending} disabled={send.isSuccess}>
          {token === undefined ? '寄出链接' : '设置新密码'}
        </Button>
        <p>
          <Link to="/sign-in">返回登录</Link>
        </p>
      </form>
    </main>
  );
}
