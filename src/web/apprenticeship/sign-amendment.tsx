import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { answered, client } from '#web/api/client.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { type ApprenticePass, forgetApprenticeships } from './apprenticeship-queries.ts';
import { ChangeList } from './change-list.tsx';

/** 补充协议 that waits for signatures, as a student or a guardian reads and signs it. */
export function SignAmendment({ token, pass }: { token: string; pass: ApprenticePass }) {
  const { amendment, isGuardian, student } = pass;
  const sign = useMutation({
    mutationFn: (number: number) =>
      answered(
        client.PUT('/api/public/apprentice/{token}/amendment', { params: { path: { token } }, body: { number } }),
      ),
    onSuccess: forgetApprenticeships,
  });
  if (amendment === null || (student.state !== 'called' && student.state !== 'begun')) return null;
  return (
    <section className="card" aria-label="补充协议">
      <h2>补充协议第{amendment.number}号</h2>
      <p>学校或企业提出修改协议，各方都签署后生效；不签署的，协议照原来的执行。</p>
      <ChangeList changes={amendment.changes} />
      <p>原因：{amendment.reason}</p>
      {amendment.isSigned ? (
        <p className="good" role="status">
          您已签署补充协议，各方都签署后生效。
          {!isGuardian && amendment.awaitsGuardian && '还须监护人用另一个链接签署。'}
        </p>
      ) : (
        <Button type="primary" size="large" loading={sign.isPending} onClick={() => sign.mutate(amendment.number)}>
          {isGuardian ? '知情同意并签署补充协议' : '同意并签署补充协议'}
        </Button>
      )}
      {sign.error && <ProblemText error={sign.error} />}
    </section>
  );
}
