import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { requested } from '#web/api/client.ts';
import { LabelledInput } from '#web/ui/labelled-input.tsx';

/** The second factor: the authenticator's code, or one of the backup codes of whoever has no authenticator at hand. */
export function CodeStep({
  attempt,
  busy,
  trouble,
  onBack,
}: {
  attempt: (step: () => Promise<boolean>) => Promise<void>;
  busy: boolean;
  trouble: string;
  onBack: () => void;
}) {
  const [code, setCode] = useState('');
  const [isBackup, setIsBackup] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void attempt(async () => {
      const way = isBackup ? 'verify-backup-code' : 'verify-totp';
      await requested('POST', `/api/auth/two-factor/${way}`, { code: code.trim() });
      return true;
    });
  };
  const change = (backup: boolean) => {
    setIsBackup(backup);
    setCode('');
  };
  return (
    <form className="card" onSubmit={submit} aria-label="动态验证码">
      {isBackup ? (
        <LabelledInput key="backup" label="备用码" autoComplete="off" value={code} onChange={setCode} takesFocus />
      ) : (
        <LabelledInput
          key="code"
          label="动态验证码"
          inputMode="numeric"
          autoComplete="one-time-code"
          value={code}
          onChange={setCode}
          takesFocus
        />
      )}
      <p role="alert" className="error form-trouble">
        {trouble}
      </p>
      <Button type="primary" htmlType="submit" block loading={busy}>
        登录
      </Button>
      <p className="actions" style={{ marginBottom: 0 }}>
        <Button size="small" onClick={() => change(!isBackup)}>
          {isBackup ? '改用动态验证码' : '手机不在身边，改用备用码'}
        </Button>
        <Button size="small" onClick={onBack}>
          换一个账号
        </Button>
      </p>
    </form>
  );
}
