import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { consortiaQuery, meQuery } from '#web/api/queries.ts';

/** The rooms of a consortium, by path and name; a member of it has its own ledgers only. */
const rooms = [
  ['/consortia/$id/ledgers', '台账', true],
  ['/consortia/$id/filing', '填报进度', true],
  ['/consortia/$id/figures', '数据', false],
  ['/consortia/$id/quality', '数据质量', true],
  ['/consortia/$id/commitments', '承诺', true],
  ['/consortia/$id/returns', '信息采集', false],
  ['/consortia/$id/indicators', '指标支撑', false],
  ['/consortia/$id/evidence', '证据材料', true],
  ['/consortia/$id/members', '成员单位', true],
  ['/consortia/$id/council', '理事会', true],
  ['/consortia/$id/acceptance', '验收', false],
  ['/consortia/$id/standing', '资格', false],
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

/** The ways to a consortium's rooms. */
export function ConsortiumTabs({ id }: { id: string }) {
  const roles = useQuery(meQuery).data?.roles ?? [];
  const isMember = roles.length > 0 && roles.every(({ role }) => role === 'member-reporter');
  return (
    <nav className="tabs no-print" aria-label="联合体">
      {rooms
        .filter(([, , forMembers]) => forMembers || !isMember)
        .map(([to, name]) => (
          <Link key={to} to={to} params={{ id }}>
            {name}
          </Link>
        ))}
    </nav>
  );
}

/** The name of a consortium that one may see. */
function useConsortium(id: string): string | undefined {
  return useQuery(consortiaQuery).data?.items.find((each) => each.id === id)?.name;
}
