import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { occupationText } from '#core/talent/position.ts';
import { foundText, readPositionSearch } from '#core/talent/position-search.ts';
import { Loaded } from '#web/ui/loaded.tsx';
import { Pager } from '#web/ui/pager.tsx';
import { PositionCells } from './position-cells.tsx';
import { PositionFilters } from './position-filters.tsx';
import { type FoundPosition, foundPositionsQuery, pageSize } from './talent-queries.ts';
import './talent.css';

/** Positions of all consortia that one may see. What is looked for stands in the address, so that it can be sent to others. */
export function FindPositionsPage() {
  const search = readPositionSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const found = useQuery(foundPositionsQuery(search));
  const { page = 1, ...asked } = search;
  const isWide = Object.keys(asked).length === 0;
  return (
    <>
      <title>岗位检索 - 联合体</title>
      <div className="title-row">
        <h1>岗位检索</h1>
      </div>
      <p className="soft">在您可以查看的各联合体中查找企业发布的岗位。查找的条件在网址中，复制网址即可发给同事。</p>
      <section className="card" aria-label="条件">
        <PositionFilters
          key={JSON.stringify(asked)}
          search={asked}
          levels={found.data?.levels ?? []}
          onSearch={(next) => navigate({ to: '/positions', search: next })}
        />
      </section>
      <Loaded query={found}>
        {({ items, total, isMore }) => (
          <section className="card" aria-label="岗位">
            <div className="talent-head">
              <h2>岗位</h2>
              <span className="soft" role="status">
                {foundText({ total, isMore })}
              </span>
            </div>
            {items.length === 0 && <p className="soft">{page > 1 ? pastTheLast : isWide ? nothingYet : nothingSuch}</p>}
            {items.length > 0 && <FoundTable items={items} />}
            <Pager
              page={page - 1}
              hasMore={items.length > 0 && (isMore || page * pageSize < total)}
              onPage={(to) => navigate({ to: '/positions', search: readPositionSearch({ ...asked, page: to + 1 }) })}
            />
          </section>
        )}
      </Loaded>
    </>
  );
}

const pastTheLast = '后面没有岗位了，请回到上一页。';
const nothingYet = '您可以查看的联合体还没有招收中的岗位。企业成员在联合体的“人才供需”里发布后，在这里就能找到。';
const nothingSuch = '没有符合条件的岗位。请少填几个词、换短一些的职业代码，或放宽地点、学历和月薪。';

function FoundTable({ items }: { items: readonly FoundPosition[] }) {
  return (
    <div className="scroll">
      <table className="data stacks">
        <thead>
          <tr>
            <th>岗位</th>
            <th>联合体、企业</th>
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
                <Link
                  to="/consortia/$id/talent/positions/$positionId"
                  params={{ id: position.consortium.id, positionId: position.id }}
                >
                  {position.title}
                </Link>
                {position.occupation && <div className="soft">{occupationText(position)}</div>}
              </td>
              <td data-label="企业">
                {position.member.name}
                <div className="soft">{position.consortium.name}</div>
              </td>
              <PositionCells position={position} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
