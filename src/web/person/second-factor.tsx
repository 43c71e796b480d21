import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, QRCode } from 'antd';
import { type FormEvent, useState } from 'react';
import { requested } from '#web/api/client.ts';
import { LabelledInput } from '#web/ui/labelled-input.tsx';

/** Binds an authenticator: the password, a code to scan, then the first one-time password proves it. */
export function SecondFactor({ enabled }: { enabled: boolean }) {
  const queryClient = useQueryClient();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const begin = useMutation({ mutationFn: () => requested('POST', '/api/auth/two-factor/enable', { password }) });
  const prove = useMutation({
    mutationFn: () => requested('POST', '/api/auth/two-factor/verify-totp', { code }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['me'] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (begin.data) prove.mutate();
    else begin.mutate();
  };
  const { totpURI, backupCodes } = begin.data ?? {};
  const trouble = begin.error ?? prove.error;
  return (
    <form className="card" onSubmit={submit} aria-label="动态口令" style={{ maxWidth: 560 }}>
      <h2 style={{ marginBottom: 8 }}>动态口令</h2>
      {enabled ? (
        <p className="good" style={{ margin: 0 }}>
          已绑定，登录时需要输入验证码。
        </p>
      ) : typeof totpURI === 'string' ? (
        <>
          <p>用手机上的身份验证器扫描，再输入显示的6位验证码：</p>
          <div aria-hidden="true">
            <QRCode value={totpURI} type="svg" />
          </div>
          <p className="digest">{new URL(totpURI).searchParams.get('secret')}</p>
          {Array.isArray(backupCodes) && <p>请抄下备用码并妥善保管（每个只能用一次）：{backupCodes.join('、')}</p>}
          <LabelledInput
            label="验证码"
            inputMode="numeric"
            autoComplete="one-time-code"
            value={code}
            onChange={setCode}
          />
          <Button type="primary" htmlType="submit" loading={prove.isPending}>
            完成绑定
          </Button>
        </>
      ) : (
        <>
          <LabelledInput
            label="先输入密码"
            type="password"
            autoComplete="current-password"
            value={password}
            onChange={setPassword}
          />
          <Button htmlType="submit" loading={begin.isPending}>
            开始绑定
          </Button>
        </>
      )}
      {trouble && (
        <p role="alert" className="error">
          {trouble.message}
        </p>
      )}
    </form>
  );
}
