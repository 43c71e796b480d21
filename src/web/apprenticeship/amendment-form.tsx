import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { type Apprenticeship, forgetApprenticeships } from './apprenticeship-queries.ts';

/** Proposes what a running agreement is to be: as it is, until something is typed otherwise. */
export function AmendmentForm(props: { id: string; agreement: Apprenticeship; onClose: () => void }) {
  const { id, agreement, onClose } = props;
  const { terms, endsOn } = agreement;
  const [typed, setTyped] = useState({
    endsOn,
    allowance: String(terms.allowance),
    schoolMentor: terms.schoolMentor,
    enterpriseMentor: terms.enterpriseMentor,
    policy: terms.insurance?.policy ?? '',
    until: terms.insurance?.until ?? '',
    reason: '',
  });
  const set = (name: keyof typeof typed) => (value: string) => setTyped({ ...typed, [name]: value });
  const propose = useMutation({
    mutationFn: () => {
      const { allowance, policy, until, ...said } = typed;
      const insurance = policy === '' || until === '' ? null : { policy, until };
      return answered(
        client.POST('/api/consortia/{id}/apprenticeships/{apprenticeshipId}/amendments', {
          params: { path: { id, apprenticeshipId: agreement.id } },
          body: { ...said, allowance: Number(allowance), insurance, version: agreement.version },
        }),
      );
    },
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
        <InlineInput label="结束日期改为" type="date" required value={typed.endsOn} onChange={set('endsOn')} />
        <InlineInput
          label="报酬（元/月）"
          required
          size={6}
          inputMode="numeric"
          pattern="0|[1-9][0-9]*"
          value={typed.allowance}
          onChange={set('allowance')}
        />
        <InlineInput
          label="学校导师"
          required
          maxLength={50}
          value={typed.schoolMentor}
          onChange={set('schoolMentor')}
        />
        <InlineInput
          label="企业导师"
          required
          maxLength={50}
          value={typed.enterpriseMentor}
          onChange={set('enterpriseMentor')}
        />
        <InlineInput label="实习责任保险保单号" maxLength={100} value={typed.policy} onChange={set('policy')} />
        <InlineInput label="保险有效期至" type="date" value={typed.until} onChange={set('until')} />
        <InlineInput label="原因" required maxLength={500} value={typed.reason} onChange={set('reason')} />
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
