import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { occupationText } from '#core/talent/position.ts';
import { foundText } from '#core/talent/position-search.ts';
import { Pager } from '#web/ui/pager.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { PositionCells } from './position-cells.tsx';
import { PositionForm } from './position-form.tsx';
import {
  everyPosition,
  type Position,
  type PositionSearch,
  pageSize,
  positionsQuery,
  type Talent,
} from './talent-queries.ts';

/** Positions of the consortium's enterprises; who speaks for one offers, changes and withdraws its own. */
export function PositionsCard({ id, talent }: { id: string; talent: Talent }) {
  const [search, setSearch] = useState(everyPosition);
  const [edited, setEdited] = useState<Position | 'new'>();
  const positions = useQuery(positionsQuery(id, search));
  const { items = [], total = 0, isMore = false } = positions.data ?? {};
  const set = (more: Partial<PositionSearch>) => setSearch({ ...search, page: 0, ...more });
  const own = new Set(talent.enterprises.map((each) => each.id));
  return (
    <section className="card" aria-label="岗位">
      <div className="talent-head">
        <h2>岗位</h2>
        <span className="soft">{foundText({ total, isMore })}</span>
        <Link to="/positions">在各联合体中检索</Link>
        {own.size > 0 && edited === undefined && <Button onClick={() => setEdited('new')}>发布岗位</Button>}
      </div>
      {edited !== undefined && (
        <PositionForm
          key={edited === 'new' ? 'new' : edited.id}
          id={id}
          talent={talent}
          position={edited === 'new' ? undefined : edited}
          onClose={() => setEdited(undefined)}
        />
      )}
      <div className="filters">
        <input
          className="text"
          type="search"
          aria-label="查找岗位"
          placeholder="岗位、职业、企业、地点、技能"
          value={search.q}
          onChange={(event) => set({ q: event.target.value })}
        />
        <select
          className="text"
          aria-label="岗位类型"
          value={search.kind}
          onChange={(event) => set({ kind: talent.kinds.find((kind) => kind.id === event.target.value)?.id ?? '' })}
        >
          <option value="">全部类型</option>
          {talent.kinds.map((kind) => (
            <option key={kind.id} value={kind.id}>
              {kind.label}
            </option>
          ))}
        </select>
        <input
          className="text"
          type="search"
          aria-label="地点"
          placeholder="地点"
          size={8}
          value={search.place}
          onChange={(event) => set({ place: event.target.value })}
        />
        <select
          className="text"
          aria-label="学历"
          value={search.level}
          onChange={(event) => set({ level: event.target.value })}
        >
          <option value="">全部学历</option>
          {talent.levels.map((level) => (
            <option key={level}>{level}</option>
          ))}
        </select>
        <input
          className="text"
          aria-label="月薪不低于（元）"
          placeholder="月薪不低于"
          size={9}
          inputMode="numeric"
          value={search.pay}
          onChange={(event) => set({ pay: event.target.value.replace(/\D/g, '').slice(0, 6) })}
        />
        <label>
          <input type="checkbox" checked={search.all} onChange={(event) => set({ all: event.target.checked })} />
          也显示已到期和撤下的
        </label>
      </div>
      {positions.error && <ProblemText error={positions.error} />}
      {positions.data && items.length === 0 && (
        <p className="soft">
          {isWide(search)
            ? '还没有招收中的岗位。企业成员在这里发布，秘书处也可以代办。'
            : '没有符合条件的岗位，请放宽条件。'}
        </p>
      )}
      {items.length > 0 && (
        <div className="scroll">
          <table className="data stacks">
            <thead>
              <tr>
                <th>岗位</th>
                <th>企业</th>
                <th>类型</th>
                <th>人数</th>
                <th>要求</th>
                <th>薪酬</th>
                <th>地点</th>
                <th>截止</th>
              </tr>
            </thead>
            <tbody>
              {items.map((position) => (
                <tr key={position.id}>
                  <td data-label="岗位">
                    {own.has(position.member.id) ? (
                      <button type="button" className="plain" onClick={() => setEdited(position)}>
                        {position.title}
                      </button>
                    ) : (
                      <Link to="/consortia/$id/talent/positions/$positionId" params={{ id, positionId: position.id }}>
                        {position.title}
                      </Link>
                    )}
                    {position.isPublic && position.isOpen && (
                      <div>
                        <a href={`/public/consortia/${id}/positions/${position.id}`} target="_blank" rel="noreferrer">
                          公开页面
                        </a>
                      </div>
                    )}
                    {position.occupation && <div className="soft">{occupationText(position)}</div>}
                  </td>
                  <td data-label="企业">{position.member.name}</td>
                  <PositionCells position={position} />
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Pager page={search.page} pages={Math.ceil(total / pageSize)} onPage={(page) => setSearch({ ...search, page })} />
    </section>
  );
}

const isWide = ({ q, place, kind, level, pay }: PositionSearch) =>
  [q, place, kind, level, pay].every((each) => each === '');
