import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import type { PassMeeting } from './council-queries.ts';

/** Letting another seat speak and vote for one's own while one is away. */
export function MeetProxy({ token, data, onDone }: { token: string; data: PassMeeting; onDone: () => Promise<void> }) {
  const { seat, others, mostProxies } = data;
  const [to, setTo] = useState('');
  const give = useMutation({
    mutationFn: (chosen: string | null) =>
      answered(client.PUT('/api/public/meet/{token}/proxy', { params: { path: { token } }, body: { to: chosen } })),
    onSuccess: onDone,
  });
  return (
    <section className="card">
      <h2>委托</h2>
      {seat.proxyTo === null ? (
        <>
          <label className="field">
            <span>不能出席时，委托另一位代为发言和表决（每人至多受{mostProxies}人委托）</span>
            <select className="text" value={to} onChange={(event) => setTo(event.target.value)}>
              <option value="">请选择</option>
              {others.map(({ seatId, name, organisation, party }) => (
                <option key={seatId} value={seatId}>
                  {name}（{party}，{organisation}）
                </option>
              ))}
            </select>
          </label>
          <Button disabled={to === ''} loading={give.isPending} onClick={() => give.mutate(to)}>
            委托
          </Button>
        </>
      ) : (
        <>
          <p role="status">已委托{data.proxyName}。本人到会签到的，委托即告结束。</p>
          <Button loading={give.isPending} onClick={() => give.mutate(null)}>
            收回委托
          </Button>
        </>
      )}
      {give.error && <ProblemText error={give.error} />}
    </section>
  );
}
