import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { tieKinds } from '#core/review/ties.ts';
import { answered, client } from '#web/api/client.ts';
import { InlineForm } from '#web/ui/inline-form.tsx';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { type OwnInvitation, ownInvitationsQuery } from './expert-queries.ts';

const kinds = (Object.keys(tieKinds) as (keyof typeof tieKinds)[]).map((id) => ({ id, label: tieKinds[id] }));

/** An expert's own: the batches it was drawn for (nothing where there are none), whether it takes part, and what ties it has. */
export function OwnInvitations() {
  const invitations = useQuery(ownInvitationsQuery);
  return (
    <Loaded query={invitations}>
      {({ items }) =>
        items.map((own) => (
          <div key={own.batch.id}>
            <Answer key={own.version} own={own} />
            <Declarations own={own} />
          </div>
        ))
      }
    </Loaded>
  );
}

function Answer({ own: { batch, version, ...own } }: { own: OwnInvitation }) {
  const [load, setLoad] = useState(String(own.load));
  const [reason, setReason] = useState(own.reason);
  const queryClient = useQueryClient();
  const answer = useMutation({
    mutationFn: (given: 'accepted' | 'declined') =>
      answered(
        client.PUT('/api/batches/{id}/participation', {
          params: { path: { id: batch.id } },
          body: { answer: given, reason, load: Number(load), version },
        }),
      ),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ownInvitationsQuery.queryKey }),
  });
  return (
    <section className="card">
      <h2>{batch.title}：邀请您参加审阅</h2>
      <p role="status" className={own.answer === 'accepted' ? 'good' : 'warning'}>
        {own.answer === 'accepted' && `您已同意参加，最多审阅${own.load}份。`}
        {own.answer === 'declined' && `您已答复不能参加：${own.reason}`}
        {own.answer === null && '请答复是否参加。'}
      </p>
      <div className="actions">
        <InlineInput label="最多审阅份数" type="number" required value={load} onChange={setLoad} />
        <Button type="primary" loading={answer.isPending} onClick={() => answer.mutate('accepted')}>
          {own.answer === 'accepted' ? '更新份数' : '同意参加'}
        </Button>
        <InlineInput label="不能参加的原因" size={30} maxLength={1000} value={reason} onChange={setReason} />
        <Button disabled={reason.trim() === ''} loading={answer.isPending} onClick={() => answer.mutate('declined')}>
          不能参加
        </Button>
      </div>
      <ProblemText error={answer.error} />
    </section>
  );
}

function Declarations({ own: { batch, applicants, declared } }: { own: OwnInvitation }) {
  const [applicationId, setApplicationId] = useState('');
  const [kind, setKind] = useState<keyof typeof tieKinds>('unit');
  const [reason, setReason] = useState('');
  const queryClient = useQueryClient();
  const declare = useMutation({
    mutationFn: (body: { applicationId: string; kind: keyof typeof tieKinds; reason: string }) =>
      answered(client.PUT('/api/batches/{id}/declarations', { params: { path: { id: batch.id } }, body })),
    onSuccess: () => {
      setReason('');
      return queryClient.invalidateQueries({ queryKey: ownInvitationsQuery.queryKey });
    },
  });
  const nameOf = (id: string) => applicants.find((each) => each.id === id)?.consortium ?? '';
  return (
    <>
      <InlineForm
        title="申明利益关系"
        aside="与本人所在单位、参与过的项目或相关人员有关的申报，请逐份申明"
        button="申明"
        sending={declare}
        outcome={declare.isSuccess && '已记下。'}
        onSubmit={() => declare.mutate({ applicationId, kind, reason })}
      >
        <InlineSelect
          label="申报"
          choices={applicants.map(({ id, consortium, province }) => ({ id, label: `${consortium}（${province}）` }))}
          value={applicationId}
          onChange={setApplicationId}
        />
        <InlineSelect label="关系" choices={kinds} value={kind} onChange={setKind} />
        <InlineInput label="说明" size={30} required maxLength={1000} value={reason} onChange={setReason} />
      </InlineForm>
      {declared.length > 0 && (
        <section className="card">
          <h2>我申明的利益关系</h2>
          <ul className="plain-list">
            {declared.map((tie) => (
              <li key={`${tie.applicationId} ${tie.kind}`} className="actions">
                <span>
                  {nameOf(tie.applicationId)}：{tie.kindLabel}，{tie.reason}
                </span>
                {tie.dismissed === null ? (
                  <Button
                    size="small"
                    aria-label={`撤回对${nameOf(tie.applicationId)}的申明`}
                    onClick={() => declare.mutate({ applicationId: tie.applicationId, kind: tie.kind, reason: '' })}
                  >
                    撤回
                  </Button>
                ) : (
                  <span className="soft">组织单位认为不构成利益关系：{tie.dismissed}</span>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
