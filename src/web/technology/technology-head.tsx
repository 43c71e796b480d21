import { Link } from '@tanstack/react-router';
import { ConsortiumHead } from '#web/consortium/consortium-head.tsx';
import './technology.css';

/** The rooms of technology services. */
export function TechnologyHead({ id, title }: { id: string; title: string }) {
  return (
    <>
      <ConsortiumHead id={id} title={title} />
      <nav className="tabs no-print room-tabs" aria-label="技术服务">
        <Link to="/consortia/$id/technology" params={{ id }} activeOptions={{ exact: true }}>
          需求与揭榜
        </Link>
        <Link to="/consortia/$id/technology/capabilities" params={{ id }}>
          服务能力
        </Link>
        <Link to="/consortia/$id/technology/contracts" params={{ id }}>
          合同与转化
        </Link>
      </nav>
    </>
  );
}
