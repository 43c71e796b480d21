import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Loaded } from '#web/ui/loaded.tsx';
import { Applications } from './applications.tsx';
import { ApplyForm } from './apply-form.tsx';
import { AppointForm } from './appoint-form.tsx';
import { Appointments } from './appointments.tsx';
import { PostForm } from './post-form.tsx';
import { type Post, type Posts, postsQuery } from './post-queries.ts';
import './posts.css';

type Doing = { what: 'call' } | { what: 'change' | 'appoint' | 'apply'; of: string };

/** Fixed and mobile posts: what is called for, who applied, and who holds them. */
export function PostsCard({ id }: { id: string }) {
  const posts = useQuery(postsQuery(id));
  const [doing, setDoing] = useState<Doing>();
  const done = () => setDoing(undefined);
  return (
    <section className="card" aria-label="固定岗和流动岗">
      <h2>固定岗和流动岗</h2>
      <Loaded query={posts}>
        {(data) => (
          <>
            <p className="soft">{data.because}。</p>
            {data.items.length === 0 && <p>{emptyText(data)}</p>}
            {data.items.map((post) => (
              <PostItem key={post.id} id={id} data={data} post={post} doing={doing} onDo={setDoing} onDone={done} />
            ))}
            {doing?.what === 'call' && <PostForm id={id} data={data} post={undefined} onDone={done} />}
            {data.canManage && !doing && (
              <p>
                <Button onClick={() => setDoing({ what: 'call' })}>设岗并招聘</Button>
              </p>
            )}
          </>
        )}
      </Loaded>
    </section>
  );
}

const emptyText = ({ canManage }: Posts) =>
  canManage
    ? '还没有设岗。设岗后成员单位可以在这里为本单位的人申请；聘任的任课教师自动记入兼职教师台账。'
    : '还没有招聘。秘书处设岗后，可以在这里为本单位的人申请。';

function PostItem(props: {
  id: string;
  data: Posts;
  post: Post;
  doing: Doing | undefined;
  onDo: (doing: Doing) => void;
  onDone: () => void;
}) {
  const { id, data, post, doing, onDo, onDone } = props;
  const isDoing = (what: Doing['what']) => doing?.what === what && 'of' in doing && doing.of === post.id;
  const held = post.appointments.filter(({ isThere }) => isThere).length;
  if (isDoing('change')) return <PostForm id={id} data={data} post={post} onDone={onDone} />;
  return (
    <article className="post" aria-label={post.title}>
      <h3>
        {post.title}
        <span className="soft">
          　{post.kind}，{post.host}
          {post.course !== '' && `，任课：${post.course}`}
        </span>
      </h3>
      <p>
        {post.places}个名额，在聘{held}人；
        <span className={post.isOpen ? 'good' : 'soft'}>
          {post.isOpen ? `招聘至${post.closesOn}` : `招聘已于${post.closesOn}截止`}
        </span>
      </p>
      <p>条件：{post.conditions}</p>
      {post.applications.length > 0 && <Applications id={id} data={data} post={post} />}
      {post.appointments.length > 0 && <Appointments id={id} data={data} post={post} />}
      {isDoing('appoint') && <AppointForm id={id} post={post} application={undefined} onDone={onDone} />}
      {isDoing('apply') && <ApplyForm id={id} data={data} post={post} onDone={onDone} />}
      {!doing && (
        <p className="actions">
          {data.canManage && <Button onClick={() => onDo({ what: 'change', of: post.id })}>修改</Button>}
          {data.canManage && <Button onClick={() => onDo({ what: 'appoint', of: post.id })}>直接聘任</Button>}
          {data.own.length > 0 && post.isOpen && (
            <Button type="primary" onClick={() => onDo({ what: 'apply', of: post.id })}>
              申请
            </Button>
          )}
        </p>
      )}
    </article>
  );
}
