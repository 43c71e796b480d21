import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { answered, client } from '#web/api/client.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import type { Live, Meeting } from './council-queries.ts';

/** The agenda with the item that the meeting is at; the chair turns to another, and every screen follows. */
export function Agenda(props: {
  meeting: Meeting;
  live: Live;
  onDone: () => Promise<void>;
  onEdit?: (() => void) | undefined;
}) {
  const { meeting, live, onDone, onEdit } = props;
  const { id, consortium, agenda, version, canManage } = meeting;
  const turn = useMutation({
    mutationFn: (itemId: string | null) =>
      answered(
        client.PUT('/api/consortia/{id}/meetings/{meetingId}/item', {
          params: { path: { id: consortium.id, meetingId: id } },
          body: { itemId, version },
        }),
      ),
    onSettled: onDone,
  });
  return (
    <>
      <h2>议程</h2>
      {agenda.length === 0 && <p className="soft">还没有议程。</p>}
      <ol className="agenda">
        {agenda.map((item) => (
          <li key={item.id} aria-current={item.id === live.itemId ? 'step' : undefined}>
            {item.title}
            {item.presenter && <span className="soft">（{item.presenter}）</span>}
            {canManage && meeting.state === 'open' && live.state === 'open' && item.id !== live.itemId && (
              <Button
                size="small"
                loading={turn.isPending && turn.variables === item.id}
                onClick={() => turn.mutate(item.id)}
              >
                进入
              </Button>
            )}
          </li>
        ))}
      </ol>
      {turn.error && <ProblemText error={turn.error} />}
      {onEdit && <Button onClick={onEdit}>修改会议和议程</Button>}
    </>
  );
}
