import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { unitsQuery } from '#web/api/queries.ts';

/** What each kind of unit stands below. */
const kinds = {
  province: { label: '省级单位', below: 'ministry' },
  consortium: { label: '联合体', below: 'province' },
  member: { label: '成员单位', below: 'consortium' },
} as const;

type Kind = keyof typeof kinds;

/** Sets up a unit below another; its people are invited afterwards. */
export function AddUnit() {
  const units = useQuery(unitsQuery).data?.items ?? [];
  const [kind, setKind] = useState<Kind>('consortium');
  const [parentId, setParentId] = useState('');
  const [name, setName] = useState('');
  const queryClient = useQueryClient();
  const add = useMutation({
    mutationFn: () => answered(client.POST('/api/units', { body: { name, kind, parentId } })),
    onSuccess: () => {
      setName('');
      return queryClient.invalidateQueries({ queryKey: unitsQuery.queryKey });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <form className="card" onSubmit={submit} aria-label="设立单位">
      <h2 style={{ marginBottom: 8 }}>设立单位</h2>
      <div className="actions">
        <label>
          类别{' '}
          <select
            className="text inline"
            value={kind}
            onChange={(event) => {
              setKind(event.target.value as Kind);
              setParentId('');
            }}
          >
            {Object.entries(kinds).map(([id, { label }]) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <label>
          上级{' '}
          <select
            className="text inline"
            required
            value={parentId}
            onChange={(event) => setParentId(event.target.value)}
          >
            <option value="">请选择</option>
            {units
              .filter((unit) => unit.kind === kinds[kind].below)
              .map((unit) => (
                <option key={unit.id} value={unit.id}>
                  {unit.name}
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
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        <Button htmlType="submit" loading={add.isPending}>
          设立
        </Button>
      </div>
      <p role="status" className={add.error ? 'error' : 'good'} style={{ marginBottom: 0 }}>
        {add.error?.message ?? (add.isSuccess ? '已设立，可以邀请它的人员。' : '')}
      </p>
    </form>
  );
}
