import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { BatchHead } from '#web/batch/batch-head.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { ApplicationRow } from './application-row.tsx';
import { type Assignment, assignmentQuery, type Pair } from './assignment-query.ts';

/** Who reads which application: worked out as an optimum around the office's own choices, and taken by it. */
export function AssignmentPage() {
  const { id = '' } = useParams({ strict: false });
  const assignment = useQuery(assignmentQuery(id));
  return (
    <>
      <BatchHead id={id} title="评审分工" />
      <Loaded query={assignment}>{(data) => <Workbench key={data.version} assignment={data} />}</Loaded>
    </>
  );
}

function Workbench({ assignment }: { assignment: Assignment }) {
  const { batch, version, applications, readers, places, experts } = assignment;
  const [fixed, setFixed] = useState<readonly Pair[]>(assignment.fixed);
  const [forbidden, setForbidden] = useState<readonly Pair[]>(assignment.forbidden);
  const queryClient = useQueryClient();
  const read = () => queryClient.invalidateQueries({ queryKey: ['assignment', batch.id] });
  const solve = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/batches/{id}/assignment/solution', {
          params: { path: { id: batch.id } },
          body: { version, fixed: [...fixed], forbidden: [...forbidden] },
        }),
      ),
    onSuccess: read,
  });
  const accept = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/batches/{id}/assignment/acceptance', {
          params: { path: { id: batch.id } },
          body: { version },
        }),
      ),
    onSettled: read,
  });
  const isChanged = JSON.stringify([fixed, forbidden]) !== JSON.stringify([assignment.fixed, assignment.forbidden]);
  const without = (pairs: readonly Pair[], [a, e]: Pair) =>
    pairs.filter(([application, expert]) => application !== a || expert !== e);
  const choose = (pair: Pair, choice: 'fixed' | 'forbidden' | 'free') => {
    setFixed([...without(fixed, pair), ...(choice === 'fixed' ? [pair] : [])]);
    setForbidden([...without(forbidden, pair), ...(choice === 'forbidden' ? [pair] : [])]);
  };
  const isReady = assignment.state === 'solved' && assignment.outdated.length === 0 && !isChanged;
  return (
    <>
      <section className="card">
        <h2>求解</h2>
        <p>
          {applications.length}份申报，每份{readers}人审阅，共需{places.wanted}人次；{experts.length}
          位专家同意参加，最多可审阅{places.offered}人次。同省、有利益关系的一律回避。
        </p>
        {applications.length === 0 && <p className="warning">还没有通过形式审查的申报。</p>}
        {experts.length === 0 && (
          <p className="warning">
            还没有同意参加的专家，请先到
            <Link to="/batches/$id/experts" params={{ id: batch.id }}>
              专家
            </Link>
            抽取。
          </p>
        )}
        <div className="actions">
          <Button
            type={isReady ? 'default' : 'primary'}
            loading={solve.isPending}
            disabled={applications.length === 0 || experts.length === 0}
            onClick={() => solve.mutate()}
          >
            {version === 0 ? '求解分工' : '重新求解'}
          </Button>
          <Button
            type={isReady && !assignment.isAccepted ? 'primary' : 'default'}
            disabled={!isReady || assignment.isAccepted}
            loading={accept.isPending}
            onClick={() => accept.mutate()}
          >
            采用这一方案
          </Button>
          {isChanged && <span className="warning">指定或排除有改动，重新求解后生效。</span>}
        </div>
        <Outcome assignment={assignment} />
        <ProblemText error={solve.error ?? accept.error} />
        {accept.data && accept.data.added + accept.data.removed > 0 && (
          <p className="good">
            已采用：新增{accept.data.added}人次，退出{accept.data.removed}人次。
          </p>
        )}
      </section>
      {applications.map((application) => (
        <ApplicationRow
          key={application.id}
          batchId={batch.id}
          application={application}
          fixed={fixed}
          forbidden={forbidden}
          choose={choose}
        />
      ))}
    </>
  );
}

function Outcome({ assignment }: { assignment: Assignment }) {
  const { state, worst, total, proven, costs, clashes, outdated, isAccepted } = assignment;
  if (state === 'none') return null;
  return (
    <div role="status">
      {state === 'solving' && <p>正在求解，通常几秒钟；可以离开本页，稍后再来看。</p>}
      {state === 'failed' && <p className="error">求解没有完成，请重新求解。</p>}
      {state === 'clash' && (
        <>
          <p className="error">排不满：</p>
          <ul className="error">
            {clashes.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </>
      )}
      {state === 'solved' && (
        <>
          <p>
            匹配最低的一份合计<strong>{worst}</strong>分，全部合计<strong>{total}</strong>分（每人0至100分）；
            <span className={proven ? 'good' : 'warning'}>{proven ? '已证明最优' : '未能在限定时间内证明最优'}</span>。
            {isAccepted && <span className="good">已采用。</span>}
          </p>
          {costs.length > 0 && (
            <p className="soft">
              各条规则的代价（取消后匹配最低的一份、全部合计可多得的分）：
              {costs.map(({ label, worst: low, total: all }) => `${label} ${low}、${all}`).join('；')}。
            </p>
          )}
          {outdated.length > 0 && <p className="error">求解之后情况有了变化，请重新求解：{outdated.join('；')}。</p>}
        </>
      )}
    </div>
  );
}
