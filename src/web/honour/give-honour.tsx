import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { appraisalsQuery } from '#web/appraisal/appraisal-queries.ts';
import { namesQuery } from '#web/ledger/ledger-queries.ts';
import { InlineForm } from '#web/ui/inline-form.tsx';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { forgetHonours } from './honour-queries.ts';

const recipients = [
  { id: 'member', label: '成员单位' },
  { id: 'person', label: '个人' },
] as const;

const byDecision = 'decision';
const nothing = { memberId: '', name: '', title: '', merit: '', ground: '', decision: '', awardedOn: '' };

/** An honour for a member or a person, by a final appraisal or by decision. */
export function GiveHonour({ id }: { id: string }) {
  const members = useQuery(namesQuery(id)).data ?? [];
  const appraisals = useQuery(appraisalsQuery(id)).data?.items.filter(({ state }) => state === 'final') ?? [];
  const [recipient, setRecipient] = useState<'member' | 'person'>('member');
  const [typed, setTyped] = useState(nothing);
  const set = (name: keyof typeof nothing) => (value: string) => setTyped({ ...typed, [name]: value });
  const give = useMutation({
    mutationFn: () => {
      const { memberId, name, title, merit, ground, decision, awardedOn } = typed;
      const isDecided = ground === byDecision;
      return answered(
        client.POST('/api/consortia/{id}/honours', {
          params: { path: { id } },
          body: {
            recipient,
            title,
            merit,
            awardedOn,
            memberId: memberId || null,
            name: recipient === 'person' ? name : '',
            appraisalId: isDecided ? null : ground,
            decision: isDecided ? decision : '',
          },
        }),
      );
    },
    onSuccess: async () => {
      setTyped(nothing);
      await forgetHonours();
    },
  });
  return (
    <InlineForm
      title="授予荣誉"
      button="授予"
      isPrimary
      sending={give}
      onSubmit={() => give.mutate()}
      outcome={give.isSuccess && '已授予，证书可以下载。'}
    >
      <InlineSelect label="授予" choices={recipients} value={recipient} onChange={setRecipient} />
      {recipient === 'person' && (
        <InlineInput required label="姓名" maxLength={100} size={10} value={typed.name} onChange={set('name')} />
      )}
      <InlineSelect
        label="单位"
        choices={members.map((member) => ({ id: member.id, label: member.name }))}
        value={typed.memberId}
        onChange={set('memberId')}
      />
      <InlineInput required label="荣誉称号" maxLength={100} value={typed.title} onChange={set('title')} />
      <InlineSelect
        label="依据"
        choices={[
          ...appraisals.map((appraisal) => ({ id: appraisal.id, label: `${appraisal.title}考核结果` })),
          { id: byDecision, label: '决定' },
        ]}
        value={typed.ground}
        onChange={set('ground')}
      />
      {typed.ground === byDecision && (
        <InlineInput
          required
          label="决定的名称或文号"
          maxLength={200}
          value={typed.decision}
          onChange={set('decision')}
        />
      )}
      <InlineInput label="事迹（选填）" maxLength={1000} size={30} value={typed.merit} onChange={set('merit')} />
      <InlineInput required label="授予日期" type="date" value={typed.awardedOn} onChange={set('awardedOn')} />
    </InlineForm>
  );
}
