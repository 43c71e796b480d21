import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { type Reading, readingQuery } from './reading-queries.ts';

/** Asks the secretariat through the ministry, and shows what came back. Who asks is never told to the applicant. */
export function ReadingQuestions({ reading }: { reading: Reading }) {
  const { application, questions, inquiries } = reading;
  const [text, setText] = useState('');
  const queryClient = useQueryClient();
  const ask = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/applications/{id}/reading/questions', {
          params: { path: { id: application.id } },
          body: { id: crypto.randomUUID(), text },
        }),
      ),
    onSuccess: () => {
      setText('');
      return queryClient.invalidateQueries({ queryKey: readingQuery(application.id).queryKey });
    },
  });
  return (
    <>
      {inquiries.map(({ id, text: asked, answer, isApplicants }) => (
        <article key={id} className="finding">
          <p>问：{asked}</p>
          <p>
            {isApplicants ? '秘书处答' : '部里答'}：{answer}
          </p>
        </article>
      ))}
      {questions.length > 0 && (
        <>
          <h2>我提的问题</h2>
          <ul>
            {questions.map((question) => (
              <li key={question.id}>{question.text}</li>
            ))}
          </ul>
        </>
      )}
      <label className="field">
        <span>向秘书处提问（由部里转达，不会告知对方是谁提的）</span>
        <textarea
          className="text"
          rows={3}
          maxLength={2000}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <p className="actions">
        <Button disabled={text.trim() === ''} loading={ask.isPending} onClick={() => ask.mutate()}>
          提交问题
        </Button>
        <span role="alert" className="error">
          {ask.error?.message}
        </span>
      </p>
    </>
  );
}
