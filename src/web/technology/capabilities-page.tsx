import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { Loaded } from '#web/ui/loaded.tsx';
import { Pager } from '#web/ui/pager.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { CapabilityForm } from './capability-form.tsx';
import { TechnologyHead } from './technology-head.tsx';
import {
  type Capabilities,
  type Capability,
  capabilitiesQuery,
  everything,
  forgetTechnology,
  pageSize,
  type TechnologySearch,
} from './technology-queries.ts';

/** What members can do for enterprises: platforms, laboratories, teams and instruments. */
export function CapabilitiesPage() {
  const { id = '' } = useParams({ strict: false });
  const [search, setSearch] = useState(everything);
  const capabilities = useQuery(capabilitiesQuery(id, search));
  return (
    <>
      <TechnologyHead id={id} title="服务能力" />
      <Loaded query={capabilities}>{(data) => <Card {...{ id, data, search }} onSearch={setSearch} />}</Loaded>
    </>
  );
}

function Card(props: {
  id: string;
  data: Capabilities;
  search: TechnologySearch;
  onSearch: (search: TechnologySearch) => void;
}) {
  const { id, data, search, onSearch } = props;
  const [isAdding, setAdding] = useState(false);
  const set = (more: Partial<TechnologySearch>) => onSearch({ ...search, page: 0, ...more });
  return (
    <section className="card" aria-label="服务能力">
      <div className="technology-head">
        <h2>服务能力</h2>
        <span className="soft">{data.total}项　共性技术服务平台同时记入台账</span>
        {data.members.length > 0 && !isAdding && <Button onClick={() => setAdding(true)}>登记能力</Button>}
      </div>
      {isAdding && <CapabilityForm id={id} choices={data} onClose={() => setAdding(false)} />}
      <search className="filters">
        <input
          className="text"
          type="search"
          aria-label="查找能力"
          placeholder="名称、领域、关键词、单位"
          value={search.q}
          onChange={(event) => set({ q: event.target.value })}
        />
        <select
          className="text"
          aria-label="能力类别"
          value={search.kind}
          onChange={(event) => set({ kind: event.target.value })}
        >
          <option value="">全部类别</option>
          {data.kinds.map((kind) => (
            <option key={kind.id} value={kind.id}>
              {kind.label}
            </option>
          ))}
        </select>
        <label>
          <input type="checkbox" checked={search.all} onChange={(event) => set({ all: event.target.checked })} />
          也显示已停用的
        </label>
      </search>
      {data.items.length === 0 && (
        <p className="soft">
          {search.q === '' && search.kind === ''
            ? '还没有登记服务能力。学校、科研机构和企业的填报人在这里登记平台、实验室、团队和仪器设备，系统自动与技术需求比对。'
            : '没有符合条件的能力，请放宽条件。'}
        </p>
      )}
      <ul className="technology-list">
        {data.items.map((each) => (
          <Item key={each.id} id={id} data={data} capability={each} />
        ))}
      </ul>
      <Pager
        page={search.page}
        pages={Math.ceil(data.total / pageSize)}
        onPage={(page) => onSearch({ ...search, page })}
      />
    </section>
  );
}

function Item({ id, data, capability }: { id: string; data: Capabilities; capability: Capability }) {
  const [isEdited, setEdited] = useState(false);
  const check = useMutation({
    mutationFn: () =>
      answered(
        client.PUT('/api/consortia/{id}/technology-capabilities/{capabilityId}/check', {
          params: { path: { id, capabilityId: capability.id } },
          body: { version: capability.version },
        }),
      ),
    onSettled: forgetTechnology,
  });
  return (
    <li>
      <strong>{capability.name}</strong>　{capability.member.name}
      <span className="soft">
        　{capability.kindLabel}　{capability.field}　{capability.openedOn}启用
        {capability.isKept && (capability.isChecked ? '　秘书处已核对' : '　待秘书处核对')}
      </span>
      {capability.closedOn !== null && <span className="warning">　已于{capability.closedOn}停用</span>}
      {capability.keywords.length > 0 && <p>关键词：{capability.keywords.join('、')}</p>}
      {capability.serves.length > 0 && <p>服务类型：{capability.serves.join('、')}</p>}
      {capability.description !== '' && <p className="technology-text">{capability.description}</p>}
      {isEdited ? (
        <CapabilityForm
          key={capability.version}
          id={id}
          choices={data}
          capability={capability}
          onClose={() => setEdited(false)}
        />
      ) : (
        <p className="actions">
          {capability.canChange && (
            <Button size="small" onClick={() => setEdited(true)}>
              修改
            </Button>
          )}
          {data.manages && capability.isKept && !capability.isChecked && (
            <Button size="small" loading={check.isPending} onClick={() => check.mutate()}>
              核对无误
            </Button>
          )}
        </p>
      )}
      {check.error && <ProblemText error={check.error} />}
    </li>
  );
}
