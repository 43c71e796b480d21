import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineForm } from '#web/ui/inline-form.tsx';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { TextAct } from '#web/ui/text-act.tsx';
import { type FundPlan, forgetFunds, type OwnFund } from './fund-queries.ts';
import { amountInput, yuan } from './fund-texts.ts';

/** What came in of a promise, with the paper that its payer gets. */
export function Receipts({ id, plan, isWriter }: { id: string; plan: FundPlan | OwnFund; isWriter: boolean }) {
  if (plan.receipts.length === 0) return <p className="soft">还没有到账。</p>;
  return (
    <ul className="plain-list fund-receipts" aria-label={`${plan.payer}的到账`}>
      {plan.receipts.map((receipt) => (
        <li key={receipt.id}>
          <span>{receipt.receivedOn}</span>
          <span className={receipt.reversed ? 'fund-reversed number' : 'number'}>{yuan(receipt.amount)}元</span>
          <span>凭证号{receipt.voucher}</span>
          {receipt.reversed ? (
            <span className="warning">
              已冲销（{receipt.reversed.by}）：{receipt.reversed.reason}
            </span>
          ) : (
            <>
              <a href={`/api/consortia/${id}/funds/${plan.id}/receipts/${receipt.id}/receipt.pdf`}>收款凭据（PDF）</a>
              {isWriter && <Reverse id={id} planId={plan.id} receiptId={receipt.id} />}
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

function Reverse(path: { id: string; planId: string; receiptId: string }) {
  return (
    <details>
      <summary>冲销</summary>
      <TextAct
        label="冲销原因（这笔到账仍可查）"
        rows={2}
        most={500}
        acts={[{ id: 'reverse', label: '冲销这笔到账' }]}
        send={(_, reason) =>
          answered(
            client.POST('/api/consortia/{id}/funds/{planId}/receipts/{receiptId}/reversal', {
              params: { path },
              body: { reason },
            }),
          )
        }
        onDone={forgetFunds}
      />
    </details>
  );
}

/** One receipt more. */
export function ReceiptForm({ id, plan, year }: { id: string; plan: FundPlan; year: number }) {
  const [typed, setTyped] = useState({ receivedOn: '', amount: '', voucher: '' });
  const set = (name: keyof typeof typed) => (value: string) => setTyped({ ...typed, [name]: value });
  const receive = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/funds/{planId}/receipts', {
          params: { path: { id, planId: plan.id } },
          body: typed,
        }),
      ),
    onSuccess: async () => {
      setTyped({ receivedOn: '', amount: '', voucher: '' });
      await forgetFunds();
    },
  });
  return (
    <InlineForm
      title="登记到账"
      aside={`${plan.payer}，${year}年`}
      button="登记"
      sending={receive}
      onSubmit={() => receive.mutate()}
      outcome={receive.isSuccess && '已登记，台账同时更新。'}
    >
      <InlineInput label="到账日期" required type="date" value={typed.receivedOn} onChange={set('receivedOn')} />
      <InlineInput
        label="金额（元）"
        required
        {...amountInput}
        size={14}
        value={typed.amount}
        onChange={set('amount')}
      />
      <InlineInput label="凭证号" required maxLength={100} size={16} value={typed.voucher} onChange={set('voucher')} />
    </InlineForm>
  );
}
