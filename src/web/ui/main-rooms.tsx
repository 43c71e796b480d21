import { useQuery } from '@tanstack/react-query';
import { Link, useLocation } from '@tanstack/react-router';
import { meQuery } from '#web/api/queries.ts';
import { Menu } from './menu.tsx';

const ministry = ['ministry-officer'] as const;
const offices = ['ministry-officer', 'provincial-officer'] as const;
const overseers = [...offices, 'auditor'] as const;
/** Those who run a consortium day by day, beside the offices above it. */
const runners = [...overseers, 'secretariat', 'park-authority'] as const;
const leads = [...runners, 'lead-school', 'lead-enterprise'] as const;
/** Who sees positions of the consortia. */
const seekers = [...leads, 'member-reporter'] as const;

/** What one does, and where, in the order of a consortium's life; each room with the roles that have business there, `undefined` for all. */
const groups = [
  [
    '监测',
    [
      ['/monitoring', '监测总览', leads],
      ['/figures', '数据汇总', overseers],
      ['/alerts', '监测预警', runners],
      ['/quality', '数据质量', overseers],
      ['/collections', '信息采集', runners],
      ['/commitment-requests', '承诺调整', offices],
    ],
  ],
  [
    '申报与遴选',
    [
      ['/batches', '批次', undefined],
      ['/readings', '我的审阅', ['expert']],
      ['/visits', '我的考察', ['expert', ...ministry]],
      ['/experts', '专家库', ministry],
    ],
  ],
  [
    '验收与资格',
    [
      ['/acceptances', '验收', runners],
      ['/changes', '变更', offices],
      ['/violations', '资格案件', overseers],
    ],
  ],
  [
    '管理',
    [
      ['/people', '单位与人员', ['system-administrator', 'security-administrator']],
      ['/audit', '审计记录', ['auditor', 'audit-administrator']],
    ],
  ],
] as const;

/** The ways to the main rooms: those of a group behind its name, unless there is but one of them for this person. */
export function MainRooms() {
  const roles = useQuery(meQuery).data?.roles ?? [];
  const ownMember = roles.find(({ role }) => role === 'member-reporter');
  const { pathname } = useLocation();
  const may = (wanted: readonly string[] | undefined) =>
    wanted === undefined || roles.some(({ role }) => wanted.includes(role));
  return (
    <nav aria-label="主要页面">
      <ul className="rooms">
        <li>
          <Link to="/">我的联合体</Link>
        </li>
        {ownMember && (
          <li>
            <Link to="/monitoring/members/$member" params={{ member: ownMember.unit.id }}>
              本单位监测
            </Link>
          </li>
        )}
        {groups.map(([group, all]) => {
          const rooms = all.filter(([, , wanted]) => may(wanted));
          const ways = rooms.map(([to, name]) => (
            <li key={to}>
              <Link to={to}>{name}</Link>
            </li>
          ));
          const isHere = rooms.some(([to]) => pathname === to || pathname.startsWith(`${to}/`));
          return rooms.length < 2 ? (
            ways
          ) : (
            <Menu key={group} label={group} isHere={isHere}>
              {ways}
            </Menu>
          );
        })}
        {may(seekers) && (
          <li>
            <Link to="/positions">岗位检索</Link>
          </li>
        )}
        <li>
          <a href="/public">公开信息</a>
        </li>
      </ul>
    </nav>
  );
}
