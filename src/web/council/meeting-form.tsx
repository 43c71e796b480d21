import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { type MeetingKind, meetingKinds } from '#core/council/meeting.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';

type MeetingWrite = {
  kind: MeetingKind;
  title: string;
  place: string;
  /** ISO 8601, or empty. */
  opensAt: string;
  agenda: { id?: string; title: string; presenter: string }[];
};

const kinds = Object.entries(meetingKinds).map(([id, label]) => ({ id: id as MeetingKind, label }));

export const emptyMeeting: MeetingWrite = {
  kind: 'in-person',
  title: '',
  place: '',
  opensAt: '',
  agenda: [{ title: '', presenter: '' }],
};

/** What a meeting will be. Once it was called (`isCalled`), only its place and agenda may change. */
export function MeetingForm(props: {
  title: string;
  meeting: MeetingWrite;
  isCalled?: boolean;
  save: (body: MeetingWrite) => Promise<void>;
  onCancel: () => void;
}) {
  const { title, isCalled = false, save, onCancel } = props;
  const [meeting, setMeeting] = useState(props.meeting);
  const saving = useMutation({
    mutationFn: () => save({ ...meeting, agenda: meeting.agenda.filter((item) => item.title.trim() !== '') }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate();
  };
  const setItem = (at: number, more: Partial<MeetingWrite['agenda'][number]>) =>
    setMeeting({
      ...meeting,
      agenda: meeting.agenda.map((item, place) => (place === at ? { ...item, ...more } : item)),
    });
  return (
    <form aria-label={title} onSubmit={submit}>
      <h3>{title}</h3>
      <div className="actions">
        {!isCalled && (
          <>
            <InlineInput
              label="名称"
              required
              maxLength={200}
              value={meeting.title}
              onChange={(value) => setMeeting({ ...meeting, title: value })}
            />
            <InlineSelect
              label="方式"
              choices={kinds}
              value={meeting.kind}
              onChange={(kind) => setMeeting({ ...meeting, kind })}
            />
            <InlineInput
              label="时间（北京时间）"
              type="datetime-local"
              required
              value={localOf(meeting.opensAt)}
              onChange={(value) => setMeeting({ ...meeting, opensAt: value && `${value}:00+08:00` })}
            />
          </>
        )}
        <InlineInput
          label={meeting.kind === 'in-person' ? '地点' : '会议链接或说明'}
          maxLength={500}
          value={meeting.place}
          onChange={(place) => setMeeting({ ...meeting, place })}
        />
      </div>
      <h4>议程</h4>
      {meeting.agenda.map((item, at) => (
        // An item has no name of its own before it is saved: its place is what it is.
        <div key={item.id ?? `new ${at}`} className="actions">
          <InlineInput
            label={`第${at + 1}项`}
            maxLength={200}
            size={40}
            value={item.title}
            onChange={(value) => setItem(at, { title: value })}
          />
          <InlineInput
            label="汇报人"
            maxLength={100}
            value={item.presenter}
            onChange={(value) => setItem(at, { presenter: value })}
          />
        </div>
      ))}
      <p className="actions">
        <Button onClick={() => setMeeting({ ...meeting, agenda: [...meeting.agenda, { title: '', presenter: '' }] })}>
          加一项议程
        </Button>
        <Button type="primary" htmlType="submit" loading={saving.isPending}>
          保存
        </Button>
        <Button onClick={onCancel}>不保存</Button>
      </p>
      {saving.error && <ProblemText error={saving.error} />}
    </form>
  );
}

/** A moment as a field for date and time shows it, in Beijing time. */
function localOf(iso: string): string {
  return iso === '' ? '' : new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(0, 16);
}
