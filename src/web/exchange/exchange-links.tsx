import { Link } from '@tanstack/react-router';
import type { Talent } from '#web/talent/talent-queries.ts';

/** What can be taken away of supply and demand, and the way in for other systems. */
export function ExchangeLinks({ id, talent }: { id: string; talent: Talent }) {
  const speaks = talent.enterprises.length + talent.schools.length > 0;
  const files = [
    ['岗位', 'positions'],
    ['专业', 'programmes'],
    ['需求', 'demands'],
  ] as const;
  return (
    <section className="card actions" aria-label="数据交换">
      {speaks && (
        <Link to="/consortia/$id/talent/import" params={{ id }}>
          导入岗位和专业
        </Link>
      )}
      {files.map(([name, noun]) => (
        <span key={noun}>
          导出{name}：
          <a href={`/api/consortia/${id}/${noun}.xlsx`} download>
            Excel
          </a>
          、
          <a href={`/api/consortia/${id}/${noun}.csv`} download>
            CSV
          </a>
        </span>
      ))}
    </section>
  );
}
