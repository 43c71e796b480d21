import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { namesQuery } from '#web/ledger/ledger-queries.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { type Application, forgetPosts, type Post } from './post-queries.ts';

/** A term for whoever applied, or for somebody who is appointed directly. */
export function AppointForm(props: {
  id: string;
  post: Post;
  application: Application | undefined;
  onDone: () => void;
}) {
  const { id, post, application, onDone } = props;
  const members = useQuery(namesQuery(id)).data ?? [];
  const [memberId, setMember] = useState(application?.memberId ?? '');
  const [name, setName] = useState(application?.name ?? '');
  const [hours, setHours] = useState(post.course === '' ? '0' : '');
  const [fromDay, setFrom] = useState('');
  const [toDay, setTo] = useState('');
  const appoint = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/posts/{postId}/appointments', {
          params: { path: { id, postId: post.id } },
          body: {
            memberId,
            name,
            hours,
            fromDay,
            toDay,
            application: application ? { id: application.id, version: application.version } : null,
          },
        }),
      ),
    onSuccess: async () => {
      await forgetPosts();
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    appoint.mutate();
  };
  return (
    <form onSubmit={submit} aria-label={`聘任${application?.name ?? ''}`}>
      <div className="actions">
        {application ? (
          <span>聘任{application.name}：</span>
        ) : (
          <>
            <InlineInput required label="姓名" maxLength={100} size={10} value={name} onChange={setName} />
            <InlineSelect
              label="来自单位"
              choices={members.map((member) => ({ id: member.id, label: member.name }))}
              value={memberId}
              onChange={setMember}
            />
          </>
        )}
        <InlineInput required label="聘期自" type="date" value={fromDay} onChange={setFrom} />
        <InlineInput required label="至" type="date" value={toDay} onChange={setTo} />
        {post.course !== '' && (
          <InlineInput required label="课时" inputMode="decimal" size={5} value={hours} onChange={setHours} />
        )}
        <Button type="primary" htmlType="submit" loading={appoint.isPending}>
          聘任
        </Button>
        <Button onClick={onDone}>取消</Button>
      </div>
      {appoint.error && <ProblemText error={appoint.error} />}
    </form>
  );
}
