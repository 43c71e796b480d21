import type { PlanChoice, PlanChoices, PlanClass, PlanProblem } from './plan-problem.ts';

/**
 * What is against a choice by itself: the room is too small, lacks equipment or lies too far, it or the teacher is taken by something else, the teacher does not teach
 * the course, or the time does not suit the people. And what is against it beside the other choices, `beside`: the same room, teacher or group at one time. Last, a
 * teacher who has more weeks than can be; `beside` are then all classes of this teacher.
 */
export type PlanClash = {
  id: string;
  kind:
    | 'seats'
    | 'equipment'
    | 'far'
    | 'room-busy'
    | 'teaches'
    | 'teacher-busy'
    | 'time'
    | 'room'
    | 'teacher'
    | 'group'
    | 'load';
  beside: readonly string[];
};

/** Everything that is against choices, in the order of the classes; a class without a choice is not held. Throws `RangeError` where a room or teacher is unknown. */
export function planClashes(problem: PlanProblem, choices: PlanChoices): readonly PlanClash[] {
  const held = problem.classes.flatMap((one) => {
    const choice = choices.get(one.id);
    return choice === undefined ? [] : [{ one, choice }];
  });
  return held.flatMap(({ one, choice }) => [
    ...ownClashes(problem, one, choice).map((kind) => ({ id: one.id, kind, beside: [] })),
    ...besideClashes(held, one, choice),
    ...loadClash(problem, held, one, choice),
  ]);
}

type Held = readonly { one: PlanClass; choice: PlanChoice }[];

function ownClashes(problem: PlanProblem, one: PlanClass, choice: PlanChoice): PlanClash['kind'][] {
  const { room, teacher } = chosen(problem, choice);
  const last = choice.week + one.weeks - 1;
  const isTaken = ({ week, shift }: { week: number; shift: number }) =>
    shift === choice.shift && week >= choice.week && week <= last;
  const faults: [PlanClash['kind'], boolean][] = [
    ['seats', room.seats < one.people],
    ['equipment', one.equipment.some((need) => !room.equipment.includes(need))],
    ['far', problem.kilometres(one.site, room.site) > problem.mostKilometres],
    ['room-busy', room.busy.some(isTaken)],
    ['teaches', !teacher.courses.includes(one.course)],
    ['teacher-busy', teacher.busy.some(isTaken)],
    [
      'time',
      choice.week < one.from ||
        last > Math.min(one.until, problem.weeks - 1) ||
        choice.shift >= problem.shifts ||
        !one.shifts.includes(choice.shift),
    ],
  ];
  return faults.flatMap(([kind, isFault]) => (isFault ? [kind] : []));
}

function besideClashes(held: Held, one: PlanClass, choice: PlanChoice): PlanClash[] {
  const same = held.filter((other) => other.one.id !== one.id && meets(one, choice, other.one, other.choice));
  const kinds = ['room', 'teacher', 'group'] as const;
  return kinds.flatMap((kind) => {
    const beside = same.filter((other) =>
      kind === 'group' ? other.one.group === one.group : other.choice[kind] === choice[kind],
    );
    return beside.length === 0 ? [] : [{ id: one.id, kind, beside: beside.map((other) => other.one.id) }];
  });
}

function meets(one: PlanClass, choice: PlanChoice, other: PlanClass, its: PlanChoice): boolean {
  return choice.shift === its.shift && choice.week < its.week + other.weeks && its.week < choice.week + one.weeks;
}

function loadClash(problem: PlanProblem, held: Held, one: PlanClass, choice: PlanChoice): PlanClash[] {
  const { mostWeeks } = chosen(problem, choice).teacher;
  const taught = held.filter((other) => other.choice.teacher === choice.teacher);
  const weeks = taught.reduce((sum, other) => sum + other.one.weeks, 0);
  const beside = taught.map((other) => other.one.id).filter((id) => id !== one.id);
  return weeks > mostWeeks ? [{ id: one.id, kind: 'load', beside }] : [];
}

function chosen({ rooms, teachers }: PlanProblem, choice: PlanChoice) {
  const room = rooms.find(({ id }) => id === choice.room);
  const teacher = teachers.find(({ id }) => id === choice.teacher);
  if (room === undefined || teacher === undefined) throw new RangeError('a room or teacher is not in the plan');
  return { room, teacher };
}
