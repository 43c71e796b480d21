import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tasks as rules } from '#packs/moe-2023-15/tasks.ts';
import { type Dependency, loopBy } from './dependencies.ts';
import { dutyKey, planDuties } from './duty-list.ts';
import { proposeTasks } from './propose-tasks.ts';
import { monthOfTasks, type ReportedTask } from './task-month.ts';
import { pointsOfTask } from './task-rules.ts';
import { reminderFor, timeOfTask } from './task-time.ts';

/** The tasks in an order in which each comes after what it waits for; none where they go in a circle. */
function orderOf(dependencies: readonly Dependency[]): readonly string[] | undefined {
  const left = new Set(dependencies.flatMap(({ task, after }) => [task, after]));
  const order: string[] = [];
  while (left.size > 0) {
    const next = [...left].find((id) => dependencies.every(({ task, after }) => task !== id || !left.has(after)));
    if (next === undefined) return undefined;
    left.delete(next);
    order.push(next);
  }
  return order;
}

const someDependencies = fc.array(
  fc.record({ task: fc.constantFrom(...'甲乙丙丁戊己'), after: fc.constantFrom(...'甲乙丙丁戊己') }),
  { maxLength: 20 },
);

describe('what waits for what (A2-2-01)', () => {
  test('nothing ever waits for itself: what is taken has an order, and what is refused has a way round', () => {
    fc.assert(
      fc.property(someDependencies, (wanted) => {
        const taken: Dependency[] = [];
        for (const one of wanted) {
          const loop = loopBy(taken, one);
          if (!loop) taken.push(one);
          else {
            expect([loop[0], loop[1], loop.at(-1)]).toEqual([one.task, one.after, one.task]);
            for (const [at, task] of loop.slice(1, -1).entries())
              expect(taken).toContainEqual({ task, after: loop[at + 2] });
          }
        }
        expect(orderOf(taken)).toBeDefined();
      }),
    );
  });
});

describe('a task and its day (B-1.3, B-2.4)', () => {
  const open = { state: 'open', dueOn: '2026-06-30', doneOn: null } as const;
  test.each([
    ['2026-06-01', 'ahead', undefined],
    ['2026-06-23', 'soon', 'week-before'],
    ['2026-06-29', 'soon', 'day-before'],
    ['2026-06-30', 'soon', 'day-before'],
    ['2026-07-01', 'late', 'overdue'],
    ['2026-07-06', 'late', 'overdue'],
    ['2026-07-07', 'late', 'escalated'],
    ['2026-12-31', 'late', 'escalated'],
  ] as const)('on %s it is %s and %s is told', (today, time, reminder) => {
    expect(timeOfTask(open, today)).toBe(time);
    expect(reminderFor(rules.reminders, open, today)?.id).toBe(reminder);
  });

  test('nobody is reminded of what was said to be done', () => {
    expect(reminderFor(rules.reminders, { ...open, state: 'submitted' }, '2026-12-31')).toBeUndefined();
  });

  test('a department’s task serves 1.3 and 2.4 beside the points it names, each once', () => {
    expect(pointsOfTask(rules, { department: '教育', points: ['4.1', '2.4'] })).toEqual(['1.3', '2.4', '4.1']);
    expect(pointsOfTask(rules, { department: null, points: [] })).toEqual(['2.4']);
  });
});

describe('a 责任清单', () => {
  const settings = {
    departments: rules.departments,
    today: '2026-03-01',
    findMember: (name: string) => (name === '示例职院' ? 'm1' : undefined),
    known: new Set<string>(),
  };
  const row = (number: number, cells: Record<string, string>) => ({ row: number, cells });

  test('becomes tasks, and says of what cannot be one what is wrong', () => {
    const planned = planDuties(
      [
        row(2, {
          department: '教育部门',
          duty: '统筹专业布局',
          title: '编制目录',
          unit: '示例职院',
          dueOn: '2026年6月底',
        }),
        row(3, { title: '召开联席会议', dueOn: '2026/4/15', checks: '通知；纪要' }),
        row(4, { department: '气象', title: '天气', dueOn: '2026-02-30', unit: '无此单位' }),
      ],
      settings,
    );
    expect(planned[0]).toMatchObject({
      outcome: 'adds',
      department: '教育',
      memberId: 'm1',
      startsOn: '2026-03-01',
      dueOn: '2026-06-30',
    });
    expect(planned[1]).toMatchObject({ outcome: 'adds', memberId: null, checks: ['通知', '纪要'] });
    expect(planned[2]?.faults.map(({ column }) => column)).toEqual(['部门', '责任单位', '时间节点']);
  });

  test('taken and read again, it only repeats', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[甲-癸]{1,8}$/u), { maxLength: 8 }), (titles) => {
        const rows = titles.map((title, at) => row(at, { title, dueOn: '2026-05-01' }));
        const known = new Set(planDuties(rows, settings).map(({ department, title }) => dutyKey(department, title)));
        expect(planDuties(rows, { ...settings, known }).every(({ outcome }) => outcome === 'repeats')).toBe(true);
      }),
    );
  });
});

describe('tasks read out of a plan or a remark', () => {
  test('are its numbered items, each with the day that it says', () => {
    const plan =
      '年度重点任务如下：（一）6月底前建成产教融合实训基地；（二）第三季度发布人才需求报告。（三）完善章程，2027年3月15日前报理事会。';
    expect(proposeTasks(plan, 2026).slice(1)).toEqual([
      { title: '6月底前建成产教融合实训基地', dueOn: '2026-06-30' },
      { title: '第三季度发布人才需求报告', dueOn: '2026-09-30' },
      { title: '完善章程，2027年3月15日前报理事会', dueOn: '2027-03-15' },
    ]);
  });

  test('are its sentences where nothing is numbered; whatever is typed, a title is short and a day is a day', () => {
    expect(proposeTasks('请补充协议文本。年底前完成整改。', 2026)).toEqual([
      { title: '请补充协议文本', dueOn: null },
      { title: '年底前完成整改', dueOn: '2026-12-31' },
    ]);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        for (const { title, dueOn } of proposeTasks(text, 2026)) {
          expect(title.length).toBeLessThanOrEqual(200);
          expect(dueOn === null || /^\d{4}-\d{2}-\d{2}$/.test(dueOn)).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('a month of tasks', () => {
  const day = fc
    .integer({ min: 0, max: 364 })
    .map((at) => new Date(Date.UTC(2026, 0, 1 + at)).toISOString().slice(0, 10));
  const someTask: fc.Arbitrary<ReportedTask> = fc.record({
    id: fc.uuid(),
    title: fc.constant('示例'),
    department: fc.constantFrom('教育', '财政', null),
    keyTask: fc.constant(''),
    unit: fc.constant('秘书处'),
    person: fc.constant(''),
    state: fc.constantFrom('open', 'doing', 'submitted', 'done', 'dropped'),
    openedOn: day,
    dueOn: day,
    doneOn: fc.option(day),
    evidence: fc.nat(3),
  });

  test('counts each task once: done, late or running, as the departments do', () => {
    fc.assert(
      fc.property(fc.array(someTask, { maxLength: 30 }), fc.integer({ min: 1, max: 12 }), (tasks, month) => {
        const told = monthOfTasks(tasks, `2026-${String(month).padStart(2, '0')}`, '2026-11-20');
        const sum = (key: 'all' | 'done' | 'late' | 'running') =>
          told.departments.reduce((all, row) => all + row[key], 0);
        expect(sum('done') + sum('late') + sum('running')).toBe(sum('all'));
        expect([told.late.length, told.running.length]).toEqual([sum('late'), sum('running')]);
        expect(told.done.length).toBeLessThanOrEqual(sum('done'));
        expect(told.inTime).toBeLessThanOrEqual(told.due);
      }),
    );
  });
});
