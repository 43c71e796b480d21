import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { meQuery } from '#web/api/queries.ts';

/** Opens a batch of one of the notices that this program holds, in the officer's own unit. */
export function OpenBatch() {
  const me = useQuery(meQuery).data;
  const packs = useQuery({ queryKey: ['packs'], queryFn: () => answered(client.GET('/api/packs')) }).data?.items ?? [];
  const [packId, setPackId] = useState('');
  const [title, setTitle] = useState('');
  const [deadline, setDeadline] = useState('');
  const queryClient = useQueryClient();
  const unit = me?.roles.find(({ role }) => role.endsWith('-officer'))?.unit;
  const open = useMutation({
    mutationFn: (unitId: string) =>
      answered(
        client.POST('/api/batches', {
          body: { unitId, packId, title, deadline: new Date(`${deadline}:00+08:00`).toISOString() },
        }),
      ),
    onSuccess: () => {
      setPackId('');
      setTitle('');
      return queryClient.invalidateQueries({ queryKey: ['batches'] });
    },
  });
  const choose = (id: string) => {
    const pack = packs.find((each) => each.id === id);
    setPackId(id);
    setTitle(pack?.title ?? '');
    setDeadline(pack ? beijingMinute(pack.deadline) : '');
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (unit) open.mutate(unit.id);
  };
  return (
    <form className="card" onSubmit={submit} aria-label="开设批次">
      <h2 style={{ marginBottom: 8 }}>开设批次{unit && `（${unit.name}）`}</h2>
      <div className="actions">
        <label>
          通知{' '}
          <select className="text inline" required value={packId} onChange={(event) => choose(event.target.value)}>
            <option value="">请选择</option>
            {packs.map((pack) => (
              <option key={pack.id} value={pack.id}>
                {pack.title}
              </option>
            ))}
          </select>
        </label>
        <label>
          名称{' '}
          <input
            className="text inline"
            size={32}
            required
            maxLength={200}
            value={title}
            onChange={(event) => setTitle(event.target.value)}
          />
        </label>
        <label>
          截止时间（北京时间）{' '}
          <input
            className="text inline"
            type="datetime-local"
            required
            value={deadline}
            onChange={(event) => setDeadline(event.target.value)}
          />
        </label>
        <Button type="primary" htmlType="submit" loading={open.isPending}>
          开设
        </Button>
      </div>
      <p role="status" className={open.error ? 'error' : 'good'} style={{ marginBottom: 0 }}>
        {open.error?.message ?? (open.isSuccess ? '已开设，所属联合体可以开始填报。' : '')}
      </p>
    </form>
  );
}

/** `2023-05-29T23:59`, as a deadline is typed. */
function beijingMinute(iso: string): string {
  return new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(0, 16);
}
