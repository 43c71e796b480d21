import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { namesQuery } from '#web/ledger/ledger-queries.ts';
import { TextField } from '#web/ui/text-field.tsx';
import { peopleQuery, type TasksData } from './task-queries.ts';

/** A task as it is typed; empty texts are no answer, and no unit is the secretariat. */
export type TypedTask = {
  title: string;
  keyTask: string;
  duty: string;
  department: string;
  memberId: string;
  personId: string;
  startsOn: string;
  dueOn: string;
  points: readonly string[];
  checks: readonly { key: string; id: string | null; text: string; dueOn: string }[];
};

/** What a typed task is sent as. */
export function sentTask({ department, memberId, personId, points, checks, ...task }: TypedTask) {
  return {
    ...task,
    department: department || null,
    memberId: memberId || null,
    personId: personId || null,
    points: [...points],
    checks: checks
      .filter(({ text }) => text.trim() !== '')
      .map(({ id, text, dueOn }) => ({ id, text: text.trim(), dueOn: dueOn || null })),
  };
}

type Part = { id: string; data: TasksData; typed: TypedTask; onType: (typed: TypedTask) => void };

/** The inputs of a task. */
export function TaskForm({ id, data, typed, onType }: Part) {
  const set = (more: Partial<TypedTask>) => onType({ ...typed, ...more });
  return (
    <>
      <TextField label="任务" required value={typed.title} most={200} onChange={(title) => set({ title })} />
      <div className="task-fields">
        <Unit id={id} data={data} typed={typed} onType={onType} />
        <label className="field">
          <span>部门</span>
          <select
            className="text"
            value={typed.department}
            onChange={(event) => set({ department: event.target.value })}
          >
            <option value="">无部门</option>
            {data.departments.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <TextField
          label={typed.department === '' ? '职责（可不填）' : '职责'}
          required={typed.department !== ''}
          value={typed.duty}
          most={500}
          onChange={(duty) => set({ duty })}
        />
        <TextField
          label="重点任务（可不填）"
          value={typed.keyTask}
          most={200}
          onChange={(keyTask) => set({ keyTask })}
        />
        <TextField
          label="开始时间"
          required
          type="date"
          value={typed.startsOn}
          onChange={(startsOn) => set({ startsOn })}
        />
        <TextField label="时间节点" required type="date" value={typed.dueOn} onChange={(dueOn) => set({ dueOn })} />
      </div>
      <fieldset className="task-points">
        <legend>支撑的观测点（2.4和部门任务的1.3自动计入）</legend>
        {data.points.map(({ id: point, text }) => (
          <label key={point} title={text}>
            <input
              type="checkbox"
              checked={typed.points.includes(point)}
              onChange={(event) =>
                set({
                  points: event.target.checked ? [...typed.points, point] : typed.points.filter((one) => one !== point),
                })
              }
            />
            {point}
          </label>
        ))}
      </fieldset>
      <Checks id={id} data={data} typed={typed} onType={onType} />
    </>
  );
}

function Unit({ id, typed, onType }: Part) {
  const members = useQuery(namesQuery(id)).data ?? [];
  const people = useQuery(peopleQuery(id, typed.memberId)).data?.items ?? [];
  return (
    <>
      <label className="field">
        <span>责任单位</span>
        <select
          className="text"
          value={typed.memberId}
          onChange={(event) => onType({ ...typed, memberId: event.target.value, personId: '' })}
        >
          <option value="">秘书处</option>
          {members.map(({ id: memberId, name }) => (
            <option key={memberId} value={memberId}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <span>责任人</span>
        <select
          className="text"
          value={typed.personId}
          onChange={(event) => onType({ ...typed, personId: event.target.value })}
        >
          <option value="">
            {people.length === 0 && typed.memberId !== '' ? '该单位还没有账号，可先分派' : '单位自行安排'}
          </option>
          {people.map(({ id: personId, name }) => (
            <option key={personId} value={personId}>
              {name}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}

function Checks({ typed, onType }: Part) {
  const label = useId();
  const change = (key: string, more: Partial<TypedTask['checks'][number]>) =>
    onType({ ...typed, checks: typed.checks.map((check) => (check.key === key ? { ...check, ...more } : check)) });
  const add = () =>
    onType({ ...typed, checks: [...typed.checks, { key: crypto.randomUUID(), id: null, text: '', dueOn: '' }] });
  return (
    <fieldset className="task-points" aria-labelledby={label}>
      <legend id={label}>检查事项（有日期的为时间节点）</legend>
      <div className="task-rows" style={{ width: '100%' }}>
        {typed.checks.map(({ key, text, dueOn }, at) => (
          <div key={key}>
            <input
              className="text"
              aria-label={`第${at + 1}项检查事项`}
              maxLength={300}
              value={text}
              onChange={(event) => change(key, { text: event.target.value })}
            />
            <input
              className="text inline"
              type="date"
              aria-label={`第${at + 1}项的日期`}
              value={dueOn}
              onChange={(event) => change(key, { dueOn: event.target.value })}
            />
            <button
              type="button"
              className="plain"
              aria-label={`删除第${at + 1}项检查事项`}
              onClick={() => onType({ ...typed, checks: typed.checks.filter((check) => check.key !== key) })}
            >
              删除
            </button>
          </div>
        ))}
        <div>
          <button type="button" className="plain" onClick={add}>
            添加检查事项
          </button>
        </div>
      </div>
    </fieldset>
  );
}
