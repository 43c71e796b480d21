import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { meQuery } from '#web/api/queries.ts';
import { InlineForm } from '#web/ui/inline-form.tsx';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText } from '#web/ui/moment.ts';

const scopes = {
  'ledger:read': '读取台账',
  'ledger:write': '填报台账',
  'talent:read': '读取岗位、专业、需求和共享资源',
  'talent:write': '写入岗位和专业',
  'monitoring:read': '读取监测数据',
} as const;
const allowed = [
  { id: 'read', label: '只读取台账', scopes: ['ledger:read'] },
  { id: 'both', label: '读取和填报台账', scopes: ['ledger:read', 'ledger:write'] },
  { id: 'talent-read', label: '只读取岗位、专业、需求和共享资源', scopes: ['talent:read'] },
  { id: 'talent', label: '读取和写入岗位、专业', scopes: ['talent:read', 'talent:write'] },
  { id: 'monitoring', label: '读取监测数据', scopes: ['monitoring:read'] },
] as const;

/** Offices read sums alone by token: their own work asks for the second factor. */
const isOffice = ({ kind }: { kind: string }) => kind === 'ministry' || kind === 'province';

/** Tokens by which a unit's own system reports for it; each for one unit, and revoked at once. */
export function ApiTokens() {
  const queryClient = useQueryClient();
  const reload = () => queryClient.invalidateQueries({ queryKey: ['tokens'] });
  const tokens = useQuery({ queryKey: ['tokens'], queryFn: () => answered(client.GET('/api/me/tokens')) });
  const revoke = useMutation({
    mutationFn: (id: string) => answered(client.DELETE('/api/me/tokens/{id}', { params: { path: { id } } })),
    onSettled: reload,
  });
  const roles = useQuery(meQuery).data?.roles ?? [];
  const units = new Map(roles.map(({ unit }) => [unit.id, unit]));
  if (units.size === 0) return null;
  return (
    <section className="card" aria-label="接口令牌">
      <h2>接口令牌</h2>
      <p className="soft">
        供本单位的教务、人事等系统填报台账，或由其他政务系统读取监测数据，用法见<a href="/api/docs">接口说明</a>
        。令牌等同于您本人填报，请勿交给他人。
      </p>
      <Loaded query={tokens}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="soft">还没有令牌。</p>
          ) : (
            <table className="data stacks">
              <thead>
                <tr>
                  <th>名称</th>
                  <th>单位</th>
                  <th>可以</th>
                  <th>有效至</th>
                  <th>最近使用</th>
                  <th>操作</th>
                </tr>
              </thead>
              <tbody>
                {items.map((token) => (
                  <tr key={token.id}>
                    <td data-label="名称">{token.name}</td>
                    <td data-label="单位">{token.unit.name}</td>
                    <td data-label="可以">
                      {Object.entries(scopes)
                        .filter(([scope]) => token.scopes.includes(scope))
                        .map(([, label]) => label)
                        .join('、')}
                    </td>
                    <td data-label="有效至">{momentText(token.expiresAt)}</td>
                    <td data-label="最近使用">{token.lastUsedAt ? momentText(token.lastUsedAt) : '未使用'}</td>
                    <td>
                      <Button size="small" onClick={() => revoke.mutate(token.id)}>
                        撤销
                      </Button>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Loaded>
      <MakeToken units={[...units.values()]} onMade={reload} />
    </section>
  );
}

type Unit = { id: string; name: string; kind: string };

function MakeToken({ units, onMade }: { units: readonly Unit[]; onMade: () => void }) {
  const [name, setName] = useState('');
  const [unitId, setUnitId] = useState(units[0]?.id ?? '');
  const unit = units.find(({ id }) => id === unitId);
  const choices = allowed.filter(({ id }) => id === 'monitoring' || !unit || !isOffice(unit));
  const [chosen, setMay] = useState<(typeof allowed)[number]['id']>('both');
  const may = choices.find(({ id }) => id === chosen) ?? allowed[2];
  const make = useMutation({
    mutationFn: () => answered(client.POST('/api/me/tokens', { body: { name, unitId, scopes: [...may.scopes] } })),
    onSuccess: onMade,
  });
  return (
    <InlineForm
      title="设立令牌"
      button="设立"
      sending={make}
      onSubmit={() => make.mutate()}
      outcome={
        make.data && (
          <>
            令牌只显示这一次，请立即抄入系统的配置：
            <br />
            <span className="digest">{make.data.token}</span>
          </>
        )
      }
    >
      <InlineInput label="名称" value={name} onChange={setName} />
      <InlineSelect
        label="单位"
        choices={units.map((one) => ({ id: one.id, label: one.name }))}
        value={unitId}
        onChange={setUnitId}
      />
      <InlineSelect label="可以" choices={choices} value={may.id} onChange={setMay} />
    </InlineForm>
  );
}
