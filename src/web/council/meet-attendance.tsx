import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import type { Live, PassMeeting } from './council-queries.ts';

/** Signing in by the code on the wall, who one speaks for, and leaving. */
export function MeetAttendance(props: { token: string; data: PassMeeting; live: Live; onDone: () => Promise<void> }) {
  const { token, data, live, onDone } = props;
  const { seat, meeting, substitutes, speaksFor } = data;
  const [code, setCode] = useState('');
  const [substituteId, setSubstitute] = useState('');
  const path = { params: { path: { token } } };
  const signIn = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/public/meet/{token}/attendance', {
          ...path,
          body: { code, substituteId: substituteId || null },
        }),
      ),
    onSuccess: async () => {
      setCode('');
      await onDone();
    },
  });
  const leave = useMutation({
    mutationFn: () => answered(client.DELETE('/api/public/meet/{token}/attendance', path)),
    onSettled: onDone,
  });
  if (live.state !== 'called' && live.state !== 'open') return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate();
  };
  return (
    <section className="card">
      <h2>签到</h2>
      {seat.present ? (
        <>
          <p className="good" role="status">
            <strong>已签到。</strong>
          </p>
          {speaksFor.length > 0 && <p>您同时受{speaksFor.map(({ name }) => name).join('、')}委托，代为发言和表决。</p>}
          <Button
            loading={leave.isPending}
            onClick={() => confirm('离会后不计入到会人数，也不能表决；回来时可以再签到。确定离会？') && leave.mutate()}
          >
            离会
          </Button>
          {leave.error && <ProblemText error={leave.error} />}
        </>
      ) : (
        <form onSubmit={submit}>
          {seat.proxyTo !== null && <p className="warning">您已委托他人；本人签到后，委托即告结束。</p>}
          {meeting.kind !== 'circulated' && (
            <label className="field">
              <span>大屏幕上的六位签到码</span>
              <input
                className="text meet-code"
                inputMode="numeric"
                autoComplete="off"
                pattern="\s*[0-9]{3}\s*[0-9]{3}\s*"
                title="六位数字"
                required
                value={code}
                onChange={(event) => setCode(event.target.value)}
              />
            </label>
          )}
          {substitutes.length > 0 && (
            <label className="field">
              <span>出席人</span>
              <select className="text" value={substituteId} onChange={(event) => setSubstitute(event.target.value)}>
                <option value="">{seat.name}（本人）</option>
                {substitutes.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}（替补）
                  </option>
                ))}
              </select>
            </label>
          )}
          <Button type="primary" size="large" htmlType="submit" block loading={signIn.isPending}>
            签到
          </Button>
          {signIn.error && <ProblemText error={signIn.error} />}
        </form>
      )}
    </section>
  );
}
