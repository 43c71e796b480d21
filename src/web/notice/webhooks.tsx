import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineForm } from '#web/ui/inline-form.tsx';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText } from '#web/ui/moment.ts';
import { tasksQuery } from './notice-queries.ts';

const formats = [
  { id: 'wecom', label: '企业微信群机器人' },
  { id: 'dingtalk', label: '钉钉群机器人' },
  { id: 'json', label: '业务系统（带签名的 JSON）' },
] as const;
type Format = (typeof formats)[number]['id'];

/** What a unit's robots and systems are told: all that asks for an answer, and reminders. */
const events = [
  'entry.returned',
  'entry.disputed',
  'entry.settled',
  'entry.joined',
  'entry.changed',
  'entry.confirmed',
  'entry.withdrawn',
  'reminder',
  'alert',
  'aggregate.moved',
];

/** Where one's units are told of returns, disputes and reminders outside this program. */
export function Webhooks() {
  const units = useQuery(tasksQuery).data?.items ?? [];
  const [unitId, setUnitId] = useState('');
  const chosen = units.find(({ unit }) => unit.id === unitId) ?? units[0];
  if (!chosen) return null;
  return (
    <section className="card" aria-label="推送">
      <h2>推送到群机器人和业务系统</h2>
      <p className="soft">退回、争议和催办会推送到这里，只含单位名称和数量，不含个人信息和记录内容。</p>
      {units.length > 1 && (
        <InlineSelect
          label="单位"
          choices={units.map(({ unit: { id, name } }) => ({ id, label: name }))}
          value={chosen.unit.id}
          onChange={setUnitId}
        />
      )}
      <OfUnit key={chosen.unit.id} consortiumId={chosen.consortium.id} unitId={chosen.unit.id} />
    </section>
  );
}

/** The addresses of one unit, and one more. */
export function OfUnit({ consortiumId, unitId }: { consortiumId: string; unitId: string }) {
  const path = { id: consortiumId };
  const key = ['webhooks', consortiumId];
  const queryClient = useQueryClient();
  const reload = () => queryClient.invalidateQueries({ queryKey: key });
  const webhooks = useQuery({
    queryKey: key,
    queryFn: () => answered(client.GET('/api/consortia/{id}/webhooks', { params: { path } })),
  });
  const remove = useMutation({
    mutationFn: (webhookId: string) =>
      answered(client.DELETE('/api/consortia/{id}/webhooks/{webhookId}', { params: { path: { ...path, webhookId } } })),
    onSettled: reload,
  });
  return (
    <>
      <Loaded query={webhooks}>
        {({ items }) => {
          const own = items.filter((item) => item.unitId === unitId);
          return own.length === 0 ? (
            <p className="soft">还没有推送地址。</p>
          ) : (
            <table className="data stacks">
              <thead>
                <tr>
                  <th>地址</th>
                  <th>类型</th>
                  <th>送达情况</th>
                  <th>操作</th>
                </tr>
              </thead>
              <tbody>
                {own.map((item) => (
                  <tr key={item.id}>
                    <td data-label="地址">{item.address}</td>
                    <td data-label="类型">{formats.find(({ id }) => id === item.format)?.label}</td>
                    <td data-label="送达情况">
                      {item.lastDeliveredAt ? `最近送达${momentText(item.lastDeliveredAt)}` : '尚未送达'}
                      {item.waiting > 0 && `，待送${item.waiting}条`}
                      {item.failed > 0 && <span className="error">，未能送达{item.failed}条</span>}
                      {item.lastError && <div className="error">{item.lastError}</div>}
                    </td>
                    <td>
                      <Button size="small" onClick={() => remove.mutate(item.id)}>
                        删除
                      </Button>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          );
        }}
      </Loaded>
      <AddWebhook consortiumId={consortiumId} unitId={unitId} onMade={reload} />
    </>
  );
}

function AddWebhook(props: { consortiumId: string; unitId: string; onMade: () => void }) {
  const { consortiumId, unitId, onMade } = props;
  const [format, setFormat] = useState<Format>('wecom');
  const [url, setUrl] = useState('');
  const [secret, setSecret] = useState('');
  const add = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/webhooks', {
          params: { path: { id: consortiumId } },
          body: { unitId, url, format, events, ...(format === 'dingtalk' && secret !== '' ? { secret } : {}) },
        }),
      ),
    onSuccess: onMade,
  });
  return (
    <InlineForm
      title="添加推送地址"
      button="添加"
      sending={add}
      onSubmit={() => add.mutate()}
      outcome={
        add.data &&
        (format === 'json' ? (
          <>
            已添加。签名密钥只显示这一次：<span className="digest">{add.data.secret}</span>
          </>
        ) : (
          '已添加。'
        ))
      }
    >
      <InlineSelect label="类型" choices={formats} value={format} onChange={setFormat} />
      <InlineInput label="地址" value={url} onChange={setUrl} />
      {format === 'dingtalk' && <InlineInput label="加签密钥（可不填）" value={secret} onChange={setSecret} />}
    </InlineForm>
  );
}
