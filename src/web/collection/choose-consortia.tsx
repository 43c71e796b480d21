import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';

/** Whom a collection asks: `consortia` is undefined for everybody on the cultivation list; `label` names them. */
export type Asked = { consortia: readonly string[] | undefined; label: string };

export const everybody: Asked = { consortia: undefined, label: '全部培育单位' };

const scopes = [
  { id: 'all', label: '全部培育单位' },
  { id: 'province', label: '一个省份的' },
  { id: 'batch', label: '一个批次的' },
  { id: 'picked', label: '逐个选定' },
] as const;
type Scope = (typeof scopes)[number]['id'];

type Candidate = Awaited<ReturnType<typeof readCandidates>>['items'][number];

function readCandidates(unitId: string) {
  return answered(client.GET('/api/collections/candidates', { params: { query: { unitId } } }));
}

/** The consortia that a collection asks: all, a province's, a batch's, or each by its name. */
export function ChooseConsortia({ unitId, onChange }: { unitId: string; onChange: (asked: Asked) => void }) {
  const [scope, setScope] = useState<Scope>('all');
  const [groupId, setGroupId] = useState('');
  const candidates = useQuery({
    queryKey: ['collection-candidates', unitId],
    enabled: scope !== 'all',
    queryFn: () => readCandidates(unitId),
  });
  const items = candidates.data?.items ?? [];
  const groups = scope === 'province' || scope === 'batch' ? groupsOf(items, scope) : [];
  return (
    <>
      <InlineSelect
        label="应报单位"
        choices={scopes}
        value={scope}
        onChange={(next) => {
          setScope(next);
          setGroupId('');
          onChange(next === 'all' ? everybody : { consortia: [], label: '' });
        }}
      />
      {groups.length > 0 && (
        <InlineSelect
          label={scope === 'batch' ? '批次' : '省份'}
          choices={groups.map(({ id, name, consortia }) => ({ id, label: `${name}（${consortia.length}家）` }))}
          value={groupId}
          onChange={(id) => {
            const { name = '', consortia = [] } = groups.find((group) => group.id === id) ?? {};
            setGroupId(id);
            onChange({ consortia, label: `${name}的${consortia.length}家培育单位` });
          }}
        />
      )}
      {scope === 'picked' && items.length > 0 && <PickConsortia items={items} onChange={onChange} />}
      {scope !== 'all' && candidates.isSuccess && items.length === 0 && (
        <span className="warning">本单位之下尚无培育单位。</span>
      )}
      {candidates.error && <ProblemText error={candidates.error} />}
    </>
  );
}

function PickConsortia({ items, onChange }: { items: readonly Candidate[]; onChange: (asked: Asked) => void }) {
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [name, setName] = useState('');
  const toggle = (id: string) => {
    const next = new Set(picked);
    if (!next.delete(id)) next.add(id);
    setPicked(next);
    onChange({ consortia: [...next], label: `选定的${next.size}家培育单位` });
  };
  const shown = items.filter((one) => `${one.name}${one.province.name}`.includes(name.trim()));
  return (
    <fieldset className="pick-consortia">
      <legend>选定应报单位（已选{picked.size}家）</legend>
      <InlineInput label="查找" type="search" value={name} onChange={setName} />
      <ul className="plain-list">
        {shown.map((one) => (
          <li key={one.id}>
            <label>
              <input type="checkbox" checked={picked.has(one.id)} onChange={() => toggle(one.id)} /> {one.name}
              <span className="soft">（{one.province.name}）</span>
            </label>
          </li>
        ))}
      </ul>
      {shown.length === 0 && <p className="soft">没有符合条件的联合体。</p>}
    </fieldset>
  );
}

type Group = { id: string; name: string; consortia: readonly string[] };

function groupsOf(items: readonly Candidate[], by: 'province' | 'batch'): readonly Group[] {
  const places = items.flatMap(({ id: consortium, province, batches }) =>
    by === 'province'
      ? [{ ...province, consortium }]
      : batches.map(({ id, title }) => ({ id, name: title, consortium })),
  );
  return [...Map.groupBy(places, ({ id }) => id).values()].flatMap((own) => {
    const [first] = own;
    return first ? [{ id: first.id, name: first.name, consortia: own.map(({ consortium }) => consortium) }] : [];
  });
}
