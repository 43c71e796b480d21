import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineForm } from '#web/ui/inline-form.tsx';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { momentText } from '#web/ui/moment.ts';
import { DecideChange } from './decide-change.tsx';
import { type FundLine, type Funds, forgetFunds } from './fund-queries.ts';
import { amountInput, percentText, yuan } from './fund-texts.ts';

type Part = { id: string; data: Funds; isOpen: boolean };

/** 预算: what was approved for each line, what was spent of it, and what waits to be decided. */
export function BudgetCard({ id, data, isOpen }: Part) {
  const isWriter = data.may.manage && isOpen;
  const waiting = data.lines.flatMap((line) =>
    line.changes.filter(({ state }) => state === 'asked').map((change) => ({ line, change })),
  );
  return (
    <>
      {waiting.map(({ line, change }) => (
        <DecideChange key={change.id} id={id} line={line} change={change} />
      ))}
      <section className="card" aria-label="预算">
        <h2>预算</h2>
        {data.lines.length === 0 ? (
          <p className="soft">还没有预算科目。{isWriter && '请在下面申请，经理事会决议或秘书处负责人批准后生效。'}</p>
        ) : (
          <div className="scroll">
            <table className="data stacks">
              <thead>
                <tr>
                  <th>科目</th>
                  <th>责任部门</th>
                  <th>预算（元）</th>
                  <th>审批中（元）</th>
                  <th>已支付（元）</th>
                  <th>可用（元）</th>
                  <th>执行率</th>
                </tr>
              </thead>
              <tbody>
                {data.lines.map((line) => (
                  <LineRow key={line.id} id={id} line={line} isWriter={isWriter} />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </section>
      {isWriter && <AskLine id={id} year={data.year} />}
    </>
  );
}

function LineRow({ id, line, isWriter }: { id: string; line: FundLine; isWriter: boolean }) {
  const [isShown, setIsShown] = useState(false);
  return (
    <>
      <tr className={isShown ? 'is-open' : ''}>
        <td data-label="科目">
          <button type="button" className="fund-open" aria-expanded={isShown} onClick={() => setIsShown(!isShown)}>
            {line.name}
          </button>
        </td>
        <td data-label="责任部门">{line.department}</td>
        <td className="number" data-label="预算">
          {yuan(line.amount)}
        </td>
        <td className="number" data-label="审批中">
          {yuan(line.asked)}
        </td>
        <td className="number" data-label="已支付">
          {yuan(line.paid)}
        </td>
        <td className="number" data-label="可用">
          {yuan(line.free)}
        </td>
        <td className="number" data-label="执行率">
          {percentText(line.percent)}
        </td>
      </tr>
      {isShown && (
        <tr>
          <td colSpan={7}>
            <ul className="plain-list" aria-label={`${line.name}的预算申请`}>
              {line.changes.map((change) => (
                <li key={change.id}>
                  定为{yuan(change.amount)}元：{change.reason}
                  <span className="soft">
                    （{change.by}，{momentText(change.at)}）
                  </span>{' '}
                  {change.decided ? (
                    <span className={change.state === 'approved' ? 'good' : 'warning'}>
                      {change.decided.authority}
                      {change.state === 'approved' ? '批准' : '未批准'} {change.decided.resolution}
                      {change.decided.remark}（{change.decided.by}，{momentText(change.decided.at)}）
                    </span>
                  ) : (
                    <span className="warning">等待决定</span>
                  )}
                </li>
              ))}
            </ul>
            {isWriter && line.changes.every(({ state }) => state !== 'asked') && <AskChange id={id} line={line} />}
          </td>
        </tr>
      )}
    </>
  );
}

function AskLine({ id, year }: { id: string; year: number }) {
  const nothing = { name: '', department: '', amount: '', reason: '' };
  const [typed, setTyped] = useState(nothing);
  const set = (name: keyof typeof typed) => (value: string) => setTyped({ ...typed, [name]: value });
  const ask = useMutation({
    mutationFn: () =>
      answered(client.POST('/api/consortia/{id}/budget-lines', { params: { path: { id } }, body: { year, ...typed } })),
    onSuccess: async () => {
      setTyped(nothing);
      await forgetFunds();
    },
  });
  return (
    <InlineForm
      title="申请预算科目"
      aside="由提出人以外的人批准后生效"
      button="提交申请"
      sending={ask}
      onSubmit={() => ask.mutate()}
      outcome={ask.isSuccess && '已提交，等待决定。'}
    >
      <InlineInput label="科目" required maxLength={100} size={18} value={typed.name} onChange={set('name')} />
      <InlineInput
        label="责任部门"
        required
        maxLength={100}
        size={14}
        value={typed.department}
        onChange={set('department')}
      />
      <InlineInput
        label="金额（元）"
        required
        {...amountInput}
        size={14}
        value={typed.amount}
        onChange={set('amount')}
      />
      <InlineInput label="依据" required maxLength={500} size={24} value={typed.reason} onChange={set('reason')} />
    </InlineForm>
  );
}

function AskChange({ id, line }: { id: string; line: FundLine }) {
  const [typed, setTyped] = useState({ amount: line.amount, reason: '' });
  const ask = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/budget-lines/{lineId}/changes', {
          params: { path: { id, lineId: line.id } },
          body: typed,
        }),
      ),
    onSuccess: forgetFunds,
  });
  return (
    <InlineForm
      title="申请调整"
      aside={line.name}
      button="提交申请"
      sending={ask}
      onSubmit={() => ask.mutate()}
      outcome={false}
    >
      <InlineInput
        label="调整为（元）"
        required
        {...amountInput}
        size={14}
        value={typed.amount}
        onChange={(amount) => setTyped({ ...typed, amount })}
      />
      <InlineInput
        label="理由"
        required
        maxLength={500}
        size={30}
        value={typed.reason}
        onChange={(reason) => setTyped({ ...typed, reason })}
      />
    </InlineForm>
  );
}
