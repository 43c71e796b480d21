import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { forgetTraining, type PlanClass, type TrainingPlan } from './training-queries.ts';

/** Every class of the plan: when, where and by whom it is held, or why it is not; the secretariat puts one where it wants it. */
export function PlanTable(props: {
  id: string;
  plan: TrainingPlan;
  openId: string | undefined;
  onOpen: (id: string | undefined) => void;
}) {
  const { id, plan, openId, onOpen } = props;
  const open = plan.classes.find((each) => each.id === openId);
  const nameIn = (all: readonly { id: string; name: string }[], of: string) =>
    all.find((each) => each.id === of)?.name ?? '';
  const order = ({ choice }: PlanClass) => (choice === null ? -1 : choice.week * 5 + choice.shift);
  const mayChange = plan.manages && plan.state === 'draft';
  return (
    <>
      {open && mayChange && (
        <PinForm key={`${open.id} ${plan.version}`} id={id} plan={plan} one={open} onClose={() => onOpen(undefined)} />
      )}
      <section className="card" aria-label="班次安排">
        <h2>班次安排</h2>
        {plan.classes.length === 0 && <p className="soft">这一年还没有需求，先到“需求”提出，再重新编排。</p>}
        {plan.classes.length > 0 && (
          <div className="scroll">
            <table className="data stacks">
              <thead>
                <tr>
                  <th>班次</th>
                  <th>人数</th>
                  <th>开始周</th>
                  <th>时段</th>
                  <th>场地</th>
                  <th>教师</th>
                  <th>说明</th>
                </tr>
              </thead>
              <tbody>
                {plan.classes
                  .toSorted((one, other) => order(one) - order(other))
                  .map((each) => (
                    <tr key={each.id} className={each.id === openId ? 'is-open' : ''}>
                      <td data-label="班次">
                        {mayChange ? (
                          <button type="button" className="plain" onClick={() => onOpen(each.id)}>
                            {each.name}
                          </button>
                        ) : (
                          each.name
                        )}
                        <div className="soft">{each.provider}</div>
                      </td>
                      <td data-label="人数" className="number">
                        {each.people}
                      </td>
                      <td data-label="开始周" className="number">
                        {each.choice === null ? '未安排' : `${plan.weeks[each.choice.week]}，${each.weeks}周`}
                      </td>
                      <td data-label="时段">{each.choice === null ? '—' : plan.shifts[each.choice.shift]}</td>
                      <td data-label="场地">{each.choice === null ? '—' : nameIn(plan.rooms, each.choice.roomId)}</td>
                      <td data-label="教师">
                        {each.choice === null ? '—' : nameIn(plan.teachers, each.choice.teacherId)}
                      </td>
                      <td data-label="说明">
                        {each.isPinned && <span>手工选定　</span>}
                        {each.reasonLabel}
                        {each.clashes.map((text) => (
                          <div key={text} className="warning">
                            {text}
                          </div>
                        ))}
                        {each.classId !== null && (
                          <Link to="/consortia/$id/training/classes/$classId" params={{ id, classId: each.classId }}>
                            看班次
                          </Link>
                        )}
                      </td>
                    </tr>
                  ))}
              </tbody>
            </table>
          </div>
        )}
      </section>
    </>
  );
}

function PinForm(props: { id: string; plan: TrainingPlan; one: PlanClass; onClose: () => void }) {
  const { id, plan, one, onClose } = props;
  const [typed, setTyped] = useState({
    week: String(one.choice?.week ?? ''),
    shift: String(one.choice?.shift ?? ''),
    roomId: one.choice?.roomId ?? '',
    teacherId: one.choice?.teacherId ?? '',
  });
  const pin = useMutation({
    mutationFn: (choice: PlanClass['choice']) =>
      answered(
        client.PUT('/api/consortia/{id}/training/plans/{planId}/classes/{planClassId}', {
          params: { path: { id, planId: plan.id, planClassId: one.id } },
          body: { version: plan.version, choice },
        }),
      ),
    onSuccess: forgetTraining,
  });
  const set = (field: keyof typeof typed) => (value: string) => setTyped({ ...typed, [field]: value });
  const named = (all: readonly { id: string; name: string }[]) =>
    all.map((each) => ({ id: each.id, label: each.name }));
  return (
    <form
      className="card"
      aria-label="手工安排"
      onSubmit={(event) => {
        event.preventDefault();
        pin.mutate({ ...typed, week: Number(typed.week), shift: Number(typed.shift) });
      }}
    >
      <div className="training-head">
        <h2>{one.name}</h2>
        <span className="soft">
          {one.people}人，{one.weeks}周{one.isPinned && '，手工选定'}
        </span>
      </div>
      <p className="actions">
        <InlineSelect
          label="开始周"
          choices={plan.weeks.map((monday, week) => ({ id: String(week), label: `第${week + 1}周（${monday}）` }))}
          value={typed.week}
          onChange={set('week')}
        />
        <InlineSelect
          label="时段"
          choices={plan.shifts.map((label, shift) => ({ id: String(shift), label }))}
          value={typed.shift}
          onChange={set('shift')}
        />
        <InlineSelect label="场地" choices={named(plan.rooms)} value={typed.roomId} onChange={set('roomId')} />
        <InlineSelect label="教师" choices={named(plan.teachers)} value={typed.teacherId} onChange={set('teacherId')} />
        <Button type="primary" htmlType="submit" loading={pin.isPending}>
          就这样安排
        </Button>
        {one.isPinned && (
          <Button loading={pin.isPending} onClick={() => pin.mutate(null)}>
            交还编排
          </Button>
        )}
        <Button onClick={onClose}>收起</Button>
      </p>
      {pin.error && <ProblemText error={pin.error} />}
    </form>
  );
}
