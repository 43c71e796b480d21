import { useQuery } from '@tanstack/react-query';
import { Link, useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { consortiaQuery, meQuery } from '#web/api/queries.ts';
import './consortium.css';

/** The rooms of a consortium by what is done there, each by path and name; a member of it has its own ledgers only. */
const groups = [
  [
    '台账与数据',
    [
      ['/consortia/$id/ledgers', '台账', true],
      ['/consortia/$id/filing', '填报进度', true],
      ['/consortia/$id/figures', '数据', false],
      ['/consortia/$id/quality', '数据质量', true],
      ['/consortia/$id/indicators', '指标支撑', false],
      ['/consortia/$id/evidence', '证据材料', true],
    ],
  ],
  [
    '运行',
    [
      ['/consortia/$id/members', '成员单位', true],
      ['/consortia/$id/council', '理事会', true],
      ['/consortia/$id/tasks', '任务', true],
      ['/consortia/$id/documents', '制度', true],
      ['/consortia/$id/policies', '支持政策', true],
      ['/consortia/$id/funds', '经费', true],
      ['/consortia/$id/people', '人员与岗位', true],
      ['/consortia/$id/appraisals', '考核', true],
      ['/consortia/$id/honours', '荣誉', true],
    ],
  ],
  [
    '平台',
    [
      ['/consortia/$id/talent', '人才供需', true],
      ['/consortia/$id/apprenticeships', '学徒与实习', true],
      ['/consortia/$id/training', '培训', true],
      ['/consortia/$id/technology', '技术服务', true],
      ['/consortia/$id/resources', '共享资源', true],
      ['/consortia/$id/front-page', '联合体主页', false],
    ],
  ],
  [
    '申报与监管',
    [
      ['/consortia/$id/commitments', '承诺', true],
      ['/consortia/$id/returns', '信息采集', false],
      ['/consortia/$id/acceptance', '验收', false],
      ['/consortia/$id/standing', '资格', false],
    ],
  ],
] as const;

/** A consortium's name and the ways to its rooms. */
export function ConsortiumHead({ id, title, children }: { id: string; title: string; children?: ReactNode }) {
  const consortium = useConsortium(id);
  return (
    <header>
      <title>{`${title} - ${consortium ?? ''} - 联合体`}</title>
      <div className="title-row">
        <h1>{consortium ?? '……'}</h1>
        <span className="space" />
        {children}
      </div>
      <ConsortiumTabs id={id} />
    </header>
  );
}

/** The ways to a consortium's rooms: its groups, and the rooms of the group that one is in. */
export function ConsortiumTabs({ id }: { id: string }) {
  const roles = useQuery(meQuery).data?.roles ?? [];
  const { pathname } = useLocation();
  const isMember = roles.length > 0 && roles.every(({ role }) => role === 'member-reporter');
  const open = groups
    .map(([name, rooms]) => ({ name, rooms: rooms.filter(([, , forMembers]) => forMembers || !isMember) }))
    .map((group) => ({
      ...group,
      isHere: group.rooms.some(([to]) => `${pathname}/`.startsWith(`${to.replace('$id', id)}/`)),
    }));
  return (
    <nav className="no-print" aria-label="联合体">
      <div className="tab-groups">
        {open.map(({ name, rooms: [first], isHere }) =>
          first === undefined ? null : (
            <Link
              key={name}
              to={first[0]}
              params={{ id }}
              className={isHere ? 'is-here' : ''}
              activeProps={{}}
              aria-current={isHere ? 'true' : undefined}
            >
              {name}
            </Link>
          ),
        )}
      </div>
      <div className="tabs">
        {open
          .filter(({ isHere }) => isHere)
          .flatMap(({ rooms }) => rooms)
          .map(([to, name]) => (
            <Link key={to} to={to} params={{ id }}>
              {name}
            </Link>
          ))}
      </div>
    </nav>
  );
}

/** The name of a consortium that one may see. */
function useConsortium(id: string): string | undefined {
  return useQuery(consortiaQuery).data?.items.find((each) => each.id === id)?.name;
}
