import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import type { Case } from './acceptance-queries.ts';

/** The province's opinion on the self-report, given once. */
export function GiveOpinion(props: { consortiumId: string; acceptance: Case; onReload: () => Promise<void> }) {
  const { consortiumId, acceptance, onReload } = props;
  const [text, setText] = useState('');
  const give = useMutation({
    mutationFn: (supports: boolean) =>
      answered(
        client.POST('/api/consortia/{id}/acceptance/opinion', {
          params: { path: { id: consortiumId } },
          body: { batchId: acceptance.id, version: acceptance.version, supports, text },
        }),
      ),
    onSuccess: onReload,
  });
  const say = (supports: boolean) => confirm('省级意见只能出具一次，确定？') && give.mutate(supports);
  return (
    <section className="card">
      <h2>出具省级意见</h2>
      <label className="field">
        <span>意见和理由</span>
        <textarea
          className="text"
          rows={4}
          maxLength={5000}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <p className="actions">
        <Button type="primary" disabled={text.trim() === ''} loading={give.isPending} onClick={() => say(true)}>
          建议通过
        </Button>
        <Button disabled={text.trim() === ''} loading={give.isPending} onClick={() => say(false)}>
          不建议通过
        </Button>
      </p>
      {give.error && <ProblemText error={give.error} />}
    </section>
  );
}
