import { useMutation, useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { namesQuery } from '#web/ledger/ledger-queries.ts';
import { InlineForm } from '#web/ui/inline-form.tsx';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { type FundPlan, type Funds, forgetFunds } from './fund-queries.ts';
import { amountInput, yuan } from './fund-texts.ts';

type Typed = { source: string; payer: string; planned: string; dueOn: string; note: string };

const empty: Typed = { source: '', payer: '', planned: '', dueOn: '', note: '' };

/** A promise more: who pays, out of which source, how much and by when. */
export function AddPlan({ id, data }: { id: string; data: Funds }) {
  const [typed, setTyped] = useState(empty);
  const members = useMembers(id);
  const add = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/funds', {
          params: { path: { id } },
          body: { year: data.year, ...sent(typed, members) },
        }),
      ),
    onSuccess: async () => {
      setTyped({ ...empty, source: typed.source });
      await forgetFunds();
    },
  });
  return (
    <InlineForm
      title="增加经费来源"
      aside="出资单位是成员的，请选择其名称，该单位便能看到自己的承诺和到账"
      button="增加"
      sending={add}
      onSubmit={() => add.mutate()}
      outcome={add.isSuccess && '已登记，台账同时写入。'}
    >
      <Inputs data={data} typed={typed} onType={setTyped} members={members} />
    </InlineForm>
  );
}

/** The same said anew. */
export function ChangePlan({ id, data, plan }: { id: string; data: Funds; plan: FundPlan }) {
  const { source, payer, planned, note } = plan;
  const [typed, setTyped] = useState<Typed>({ source, payer, planned, note, dueOn: plan.dueOn ?? '' });
  const members = useMembers(id);
  const change = useMutation({
    mutationFn: () =>
      answered(
        client.PUT('/api/consortia/{id}/funds/{planId}', {
          params: { path: { id, planId: plan.id } },
          body: { version: plan.version, ...sent(typed, members) },
        }),
      ),
    onSettled: forgetFunds,
  });
  return (
    <InlineForm
      title="修改计划"
      aside={`现为${yuan(planned)}元`}
      button="保存"
      sending={change}
      onSubmit={() => change.mutate()}
      outcome={change.isSuccess && '已保存。'}
    >
      <Inputs data={data} typed={typed} onType={setTyped} members={members} />
    </InlineForm>
  );
}

type Member = { id: string; name: string };

function useMembers(id: string): readonly Member[] {
  return useQuery(namesQuery(id)).data ?? [];
}

function sent({ dueOn, ...typed }: Typed, members: readonly Member[]) {
  const member = members.find(({ name }) => name === typed.payer.trim());
  return { ...typed, payer: typed.payer.trim(), dueOn: dueOn || null, memberId: member?.id ?? null };
}

function Inputs(props: { data: Funds; typed: Typed; onType: (typed: Typed) => void; members: readonly Member[] }) {
  const { data, typed, onType, members } = props;
  const payers = useId();
  const set = (name: keyof Typed) => (value: string) => onType({ ...typed, [name]: value });
  return (
    <>
      <InlineSelect
        label="来源"
        choices={data.sources.map((source) => ({ id: source, label: source }))}
        value={typed.source}
        onChange={set('source')}
      />
      <InlineInput
        label="出资单位"
        required
        maxLength={200}
        size={24}
        list={payers}
        value={typed.payer}
        onChange={set('payer')}
      />
      <datalist id={payers}>
        {members.map(({ id, name }) => (
          <option key={id} value={name} />
        ))}
      </datalist>
      <InlineInput
        label="计划（元）"
        required
        {...amountInput}
        size={14}
        value={typed.planned}
        onChange={set('planned')}
      />
      <InlineInput label="约定到位日期" type="date" value={typed.dueOn} onChange={set('dueOn')} />
      <InlineInput label="备注" maxLength={500} size={20} value={typed.note} onChange={set('note')} />
    </>
  );
}
