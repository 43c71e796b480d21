import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { readView, type View, viewFields } from '#core/dashboard/view.ts';
import { answered, client } from '#web/api/client.ts';
import { meQuery } from '#web/api/queries.ts';
import { InlineForm } from '#web/ui/inline-form.tsx';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';

const viewsQuery = queryOptions({
  queryKey: ['monitoring', 'views'],
  queryFn: () => answered(client.GET('/api/monitoring/views')),
});

const forWhom = [
  { id: 'own', label: '只给自己' },
  { id: 'shared', label: '本单位的人' },
] as const;

/** Views kept by name: each a link to what it shows; what is shown now can be kept, too. */
export function SavedViews({ view, path }: { view: View; path: '/monitoring' | '/monitoring/compare' }) {
  const items = useQuery(viewsQuery).data?.items ?? [];
  const queryClient = useQueryClient();
  const again = () => queryClient.invalidateQueries({ queryKey: viewsQuery.queryKey });
  const drop = useMutation({
    mutationFn: (id: string) => answered(client.DELETE('/api/monitoring/views/{id}', { params: { path: { id } } })),
    onSettled: again,
  });
  const update = useMutation({
    mutationFn: ({ id, name, shared, version }: (typeof items)[number]) =>
      answered(
        client.PUT('/api/monitoring/views/{id}', {
          params: { path: { id } },
          body: { name, shared, version, view: viewFields(view) },
        }),
      ),
    onSettled: again,
  });
  const fault = drop.error ?? update.error;
  return (
    <details className="card no-print">
      <summary>保存的视图（{items.length}）</summary>
      <ul className="plain-list saved-views">
        {items.map((item) => (
          <li key={item.id} className="actions">
            <Link to={item.path} search={readView(item.view)}>
              {item.name}
            </Link>
            <span className="soft">
              {item.unit.name}　{item.isOwn ? (item.shared ? '已共享' : '自己的') : `${item.by}共享`}
            </span>
            {item.isOwn && item.path === path && (
              <Button size="small" aria-label={`用现在的内容更新“${item.name}”`} onClick={() => update.mutate(item)}>
                更新
              </Button>
            )}
            {item.isOwn && (
              <Button
                size="small"
                aria-label={`删除视图“${item.name}”`}
                onClick={() => confirm(`删除视图“${item.name}”？`) && drop.mutate(item.id)}
              >
                删除
              </Button>
            )}
          </li>
        ))}
      </ul>
      {fault && (
        <p role="alert" className="error">
          {fault.message}
        </p>
      )}
      <SaveView view={view} path={path} onSaved={again} />
    </details>
  );
}

function SaveView(props: { view: View; path: '/monitoring' | '/monitoring/compare'; onSaved: () => unknown }) {
  const { view, path, onSaved } = props;
  const roles = useQuery(meQuery).data?.roles ?? [];
  const units = [...new Map(roles.map(({ unit }) => [unit.id, { id: unit.id, label: unit.name }])).values()];
  const [name, setName] = useState('');
  const [whom, setWhom] = useState<(typeof forWhom)[number]['id']>('own');
  const [chosen, setUnit] = useState('');
  const unitId = chosen || (units[0]?.id ?? '');
  const save = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/monitoring/views', {
          body: { name, unitId, path, shared: whom === 'shared', view: viewFields(view) },
        }),
      ),
    onSuccess: () => {
      setName('');
      return onSaved();
    },
  });
  return (
    <InlineForm
      title="保存现在的视图"
      button="保存"
      sending={save}
      onSubmit={() => save.mutate()}
      outcome={save.data && '已保存。'}
    >
      <InlineInput label="名称" size={16} required maxLength={60} value={name} onChange={setName} />
      {units.length > 1 && <InlineSelect label="单位" choices={units} value={unitId} onChange={setUnit} />}
      <InlineSelect label="给谁看" choices={forWhom} value={whom} onChange={setWhom} />
    </InlineForm>
  );
}
