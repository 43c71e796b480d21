import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineForm } from '#web/ui/inline-form.tsx';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { forgetResources, type ResourceDetail } from './resource-queries.ts';
import { spanText } from './resource-text.ts';

const nothing = { startsAt: '', endsAt: '', reason: '' };

/** Times in which nobody gets it; whose it is sets and lifts them. */
export function ClosedTimes({ id, resource }: { id: string; resource: ResourceDetail }) {
  const [typed, setTyped] = useState(nothing);
  const path = { id, resourceId: resource.id };
  const close = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/resources/{resourceId}/closed-times', {
          params: { path },
          body: {
            startsAt: `${typed.startsAt.slice(0, 16)}:00+08:00`,
            endsAt: `${typed.endsAt.slice(0, 16)}:00+08:00`,
            reason: typed.reason,
          },
        }),
      ),
    onSuccess: async () => {
      setTyped(nothing);
      await forgetResources();
    },
  });
  const open = useMutation({
    mutationFn: (blackoutId: string) =>
      answered(
        client.DELETE('/api/consortia/{id}/resources/{resourceId}/closed-times/{blackoutId}', {
          params: { path: { ...path, blackoutId } },
        }),
      ),
    onSuccess: forgetResources,
  });
  const set = (name: keyof typeof typed) => (value: string) => setTyped({ ...typed, [name]: value });
  const booked = close.data?.booked ?? 0;
  return (
    <InlineForm
      title="停用时段"
      aside="检修、考试、放假"
      button="停用"
      sending={close}
      onSubmit={() => close.mutate()}
      outcome={
        close.isSuccess && (booked > 0 ? `已停用；其中已有${booked}次预约不变，请在预约记录中处理。` : '已停用。')
      }
    >
      <ul className="plain-list resource-closed">
        {resource.blackouts.map((each) => (
          <li key={each.id}>
            {spanText(each.startsAt, each.endsAt)}　{each.reason}{' '}
            <Button size="small" loading={open.isPending} onClick={() => open.mutate(each.id)}>
              恢复开放
            </Button>
          </li>
        ))}
      </ul>
      {open.error && <ProblemText error={open.error} />}
      <InlineInput label="自" type="datetime-local" required value={typed.startsAt} onChange={set('startsAt')} />
      <InlineInput label="至" type="datetime-local" required value={typed.endsAt} onChange={set('endsAt')} />
      <InlineInput label="事由" required maxLength={200} value={typed.reason} onChange={set('reason')} />
    </InlineForm>
  );
}
