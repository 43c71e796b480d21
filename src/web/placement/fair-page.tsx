import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect } from 'react';
import { answered, client } from '#web/api/client.ts';
import { ConsortiumHead } from '#web/consortium/consortium-head.tsx';
import { JobProgress } from '#web/job/job-progress.tsx';
import { useJob } from '#web/job/use-job.ts';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText } from '#web/ui/moment.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { FairPositions } from './fair-positions.tsx';
import { type Fair, fairQuery, forgetFairs } from './fair-queries.ts';
import { FairStudents } from './fair-students.tsx';
import './fair.css';

/** A fair, for the secretariat, the schools whose students take part, and the enterprises that rank them. */
export function FairPage() {
  const { id = '', fairId = '' } = useParams({ strict: false });
  const fair = useQuery(fairQuery(id, fairId));
  return (
    <>
      <ConsortiumHead id={id} title="双选会" />
      <p>
        <Link to="/consortia/$id/talent" params={{ id }}>
          返回人才供需
        </Link>
      </p>
      <Loaded query={fair}>
        {(data) => (
          <>
            <Head id={id} fair={data} />
            <FairPositions id={id} fair={data} />
            {data.schools.length > 0 && <FairStudents id={id} fair={data} />}
          </>
        )}
      </Loaded>
    </>
  );
}

function Head({ id, fair }: { id: string; fair: Fair }) {
  const { counts } = fair;
  const act = useMutation({
    mutationFn: (action: Fair['actions'][number]['id']) =>
      answered(
        client.POST('/api/consortia/{id}/fairs/{fairId}/acts', {
          params: { path: { id, fairId: fair.id } },
          body: { version: fair.version, action },
        }),
      ),
    onSuccess: forgetFairs,
  });
  const { job, isOpen } = useJob(act.data?.jobId ?? undefined);
  useEffect(() => {
    if (job?.state === 'done') void forgetFairs();
  }, [job?.state]);
  return (
    <section className="card" aria-label="进度">
      <h2>{fair.title}</h2>
      <p>
        <strong>{fair.stateLabel}</strong>　志愿截止{momentText(fair.wishesUntil).slice(0, -3)}，企业排序截止
        {momentText(fair.rankingsUntil).slice(0, -3)}
      </p>
      <p className="fair-counts">
        <span>
          岗位<strong>{fair.positions.length}</strong>个
        </span>
        {fair.schools.length > 0 && (
          <>
            <span>
              学生<strong>{counts.students}</strong>人
            </span>
            <span>
              已同意<strong>{counts.agreed}</strong>人
            </span>
            <span>
              已填志愿<strong>{counts.wished}</strong>人
            </span>
          </>
        )}
        {fair.state === 'placed' && fair.schools.length > 0 && (
          <span>
            录取<strong>{counts.placed}</strong>人
          </span>
        )}
      </p>
      {!isOpen && fair.actions.length > 0 && (
        <p className="actions">
          {fair.actions.map(({ id: action, label }) => (
            <Button
              key={action}
              type="primary"
              loading={act.isPending}
              onClick={() => confirm(`${label}？此后不能退回上一阶段。`) && act.mutate(action)}
            >
              {label}
            </Button>
          ))}
        </p>
      )}
      {act.data?.jobId && <JobProgress job={job} label="录取" />}
      {act.error && <ProblemText error={act.error} />}
      {fair.state === 'placed' && (
        <p className="soft">
          结果已固定，每名学生在自己的链接中看到逐个志愿的缘由。
          {fair.manages && (
            <>
              <a href={`/api/consortia/${id}/fairs/${fair.id}/placement.json`} download>
                下载志愿、排序和结果（无姓名）
              </a>
              ，可用 lianheti placement 离线复算。摘要：<span className="digest">{fair.digest}</span>
            </>
          )}
        </p>
      )}
    </section>
  );
}
