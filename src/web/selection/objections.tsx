import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { momentText } from '#web/ui/moment.ts';
import { RecordObjection } from './record-objection.tsx';
import type { Objection } from './selection-queries.ts';

const decisionTexts = { upheld: '异议成立', dismissed: '异议不成立' } as const;

/** Objections to a draft list: taken, answered and decided, those open first. `consortia` are those on the list; `isOver` once the list is out. */
export function Objections(props: {
  batchId: string;
  objections: readonly Objection[];
  consortia: readonly { id: string; label: string }[];
  isOver: boolean;
  onChanged: () => Promise<void>;
}) {
  const { batchId, objections, consortia, isOver, onChanged } = props;
  return (
    <>
      <section className="card">
        <h2>异议（{objections.length}件）</h2>
        {objections.length === 0 && (
          <p className="soft">还没有收到异议。公示期内任何人都可以在公开页面提出；来信、来电的，由您在下面登记。</p>
        )}
        <ul className="plain-list">
          {objections.map((objection) => (
            <li key={objection.id} className="objection">
              <OneObjection objection={objection} batchId={batchId} onChanged={onChanged} />
            </li>
          ))}
        </ul>
      </section>
      {!isOver && <RecordObjection batchId={batchId} consortia={consortia} onChanged={onChanged} />}
    </>
  );
}

function OneObjection(props: { objection: Objection; batchId: string; onChanged: () => Promise<void> }) {
  const { objection, batchId, onChanged } = props;
  const { consortium, text, name, contact, receivedOn, isRecorded, answer, decision, shown, by, answeredAt } =
    objection;
  return (
    <>
      <p>
        <strong>{consortium ?? '对整份名单'}</strong>
        <span className="soft">
          {' '}
          {receivedOn}
          {isRecorded ? '登记' : '在公开页面提出'}，{name}（{contact}，不公开）
        </span>
      </p>
      <p className="said">{text}</p>
      {decision ? (
        <p className="said">
          <strong className={decision === 'upheld' ? 'warning' : ''}>{decisionTexts[decision]}</strong>：{answer}
          <span className="soft">
            {' '}
            {by}于{answeredAt && momentText(answeredAt)}答复，{shown ? '已公开' : '不公开'}
          </span>
        </p>
      ) : (
        <AnswerObjection id={objection.id} batchId={batchId} about={consortium ?? '整份名单'} onChanged={onChanged} />
      )}
    </>
  );
}

function AnswerObjection(props: { id: string; batchId: string; about: string; onChanged: () => Promise<void> }) {
  const { id, batchId, about, onChanged } = props;
  const [answer, setAnswer] = useState('');
  const [shown, setShown] = useState(true);
  const send = useMutation({
    mutationFn: (decision: 'upheld' | 'dismissed') =>
      answered(
        client.POST('/api/batches/{id}/objections/{objectionId}/answer', {
          params: { path: { id: batchId, objectionId: id } },
          body: { answer, decision, shown },
        }),
      ),
    onSettled: (_, error) => (error ? undefined : onChanged()),
  });
  const decide = (decision: 'upheld' | 'dismissed') =>
    confirm(`答复和决定（${decisionTexts[decision]}）只能作出一次，确定？`) && send.mutate(decision);
  const isReady = answer.trim() !== '';
  return (
    <>
      <label className="field">
        <span>核查情况和答复</span>
        <textarea
          className="text"
          rows={2}
          maxLength={5000}
          aria-label={`对${about}的异议的答复`}
          value={answer}
          onChange={(event) => setAnswer(event.target.value)}
        />
      </label>
      <p className="actions">
        <Button disabled={!isReady} loading={send.isPending} onClick={() => decide('dismissed')}>
          异议不成立
        </Button>
        <Button disabled={!isReady} loading={send.isPending} onClick={() => decide('upheld')}>
          异议成立
        </Button>
        <label>
          <input type="checkbox" checked={shown} onChange={(event) => setShown(event.target.checked)} />{' '}
          向社会公开异议和答复（不含姓名和联系方式；公开前请确认文字中没有个人信息）
        </label>
      </p>
      {send.error && (
        <p role="alert" className="error">
          {send.error.message}
        </p>
      )}
    </>
  );
}
