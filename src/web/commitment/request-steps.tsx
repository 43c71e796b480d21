import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { meQuery } from '#web/api/queries.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import type { ChangeRequest } from './commitment-queries.ts';

/** The next step of a request, for whoever may take it: the province's opinion, the ministry's decision, the consortium's withdrawal. */
export function RequestSteps({ request }: { request: ChangeRequest }) {
  const roles = useQuery(meQuery).data?.roles ?? [];
  const is = (...wanted: readonly string[]) => roles.some(({ role }) => wanted.includes(role));
  const isOwn = roles.some(
    ({ role, unit }) => ['secretariat', 'park-authority'].includes(role) && unit.id === request.consortium.id,
  );
  const { id, version, state } = request;
  const path = { params: { path: { id } } };
  const advise = (opinion: 'support' | 'oppose') => (text: string) =>
    answered(client.POST('/api/commitment-requests/{id}/opinion', { ...path, body: { version, opinion, text } }));
  const decide = (decision: 'approved' | 'refused') => (text: string) =>
    answered(client.POST('/api/commitment-requests/{id}/decision', { ...path, body: { version, decision, text } }));
  const withdraw = () =>
    answered(client.POST('/api/commitment-requests/{id}/withdrawal', { ...path, body: { version } }));
  if (state === 'asked' && is('provincial-officer'))
    return <Steps label="省级意见" choices={{ 同意调整: advise('support'), 不同意: advise('oppose') }} />;
  if (state === 'advised' && is('ministry-officer'))
    return <Steps label="部级决定" choices={{ 批准: decide('approved'), 不批准: decide('refused') }} />;
  if ((state === 'asked' || state === 'advised') && isOwn) return <Steps choices={{ 撤回申请: withdraw }} />;
  return null;
}

/** Buttons that take a step; with `label`, they need a text that says why. */
function Steps({
  label,
  choices,
}: {
  label?: string;
  choices: Readonly<Record<string, (text: string) => Promise<unknown>>>;
}) {
  const [text, setText] = useState('');
  const queryClient = useQueryClient();
  const send = useMutation({
    mutationFn: async (name: string) => choices[name]?.(text.trim()),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['commitment-requests'] });
      await queryClient.invalidateQueries({ queryKey: ['commitments'] });
    },
  });
  return (
    <div className="actions">
      {label && <InlineInput label={label} size={40} maxLength={5000} value={text} onChange={setText} />}
      {Object.keys(choices).map((name) => (
        <Button
          key={name}
          disabled={label !== undefined && text.trim() === ''}
          loading={send.isPending && send.variables === name}
          onClick={() => send.mutate(name)}
        >
          {name}
        </Button>
      ))}
      {send.error && (
        <span role="alert" className="error">
          {send.error.message}
        </span>
      )}
    </div>
  );
}
