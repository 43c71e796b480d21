import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useCallback, useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { FindingList } from '#web/finding/finding-list.tsx';
import { NewFinding } from '#web/finding/new-finding.tsx';
import { type Verification, verificationQuery } from './verification-queries.ts';

/** What was seen on site: written down with photographs even without a network, answered by the applicant. */
export function Findings({ verification }: { verification: Verification }) {
  const { application, revision, findings, canVerify, cells } = verification;
  const { id } = application;
  const queryClient = useQueryClient();
  const changed = useCallback(
    () => void queryClient.invalidateQueries({ queryKey: verificationQuery(id).queryKey }),
    [queryClient, id],
  );
  const place = { stage: 'verification', applicationId: id, cells } as const;
  return (
    <section className="card">
      <h2>现场发现</h2>
      {canVerify && <NewFinding {...place} revision={revision} />}
      <FindingList
        {...place}
        findings={findings}
        onSent={changed}
        below={({ id: findingId, answer }) =>
          answer ? (
            <p>
              说明：{answer.text} <span className="soft">{answer.by}</span>
            </p>
          ) : (
            !canVerify && <Answer applicationId={id} findingId={findingId} />
          )
        }
      />
    </section>
  );
}

function Answer({ applicationId, findingId }: { applicationId: string; findingId: string }) {
  const [text, setText] = useState('');
  const queryClient = useQueryClient();
  const answer = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/applications/{id}/findings/{findingId}/answer', {
          params: { path: { id: applicationId, findingId } },
          body: { text },
        }),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: verificationQuery(applicationId).queryKey }),
  });
  return (
    <div className="actions">
      <input
        className="text inline"
        size={40}
        maxLength={5000}
        placeholder="对这一发现的说明"
        aria-label="对这一发现的说明"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button size="small" disabled={text.trim() === ''} loading={answer.isPending} onClick={() => answer.mutate()}>
        提交说明
      </Button>
      {answer.error && (
        <span role="alert" className="error">
          {answer.error.message}
        </span>
      )}
    </div>
  );
}
