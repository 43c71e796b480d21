import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { meQuery } from '#web/api/queries.ts';
import { batchQuery } from './batch-query.ts';

type Room = readonly [
  path:
    | '/acceptances/$id'
    | '/batches/$id'
    | '/batches/$id/verification'
    | '/batches/$id/recommendation'
    | '/batches/$id/formal'
    | '/batches/$id/visits'
    | '/batches/$id/package'
    | '/batches/$id/intake'
    | '/batches/$id/experts'
    | '/batches/$id/assignment'
    | '/batches/$id/results'
    | '/batches/$id/selection',
  name: string,
  roles: readonly string[] | 'all',
];

/** The rooms of a batch, by path and name, and whose work is done there. */
const rooms: readonly Room[] = [
  ['/batches/$id', '总览', 'all'],
  ['/batches/$id/verification', '核实', ['provincial-officer', 'ministry-officer', 'auditor']],
  ['/batches/$id/recommendation', '排序推荐', ['provincial-officer']],
  ['/batches/$id/package', '报送材料', ['provincial-officer']],
  ['/batches/$id/intake', '光盘接收', ['ministry-officer']],
  ['/batches/$id/formal', '形式审查', ['ministry-officer']],
  ['/batches/$id/experts', '专家', ['ministry-officer']],
  ['/batches/$id/assignment', '评审分工', ['ministry-officer']],
  ['/batches/$id/results', '审阅结果', ['ministry-officer']],
  ['/batches/$id/visits', '实地考察', ['ministry-officer']],
  ['/batches/$id/selection', '遴选', ['ministry-officer']],
];

/** The rooms of an acceptance: its own page, and of a batch's those of the review. */
const acceptanceRooms: readonly Room[] = [
  ['/acceptances/$id', '总览', 'all'],
  ...rooms.filter(([path]) => /(experts|assignment|results|visits)$/.test(path)),
];

/** A batch's name and the ways to its rooms. */
export function BatchHead({ id, title, children }: { id: string; title: string; children?: ReactNode }) {
  const batch = useQuery(batchQuery(id)).data;
  const roles = useQuery(meQuery).data?.roles ?? [];
  const may = (wanted: Room[2]) => wanted === 'all' || roles.some(({ role }) => wanted.includes(role));
  return (
    <header>
      <title>{`${title} - ${batch?.title ?? ''} - 联合体`}</title>
      <div className="title-row">
        <h1>{batch?.title ?? '……'}</h1>
        <span className="space" />
        {children}
      </div>
      <nav className="tabs no-print" aria-label="本批次">
        {(batch?.kind === 'acceptance' ? acceptanceRooms : rooms)
          .filter(([, , wanted]) => may(wanted))
          .map(([to, name]) => (
            <Link key={to} to={to} params={{ id }} activeOptions={{ exact: true }}>
              {name}
            </Link>
          ))}
      </nav>
    </header>
  );
}
