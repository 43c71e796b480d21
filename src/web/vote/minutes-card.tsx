import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import type { Meeting } from '#web/council/council-queries.ts';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText } from '#web/ui/moment.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { type Minutes, minutesQuery } from './vote-queries.ts';

const words = { confirmed: '已确认', objected: '有异议' } as const;

/** The minutes of a meeting that is over: written from its record, confirmed by its attendees, then final. */
export function MinutesCard({ meeting, onDone }: { meeting: Meeting; onDone: () => Promise<void> }) {
  const minutes = useQuery(minutesQuery(meeting.consortium.id, meeting.id));
  return (
    <section className="card" aria-label="会议纪要">
      <h2>会议纪要</h2>
      <Loaded query={minutes}>
        {({ minutes: latest }) => (
          <>
            {latest ? (
              <Written meeting={meeting} minutes={latest} onDone={onDone} />
            ) : (
              <p className="soft">会议记录已经齐备，补充讨论情况后形成纪要，请出席人员确认。</p>
            )}
            {meeting.canManage && meeting.state === 'closed' && (
              <MinutesForm key={latest?.version ?? 0} meeting={meeting} minutes={latest} onDone={onDone} />
            )}
          </>
        )}
      </Loaded>
    </section>
  );
}

function Written({ meeting, minutes, onDone }: { meeting: Meeting; minutes: Minutes; onDone: () => Promise<void> }) {
  const path = { id: meeting.consortium.id, meetingId: meeting.id, version: minutes.version };
  const conclude = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/meetings/{meetingId}/minutes/{version}/conclusion', { params: { path } }),
      ),
    onSettled: onDone,
  });
  const file = `/api/consortia/${path.id}/meetings/${path.meetingId}/minutes`;
  const waiting = minutes.words.filter(({ word }) => word === null).length;
  return (
    <>
      <p>
        <strong>{minutes.number}</strong>（第{minutes.version}稿）　<a href={`${file}.docx`}>Word</a>
        {'　'}
        <a href={`${file}.pdf`}>PDF</a>
      </p>
      <p role="status">
        {minutes.isFinal
          ? '已定稿，并已作为会议台账的证据材料。'
          : `${minutes.words.length}位出席人员中，${waiting}位尚未确认；${minutes.dueOn}前未提出异议的视为同意。`}
      </p>
      <ul className="plain-list">
        {minutes.words.map(({ seatId, name, word, text, at }) => (
          <li key={seatId}>
            {name}　{word ? words[word] : '未回复'}
            {text && `：${text}`}
            {at && <span className="soft">　{momentText(at)}</span>}
          </li>
        ))}
      </ul>
      {meeting.canManage && !minutes.isFinal && (
        <p className="actions">
          <Button
            type="primary"
            disabled={!minutes.mayConclude}
            loading={conclude.isPending}
            onClick={() => conclude.mutate()}
          >
            纪要定稿
          </Button>
        </p>
      )}
      {conclude.error && <ProblemText error={conclude.error} />}
    </>
  );
}

function MinutesForm(props: { meeting: Meeting; minutes: Minutes | null; onDone: () => Promise<void> }) {
  const { meeting, minutes, onDone } = props;
  const [chair, setChair] = useState(minutes?.content.chair ?? '');
  const [notes, setNotes] = useState(minutes?.content.notes ?? '');
  const [dueOn, setDueOn] = useState(minutes?.dueOn ?? '');
  const [discussions, setDiscussions] = useState(() =>
    meeting.agenda.map(({ id }, at) => ({ itemId: id, text: minutes?.content.items[at]?.discussion ?? '' })),
  );
  const write = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/meetings/{meetingId}/minutes', {
          params: { path: { id: meeting.consortium.id, meetingId: meeting.id } },
          body: { base: minutes?.version ?? 0, chair, notes, discussions, dueOn },
        }),
      ),
    onSuccess: onDone,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    write.mutate();
  };
  return (
    <details open={!minutes}>
      <summary>{minutes ? '形成新的一稿（须重新确认）' : '形成纪要'}</summary>
      <form onSubmit={submit} aria-label="形成纪要">
        <label className="field">
          <span>主持人</span>
          <input className="text" maxLength={100} value={chair} onChange={(event) => setChair(event.target.value)} />
        </label>
        {meeting.agenda.map(({ id, title }) => (
          <label key={id} className="field">
            <span>讨论情况：{title}</span>
            <textarea
              className="text"
              rows={3}
              maxLength={5000}
              value={discussions.find(({ itemId }) => itemId === id)?.text ?? ''}
              onChange={(event) =>
                setDiscussions(
                  discussions.map((each) => (each.itemId === id ? { ...each, text: event.target.value } : each)),
                )
              }
            />
          </label>
        ))}
        <label className="field">
          <span>其他</span>
          <textarea
            className="text"
            rows={2}
            maxLength={5000}
            value={notes}
            onChange={(event) => setNotes(event.target.value)}
          />
        </label>
        <label className="field">
          <span>确认期限</span>
          <input
            className="text"
            type="date"
            required
            value={dueOn}
            onChange={(event) => setDueOn(event.target.value)}
          />
        </label>
        <p className="soft">出席情况、议案、修正案和表决结果由会议记录写入。</p>
        <Button type="primary" htmlType="submit" loading={write.isPending}>
          形成纪要，请出席人员确认
        </Button>
        {write.error && <ProblemText error={write.error} />}
      </form>
    </details>
  );
}
