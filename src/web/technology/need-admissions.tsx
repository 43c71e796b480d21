import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { forgetTechnology, type Need } from './technology-queries.ts';

/** Whom the enterprise lets see its confidential need. */
export function NeedAdmissions({ id, need }: { id: string; need: Need }) {
  const [memberId, setMemberId] = useState('');
  const path = { id, needId: need.id };
  const answer = useMutation({
    mutationFn: ({ member, admits }: { member: string; admits: boolean }) =>
      answered(
        client.PUT('/api/consortia/{id}/technology-needs/{needId}/admissions/{memberId}', {
          params: { path: { ...path, memberId: member } },
          body: { admits },
        }),
      ),
    onSuccess: forgetTechnology,
  });
  const admit = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/technology-needs/{needId}/admissions', {
          params: { path },
          body: { memberId },
        }),
      ),
    onSuccess: async () => {
      setMemberId('');
      await forgetTechnology();
    },
  });
  return (
    <section className="card" aria-label="向谁开放">
      <div className="technology-head">
        <h2>向谁开放</h2>
        <span className="soft">除秘书处外，只有这里准许的单位能看到详细内容和附件</span>
      </div>
      {need.admissions.length === 0 && <p className="soft">还没有单位申请。</p>}
      <ul className="technology-list">
        {need.admissions.map(({ member, state, label, reason }) => (
          <li key={member.id}>
            {member.name}　{label}
            {reason !== '' && <span className="soft">　{reason}</span>}
            <span className="actions">
              {state !== 'admitted' && (
                <Button
                  size="small"
                  type="primary"
                  loading={answer.isPending}
                  onClick={() => answer.mutate({ member: member.id, admits: true })}
                >
                  准许查看
                </Button>
              )}
              {state !== 'declined' && (
                <Button
                  size="small"
                  loading={answer.isPending}
                  onClick={() => answer.mutate({ member: member.id, admits: false })}
                >
                  {state === 'admitted' ? '不再开放' : '不同意'}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
      {need.others.length > 0 && (
        <form
          className="actions"
          onSubmit={(event) => {
            event.preventDefault();
            admit.mutate();
          }}
        >
          <InlineSelect
            label="直接开放给"
            choices={need.others.map((each) => ({ id: each.id, label: each.name }))}
            value={memberId}
            onChange={setMemberId}
          />
          <Button htmlType="submit" loading={admit.isPending}>
            开放
          </Button>
        </form>
      )}
      {(answer.error ?? admit.error) && <ProblemText error={answer.error ?? admit.error} />}
    </section>
  );
}
