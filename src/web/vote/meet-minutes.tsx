import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { passMinutesQuery } from './vote-queries.ts';

/** The minutes on an attendee's phone: to read, confirm or object to. */
export function MeetMinutes({ token, seatId, onDone }: { token: string; seatId: string; onDone: () => Promise<void> }) {
  const minutes = useQuery(passMinutesQuery(token)).data?.minutes;
  const [text, setText] = useState('');
  const say = useMutation({
    mutationFn: (word: 'confirmed' | 'objected') =>
      answered(
        client.PUT('/api/public/meet/{token}/minutes/word', {
          params: { path: { token } },
          body: { version: minutes?.version ?? 1, word, text: word === 'objected' ? text : '' },
        }),
      ),
    onSettled: onDone,
  });
  if (!minutes) return null;
  const own = minutes.words.find((each) => each.seatId === seatId);
  const file = `/api/public/meet/${token}/minutes`;
  return (
    <section className="card" aria-label="会议纪要">
      <h2>会议纪要</h2>
      <p>
        {minutes.number}　<a href={`${file}.pdf`}>PDF</a>　<a href={`${file}.docx`}>Word</a>
      </p>
      {minutes.isFinal && <p role="status">已定稿。</p>}
      {own?.word && (
        <p role="status" className="good">
          {own.word === 'confirmed' ? '您已确认。' : `您已提出异议：${own.text}`}
        </p>
      )}
      {own && !own.word && !minutes.isFinal && (
        <>
          <p>请在{minutes.dueOn}前确认；到期未提出异议的视为同意。</p>
          <Button type="primary" loading={say.isPending} onClick={() => say.mutate('confirmed')}>
            确认纪要
          </Button>
          <label className="field">
            <span>如有异议，请写明</span>
            <textarea
              className="text"
              rows={2}
              maxLength={2000}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          </label>
          <Button disabled={text.trim() === ''} loading={say.isPending} onClick={() => say.mutate('objected')}>
            提出异议
          </Button>
        </>
      )}
      {say.error && <ProblemText error={say.error} />}
    </section>
  );
}
