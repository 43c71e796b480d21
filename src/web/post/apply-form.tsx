import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { forgetPosts, type Post, type Posts } from './post-queries.ts';

/** Somebody of one's own unit applies, with its consent and no more about it than the conditions ask. */
export function ApplyForm({ id, data, post, onDone }: { id: string; data: Posts; post: Post; onDone: () => void }) {
  const [memberId, setMember] = useState(data.own[0]?.id ?? '');
  const [name, setName] = useState('');
  const [statement, setStatement] = useState('');
  const [consents, setConsents] = useState(false);
  const apply = useMutation({
    mutationFn: async () => {
      if (!consents) throw new Error('请先征得本人同意，并勾选确认。');
      await answered(
        client.POST('/api/consortia/{id}/posts/{postId}/applications', {
          params: { path: { id, postId: post.id } },
          body: { memberId, name, statement, consents },
        }),
      );
    },
    onSuccess: async () => {
      await forgetPosts();
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    apply.mutate();
  };
  return (
    <form onSubmit={submit} aria-label={`申请${post.title}`}>
      <div className="actions">
        {data.own.length > 1 && (
          <InlineSelect
            label="单位"
            choices={data.own.map((own) => ({ id: own.id, label: own.name }))}
            value={memberId}
            onChange={setMember}
          />
        )}
        <InlineInput required label="申请人姓名" maxLength={100} size={10} value={name} onChange={setName} />
      </div>
      <label className="field">
        <span>怎样符合条件（不要填写身份证号、电话、住址；决定后即删除）</span>
        <textarea
          className="text"
          required
          rows={3}
          maxLength={500}
          value={statement}
          onChange={(event) => setStatement(event.target.value)}
        />
      </label>
      <p>
        <label>
          <input type="checkbox" checked={consents} onChange={(event) => setConsents(event.target.checked)} />
          已征得本人同意，姓名和以上说明只用于这次招聘
        </label>
      </p>
      {apply.error && <ProblemText error={apply.error} />}
      <p className="actions">
        <Button type="primary" htmlType="submit" loading={apply.isPending}>
          提交申请
        </Button>
        <Button onClick={onDone}>不申请</Button>
      </p>
    </form>
  );
}
