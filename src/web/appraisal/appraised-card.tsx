import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { answered, client } from '#web/api/client.ts';
import { momentText } from '#web/ui/moment.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { type Appraised, forgetAppraisals, type OpenedAppraisal } from './appraisal-queries.ts';
import { HandScore } from './hand-score.tsx';
import { ObjectForm } from './object-form.tsx';
import { ObjectionItem } from './objection-item.tsx';

type Part = { id: string; data: OpenedAppraisal; subject: Appraised };

/** How a subject's result came about, indicator by indicator, with what was objected and answered. */
export function AppraisedCard({ id, data, subject }: Part) {
  const isPublished = data.state === 'published' || data.state === 'final';
  const notice = `/api/consortia/${id}/appraisals/${data.id}/notices`;
  return (
    <section className="card" aria-label={subject.name}>
      <h2>{subject.name}</h2>
      {subject.points !== null && (
        <p>
          得分<strong>{subject.points}</strong>，等次<strong>{subject.grade}</strong>
          {subject.place !== null && data.count > 1 && `，${data.count}个中第${subject.place}名`}
        </p>
      )}
      <table className="data stacks">
        <thead>
          <tr>
            <th>指标</th>
            <th>分值</th>
            <th>得分</th>
            <th>得分的由来</th>
          </tr>
        </thead>
        <tbody>
          {data.indicators.map((indicator) => (
            <IndicatorRow key={indicator.id} id={id} data={data} subject={subject} indicator={indicator} />
          ))}
        </tbody>
      </table>
      {subject.objections.map((objection) => (
        <ObjectionItem key={objection.id} id={id} data={data} subject={subject} objection={objection} />
      ))}
      {isPublished && (
        <p className="actions">
          <a href={`${notice}/docx?subject=${subject.id}`} download>
            结果通知（Word）
          </a>
          <a href={`${notice}/pdf?subject=${subject.id}`} download>
            结果通知（PDF）
          </a>
        </p>
      )}
      {subject.isOwn && data.state === 'published' && <Answer id={id} data={data} subject={subject} />}
      {!subject.isOwn && subject.accepted && (
        <p className="good">
          {subject.accepted.by}于{momentText(subject.accepted.at)}确认无异议
        </p>
      )}
    </section>
  );
}

type RowPart = Part & { indicator: OpenedAppraisal['indicators'][number] };

function IndicatorRow({ id, data, subject, indicator }: RowPart) {
  const score = subject.scores.find((each) => each.indicator === indicator.id);
  const isScoring = data.canManage && data.state === 'draft' && indicator.source === 'hand' && !subject.isOwn;
  return (
    <tr>
      <td title={indicator.words}>{indicator.title}</td>
      <td data-label="分值" className="number">
        {indicator.weight}
      </td>
      <td data-label="得分" className="number">
        {score?.points ?? <span className="warning">待评</span>}
      </td>
      <td data-label="得分的由来">
        {score?.formula}
        {score && score.reason !== '' && `。${score.reason}`}
        {score && indicator.source === 'hand' && <span className="soft">（{score.by}评分）</span>}{' '}
        <Record id={id} data={data} subject={subject} indicator={indicator} />
        {isScoring && (
          <HandScore
            key={`${subject.id} ${score?.points}`}
            id={id}
            data={data}
            subject={subject}
            indicator={indicator}
            score={score}
          />
        )}
      </td>
    </tr>
  );
}

/** Where what was measured stands. */
function Record({ id, data, subject, indicator: { source, figure } }: RowPart) {
  const params = { id };
  if (source === 'tasks')
    return (
      <Link to="/consortia/$id/tasks" params={params}>
        查看任务
      </Link>
    );
  if (source === 'receipts')
    return (
      <Link to="/consortia/$id/documents" params={params}>
        查看制度
      </Link>
    );
  if (source === 'confirmed')
    return (
      <Link to="/consortia/$id/ledgers" params={params}>
        查看台账
      </Link>
    );
  if (figure === null) return null;
  return subject.isOwn ? (
    <Link to="/consortia/$id/ledgers/$kind" params={{ id, kind: figure.ledger }}>
      查看台账
    </Link>
  ) : (
    <Link
      to="/consortia/$id/figures/$figure/$year"
      params={{ id, figure: figure.id, year: data.toDay.slice(0, 4) }}
      search={subject.memberId === null ? {} : { member: subject.memberId }}
    >
      查看记录
    </Link>
  );
}

function Answer({ id, data, subject }: Part) {
  const accept = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/appraisals/{appraisalId}/subjects/{subjectId}/acceptance', {
          params: { path: { id, appraisalId: data.id, subjectId: subject.id } },
        }),
      ),
    onSettled: forgetAppraisals,
  });
  const isWaiting = subject.objections.some(({ state }) => state === 'open');
  return (
    <>
      {subject.accepted ? (
        <p className="good">已于{momentText(subject.accepted.at)}确认无异议。异议期内改变主意的，仍可提出。</p>
      ) : (
        !isWaiting && (
          <p className="actions">
            <Button loading={accept.isPending} onClick={() => accept.mutate()}>
              确认无异议
            </Button>
          </p>
        )
      )}
      {accept.error && <ProblemText error={accept.error} />}
      {data.isOpen ? (
        <ObjectForm id={id} data={data} subject={subject} />
      ) : (
        <p className="soft">异议期已于{data.objectionsUntil}结束。</p>
      )}
    </>
  );
}
