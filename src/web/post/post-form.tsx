import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { namesQuery } from '#web/ledger/ledger-queries.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { forgetPosts, type Post, type Posts } from './post-queries.ts';

const secretariat = 'secretariat';

/** A post and its call, new or changed. */
export function PostForm(props: { id: string; data: Posts; post: Post | undefined; onDone: () => void }) {
  const { id, data, post, onDone } = props;
  const members = useQuery(namesQuery(id)).data ?? [];
  const [typed, setTyped] = useState({
    title: post?.title ?? '',
    kind: post?.kind ?? '',
    memberId: post ? (post.memberId ?? secretariat) : '',
    places: String(post?.places ?? 1),
    conditions: post?.conditions ?? '',
    course: post?.course ?? '',
    closesOn: post?.closesOn ?? '',
  });
  const set = (name: keyof typeof typed) => (value: string) => setTyped({ ...typed, [name]: value });
  const save = useMutation({
    mutationFn: async () => {
      const { memberId, places, ...said } = typed;
      const body = { ...said, memberId: memberId === secretariat ? null : memberId, places: Number(places) };
      if (post)
        await answered(
          client.PUT('/api/consortia/{id}/posts/{postId}', {
            params: { path: { id, postId: post.id } },
            body: { ...body, version: post.version },
          }),
        );
      else await answered(client.POST('/api/consortia/{id}/posts', { params: { path: { id } }, body }));
    },
    onSuccess: async () => {
      await forgetPosts();
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form onSubmit={submit} className="post" aria-label={post ? `修改${post.title}` : '设岗并招聘'}>
      <h3 className="inline-form-title">{post ? `修改${post.title}` : '设岗并招聘'}</h3>
      <div className="actions">
        <InlineInput required label="岗位" maxLength={100} value={typed.title} onChange={set('title')} />
        <InlineSelect
          label="类型"
          choices={data.kinds.map((kind) => ({ id: kind, label: kind }))}
          value={typed.kind}
          onChange={set('kind')}
        />
        <InlineSelect
          label="设岗单位"
          choices={[
            { id: secretariat, label: '秘书处' },
            ...members.map((member) => ({ id: member.id, label: member.name })),
          ]}
          value={typed.memberId}
          onChange={set('memberId')}
        />
        <InlineInput required label="名额" type="number" size={4} value={typed.places} onChange={set('places')} />
        <InlineInput label="任课（不任课的不填）" maxLength={200} value={typed.course} onChange={set('course')} />
        <InlineInput required label="招聘截止" type="date" value={typed.closesOn} onChange={set('closesOn')} />
      </div>
      <label className="field">
        <span>条件</span>
        <textarea
          className="text"
          required
          rows={3}
          maxLength={2000}
          value={typed.conditions}
          onChange={(event) => set('conditions')(event.target.value)}
        />
      </label>
      {save.error && <ProblemText error={save.error} />}
      <p className="actions">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {post ? '保存' : '发布招聘'}
        </Button>
        <Button onClick={onDone}>不保存</Button>
      </p>
    </form>
  );
}
