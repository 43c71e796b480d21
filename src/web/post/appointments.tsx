import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { type Appointment, forgetPosts, type Post, type Posts } from './post-queries.ts';

/** Who holds a post, and who held it. */
export function Appointments({ id, data, post }: { id: string; data: Posts; post: Post }) {
  const [ending, setEnding] = useState<string>();
  const chosen = post.appointments.find((one) => one.id === ending);
  return (
    <>
      <table className="data stacks">
        <thead>
          <tr>
            <th>聘任</th>
            <th>来自单位</th>
            <th>聘期</th>
            {post.course !== '' && <th>课时</th>}
            {data.canManage && <th>办理</th>}
          </tr>
        </thead>
        <tbody>
          {post.appointments.map((one) => (
            <tr key={one.id}>
              <td>{one.name}</td>
              <td data-label="来自单位">{one.member}</td>
              <td data-label="聘期" className={one.isThere ? undefined : 'soft'}>
                {one.fromDay}至{one.endedOn ?? one.toDay}
                {one.endedOn !== null && `（提前结束：${one.endedBy}）`}
              </td>
              {post.course !== '' && (
                <td data-label="课时" className="number">
                  {one.hours}
                </td>
              )}
              {data.canManage && (
                <td data-label="办理">
                  {one.endedOn === null && one.toDay >= data.today && (
                    <Button onClick={() => setEnding(one.id)}>解聘</Button>
                  )}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {chosen && (
        <EndForm key={chosen.id} id={id} postId={post.id} appointment={chosen} onDone={() => setEnding(undefined)} />
      )}
    </>
  );
}

function EndForm(props: { id: string; postId: string; appointment: Appointment; onDone: () => void }) {
  const { id, postId, appointment, onDone } = props;
  const [endedOn, setDay] = useState('');
  const [reason, setReason] = useState('');
  const end = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/posts/{postId}/appointments/{appointmentId}/end', {
          params: { path: { id, postId, appointmentId: appointment.id } },
          body: { version: appointment.version, endedOn, reason },
        }),
      ),
    onSuccess: async () => {
      await forgetPosts();
      onDone();
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        end.mutate();
      }}
      aria-label={`解聘${appointment.name}`}
    >
      <div className="actions">
        <InlineInput required label="最后一天" type="date" value={endedOn} onChange={setDay} />
        <InlineInput required label="原因" maxLength={500} value={reason} onChange={setReason} />
        <Button htmlType="submit" loading={end.isPending}>
          解聘{appointment.name}
        </Button>
        <Button onClick={onDone}>取消</Button>
      </div>
      {end.error && <ProblemText error={end.error} />}
    </form>
  );
}
