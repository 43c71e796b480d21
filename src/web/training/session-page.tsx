import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { ApiProblem, answered, client } from '#web/api/client.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { TextField } from '#web/ui/text-field.tsx';
import { CertificateCell } from './trainees-card.tsx';
import { TrainingHead } from './training-head.tsx';
import { forgetTraining, type SkillSession, sessionQuery } from './training-queries.ts';

/** One session: its candidates, their marks, and the certificates of those who passed. */
export function SessionPage() {
  const { id = '', sessionId = '' } = useParams({ strict: false });
  const session = useQuery(sessionQuery(id, sessionId));
  return (
    <>
      <TrainingHead id={id} title="技能等级认定" />
      <Loaded query={session}>
        {(data) => (
          <section className="card" aria-label="认定">
            <div className="training-head">
              <h2>
                {data.occupation}　{data.level}
              </h2>
              <strong>{data.stateLabel}</strong>
            </div>
            <p>
              {data.organiser.name}　{data.heldOn}　{data.place}　理论和实操都不低于{data.passMark}分合格　考生
              {data.candidates}人，缺考{data.absent}人，合格{data.passed}人
            </p>
            {data.isOrganiser && data.state === 'open' && <AddCandidates id={id} session={data} />}
            {!data.isOrganiser && <p className="soft">姓名和成绩只有组织单位看到。</p>}
            {data.rows.length > 0 && <Candidates id={id} session={data} />}
            {data.isOrganiser && data.state === 'open' && <Acts key={data.version} id={id} session={data} />}
          </section>
        )}
      </Loaded>
    </>
  );
}

type Session = { id: string; session: SkillSession };

function AddCandidates({ id, session }: Session) {
  const [text, setText] = useState('');
  const add = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/training/sessions/{sessionId}/candidates', {
          params: { path: { id, sessionId: session.id } },
          body: { candidates: candidatesOf(text) },
        }),
      ),
    onSuccess: async () => {
      setText('');
      await forgetTraining();
    },
  });
  return (
    <form
      aria-label="登记考生"
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate();
      }}
    >
      <TextField label="考生，每行一名：姓名，单位（可以不填）" rows={3} required value={text} onChange={setText} />
      <p className="actions">
        <Button htmlType="submit" loading={add.isPending}>
          登记考生
        </Button>
      </p>
      {add.error && <ProblemText error={add.error} />}
    </form>
  );
}

const candidatesOf = (text: string) =>
  text.split('\n').flatMap((line) => {
    const [name = '', origin = ''] = line.split(/[\t，,]/).map((part) => part.trim());
    return name === '' ? [] : [{ name, origin }];
  });

function Candidates({ id, session }: Session) {
  const mayMark = session.isOrganiser && session.state === 'open';
  return (
    <div className="scroll">
      <table className="data stacks">
        <thead>
          <tr>
            <th>编号</th>
            <th>姓名</th>
            <th>单位</th>
            <th>成绩</th>
            <th>结果</th>
            <th>证书</th>
          </tr>
        </thead>
        <tbody>
          {session.rows.map((each) => (
            <tr key={each.id}>
              <td data-label="编号" className="number">
                {each.number}
              </td>
              <td data-label="姓名">{each.name}</td>
              <td data-label="单位">{each.origin || '—'}</td>
              <td data-label="成绩">
                {mayMark ? (
                  <MarksForm key={each.version} id={id} session={session} candidate={each} />
                ) : (
                  `理论${each.theory ?? '—'}，实操${each.practice ?? '—'}`
                )}
              </td>
              <td data-label="结果">{each.resultLabel}</td>
              <td data-label="证书">
                <CertificateCell id={id} certificate={each.certificate} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const mark = { size: 5, inputMode: 'decimal', pattern: '(100|[0-9]{1,2})(\\.[0-9])?' } as const;
const given = (typed: string) => (typed === '' ? null : Number(typed));

function MarksForm({ id, session, candidate }: Session & { candidate: SkillSession['rows'][number] }) {
  const [theory, setTheory] = useState(String(candidate.theory ?? ''));
  const [practice, setPractice] = useState(String(candidate.practice ?? ''));
  const [isAbsent, setAbsent] = useState(candidate.isAbsent);
  const save = useMutation({
    mutationFn: () =>
      answered(
        client.PUT('/api/consortia/{id}/training/sessions/{sessionId}/candidates/{candidateId}', {
          params: { path: { id, sessionId: session.id, candidateId: candidate.id } },
          body: {
            version: candidate.version,
            isAbsent,
            theory: isAbsent ? null : given(theory),
            practice: isAbsent ? null : given(practice),
          },
        }),
      ),
    onSuccess: forgetTraining,
  });
  return (
    <form
      className="actions"
      aria-label={`${candidate.name}的成绩`}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      {!isAbsent && (
        <>
          <InlineInput label="理论" {...mark} value={theory} onChange={setTheory} />
          <InlineInput label="实操" {...mark} value={practice} onChange={setPractice} />
        </>
      )}
      <label>
        <input type="checkbox" checked={isAbsent} onChange={({ target }) => setAbsent(target.checked)} />
        缺考
      </label>
      <Button size="small" htmlType="submit" loading={save.isPending}>
        保存
      </Button>
      {save.error && <ProblemText error={save.error} />}
    </form>
  );
}

function Acts({ id, session }: Session) {
  const [reason, setReason] = useState('');
  const act = useMutation({
    mutationFn: (action: 'close' | 'cancel') =>
      answered(
        client.POST('/api/consortia/{id}/training/sessions/{sessionId}/acts', {
          params: { path: { id, sessionId: session.id } },
          body: { action, version: session.version, reason },
        }),
      ),
    onSuccess: forgetTraining,
  });
  return (
    <>
      <p className="actions">
        <Button
          type="primary"
          disabled={session.rows.length === 0}
          loading={act.isPending}
          onClick={() => confirm('公布后成绩不再更改，合格的发证书。继续？') && act.mutate('close')}
        >
          公布结果
        </Button>
        <Button onClick={() => confirm('取消后不能恢复。继续？') && act.mutate('cancel')}>取消认定</Button>
        {act.error instanceof ApiProblem && act.error.code === 'year-closed' && (
          <InlineInput label="更正已结账年度的理由" maxLength={500} value={reason} onChange={setReason} />
        )}
      </p>
      {act.error && <ProblemText error={act.error} />}
    </>
  );
}
