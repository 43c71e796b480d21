import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { type FundLine, forgetFunds } from './fund-queries.ts';
import { yuan } from './fund-texts.ts';

/** A change of the budget that waits, and the way to decide on it for whoever may. */
export function DecideChange(props: { id: string; line: FundLine; change: FundLine['changes'][number] }) {
  const { id, line, change } = props;
  const [said, setSaid] = useState({ authority: change.mine[0]?.id ?? '', resolution: '', remark: '' });
  const decide = useMutation({
    mutationFn: (approve: boolean) =>
      answered(
        client.POST('/api/consortia/{id}/budget-changes/{changeId}/decision', {
          params: { path: { id, changeId: change.id } },
          body: { approve, ...said },
        }),
      ),
    onSettled: forgetFunds,
  });
  const set = (name: keyof typeof said) => (value: string) => setSaid({ ...said, [name]: value });
  const deciding = change.mine.find((one) => one.id === said.authority);
  return (
    <section className="card" aria-label={`等待决定：${line.name}`}>
      <h2>等待决定的预算：{line.name}</h2>
      <p>
        由{yuan(line.amount)}元定为<strong>{yuan(change.amount)}元</strong>：{change.reason}
        <span className="soft">（{change.by}提出）</span>
      </p>
      {change.mine.length === 0 ? (
        <p className="soft">由提出人以外、有权限的人决定。</p>
      ) : (
        <div className="actions">
          <InlineSelect label="决定机构" choices={change.mine} value={said.authority} onChange={set('authority')} />
          {deciding?.needsResolution && (
            <InlineInput
              label="决议文号"
              maxLength={100}
              size={22}
              value={said.resolution}
              onChange={set('resolution')}
            />
          )}
          <InlineInput
            label="意见（不批准须写）"
            maxLength={500}
            size={20}
            value={said.remark}
            onChange={set('remark')}
          />
          <Button type="primary" loading={decide.isPending && decide.variables} onClick={() => decide.mutate(true)}>
            批准
          </Button>
          <Button loading={decide.isPending && !decide.variables} onClick={() => decide.mutate(false)}>
            不批准
          </Button>
        </div>
      )}
      {decide.error && <ProblemText error={decide.error} />}
    </section>
  );
}
