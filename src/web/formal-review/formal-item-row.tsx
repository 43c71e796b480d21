import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { type FormalMark, formalLabels } from '#core/formal-review/formal-check.ts';
import { answered, client } from '#web/api/client.ts';
import { type Formal, type FormalItem, formalQuery } from './formal-queries.ts';

type Props = { item: FormalItem; formal: Formal };

const tones = { met: 'good', 'not-met': 'error', open: 'soft', incomplete: 'warning' } as const;

/** One point of the notice: its words, what the program found, and what people say of it. */
export function FormalItemRow({ item, formal }: Props) {
  const { title, clause, words, result, because, mark } = item;
  return (
    <tr>
      <td data-label="要求">
        <strong>{title}</strong>
        <p className="soft">
          “{words}”（{clause}）
        </p>
      </td>
      <td data-label="程序检查">
        <span className={tones[result]}>{formalLabels[result]}</span>
        {because.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </td>
      <td data-label="人工意见">
        {mark && (
          <p>
            <span className={tones[mark.result]}>{formalLabels[mark.result]}</span>
            {mark.reason && `：${mark.reason}`} <span className="soft">{mark.by}</span>
          </p>
        )}
        {mark?.answer && (
          <p>
            省级说明：{mark.answer.text} <span className="soft">{mark.answer.by}</span>
          </p>
        )}
        {formal.canReview && <Mark item={item} formal={formal} />}
        {formal.canAnswer && mark?.result === 'incomplete' && <Answer item={item} formal={formal} />}
      </td>
    </tr>
  );
}

function useChanged(id: string) {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: formalQuery(id).queryKey });
}

function Mark({ item, formal: { application } }: Props) {
  const [reason, setReason] = useState(item.mark?.reason ?? '');
  const mark = useMutation({
    mutationFn: (result: FormalMark) =>
      answered(
        client.PUT('/api/applications/{id}/formal/items/{item}', {
          params: { path: { id: application.id, item: item.id } },
          body: { result, reason: reason.trim(), version: item.mark?.version ?? 0 },
        }),
      ),
    onSuccess: useChanged(application.id),
  });
  const needsReason = (result: FormalMark) => result !== 'met' || item.result === 'not-met';
  return (
    <div className="actions">
      <input
        className="text inline"
        maxLength={2000}
        placeholder="意见"
        aria-label={`${item.title}的意见`}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      {(['met', 'not-met', 'incomplete'] as const).map((result) => (
        <Button
          key={result}
          size="small"
          aria-label={`${item.title}：${formalLabels[result]}`}
          disabled={needsReason(result) && reason.trim() === ''}
          loading={mark.isPending && mark.variables === result}
          onClick={() => mark.mutate(result)}
        >
          {formalLabels[result]}
        </Button>
      ))}
      {mark.error && (
        <span role="alert" className="error">
          {mark.error.message}
        </span>
      )}
    </div>
  );
}

function Answer({ item, formal: { application } }: Props) {
  const [text, setText] = useState('');
  const answer = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/applications/{id}/formal/items/{item}/answer', {
          params: { path: { id: application.id, item: item.id } },
          body: { text, version: item.mark?.version ?? 0 },
        }),
      ),
    onSuccess: useChanged(application.id),
  });
  return (
    <div className="actions">
      <input
        className="text inline"
        size={30}
        maxLength={5000}
        placeholder="补正的说明"
        aria-label={`${item.title}的补正说明`}
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
