import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { ConsortiumTabs } from '#web/consortium/consortium-head.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { Pager } from '#web/ui/pager.tsx';
import { MemberDrawer } from './member-drawer.tsx';
import { MemberFilters } from './member-filters.tsx';
import { MemberTable } from './member-table.tsx';
import { type Looking, type Member, membersQuery, pageSize } from './members-query.ts';
import './members.css';

const everyone: Looking = { q: '', category: '', on: '', sort: 'name', order: 'asc', page: 0 };

/** The directory of a consortium's members: found by name, credit code, category and day; opened one by one. */
export function MembersPage() {
  const { id = '' } = useParams({ strict: false });
  const [looking, setLooking] = useState(everyone);
  const [opened, setOpened] = useState<Member | 'new'>();
  const members = useQuery(membersQuery(id, looking));
  const look = (more: Partial<Looking>) => setLooking({ ...looking, page: 0, ...more });
  return (
    <Loaded query={members}>
      {({ consortium, canManage, categories, total, items }) => (
        <>
          <title>{`成员单位 - ${consortium.name}`}</title>
          <div className="title-row">
            <h1>成员单位</h1>
            <span>{consortium.name}</span>
            <span className="space" />
            {canManage && (
              <span className="actions">
                <Button type="primary" onClick={() => setOpened('new')}>
                  登记成员单位
                </Button>
                <Link to="/consortia/$id/members/import" params={{ id }}>
                  从Excel导入
                </Link>
              </span>
            )}
          </div>
          <ConsortiumTabs id={id} />
          <MemberFilters looking={looking} categories={categories} total={total} onLook={look} />
          {items.length === 0 ? (
            <Nobody isEverybody={isEverybody(looking)} canManage={canManage} />
          ) : (
            <MemberTable members={items} looking={looking} onLook={look} onOpen={setOpened} />
          )}
          <Pager page={looking.page} pages={Math.ceil(total / pageSize)} onPage={(page) => look({ page })} />
          {opened !== undefined && (
            <MemberDrawer
              key={opened === 'new' ? 'new' : opened.id}
              consortiumId={id}
              member={opened === 'new' ? undefined : opened}
              categories={categories}
              canManage={canManage}
              onClose={() => setOpened(undefined)}
            />
          )}
        </>
      )}
    </Loaded>
  );
}

const isEverybody = ({ q, category, on }: Looking) => q === '' && category === '' && on === '';

/** Nobody to be shown: why, and what to do next. */
function Nobody({ isEverybody, canManage }: { isEverybody: boolean; canManage: boolean }) {
  if (!isEverybody) return <p className="card">没有符合条件的成员单位，请换个名称、类别或日期。</p>;
  return (
    <p className="card">
      还没有登记成员单位。
      {canManage ? '可以逐个登记，也可以下载模板、填好后从Excel导入。' : '成员单位由秘书处登记。'}
    </p>
  );
}
