import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { requested } from '#web/api/client.ts';
import { LabelledInput } from '#web/ui/labelled-input.tsx';

/** A new password ends one's other sessions. */
export function ChangePassword() {
  const [passwords, setPasswords] = useState({ currentPassword: '', newPassword: '' });
  const change = useMutation({
    mutationFn: () => requested('POST', '/api/auth/change-password', passwords),
    onSuccess: () => setPasswords({ currentPassword: '', newPassword: '' }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  const field = (key: keyof typeof passwords, label: string, autoComplete: string) => (
    <LabelledInput
      label={label}
      type="password"
      autoComplete={autoComplete}
      value={passwords[key]}
      onChange={(value) => setPasswords({ ...passwords, [key]: value })}
    />
  );
  return (
    <form className="card" onSubmit={submit} aria-label="修改密码" style={{ maxWidth: 560 }}>
      <h2 style={{ marginBottom: 8 }}>修改密码</h2>
      {field('currentPassword', '当前密码', 'current-password')}
      {field('newPassword', '新密码（不少于10个字符，大写字母、小写字母、数字、符号中的三类）', 'new-password')}
      <Button htmlType="submit" loading={change.isPending}>
        修改
      </Button>
      <span role="status" style={{ marginLeft: 10 }} className={change.error ? 'error' : 'good'}>
        {change.error?.message ?? (change.isSuccess ? '已修改，其他登录已结束。' : '')}
      </span>
    </form>
  );
}
