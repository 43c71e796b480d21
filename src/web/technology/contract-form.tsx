import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { type Contracts, forgetTechnology } from './technology-queries.ts';

type Named = { id: string; name: string };
type FromCall = { callId: string; provider: Named; enterprise: Named; title: string; amount: string };
/** `key`: keeps a row the same while it is typed. */
type TypedMilestone = { key: string; title: string; dueOn: string };

const milestone = (): TypedMilestone => ({ key: crypto.randomUUID(), title: '', dueOn: '' });

/** Draws up a contract: from a call its sides are given, directly they are chosen. */
export function ContractForm(props: {
  id: string;
  from?: FromCall;
  choices?: Pick<Contracts, 'providers' | 'enterprises'>;
  onClose?: () => void;
}) {
  const { id, from, choices, onClose } = props;
  const navigate = useNavigate();
  const [typed, setTyped] = useState({
    providerId: from?.provider.id ?? '',
    enterpriseId: from?.enterprise.id ?? '',
    title: from?.title ?? '',
    amount: from?.amount ?? '',
    signedOn: '',
  });
  const [milestones, setMilestones] = useState<readonly TypedMilestone[]>(() => [milestone()]);
  const set = (name: keyof typeof typed) => (value: string) => setTyped({ ...typed, [name]: value });
  const setRow = (key: string, more: Partial<TypedMilestone>) =>
    setMilestones(milestones.map((row) => (row.key === key ? { ...row, ...more } : row)));
  const propose = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/technology-contracts', {
          params: { path: { id } },
          body: {
            ...typed,
            callId: from?.callId ?? null,
            milestones: milestones.map(({ title, dueOn }) => ({ title, dueOn })),
          },
        }),
      ),
    onSuccess: async (made) => {
      await forgetTechnology();
      await navigate({
        to: '/consortia/$id/technology/contracts/$contractId',
        params: { id, contractId: made.id },
      });
    },
  });
  const named = (members: readonly Named[]) => members.map((each) => ({ id: each.id, label: each.name }));
  return (
    <form
      aria-label="登记合同"
      onSubmit={(event) => {
        event.preventDefault();
        propose.mutate();
      }}
    >
      {from && (
        <p>
          研发单位：{from.provider.name}　委托企业：{from.enterprise.name}
        </p>
      )}
      <div className="actions">
        {choices && (
          <>
            <InlineSelect
              label="研发单位"
              choices={named(choices.providers)}
              value={typed.providerId}
              onChange={set('providerId')}
            />
            <InlineSelect
              label="委托企业"
              choices={named(choices.enterprises)}
              value={typed.enterpriseId}
              onChange={set('enterpriseId')}
            />
          </>
        )}
        <InlineInput label="项目名称" required maxLength={100} size={28} value={typed.title} onChange={set('title')} />
        <InlineInput
          label="合同金额（元）"
          required
          inputMode="decimal"
          pattern="\d{1,10}(\.\d{1,2})?"
          size={10}
          value={typed.amount}
          onChange={set('amount')}
        />
        <InlineInput label="签约日期" type="date" required value={typed.signedOn} onChange={set('signedOn')} />
      </div>
      <fieldset className="technology-kinds">
        <legend>节点</legend>
        {milestones.map((row) => (
          <div className="actions" key={row.key}>
            <InlineInput
              label="节点"
              required
              maxLength={200}
              size={28}
              value={row.title}
              onChange={(title) => setRow(row.key, { title })}
            />
            <InlineInput
              label="到期"
              type="date"
              required
              value={row.dueOn}
              onChange={(dueOn) => setRow(row.key, { dueOn })}
            />
            {milestones.length > 1 && (
              <Button size="small" onClick={() => setMilestones(milestones.filter(({ key }) => key !== row.key))}>
                去掉
              </Button>
            )}
          </div>
        ))}
        <Button size="small" onClick={() => setMilestones([...milestones, milestone()])}>
          增加节点
        </Button>
      </fieldset>
      <p className="actions">
        <Button type="primary" htmlType="submit" loading={propose.isPending}>
          登记，等对方确认
        </Button>
        {onClose && <Button onClick={onClose}>取消</Button>}
      </p>
      {propose.error && <ProblemText error={propose.error} />}
    </form>
  );
}
