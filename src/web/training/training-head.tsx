import { Link } from '@tanstack/react-router';
import { ConsortiumHead } from '#web/consortium/consortium-head.tsx';
import './training.css';

/** The head of every page of training: the consortium's, and the ways between them. */
export function TrainingHead({ id, title }: { id: string; title: string }) {
  return (
    <>
      <ConsortiumHead id={id} title={title} />
      <nav className="tabs no-print room-tabs" aria-label="培训">
        <Link to="/consortia/$id/training" params={{ id }} activeOptions={{ exact: true }}>
          班次
        </Link>
        <Link to="/consortia/$id/training/needs" params={{ id }}>
          需求
        </Link>
        <Link to="/consortia/$id/training/plans" params={{ id }}>
          年度计划
        </Link>
        <Link to="/consortia/$id/training/sessions" params={{ id }}>
          技能等级认定
        </Link>
        <Link to="/consortia/$id/training/catalogue" params={{ id }}>
          课程、教师和场地
        </Link>
      </nav>
    </>
  );
}
