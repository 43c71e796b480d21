import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';

type Channel = 'app' | 'mail' | 'robot';
type Todo = { id: string; awaiting: number; returned: number; disputed: number; declaredAt: string | null };

/** The secretariat reminds all members that still have something to do, each once a day. */
export function Remind({ consortiumId, members }: { consortiumId: string; members: readonly Todo[] }) {
  const path = { id: consortiumId };
  const key = ['reminders', consortiumId];
  const queryClient = useQueryClient();
  const state = useQuery({
    queryKey: key,
    queryFn: () => answered(client.GET('/api/consortia/{id}/reminders', { params: { path } })),
  });
  const [channels, setChannels] = useState<readonly Channel[]>(['app', 'robot']);
  const late = members.filter(
    ({ id, awaiting, returned, disputed, declaredAt }) =>
      !state.data?.today.includes(id) && (awaiting + returned + disputed > 0 || declaredAt === null),
  );
  const remind = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/reminders', {
          params: { path },
          body: { members: late.map(({ id }) => id), channels: [...channels] },
        }),
      ),
    onSettled: () => queryClient.invalidateQueries({ queryKey: key }),
  });
  const choice = (channel: Channel, label: string, disabled = false) => (
    <label key={channel}>
      <input
        type="checkbox"
        disabled={disabled}
        checked={channels.includes(channel)}
        onChange={({ target }) =>
          setChannels(target.checked ? [...channels, channel] : channels.filter((one) => one !== channel))
        }
      />{' '}
      {label}
    </label>
  );
  const sent = remind.data?.results.filter(({ outcome }) => outcome === 'sent') ?? [];
  const sum = (count: 'people' | 'mails' | 'robots') => sent.reduce((all, one) => all + one[count], 0);
  return (
    <p className="actions">
      {choice('app', '站内消息')}
      {choice('robot', '群机器人')}
      {choice('mail', state.data?.mail === false ? '邮件（系统没有配置发信服务）' : '邮件', state.data?.mail !== true)}
      <Button
        disabled={late.length === 0 || channels.length === 0}
        loading={remind.isPending}
        onClick={() => remind.mutate()}
      >
        提醒有待办的{late.length}家
      </Button>
      <span role="status" className={remind.error ? 'error' : 'good'}>
        {remind.error?.message ??
          (remind.data
            ? `已提醒${sent.length}家：站内${sum('people')}人，邮件${sum('mails')}封，机器人${sum('robots')}个。每家每天至多提醒一次。`
            : '')}
      </span>
    </p>
  );
}
