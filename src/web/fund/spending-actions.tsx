import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { forgetFunds, type Spending } from './fund-queries.ts';

type Action = Spending['actions'][number];

/** What the reader may do with a request now, and what is missing before. */
export function SpendingActions({ id, spending }: { id: string; spending: Spending }) {
  const [said, setSaid] = useState({ text: '', resolution: '', paidOn: '', voucher: '' });
  const act = useMutation({
    mutationFn: (action: Action['id']) => {
      const { paidOn, ...words } = said;
      return answered(
        client.POST('/api/consortia/{id}/spendings/{spendingId}/acts', {
          params: { path: { id, spendingId: spending.id } },
          body: { version: spending.version, action, ...words, ...(paidOn === '' ? {} : { paidOn }) },
        }),
      );
    },
    onSuccess: () => setSaid({ text: '', resolution: '', paidOn: '', voucher: '' }),
    onSettled: forgetFunds,
  });
  const { actions } = spending;
  if (actions.length === 0) return <Waiting spending={spending} />;
  const set = (name: keyof typeof said) => (value: string) => setSaid({ ...said, [name]: value });
  const needsReason = actions.filter((action) => action.needsReason).map(({ label }) => label);
  const isBlocked = (action: Action) =>
    action.needsVouchers ||
    (action.needsReason && said.text.trim() === '') ||
    (action.needsResolution && said.resolution.trim() === '') ||
    (action.id === 'pay' && (said.paidOn === '' || said.voucher.trim() === ''));
  return (
    <section className="card" aria-label="办理">
      <h2>办理</h2>
      {actions.some((action) => action.needsVouchers) && <p className="warning">还没有附凭证材料，上传后才能审批。</p>}
      <label className="field">
        <span>{needsReason.length > 0 ? `意见（${needsReason.join('、')}须写明理由）` : '意见（可不填）'}</span>
        <textarea
          className="text"
          rows={2}
          maxLength={2000}
          value={said.text}
          onChange={(event) => set('text')(event.target.value)}
        />
      </label>
      <div className="actions">
        {actions.some((action) => action.needsResolution) && (
          <InlineInput label="决议文号" maxLength={100} value={said.resolution} onChange={set('resolution')} />
        )}
        {actions.some((action) => action.id === 'pay') && (
          <>
            <InlineInput label="支付日期" type="date" value={said.paidOn} onChange={set('paidOn')} />
            <InlineInput label="付款凭证号" maxLength={100} value={said.voucher} onChange={set('voucher')} />
          </>
        )}
      </div>
      <p className="actions">
        {actions.map((action, at) => (
          <Button
            key={action.id}
            size="large"
            type={at === 0 && action.id !== 'cancel' ? 'primary' : 'default'}
            disabled={isBlocked(action)}
            loading={act.isPending && act.variables === action.id}
            onClick={() => act.mutate(action.id)}
          >
            {action.label}
          </Button>
        ))}
      </p>
      {act.error && <ProblemText error={act.error} />}
    </section>
  );
}

function Waiting({ spending }: { spending: Spending }) {
  if (spending.due === null) return null;
  return (
    <p className="card soft">
      {spending.isOwn ? '您提出的申请，由他人审批。' : ''}现在等待：{spending.due.label}。
    </p>
  );
}
