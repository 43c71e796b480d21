import type { Task, TasksData } from './task-queries.ts';

/** What is looked for; empty texts look for nothing in particular. */
export type Filter = { mine: boolean; q: string; department: string; unit: string; year: string };

export const everyTask: Filter = { mine: false, q: '', department: '', unit: '', year: '' };

const none = '无部门';

export function fitsFilter(task: Task, { mine, q, department, unit, year }: Filter): boolean {
  const words = `${task.title}${task.keyTask}${task.duty}${task.person?.name ?? ''}`;
  return (
    (!mine || task.isMine) &&
    words.includes(q.trim()) &&
    (department === '' || (task.department ?? none) === department) &&
    (unit === '' || task.unit.name === unit) &&
    (year === '' || (task.startsOn.slice(0, 4) <= year && task.dueOn.slice(0, 4) >= year))
  );
}

/** By what the tasks are narrowed down. */
export function TaskFilters(props: {
  data: TasksData;
  filter: Filter;
  shown: number;
  onFilter: (filter: Filter) => void;
}) {
  const { data, filter, shown, onFilter } = props;
  const namesOf = (of: (task: Task) => string) => [...new Set(data.items.map(of))].sort();
  const departments = namesOf((task) => task.department ?? none);
  const units = namesOf((task) => task.unit.name);
  const years = namesOf((task) => task.dueOn.slice(0, 4));
  return (
    <search className="filters">
      <label>
        <input
          type="checkbox"
          checked={filter.mine}
          onChange={(event) => onFilter({ ...filter, mine: event.target.checked })}
        />{' '}
        我办理的
      </label>
      <label>
        名称{' '}
        <input
          className="text"
          type="search"
          value={filter.q}
          onChange={(event) => onFilter({ ...filter, q: event.target.value })}
        />
      </label>
      <Choice
        label="部门"
        choices={departments}
        value={filter.department}
        onChoose={(department) => onFilter({ ...filter, department })}
      />
      <Choice label="责任单位" choices={units} value={filter.unit} onChoose={(unit) => onFilter({ ...filter, unit })} />
      <Choice label="年度" choices={years} value={filter.year} onChoose={(year) => onFilter({ ...filter, year })} />
      <span role="status" className="soft">
        共{shown}项
      </span>
    </search>
  );
}

function Choice(props: {
  label: string;
  choices: readonly string[];
  value: string;
  onChoose: (value: string) => void;
}) {
  const { label, choices, value, onChoose } = props;
  if (choices.length < 2) return null;
  return (
    <label>
      {label}{' '}
      <select className="text" value={value} onChange={(event) => onChoose(event.target.value)}>
        <option value="">全部</option>
        {choices.map((each) => (
          <option key={each}>{each}</option>
        ))}
      </select>
    </label>
  );
}
