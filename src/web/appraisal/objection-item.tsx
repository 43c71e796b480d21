import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { momentText } from '#web/ui/moment.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { TextAct } from '#web/ui/text-act.tsx';
import { type Appraised, forgetAppraisals, type Objection, type OpenedAppraisal } from './appraisal-queries.ts';

type Part = { id: string; data: OpenedAppraisal; subject: Appraised; objection: Objection };

/** An objection, its answer, and who may answer it or take it back. */
export function ObjectionItem({ id, data, subject, objection }: Part) {
  const isOpen = objection.state === 'open';
  const score = subject.scores.find(({ indicator }) => indicator === objection.indicator);
  return (
    <div className={isOpen ? 'objection is-open' : 'objection'}>
      <p>
        对“{data.indicators.find((each) => each.id === objection.indicator)?.title}”的{objection.before}分有异议：
        {objection.text}
        <span className="soft">
          （{objection.by}，{momentText(objection.at)}）
        </span>
      </p>
      <p className={isOpen ? 'warning' : undefined}>
        {outcomeText(objection)}
        {objection.decided && (
          <span className="soft">
            （{objection.decided.by}，{momentText(objection.decided.at)}）
          </span>
        )}
      </p>
      {isOpen && data.canDecide && score?.isMine && <p className="soft">这一项由您评分，请由另一位工作人员答复。</p>}
      {isOpen && data.canDecide && !score?.isMine && !subject.isOwn && (
        <Decide id={id} data={data} subject={subject} objection={objection} />
      )}
      {isOpen && objection.isMine && <Withdraw id={id} data={data} objection={objection} />}
    </div>
  );
}

function outcomeText({ state, answer, points }: Objection): string {
  switch (state) {
    case 'open':
      return '等待答复';
    case 'withdrawn':
      return '已撤回';
    case 'kept':
      return `维持原得分：${answer}`;
    case 'changed':
      return `改为${points}分：${answer}`;
  }
}

function Decide({ id, data, objection }: Part) {
  const [points, setPoints] = useState('');
  return (
    <>
      <InlineInput label="改为（分；维持的不填）" inputMode="decimal" size={6} value={points} onChange={setPoints} />
      <TextAct
        label="答复和理由"
        most={2000}
        acts={[
          { id: 'changed', label: '改变得分' },
          { id: 'kept', label: '维持原得分' },
        ]}
        send={(outcome, text) =>
          answered(
            client.POST('/api/consortia/{id}/appraisals/{appraisalId}/objections/{objectionId}/decision', {
              params: { path: { id, appraisalId: data.id, objectionId: objection.id } },
              body: {
                version: objection.version,
                outcome,
                text,
                ...(outcome === 'changed' && points !== '' ? { points } : {}),
              },
            }),
          )
        }
        onDone={forgetAppraisals}
      />
    </>
  );
}

function Withdraw({ id, data, objection }: Omit<Part, 'subject'>) {
  const withdraw = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/appraisals/{appraisalId}/objections/{objectionId}/withdrawal', {
          params: { path: { id, appraisalId: data.id, objectionId: objection.id } },
          body: { version: objection.version },
        }),
      ),
    onSettled: forgetAppraisals,
  });
  return (
    <>
      <Button loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
        撤回异议
      </Button>
      {withdraw.error && <ProblemText error={withdraw.error} />}
    </>
  );
}
