import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { type Appraised, forgetAppraisals, type OpenedAppraisal } from './appraisal-queries.ts';

/** Somebody's own score, with its reason; given again it replaces the one before. */
export function HandScore(props: {
  id: string;
  data: OpenedAppraisal;
  subject: Appraised;
  indicator: OpenedAppraisal['indicators'][number];
  score: Appraised['scores'][number] | undefined;
}) {
  const { id, data, subject, indicator, score } = props;
  const [points, setPoints] = useState(score?.points ?? '');
  const [reason, setReason] = useState(score?.reason ?? '');
  const save = useMutation({
    mutationFn: () =>
      answered(
        client.PUT('/api/consortia/{id}/appraisals/{appraisalId}/subjects/{subjectId}/scores/{indicator}', {
          params: { path: { id, appraisalId: data.id, subjectId: subject.id, indicator: indicator.id } },
          body: { version: subject.version, points, reason },
        }),
      ),
    onSuccess: forgetAppraisals,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form onSubmit={submit} aria-label={`评分：${indicator.title}`}>
      <div className="actions">
        <InlineInput required label="得分" inputMode="decimal" size={5} value={points} onChange={setPoints} />
        <InlineInput required label="理由" maxLength={1000} size={30} value={reason} onChange={setReason} />
        <Button htmlType="submit" loading={save.isPending}>
          {score ? '改分' : '评分'}
        </Button>
      </div>
      {save.error && <ProblemText error={save.error} />}
    </form>
  );
}
