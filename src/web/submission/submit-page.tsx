import { useIsFetching, useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { findingKey } from '#core/check/finding.ts';
import type { Pack } from '#core/pack/pack.ts';
import { answered, client } from '#web/api/client.ts';
import type { Application } from '#web/api/queries.ts';
import { inFormOrder } from '#web/application/form-summary.ts';
import { inputId } from '#web/application/jump-to-cell.ts';
import { WithApplication } from '#web/application/with-application.tsx';
import { forgetTexts, keepText, useKeptTexts } from '#web/ui/kept-texts.ts';
import { momentText } from '#web/ui/moment.ts';
import { confirmersOf } from './confirmers.ts';
import { Receipt } from './receipt.tsx';

/** What is still missing, the reasons for warnings, then the submission and its receipt. */
export function SubmitPage() {
  return (
    <WithApplication>{(application, pack) => <Submission application={application} pack={pack} />}</WithApplication>
  );
}

function Submission({ application, pack }: { application: Application; pack: Pack }) {
  const { id, sequence, batch } = application;
  const findings = inFormOrder(pack, application.findings);
  const errors = findings.filter(({ severity }) => severity === 'error');
  const warnings = findings.filter(({ severity }) => severity === 'warning');
  const reasonsKey = `lianheti.reasons.${id}`;
  const reasons = { ...application.reasons, ...useKeptTexts(reasonsKey) };
  // One key for one intention: pressed twice, or sent again after a lost answer, it is the same submission.
  const [key] = useState(() => crypto.randomUUID());
  // What was kept of an earlier visit is shown at once, but only what stands now is submitted.
  const isFresh = useIsFetching({ queryKey: ['application', id] }) === 0;
  const queryClient = useQueryClient();
  const submit = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/applications/{id}/submission', {
          params: { path: { id }, header: { 'idempotency-key': key } },
          body: {
            sequence,
            reasons: Object.fromEntries(
              warnings.map((warning) => [findingKey(warning), reasons[findingKey(warning)] ?? '']),
            ),
          },
        }),
      ),
    onSuccess: () => {
      forgetTexts(reasonsKey);
      return Promise.all(
        [['consortia'], ['application', id], ['revisions', id]].map((queryKey) =>
          queryClient.invalidateQueries({ queryKey }),
        ),
      );
    },
    // Refused since the form has changed meanwhile: what stands now is shown, and can be submitted.
    onError: () => queryClient.invalidateQueries({ queryKey: ['application', id] }),
  });
  const confirmers = confirmersOf(pack);
  if (submit.data)
    return (
      <Receipt
        receipt={submit.data}
        consortium={application.consortium.name}
        batch={batch.title}
        next={confirmers === '' ? '' : `接下来由${confirmers}分别用自己的账号确认这一版本。`}
      />
    );
  const lacking = warnings.filter((warning) => (reasons[findingKey(warning)] ?? '').trim() === '').length;
  const isReady = errors.length === 0 && lacking === 0 && batch.open;
  return (
    <>
      {errors.length > 0 && (
        <section className="card">
          <h2 className="error">还有{errors.length}处错误，改正后才能提交</h2>
          <ul>
            {errors.map((finding) => (
              <li key={findingKey(finding) + finding.message}>
                {finding.cells[0] ? (
                  <Link to="/applications/$id" params={{ id }} hash={inputId(finding.cells[0])}>
                    {finding.message}
                  </Link>
                ) : (
                  finding.message
                )}
              </li>
            ))}
          </ul>
          <Link to="/applications/$id" params={{ id }}>
            回到填写页改正
          </Link>
        </section>
      )}
      {warnings.length > 0 && (
        <section className="card">
          <h2 className="warning">{warnings.length}处提醒，请逐条写明原因</h2>
          {warnings.map((finding) => (
            <label className="field" key={findingKey(finding)} style={{ marginTop: 10 }}>
              <span>{finding.message}</span>
              <textarea
                className="text"
                rows={2}
                maxLength={2000}
                placeholder="原因"
                value={reasons[findingKey(finding)] ?? ''}
                onChange={(event) => keepText(reasonsKey, findingKey(finding), event.target.value)}
              />
            </label>
          ))}
        </section>
      )}
      <section className="card">
        <p style={{ marginTop: 0 }}>
          {isReady
            ? `没有错误。提交后冻结为第${(application.latestRevision ?? 0) + 1}版${confirmers === '' ? '' : `，由${confirmers}分别确认`}；退回前不能再修改。`
            : batch.open
              ? `尚不能提交：${[errors.length > 0 ? `${errors.length}处错误未改正` : '', lacking > 0 ? `${lacking}处提醒未写原因` : ''].filter(Boolean).join('，')}。`
              : `已于${momentText(batch.deadline)}截止，不能提交。`}
        </p>
        {submit.error && (
          <p role="alert" className="error">
            {submit.error.message}已填写的内容和原因都在，可以再次提交，不会重复。
          </p>
        )}
        <Button
          type="primary"
          disabled={!(isReady && isFresh)}
          loading={submit.isPending}
          onClick={() => submit.mutate()}
        >
          正式提交
        </Button>
      </section>
    </>
  );
}
