import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { TextField } from '#web/ui/text-field.tsx';
import { type Call, forgetTechnology } from './technology-queries.ts';

/** Makes a member's bid, replaces it or takes it back, until the call closes. */
export function BidForm({ id, call }: { id: string; call: Call }) {
  const own = call.bids.find(({ isOwn }) => isOwn);
  const [typed, setTyped] = useState({
    memberId: own?.member.id ?? (call.bidders.length === 1 ? (call.bidders[0]?.id ?? '') : ''),
    amount: own?.amount ?? '',
    days: own ? String(own.days) : '',
    plan: own?.plan ?? '',
  });
  const set = (name: keyof typeof typed) => (value: string) => setTyped({ ...typed, [name]: value });
  const path = { id, callId: call.id, memberId: typed.memberId };
  const place = useMutation({
    mutationFn: () =>
      answered(
        client.PUT('/api/consortia/{id}/technology-calls/{callId}/bidders/{memberId}', {
          params: { path },
          body: { amount: typed.amount, days: Number(typed.days), plan: typed.plan },
        }),
      ),
    onSuccess: forgetTechnology,
  });
  const takeBack = useMutation({
    mutationFn: () =>
      answered(client.DELETE('/api/consortia/{id}/technology-calls/{callId}/bidders/{memberId}', { params: { path } })),
    onSuccess: forgetTechnology,
  });
  return (
    <form
      className="card"
      aria-label="投标"
      onSubmit={(event) => {
        event.preventDefault();
        place.mutate();
      }}
    >
      <div className="technology-head">
        <h2>投标</h2>
        <span className="soft">密封到截止时间：发榜企业、秘书处和其他单位都看不到，也不知道谁投了标</span>
      </div>
      <div className="actions">
        <InlineSelect
          label="投标单位"
          choices={call.bidders.map((each) => ({ id: each.id, label: each.name }))}
          value={typed.memberId}
          onChange={set('memberId')}
        />
        <InlineInput
          label="报价（元）"
          required
          inputMode="decimal"
          pattern="\d{1,10}(\.\d{1,2})?"
          size={10}
          value={typed.amount}
          onChange={set('amount')}
        />
        <InlineInput
          label="完成天数"
          required
          inputMode="numeric"
          pattern="[1-9][0-9]{0,3}"
          size={6}
          value={typed.days}
          onChange={set('days')}
        />
      </div>
      <TextField label="方案和团队" required most={10_000} rows={5} value={typed.plan} onChange={set('plan')} />
      {!own && <p className="soft">方案、团队、报价单等附件在提交标书之后添加，同样密封到截止时间。</p>}
      <p className="actions">
        <Button type="primary" htmlType="submit" loading={place.isPending}>
          {own ? '更换标书' : '提交标书'}
        </Button>
        {own && (
          <Button
            loading={takeBack.isPending}
            onClick={() => confirm('附件随标书一起撤回；截止之前可以重新提交。继续？') && takeBack.mutate()}
          >
            撤回标书
          </Button>
        )}
        {place.isSuccess && !place.isPending && (
          <span role="status" className="good">
            已密封保存，截止之前可以更换或撤回；附件在下面的标书中添加。
          </span>
        )}
      </p>
      {(place.error ?? takeBack.error) && <ProblemText error={place.error ?? takeBack.error} />}
    </form>
  );
}
