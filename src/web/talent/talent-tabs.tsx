import { Link } from '@tanstack/react-router';

const tabs = [
  ['/consortia/$id/talent', '供需信息'],
  ['/consortia/$id/talent/applications', '投递与录用'],
  ['/consortia/$id/talent/balance', '供需分析'],
  ['/consortia/$id/talent/reports', '需求报告'],
  ['/consortia/$id/talent/majors', '专业预警'],
] as const;

/** The ways within the talent room: what members say, and what is made of it. */
export function TalentTabs({ id }: { id: string }) {
  return (
    <nav className="tabs no-print room-tabs" aria-label="人才供需">
      {tabs.map(([to, name]) => (
        <Link key={to} to={to} params={{ id }} activeOptions={{ exact: to === '/consortia/$id/talent' }}>
          {name}
        </Link>
      ))}
    </nav>
  );
}
