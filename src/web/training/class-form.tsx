import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { heldDays } from '#core/training/plan-calendar.ts';
import { answered, client } from '#web/api/client.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { forgetTraining, type Training, type TrainingClass } from './training-queries.ts';

type Form = { id: string; training: Training; onClose: () => void };

/** A new class of a member that the reader reports for. */
export function OpenClass({ id, training, onClose, onMade }: Form & { onMade: (classId: string) => void }) {
  const [typed, setTyped] = useState(() => typedOf(training));
  const [of, setOf] = useState({
    memberId: training.own.length === 1 ? (training.own[0]?.id ?? '') : '',
    courseId: '',
    needId: 'none',
  });
  const courses = training.courses.filter(({ isWithdrawn, member }) => !isWithdrawn && member.id === of.memberId);
  const needs = training.needs.filter(({ isWithdrawn, courseId }) => !isWithdrawn && courseId === of.courseId);
  const open = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/training/classes', {
          params: { path: { id } },
          body: { ...sentOf(typed, training), ...of, needId: of.needId === 'none' ? null : of.needId },
        }),
      ),
    onSuccess: async (made) => {
      await forgetTraining();
      onMade(made.id);
    },
  });
  return (
    <form
      aria-label="开设班次"
      onSubmit={(event) => {
        event.preventDefault();
        open.mutate();
      }}
    >
      <div className="actions">
        <InlineSelect
          label="培训单位"
          choices={training.own.map(named)}
          value={of.memberId}
          onChange={(memberId) => setOf({ ...of, memberId, courseId: '' })}
        />
        <InlineSelect
          label="课程"
          choices={courses.map(named)}
          value={of.courseId}
          onChange={(courseId) => {
            const seats = courses.find((each) => each.id === courseId)?.people;
            setOf({ ...of, courseId, needId: 'none' });
            if (seats !== undefined) setTyped({ ...typed, seats: String(seats) });
          }}
        />
        <InlineSelect
          label="对应的需求"
          choices={[none, ...needs.map((need) => ({ id: need.id, label: `${need.member.name} ${need.people}人` }))]}
          value={of.needId}
          onChange={(needId) => setOf({ ...of, needId })}
        />
      </div>
      {of.memberId !== '' && courses.length === 0 && (
        <p className="soft">这个单位还没有登记课程，请先到“课程、教师和场地”登记。</p>
      )}
      <ClassFields training={training} typed={typed} onType={setTyped} />
      <p className="actions">
        <Button type="primary" htmlType="submit" loading={open.isPending}>
          开设
        </Button>
        <Button onClick={onClose}>取消</Button>
      </p>
      {open.error && <ProblemText error={open.error} />}
    </form>
  );
}

/** Another name, time, room or teacher of a class that is not over. */
export function ChangeClass({ id, training, onClose, held }: Form & { held: TrainingClass }) {
  const [typed, setTyped] = useState(() => typedOf(training, held));
  const change = useMutation({
    mutationFn: () =>
      answered(
        client.PUT('/api/consortia/{id}/training/classes/{classId}', {
          params: { path: { id, classId: held.id } },
          body: { ...sentOf(typed, training), version: held.version },
        }),
      ),
    onSuccess: async () => {
      await forgetTraining();
      onClose();
    },
  });
  return (
    <form
      aria-label="修改班次"
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate();
      }}
    >
      <ClassFields training={training} typed={typed} onType={setTyped} />
      <p className="actions">
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          保存
        </Button>
        <Button onClick={onClose}>取消</Button>
      </p>
      {change.error && <ProblemText error={change.error} />}
    </form>
  );
}

const none = { id: 'none', label: '无' };
const named = ({ id, name }: { id: string; name: string }) => ({ id, label: name });
const whole = { size: 6, inputMode: 'numeric', pattern: '[1-9][0-9]*' } as const;

type Typed = {
  name: string;
  kind: string;
  audience: string;
  isPublic: boolean;
  roomId: string;
  teacherId: string;
  seats: string;
  from: string;
  until: string;
  shift: string;
  attendance: string;
  passMark: string;
};

function ClassFields(props: { training: Training; typed: Typed; onType: (typed: Typed) => void }) {
  const { training, typed, onType } = props;
  const set = (field: Exclude<keyof Typed, 'isPublic'>) => (value: string) => onType({ ...typed, [field]: value });
  const site = (siteId: string) => training.sites.find((each) => each.id === siteId)?.name ?? '';
  const days = daysOf(typed, training);
  return (
    <div className="actions">
      <InlineInput label="班次名称" required maxLength={100} size={26} value={typed.name} onChange={set('name')} />
      <InlineSelect label="职工培训类型" choices={training.kinds.map(said)} value={typed.kind} onChange={set('kind')} />
      <InlineSelect
        label="面向群体"
        choices={[{ id: 'none', label: '只面向企业职工' }, ...training.audiences.map(said)]}
        value={typed.audience}
        onChange={set('audience')}
      />
      {typed.audience !== 'none' && (
        <label>
          <input
            type="checkbox"
            checked={typed.isPublic}
            onChange={(event) => onType({ ...typed, isPublic: event.target.checked })}
          />
          在联合体主页公布
        </label>
      )}
      <InlineSelect
        label="时段"
        choices={training.shifts.map(({ label }, at) => ({ id: String(at), label }))}
        value={typed.shift}
        onChange={set('shift')}
      />
      <InlineInput label="开始日期" type="date" required value={typed.from} onChange={set('from')} />
      <InlineInput label="结束日期" type="date" required value={typed.until} onChange={set('until')} />
      <span className="soft">共{days.length}天</span>
      <InlineSelect
        label="场地"
        choices={[
          { id: 'none', label: '未定' },
          ...training.rooms
            .filter(({ isWithdrawn }) => !isWithdrawn)
            .map((room) => ({ id: room.id, label: `${site(room.siteId)} ${room.name}（${room.seats}座）` })),
        ]}
        value={typed.roomId}
        onChange={set('roomId')}
      />
      <InlineSelect
        label="教师"
        choices={[{ id: 'none', label: '未定' }, ...training.teachers.filter((each) => !each.isWithdrawn).map(named)]}
        value={typed.teacherId}
        onChange={set('teacherId')}
      />
      <InlineInput label="名额" {...whole} required value={typed.seats} onChange={set('seats')} />
      <InlineInput label="出勤不少于（％）" {...whole} required value={typed.attendance} onChange={set('attendance')} />
      <InlineInput label="考核合格分（不填不考核）" {...whole} value={typed.passMark} onChange={set('passMark')} />
    </div>
  );
}

const said = (label: string) => ({ id: label, label });

function typedOf(training: Training, held?: TrainingClass): Typed {
  return {
    name: held?.name ?? '',
    kind: held?.kind ?? training.kinds[1] ?? '',
    audience: held?.audience ?? 'none',
    isPublic: held?.isPublic ?? false,
    roomId: held?.roomId ?? 'none',
    teacherId: held?.teacherId ?? 'none',
    seats: String(held?.seats ?? 30),
    from: held?.startsOn ?? '',
    until: held?.endsOn ?? '',
    shift: String(held?.shift ?? 0),
    attendance: String(held?.attendance ?? 80),
    passMark: held === undefined ? '60' : String(held.passMark ?? ''),
  };
}

const daysOf = ({ from, until, shift }: Typed, training: Training) =>
  from === '' || until === '' ? [] : heldDays(from, until, training.shifts[Number(shift)]?.weekdays ?? []);

const orNone = (value: string) => (value === 'none' ? null : value);

function sentOf(typed: Typed, training: Training) {
  return {
    name: typed.name,
    kind: typed.kind,
    audience: orNone(typed.audience),
    isPublic: typed.isPublic && typed.audience !== 'none',
    roomId: orNone(typed.roomId),
    teacherId: orNone(typed.teacherId),
    seats: Number(typed.seats),
    days: [...daysOf(typed, training)],
    shift: Number(typed.shift),
    attendance: Number(typed.attendance),
    passMark: typed.passMark === '' ? null : Number(typed.passMark),
  };
}
