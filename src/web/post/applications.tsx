import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { momentText } from '#web/ui/moment.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { AppointForm } from './appoint-form.tsx';
import { type Application, forgetPosts, type Post, type Posts } from './post-queries.ts';

const states = { open: '待定', appointed: '已聘任', declined: '未聘任', withdrawn: '已撤回' } as const;

/** Who applied for a post: to decide for the secretariat, to take back for whoever applied. */
export function Applications({ id, data, post }: { id: string; data: Posts; post: Post }) {
  const [appointing, setAppointing] = useState<string>();
  const chosen = post.applications.find((one) => one.id === appointing);
  const end = useMutation({
    mutationFn: ({ application, how }: { application: Application; how: 'refusal' | 'withdrawal' }) => {
      const init = {
        params: { path: { id, postId: post.id, applicationId: application.id } },
        body: { version: application.version },
      };
      const path = '/api/consortia/{id}/posts/{postId}/applications/{applicationId}';
      return answered(
        how === 'refusal' ? client.POST(`${path}/refusal`, init) : client.POST(`${path}/withdrawal`, init),
      );
    },
    onSettled: forgetPosts,
  });
  return (
    <>
      <table className="data stacks">
        <thead>
          <tr>
            <th>申请人</th>
            <th>单位</th>
            <th>说明</th>
            <th>状态</th>
            <th>办理</th>
          </tr>
        </thead>
        <tbody>
          {post.applications.map((application) => (
            <tr key={application.id}>
              <td>{application.name}</td>
              <td data-label="单位">{application.member}</td>
              <td data-label="说明">
                {application.statement}
                <span className="soft">（{momentText(application.at)}，本人同意）</span>
              </td>
              <td data-label="状态">{states[application.state]}</td>
              <td data-label="办理">
                {application.state === 'open' && (
                  <div className="actions">
                    {data.canManage && <Button onClick={() => setAppointing(application.id)}>聘任</Button>}
                    {data.canManage && (
                      <Button
                        onClick={() =>
                          confirm('不聘任，说明随即删除，确定？') && end.mutate({ application, how: 'refusal' })
                        }
                      >
                        不聘任
                      </Button>
                    )}
                    {application.isOwn && (
                      <Button onClick={() => end.mutate({ application, how: 'withdrawal' })}>撤回</Button>
                    )}
                  </div>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {end.error && <ProblemText error={end.error} />}
      {chosen?.state === 'open' && (
        <AppointForm key={chosen.id} id={id} post={post} application={chosen} onDone={() => setAppointing(undefined)} />
      )}
    </>
  );
}
