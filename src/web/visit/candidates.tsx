import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { type Visits, visitsQuery } from './visit-queries.ts';

type Candidate = Visits['candidates'][number];

/** Applications that could be visited, those first whose readers differ most or that have questions open. */
export function Candidates({ data }: { data: Visits }) {
  return (
    <section className="card">
      <h2>可以考察的申报（{data.candidates.length}）</h2>
      {data.candidates.length === 0 ? (
        <p className="soft">
          通过形式审查的申报列在这里；专家评分分歧超过本批次限度，或有问题没有答复的，由程序建议考察。
        </p>
      ) : (
        <table className="data stacks">
          <thead>
            <tr>
              <th>联合体</th>
              <th className="number">得分</th>
              <th className="number">分歧</th>
              <th className="number">疑点</th>
              <th>选定</th>
            </tr>
          </thead>
          <tbody>
            {data.candidates.map((candidate) => (
              <CandidateRow key={candidate.id} candidate={candidate} batchId={data.batch.id} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function CandidateRow({ candidate, batchId }: { candidate: Candidate; batchId: string }) {
  const { id, consortium, province, score, spread, questions, doubts, isProposed } = candidate;
  const proposal = questions > 0 ? `专家有${questions}个问题没有答复` : `专家评分相差${spread?.toFixed(1)}分`;
  const [reason, setReason] = useState(isProposed ? proposal : '');
  const queryClient = useQueryClient();
  const choose = useMutation({
    mutationFn: () =>
      answered(
        client.PUT('/api/applications/{id}/visit', {
          params: { path: { id } },
          body: { how: isProposed && reason === proposal ? 'proposed' : 'manual', reason: reason.trim(), city: '' },
        }),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: visitsQuery(batchId).queryKey }),
  });
  return (
    <tr>
      <td data-label="联合体">
        {consortium} <span className="soft">{province}</span>
        {isProposed && <span className="warning">　建议考察</span>}
      </td>
      <td data-label="得分" className="number">
        {score?.toFixed(1) ?? '—'}
      </td>
      <td data-label="分歧" className="number">
        {spread?.toFixed(1) ?? '—'}
      </td>
      <td data-label="疑点" className="number">
        {doubts}
      </td>
      <td data-label="选定">
        <div className="actions">
          <input
            className="text inline"
            size={24}
            maxLength={2000}
            placeholder="理由（必填）"
            aria-label={`考察${consortium}的理由`}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <Button
            size="small"
            aria-label={`选定考察${consortium}`}
            disabled={reason.trim() === ''}
            loading={choose.isPending}
            onClick={() => choose.mutate()}
          >
            选定
          </Button>
          {choose.error && (
            <span role="alert" className="error">
              {choose.error.message}
            </span>
          )}
        </div>
      </td>
    </tr>
  );
}
