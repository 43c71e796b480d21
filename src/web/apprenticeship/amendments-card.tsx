import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import type { AmendmentAction } from '#core/apprenticeship/amendment.ts';
import { answered, client } from '#web/api/client.ts';
import { momentText } from '#web/ui/moment.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { AmendmentForm } from './amendment-form.tsx';
import { type Amendment, type Apprenticeship, forgetApprenticeships } from './apprenticeship-queries.ts';
import { ChangeList } from './change-list.tsx';

/** 补充协议 of a running agreement: one is proposed, signed by all and then in force; the earlier ones stay. */
export function AmendmentsCard({ id, agreement }: { id: string; agreement: Apprenticeship }) {
  const [isOpen, setOpen] = useState(false);
  const { amendments, canAmend } = agreement;
  if (amendments.length === 0 && !canAmend) return null;
  return (
    <section className="card" aria-label="补充协议">
      <div className="apprenticeship-head">
        <h2>补充协议</h2>
        {canAmend && !isOpen && <Button onClick={() => setOpen(true)}>提出补充协议</Button>}
      </div>
      {amendments.length === 0 && !isOpen && (
        <p className="soft">需要延长期限或调整协议内容的，在期限届满前提出；各方都签署后生效。</p>
      )}
      {isOpen && canAmend && <AmendmentForm id={id} agreement={agreement} onClose={() => setOpen(false)} />}
      {amendments.toReversed().map((each) => (
        <AmendmentItem key={each.number} id={id} agreement={agreement} amendment={each} />
      ))}
    </section>
  );
}

function AmendmentItem(props: { id: string; agreement: Apprenticeship; amendment: Amendment }) {
  const { id, agreement, amendment } = props;
  const { number, side, stateLabel, reason, changes, at, answeredAt, awaited, actions } = amendment;
  const act = useMutation({
    mutationFn: (action: AmendmentAction) =>
      answered(
        client.POST('/api/consortia/{id}/apprenticeships/{apprenticeshipId}/amendments/{number}/acts', {
          params: { path: { id, apprenticeshipId: agreement.id, number } },
          body: { action, version: agreement.version },
        }),
      ),
    onSuccess: forgetApprenticeships,
  });
  return (
    <article className="amendment" aria-label={`补充协议第${number}号`}>
      <p>
        <strong>第{number}号</strong>　<strong role="status">{stateLabel}</strong>
        {'　'}
        <span className="soft">
          {side === 'school' ? '学校' : '企业'}
          {momentText(at).slice(0, -3)}提出
          {answeredAt && `，${momentText(answeredAt).slice(0, -3)}${stateLabel}`}
        </span>
      </p>
      <ChangeList changes={changes} />
      <p>原因：{reason}</p>
      {awaited.length > 0 && (
        <p className="warning">
          待签署：{awaited.map(({ student, isGuardian }) => (isGuardian ? `${student}的监护人` : student)).join('、')}
          。他们用自己的链接签署之后，由{side === 'school' ? '企业' : '学校'}签署生效。
        </p>
      )}
      {actions.length > 0 && (
        <p className="actions">
          {actions.map(({ id: action, label }) => (
            <Button
              key={action}
              type={action === 'sign' ? 'primary' : 'default'}
              loading={act.isPending}
              onClick={() => (action === 'sign' || confirm(`${label}第${number}号？`)) && act.mutate(action)}
            >
              {label}
            </Button>
          ))}
        </p>
      )}
      {act.error && <ProblemText error={act.error} />}
    </article>
  );
}
