import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { openingText } from '#core/resource/opening-text.ts';
import { ConsortiumHead } from '#web/consortium/consortium-head.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { Pager } from '#web/ui/pager.tsx';
import { ResourceForm } from './resource-form.tsx';
import { type Catalogue, pageSize, type ResourceSearch, resourcesQuery } from './resource-queries.ts';
import { priceText } from './resource-text.ts';
import './resources.css';

const everything: ResourceSearch = { q: '', kind: '', all: false, page: 0 };

/** What the members of a consortium share: found by kind and words; who speaks for a member adds its own. */
export function ResourcesPage() {
  const { id = '' } = useParams({ strict: false });
  const [search, setSearch] = useState(everything);
  const catalogue = useQuery(resourcesQuery(id, search));
  return (
    <>
      <ConsortiumHead id={id} title="共享资源" />
      <Loaded query={catalogue}>
        {(data) => <CatalogueCard id={id} catalogue={data} search={search} onSearch={setSearch} />}
      </Loaded>
    </>
  );
}

function CatalogueCard(props: {
  id: string;
  catalogue: Catalogue;
  search: ResourceSearch;
  onSearch: (search: ResourceSearch) => void;
}) {
  const { id, catalogue, search, onSearch } = props;
  const [isAdding, setAdding] = useState(false);
  const navigate = useNavigate();
  const set = (more: Partial<ResourceSearch>) => onSearch({ ...search, page: 0, ...more });
  return (
    <section className="card" aria-label="资源目录">
      <div className="resource-head">
        <h2>资源目录</h2>
        <span className="soft">{catalogue.total}项</span>
        <Link to="/consortia/$id/resources/use" params={{ id }}>
          使用率与结算
        </Link>
        <span>
          导出：
          <a href={`/api/consortia/${id}/resources.xlsx`} download>
            Excel
          </a>
          、
          <a href={`/api/consortia/${id}/resources.csv`} download>
            CSV
          </a>
        </span>
        {catalogue.members.length > 0 && !isAdding && <Button onClick={() => setAdding(true)}>共享一项资源</Button>}
      </div>
      {isAdding && (
        <ResourceForm
          id={id}
          kinds={catalogue.kinds}
          members={catalogue.members}
          onClose={() => setAdding(false)}
          onMade={(resourceId) =>
            void navigate({ to: '/consortia/$id/resources/$resourceId', params: { id, resourceId } })
          }
        />
      )}
      <search className="filters">
        <input
          className="text"
          type="search"
          aria-label="查找资源"
          placeholder="名称、地点、说明、单位"
          value={search.q}
          onChange={(event) => set({ q: event.target.value })}
        />
        <select
          className="text"
          aria-label="资源类别"
          value={search.kind}
          onChange={(event) => set({ kind: event.target.value })}
        >
          <option value="">全部类别</option>
          {catalogue.kinds.map((kind) => (
            <option key={kind.id} value={kind.id}>
              {kind.label}
            </option>
          ))}
        </select>
        <label>
          <input type="checkbox" checked={search.all} onChange={(event) => set({ all: event.target.checked })} />
          也显示已停止共享的
        </label>
      </search>
      {catalogue.items.length === 0 && (
        <p className="soft">
          {search.q === '' && search.kind === ''
            ? '还没有共享的资源。成员单位在这里登记可以借给别人用的基地、设备、课程、教材和教师，秘书处也可以代办。'
            : '没有符合条件的资源，请放宽条件。'}
        </p>
      )}
      <ul className="resource-cards">
        {catalogue.items.map((resource) => (
          <li key={resource.id}>
            <span className="soft">{resource.kindLabel}</span>
            <Link to="/consortia/$id/resources/$resourceId" params={{ id, resourceId: resource.id }}>
              <strong>{resource.name}</strong>
            </Link>
            {resource.isWithdrawn && <span className="warning">已停止共享</span>}
            <span>
              {resource.member.name}
              {resource.place !== '' && `　${resource.place}`}
            </span>
            <span className="soft">
              {openingText(resource.opening)}
              {resource.capacity > 1 && `　可同时借给${resource.capacity}家`}
              {`　${priceText(resource.price)}`}
            </span>
          </li>
        ))}
      </ul>
      <Pager
        page={search.page}
        pages={Math.ceil(catalogue.total / pageSize)}
        onPage={(page) => onSearch({ ...search, page })}
      />
    </section>
  );
}
