import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { fenOf, yuanText } from '#core/quantity/yuan.ts';
import { bookingStateLabels } from '#core/resource/booking.ts';
import { amountFor } from '#core/resource/booking-price.ts';
import { ApiProblem, answered, client } from '#web/api/client.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { forgetResources, type ResourceDetail } from './resource-queries.ts';
import { inChina, spanText } from './resource-text.ts';

type Repeats = 'no' | 'day' | 'week';
const repeats = [
  { id: 'no', label: '不重复' },
  { id: 'day', label: '每天' },
  { id: 'week', label: '每周' },
] as const;

type How = { skipsTaken?: boolean; waits?: boolean };

/** A day and two times of it in China, as they are typed. */
export type BookedTime = { on: string; from: string; to: string };

type Props = { id: string; resource: ResourceDetail; time: BookedTime; onTime: (time: BookedTime) => void };

/** Books the resource; where it is taken one may wait, or of a repeated booking have the rest. */
export function BookingForm({ id, resource, time, onTime }: Props) {
  const { members } = resource;
  const [typed, setTyped] = useState({
    memberId: members.length === 1 ? (members[0]?.id ?? '') : '',
    purpose: '',
    repeat: 'no' as Repeats,
    times: '4',
  });
  const book = useMutation({
    mutationFn: (how: How) =>
      answered(
        client.POST('/api/consortia/{id}/resources/{resourceId}/bookings', {
          params: { path: { id, resourceId: resource.id } },
          body: {
            memberId: typed.memberId,
            purpose: typed.purpose,
            startsAt: inChina(time.on, time.from),
            endsAt: inChina(time.on, time.to),
            repeat: typed.repeat === 'no' ? null : { every: typed.repeat, times: Number(typed.times) },
            ...how,
          },
        }),
      ),
    onSettled: forgetResources,
  });
  const set = (name: 'memberId' | 'purpose' | 'times') => (value: string) => {
    book.reset();
    setTyped({ ...typed, [name]: value });
  };
  const setTime = (name: keyof BookedTime) => (value: string) => {
    book.reset();
    onTime({ ...time, [name]: value });
  };
  const problem = book.error instanceof ApiProblem ? book.error : undefined;
  const clashes = Array.isArray(problem?.facts.times) ? problem.facts.times.map(String) : [];
  return (
    <form
      className="card"
      aria-label="预约"
      onSubmit={(event) => {
        event.preventDefault();
        book.mutate({});
      }}
    >
      <div className="resource-head">
        <h2>预约</h2>
        <span className="soft">{costText(resource, typed.memberId, time)}</span>
      </div>
      <div className="actions">
        <InlineSelect
          label="使用单位"
          choices={members.map((each) => ({ id: each.id, label: each.name }))}
          value={typed.memberId}
          onChange={set('memberId')}
        />
        <InlineInput label="日期" type="date" required value={time.on} onChange={setTime('on')} />
        <InlineInput label="自" type="time" required value={time.from} onChange={setTime('from')} />
        <InlineInput label="至" type="time" required value={time.to} onChange={setTime('to')} />
        <InlineInput
          label={resource.kind === 'teacher' ? '承担课程' : '用途'}
          required
          maxLength={200}
          size={24}
          value={typed.purpose}
          onChange={set('purpose')}
        />
        <InlineSelect
          label="重复"
          choices={repeats}
          value={typed.repeat}
          onChange={(repeat) => setTyped({ ...typed, repeat })}
        />
        {typed.repeat !== 'no' && (
          <InlineInput
            label="共几次"
            size={4}
            inputMode="numeric"
            pattern="[2-9]|[1-5][0-9]|60"
            required
            value={typed.times}
            onChange={set('times')}
          />
        )}
        <Button type="primary" htmlType="submit" loading={book.isPending}>
          预约
        </Button>
      </div>
      {book.data && <Outcome booked={book.data.booked} skipped={book.data.skipped.length} />}
      {book.error && <ProblemText error={book.error} />}
      {clashes.length > 0 && typed.repeat !== 'no' && (
        <p className="soft">不能预约的时间：{clashes.map((time) => spanText(time, time).split('–')[0]).join('、')}</p>
      )}
      {problem?.code === 'slot-taken' && (
        <p className="actions">
          <Button onClick={() => book.mutate({ waits: true })}>等候递补</Button>
          {typed.repeat !== 'no' && (
            <Button onClick={() => book.mutate({ skipsTaken: true })}>跳过这些，预约其余的</Button>
          )}
        </p>
      )}
    </form>
  );
}

function Outcome({
  booked,
  skipped,
}: {
  booked: readonly { state: keyof typeof bookingStateLabels }[];
  skipped: number;
}) {
  const counts = [...Map.groupBy(booked, ({ state }) => state)].map(
    ([state, all]) => `${bookingStateLabels[state]}${all.length}次`,
  );
  return (
    <p role="status" className="good">
      {counts.join('，')}
      {skipped > 0 && `，跳过${skipped}次`}。
    </p>
  );
}

/** What the typed time will cost. */
function costText({ price, member }: ResourceDetail, memberId: string, { on, from, to }: BookedTime): string {
  const minutes = (Date.parse(inChina(on, to)) - Date.parse(inChina(on, from))) / 60_000;
  if (!(minutes > 0)) return '';
  const amount = memberId === member.id ? 0n : amountFor(fenOf(price), minutes);
  return amount === 0n ? '免费' : `每次${yuanText(amount)}元`;
}
