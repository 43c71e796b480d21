import { useMutation } from '@tanstack/react-query';
import { answered, client } from '#web/api/client.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import type { StudentPass } from '#web/ui/student-passes.tsx';
import { forgetTraining, type Trainee, type TrainingClass } from './training-queries.ts';

/** What else is done with one who takes part: another link, leaving before it came, a certificate that does not hold any more. */
export function TraineeActs(props: {
  id: string;
  held: TrainingClass;
  trainee: Trainee;
  onPasses: (passes: readonly StudentPass[]) => void;
}) {
  const { id, held, trainee, onPasses } = props;
  const path = { id, classId: held.id, traineeId: trainee.id };
  const renew = useMutation({
    mutationFn: async () =>
      (
        await answered(
          client.POST('/api/consortia/{id}/training/classes/{classId}/trainees/{traineeId}/pass', { params: { path } }),
        )
      ).passes.map((pass) => ({ ...pass, guardianLink: null })),
    onSuccess: onPasses,
  });
  const withdraw = useMutation({
    mutationFn: () =>
      answered(
        client.PUT('/api/consortia/{id}/training/classes/{classId}/trainees/{traineeId}', {
          params: { path },
          body: { version: trainee.version, score: trainee.score, withdraws: true },
        }),
      ),
    onSuccess: forgetTraining,
  });
  const revoke = useMutation({
    mutationFn: ({ issuedId, reason }: { issuedId: string; reason: string }) =>
      answered(
        client.POST('/api/consortia/{id}/training/certificates/{issuedId}/revocation', {
          params: { path: { id, issuedId } },
          body: { reason },
        }),
      ),
    onSuccess: forgetTraining,
  });
  const { certificate } = trainee;
  const error = renew.error ?? withdraw.error ?? revoke.error;
  const askRevocation = (issuedId: string) => {
    const reason = prompt('作废后不能恢复，核对页面会显示已作废。请写明原因：')?.trim();
    if (reason) revoke.mutate({ issuedId, reason });
  };
  return (
    <div className="actions">
      {trainee.state !== 'withdrawn' && !trainee.isErased && (
        <button
          type="button"
          className="plain"
          disabled={renew.isPending}
          onClick={() => confirm('换发后原来的链接失效。继续？') && renew.mutate()}
        >
          换发链接
        </button>
      )}
      {held.isProvider && trainee.state === 'enrolled' && !trainee.isErased && trainee.days.length === 0 && (
        <button
          type="button"
          className="plain"
          disabled={withdraw.isPending}
          onClick={() => confirm(`${trainee.name}退出本班，让出名额。继续？`) && withdraw.mutate()}
        >
          退出
        </button>
      )}
      {held.isProvider && certificate !== null && !certificate.isRevoked && (
        <button
          type="button"
          className="plain"
          disabled={revoke.isPending}
          onClick={() => askRevocation(certificate.id)}
        >
          作废证书
        </button>
      )}
      {error && <ProblemText error={error} />}
    </div>
  );
}
