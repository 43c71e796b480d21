import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { ApiProblem, answered, client } from '#web/api/client.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { ChangeClass } from './class-form.tsx';
import { TraineesCard } from './trainees-card.tsx';
import { TrainingHead } from './training-head.tsx';
import { classQuery, forgetTraining, type TrainingClass, trainingQuery } from './training-queries.ts';

/** One class: where and when, who takes part, what they did, and how it ends. */
export function ClassPage() {
  const { id = '', classId = '' } = useParams({ strict: false });
  const held = useQuery(classQuery(id, classId));
  return (
    <>
      <TrainingHead id={id} title="培训班次" />
      <Loaded query={held}>
        {(data) => (
          <>
            <ClassCard id={id} held={data} />
            <TraineesCard id={id} held={data} />
          </>
        )}
      </Loaded>
    </>
  );
}

function ClassCard({ id, held }: { id: string; held: TrainingClass }) {
  const [isChanging, setChanging] = useState(false);
  const training = useQuery({ ...trainingQuery(id), enabled: held.isProvider });
  const isToday = held.state === 'open' && held.days.includes(held.today);
  const facts = [
    ['培训单位', held.provider.name],
    ['课程', held.course.name],
    [
      '日期',
      `${held.startsOn}${held.endsOn === held.startsOn ? '' : `至${held.endsOn}`}，${held.shiftLabel}，${held.days.length}天`,
    ],
    ['地点', held.place || '未定'],
    ['教师', held.teacher || '未定'],
    ['学员', `${held.enrolled}人（名额${held.seats}）`],
    ['签到', `${held.personDays}人日`],
    ['合格条件', `出勤不少于${held.daysNeeded}天${held.passMark === null ? '' : `，考核不低于${held.passMark}分`}`],
    ['满意度', held.satisfaction === null ? '还没有评价' : `${held.satisfaction}分（${held.rated}人评价）`],
  ];
  return (
    <section className="card" aria-label="班次">
      <div className="training-head">
        <h2>{held.name}</h2>
        <strong>{held.stateLabel}</strong>
        {held.audience !== null && (
          <span className="soft">
            面向{held.audience}
            {held.isPublic && '，列入主页的近期活动'}
          </span>
        )}
      </div>
      {isChanging && training.data ? (
        <ChangeClass
          key={held.version}
          id={id}
          training={training.data}
          held={held}
          onClose={() => setChanging(false)}
        />
      ) : (
        <dl className="training-facts">
          {facts.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {held.roomBooking && <RoomBooking id={id} booking={held.roomBooking} />}
      {held.isProvider && held.state === 'open' && !isChanging && (
        <p className="actions">
          {isToday && (
            <Link
              to="/consortia/$id/training/classes/$classId/sign-in"
              params={{ id, classId: held.id }}
              target="_blank"
            >
              打开签到大屏幕
            </Link>
          )}
          <Button onClick={() => setChanging(true)}>修改</Button>
        </p>
      )}
      <Acts key={held.version} id={id} held={held} />
      {held.confirms.map((member) => (
        <ConfirmDays key={member.id} id={id} held={held} member={member} />
      ))}
      {held.confirmed.length > 0 && (
        <p className="soft">已确认出勤：{held.confirmed.map(({ name }) => name).join('、')}，台账为双方一致。</p>
      )}
    </section>
  );
}

/** What is booked of the shared resource that the room is, and what is not. */
function RoomBooking({ id, booking }: { id: string; booking: NonNullable<TrainingClass['roomBooking']> }) {
  const { resource, approved, asked, missing } = booking;
  const told = [approved > 0 && `已预约${approved}次`, asked > 0 && `等待提供单位审核${asked}次`].filter(Boolean);
  return (
    <>
      <p>
        场地是共享资源“
        <Link to="/consortia/$id/resources/$resourceId" params={{ id, resourceId: resource.id }}>
          {resource.name}
        </Link>
        ”，今后的课{told.join('，') || '都没有预约到'}；修改或取消班次时，预约随之变动。
      </p>
      {missing.length > 0 && (
        <p className="warning">
          没有预约到场地：{missing.map(({ day, because }) => `${day}（${because}）`).join('、')}
          。请与提供单位商量，或改时间、场地；时间空出后，点“修改”再保存即重新预约。
        </p>
      )}
    </>
  );
}

function Acts({ id, held }: { id: string; held: TrainingClass }) {
  const [reason, setReason] = useState('');
  const act = useMutation({
    mutationFn: (action: TrainingClass['actions'][number]['id']) =>
      answered(
        client.POST('/api/consortia/{id}/training/classes/{classId}/acts', {
          params: { path: { id, classId: held.id } },
          body: { action, version: held.version, reason },
        }),
      ),
    onSuccess: forgetTraining,
  });
  const waiting = held.trainees.filter(({ state, lacks }) => state === 'enrolled' && lacks !== null).length;
  const sure = {
    complete: `结业后签到和成绩不再更改，合格的发证书${waiting > 0 ? `，有${waiting}人按现在的出勤和成绩不合格` : ''}。继续？`,
    cancel: '取消后不能恢复。继续？',
  };
  if (held.actions.length === 0) return null;
  return (
    <>
      <p className="actions">
        {held.actions.map(({ id: action, label }) => (
          <Button
            key={action}
            type={action === 'complete' ? 'primary' : 'default'}
            loading={act.isPending}
            onClick={() => confirm(sure[action]) && act.mutate(action)}
          >
            {label}
          </Button>
        ))}
        {isRestating(act.error) && (
          <InlineInput label="更正已结账年度的理由" maxLength={500} value={reason} onChange={setReason} />
        )}
      </p>
      {act.error && <ProblemText error={act.error} />}
    </>
  );
}

/** The member whose staff took part says on which days they were there. */
function ConfirmDays(props: { id: string; held: TrainingClass; member: { id: string; name: string } }) {
  const { id, held, member } = props;
  const [reason, setReason] = useState('');
  const own = held.trainees.filter(({ from }) => from === member.name);
  const days = own.reduce((sum, each) => sum + each.days.length, 0);
  const confirmed = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/training/classes/{classId}/confirmation', {
          params: { path: { id, classId: held.id } },
          body: { memberId: member.id, reason },
        }),
      ),
    onSuccess: forgetTraining,
  });
  return (
    <div>
      <p className="actions">
        <span>
          {member.name}职工{own.length}人，签到共{days}人日。
        </span>
        <Button type="primary" loading={confirmed.isPending} onClick={() => confirmed.mutate()}>
          确认本单位出勤
        </Button>
        {isRestating(confirmed.error) && (
          <InlineInput label="更正已结账年度的理由" maxLength={500} value={reason} onChange={setReason} />
        )}
      </p>
      {confirmed.error && <ProblemText error={confirmed.error} />}
    </div>
  );
}

const isRestating = (error: Error | null) => error instanceof ApiProblem && error.code === 'year-closed';
