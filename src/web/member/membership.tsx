import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import type { Member } from './members-query.ts';

/** Leaving the consortium, and joining it again. Spells that are over stay known. */
export function Membership({
  consortiumId,
  member,
  onDone,
}: {
  consortiumId: string;
  member: Member;
  onDone: () => Promise<void>;
}) {
  const [day, setDay] = useState('');
  const { version } = member;
  const hasLeft = member.leftOn !== null;
  const move = useMutation({
    mutationFn: async () => {
      const params = { path: { id: consortiumId, memberId: member.id } };
      await (hasLeft
        ? answered(
            client.POST('/api/consortia/{id}/members/{memberId}/rejoining', {
              params,
              body: { joinedOn: day, version },
            }),
          )
        : answered(
            client.POST('/api/consortia/{id}/members/{memberId}/departure', { params, body: { leftOn: day, version } }),
          ));
    },
    onSuccess: onDone,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    move.mutate();
  };
  return (
    <form onSubmit={submit} className="member-part" aria-label={hasLeft ? '重新加入' : '退出'}>
      <h2>{hasLeft ? '重新加入' : '退出联合体'}</h2>
      <p className="actions">
        <label>
          {hasLeft ? '重新加入日期' : '自何日起不再是成员'}{' '}
          <input
            className="text inline"
            type="date"
            required
            value={day}
            onChange={(event) => setDay(event.target.value)}
          />
        </label>
        <Button htmlType="submit" loading={move.isPending}>
          {hasLeft ? '重新加入' : '退出'}
        </Button>
      </p>
      {move.error && (
        <p role="alert" className="error">
          {move.error.message}
        </p>
      )}
    </form>
  );
}
