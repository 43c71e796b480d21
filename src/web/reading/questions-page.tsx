import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { BatchHead } from '#web/batch/batch-head.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText } from '#web/ui/moment.ts';
import { type Question, questionsQuery } from './reading-queries.ts';

/** The experts' questions: forwarded to the secretariat without a name, answered by the ministry, or released to the readers. */
export function QuestionsPage() {
  const { id = '' } = useParams({ strict: false });
  const questions = useQuery(questionsQuery(id));
  return (
    <>
      <BatchHead id={id} title="专家提问" />
      <Loaded query={questions}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="card">专家还没有提问。专家在审阅页提出的问题会出现在这里。</p>
          ) : (
            items.map((question) => <QuestionCard key={question.id} question={question} batchId={id} />)
          )
        }
      </Loaded>
    </>
  );
}

function QuestionCard({ question, batchId }: { question: Question; batchId: string }) {
  return (
    <article className="card">
      <p className="soft">
        {question.consortium}　{question.expert}，{momentText(question.askedAt)}
        {question.point && `，观测点${question.point}`}
      </p>
      <p>{question.text}</p>
      {question.inquiryId === null ? (
        <Send question={question} batchId={batchId} />
      ) : (
        <Sent question={question} inquiryId={question.inquiryId} batchId={batchId} />
      )}
    </article>
  );
}

function Send({ question, batchId }: { question: Question; batchId: string }) {
  const [text, setText] = useState(question.text);
  const [answer, setAnswer] = useState('');
  const queryClient = useQueryClient();
  const send = useMutation({
    mutationFn: (withAnswer: boolean) =>
      answered(
        client.POST('/api/applications/{id}/inquiries', {
          params: { path: { id: question.applicationId } },
          body: { questionId: question.id, text, ...(withAnswer ? { answer } : {}) },
        }),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: questionsQuery(batchId).queryKey }),
  });
  return (
    <>
      <label className="field">
        <span>转出的问题（请删去能看出是谁提问的内容）</span>
        <textarea
          className="text"
          rows={2}
          maxLength={2000}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <label className="field">
        <span>由部里直接答复的，在此填写</span>
        <textarea
          className="text"
          rows={2}
          maxLength={5000}
          value={answer}
          onChange={(event) => setAnswer(event.target.value)}
        />
      </label>
      <p className="actions">
        <Button disabled={text.trim() === ''} loading={send.isPending} onClick={() => send.mutate(false)}>
          转秘书处
        </Button>
        <Button
          disabled={text.trim() === '' || answer.trim() === ''}
          loading={send.isPending}
          onClick={() => send.mutate(true)}
        >
          直接答复全体专家
        </Button>
        <span role="alert" className="error">
          {send.error?.message}
        </span>
      </p>
    </>
  );
}

function Sent({ question, inquiryId, batchId }: { question: Question; inquiryId: string; batchId: string }) {
  const queryClient = useQueryClient();
  const release = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/applications/{id}/inquiries/{inquiryId}/release', {
          params: { path: { id: question.applicationId, inquiryId } },
        }),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: questionsQuery(batchId).queryKey }),
  });
  return (
    <>
      {question.sent !== question.text && <p>转出：{question.sent}</p>}
      <p className={question.answer === null ? 'soft' : ''}>
        {question.answer === null ? '已转秘书处，等待答复。' : `答复：${question.answer}`}
      </p>
      {question.isReleased ? (
        <p className="good">已发给全体审阅专家。</p>
      ) : (
        question.answer !== null && (
          <Button loading={release.isPending} onClick={() => release.mutate()}>
            发给全体审阅专家
          </Button>
        )
      )}
      <p role="alert" className="error">
        {release.error?.message}
      </p>
    </>
  );
}
