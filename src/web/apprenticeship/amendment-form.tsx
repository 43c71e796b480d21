import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { type Apprenticeship, forgetApprenticeships } from './apprenticeship-queries.ts';
import { TermsFields } from './terms-fields.tsx';
import { termsOf, typedOf } from './typed-terms.ts';

/** Proposes what a running agreement is to be: as it is, until something is typed otherwise. */
export function AmendmentForm(props: { id: string; agreement: Apprenticeship; onClose: () => void }) {
  const { id, agreement, onClose } = props;
  const [typed, setTyped] = useState(() => typedOf(agreement.terms));
  const [endsOn, setEndsOn] = useState(agreement.endsOn);
  const [reason, setReason] = useState('');
  const propose = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/apprenticeships/{apprenticeshipId}/amendments', {
          params: { path: { id, apprenticeshipId: agreement.id } },
          body: { terms: termsOf(typed), endsOn, reason, version: agreement.version },
        }),
      ),
    onSuccess: async () => {
      await forgetApprenticeships();
      onClose();
    },
  });
  return (
    <form
      aria-label="提出补充协议"
      onSubmit={(event) => {
        event.preventDefault();
        propose.mutate();
      }}
    >
      <div className="actions">
        <InlineInput label="结束日期改为" type="date" required value={endsOn} onChange={setEndsOn} />
      </div>
      <TermsFields typed={typed} onType={setTyped} />
      <div className="actions">
        <InlineInput label="原因" required maxLength={500} value={reason} onChange={setReason} />
      </div>
      <p className="soft">
        提出即为签署。在岗和待上岗的学生、未成年人的监护人用自己的链接签署之后，由
        {agreement.side === 'school' ? '企业' : '学校'}
        签署生效；生效前一切照原协议。不继续的学生照常登记结业或提前结束，不再需要其签署。
      </p>
      <p className="actions">
        <Button type="primary" htmlType="submit" loading={propose.isPending}>
          提出并签署
        </Button>
        <Button onClick={onClose}>取消</Button>
      </p>
      {propose.error && <ProblemText error={propose.error} />}
    </form>
  );
}
