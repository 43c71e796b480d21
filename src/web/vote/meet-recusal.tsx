import { answered, client } from '#web/api/client.ts';
import { TextAct } from '#web/ui/text-act.tsx';
import type { Motion } from './vote-queries.ts';

/** Declaring that one has an interest in the matter, before it is voted on. */
export function MeetRecusal(props: { token: string; motion: Motion; seatId: string; onDone: () => Promise<void> }) {
  const { token, motion, seatId, onDone } = props;
  if (motion.recusals.some((each) => each.seatId === seatId)) return <p role="status">您已回避这项议案。</p>;
  return (
    <details>
      <summary>与这项议案有利害关系，申明回避</summary>
      <TextAct
        label={`回避“${motion.title}”的理由`}
        rows={2}
        most={500}
        acts={[{ id: 'recuse', label: '申明回避', sure: '回避后不参加这项议案的表决，确定？' }]}
        send={(_, reason) =>
          answered(
            client.PUT('/api/public/meet/{token}/motions/{motionId}/recusal', {
              params: { path: { token, motionId: motion.id } },
              body: { reason },
            }),
          )
        }
        onDone={onDone}
      />
    </details>
  );
}
