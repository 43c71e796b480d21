import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineForm } from '#web/ui/inline-form.tsx';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { type Funds, forgetFunds, type SpendingItem } from './fund-queries.ts';
import { amountInput, yuan } from './fund-texts.ts';

type Part = { id: string; data: Funds; isOpen: boolean };

/** 支出: the requests of the year, those that wait for the reader first. */
export function SpendingsCard({ id, data, isOpen }: Part) {
  const mine = data.spendings.filter(({ awaitsMe }) => awaitsMe);
  const others = data.spendings.filter(({ awaitsMe }) => !awaitsMe);
  return (
    <>
      {mine.length > 0 && (
        <section className="card" aria-label="等待我审批">
          <h2>等待我审批（{mine.length}件）</h2>
          <SpendingTable id={id} items={mine} />
        </section>
      )}
      <section className="card" aria-label="支出">
        <h2>支出</h2>
        {others.length === 0 ? (
          <p className="soft">
            {mine.length > 0 ? '没有其他支出申请。' : '还没有支出申请。'}
            {data.lines.length === 0 && '先有批准的预算科目，才能申请支出。'}
          </p>
        ) : (
          <SpendingTable id={id} items={others} />
        )}
      </section>
      {isOpen && data.may.ask && data.lines.length > 0 && <AskSpending id={id} data={data} />}
    </>
  );
}

const stateClass: Readonly<Record<SpendingItem['state'], string>> = {
  asked: 'warning',
  approved: 'good',
  paid: 'good',
  declined: 'error',
  cancelled: 'soft',
};

function SpendingTable({ id, items }: { id: string; items: readonly SpendingItem[] }) {
  return (
    <div className="scroll">
      <table className="data stacks">
        <thead>
          <tr>
            <th>编号</th>
            <th>事由</th>
            <th>科目</th>
            <th>收款方</th>
            <th>金额（元）</th>
            <th>状态</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.id}>
              <td data-label="编号">{item.number}</td>
              <td data-label="事由">
                <Link to="/consortia/$id/funds/spendings/$spendingId" params={{ id, spendingId: item.id }}>
                  {item.title}
                </Link>
              </td>
              <td data-label="科目">{item.line.name}</td>
              <td data-label="收款方">{item.payee}</td>
              <td className="number" data-label="金额">
                {yuan(item.amount)}
              </td>
              <td data-label="状态">
                <span className={stateClass[item.state]}>{item.stateLabel}</span>
                {item.due && (
                  <div className="soft">
                    {item.due.label}（{item.due.step}/{item.due.of}）
                  </div>
                )}
                {item.paidOn && <div className="soft">{item.paidOn}</div>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function AskSpending({ id, data }: { id: string; data: Funds }) {
  const navigate = useNavigate();
  const [typed, setTyped] = useState({ lineId: '', title: '', payee: '', amount: '', purpose: '' });
  const set = (name: keyof typeof typed) => (value: string) => setTyped({ ...typed, [name]: value });
  const ask = useMutation({
    mutationFn: () => answered(client.POST('/api/consortia/{id}/spendings', { params: { path: { id } }, body: typed })),
    onSuccess: async (made) => {
      await forgetFunds();
      await navigate({ to: '/consortia/$id/funds/spendings/$spendingId', params: { id, spendingId: made.id } });
    },
  });
  return (
    <InlineForm
      title="申请支出"
      aside={laddersText(data)}
      button="提交申请"
      sending={ask}
      onSubmit={() => ask.mutate()}
      outcome={false}
    >
      <InlineSelect
        label="科目"
        choices={data.lines.map(({ id: line, name, free }) => ({ id: line, label: `${name}（可用${yuan(free)}元）` }))}
        value={typed.lineId}
        onChange={set('lineId')}
      />
      <InlineInput label="事由" required maxLength={200} size={24} value={typed.title} onChange={set('title')} />
      <InlineInput label="收款方" required maxLength={200} size={20} value={typed.payee} onChange={set('payee')} />
      <InlineInput
        label="金额（元）"
        required
        {...amountInput}
        size={14}
        value={typed.amount}
        onChange={set('amount')}
      />
      <InlineInput label="说明" maxLength={2000} size={30} value={typed.purpose} onChange={set('purpose')} />
    </InlineForm>
  );
}

/** Who approves how much. */
function laddersText({ ladders }: Funds): string {
  return ladders
    .map(
      ({ upTo, steps }) => `${upTo === null ? '更多' : `${yuan(upTo).replace('.00', '')}元以内`}：${steps.join('、')}`,
    )
    .join('；');
}
