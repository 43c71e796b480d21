import { Button } from 'antd';
import { useState } from 'react';
import { tieKinds } from '#core/review/ties.ts';
import { answered, client } from '#web/api/client.ts';
import { InlineForm } from '#web/ui/inline-form.tsx';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { type BatchExperts, useBatchChange } from './expert-queries.ts';

type Tie = BatchExperts['ties'][number];
type Decision = Pick<Tie, 'applicationId' | 'expertId' | 'kind' | 'source' | 'reason' | 'dismissed'>;

const sources = { declared: '本人申明', office: '工作人员登记', found: '系统发现' } as const;
const kinds = (Object.keys(tieKinds) as (keyof typeof tieKinds)[]).map((id) => ({ id, label: tieKinds[id] }));

/** Why experts keep away from applications: what was found waits for a word, and keeps them away until then. */
export function Ties({ experts }: { experts: BatchExperts }) {
  const { batch, ties } = experts;
  const decide = useBatchChange(batch.id, (body: Decision) =>
    answered(client.PUT('/api/batches/{id}/ties', { params: { path: { id: batch.id } }, body })),
  );
  const open = ties.filter(({ isOpen }) => isOpen).length;
  const sorted = [...ties].sort((one, other) => Number(other.isOpen) - Number(one.isOpen));
  const dismiss = ({ applicationId, expertId, kind, source, reason }: Tie) => {
    const dismissed = prompt('不构成利益关系的理由')?.trim();
    if (dismissed) decide.mutate({ applicationId, expertId, kind, source, reason, dismissed });
  };
  return (
    <>
      <section className="card">
        <h2>利益关系（{open}条待确认）</h2>
        <p className="soft">同省自动回避，不逐条列出。系统发现的，确认或排除之前按回避处理。</p>
        {ties.length === 0 ? (
          <p>没有申明或发现的利益关系。</p>
        ) : (
          <table className="data stacks">
            <thead>
              <tr>
                <th>专家</th>
                <th>联合体</th>
                <th>依据</th>
                <th>处理</th>
              </tr>
            </thead>
            <tbody>
              {sorted.map((tie) => (
                <tr key={`${tie.expertId} ${tie.applicationId} ${tie.kind} ${tie.source}`}>
                  <td data-label="专家">{tie.expert}</td>
                  <td data-label="联合体">{tie.consortium}</td>
                  <td data-label="依据">
                    {tie.kindLabel}：{tie.reason} <span className="soft">{sources[tie.source]}</span>
                  </td>
                  <td data-label="处理">
                    <div className="actions">
                      {tie.isOpen && <span className="warning">待确认</span>}
                      {!tie.isOpen && tie.dismissed === null && <span className="good">回避</span>}
                      {tie.dismissed !== null && <span className="soft">已排除：{tie.dismissed}</span>}
                      {(tie.isOpen || tie.dismissed !== null) && (
                        <Button
                          size="small"
                          aria-label={`确认${tie.expert}与${tie.consortium}的利益关系`}
                          onClick={() => {
                            const { applicationId, expertId, kind, source, reason } = tie;
                            decide.mutate({ applicationId, expertId, kind, source, reason, dismissed: null });
                          }}
                        >
                          确认回避
                        </Button>
                      )}
                      {tie.dismissed === null && (
                        <Button
                          size="small"
                          aria-label={`排除${tie.expert}与${tie.consortium}的利益关系`}
                          onClick={() => dismiss(tie)}
                        >
                          排除
                        </Button>
                      )}
                    </div>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <ProblemText error={decide.error} />
      </section>
      <NewTie experts={experts} />
    </>
  );
}

function NewTie({ experts: { batch, pool, applicants } }: { experts: BatchExperts }) {
  const [expertId, setExpertId] = useState('');
  const [applicationId, setApplicationId] = useState('');
  const [kind, setKind] = useState<keyof typeof tieKinds>('person');
  const [reason, setReason] = useState('');
  const put = useBatchChange(batch.id, (body: Decision) =>
    answered(client.PUT('/api/batches/{id}/ties', { params: { path: { id: batch.id } }, body })),
  );
  if (pool.length === 0 || applicants.length === 0) return null;
  return (
    <InlineForm
      title="登记利益关系"
      button="登记"
      sending={put}
      outcome={put.isSuccess && '已登记。'}
      onSubmit={() => put.mutate({ expertId, applicationId, kind, source: 'office', reason, dismissed: null })}
    >
      <InlineSelect
        label="专家"
        choices={pool.map(({ id, name }) => ({ id, label: name }))}
        value={expertId}
        onChange={setExpertId}
      />
      <InlineSelect
        label="联合体"
        choices={applicants.map(({ id, consortium }) => ({ id, label: consortium }))}
        value={applicationId}
        onChange={setApplicationId}
      />
      <InlineSelect label="关系" choices={kinds} value={kind} onChange={setKind} />
      <InlineInput label="理由" size={30} required maxLength={1000} value={reason} onChange={setReason} />
    </InlineForm>
  );
}
