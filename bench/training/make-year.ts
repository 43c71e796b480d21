import { seededRandom } from '#core/quantity/seeded-random.ts';
import type { PlanProblem, PlanTime } from '#core/training-plan/plan-problem.ts';

const weeks = 48;
const shifts = 3;
const courses = 24;
const equipment = ['机房', '焊接工位', '数控机床', '电工台架'];

/** A city's year of training that is short of teachers: `classes` of 60 groups, at places within 30 kilometres of each other. */
export function makeYear({
  classes,
  rooms,
  teachers,
}: {
  classes: number;
  rooms: number;
  teachers: number;
}): PlanProblem {
  const random = seededRandom('a year of training');
  const below = (many: number) => Math.floor(random() * many);
  const places = new Map(Array.from({ length: 40 }, (_, at) => [`地点${at}`, [random() * 30, random() * 30] as const]));
  const place = () => `地点${below(places.size)}`;
  const needs = (course: number) => (course % 3 === 0 ? [equipment[course % equipment.length] ?? ''] : []);
  const busy = (share: number): PlanTime[] =>
    Array.from({ length: weeks * shifts }, (_, at) => ({ week: at % weeks, shift: Math.floor(at / weeks) })).filter(
      () => random() < share,
    );
  const groups = Array.from({ length: 60 }, () => ({
    site: place(),
    shifts: [0, 1, 2].filter((shift) => shift === 2 || random() < 0.4),
  }));
  return {
    weeks,
    shifts,
    classes: Array.from({ length: classes }, (_, at) => {
      const group = below(groups.length);
      const course = below(courses);
      const from = below(weeks - 16);
      return {
        id: `班次${at}`,
        course: `课程${course}`,
        group: `群体${group}`,
        site: groups[group]?.site ?? '',
        people: 15 + below(40),
        weight: random() < 0.2 ? 1.5 : 1,
        weeks: 1 + below(6),
        from,
        until: Math.min(weeks - 1, from + 8 + below(12)),
        shifts: groups[group]?.shifts ?? [],
        equipment: needs(course),
        fixed: null,
      };
    }),
    rooms: Array.from({ length: rooms }, (_, at) => ({
      id: `教室${at}`,
      site: `地点${below(12)}`,
      seats: 25 + below(40),
      equipment: equipment.filter(() => random() < 0.35),
      busy: busy(0.3),
    })),
    teachers: Array.from({ length: teachers }, (_, at) => ({
      id: `教师${at}`,
      site: place(),
      courses: Array.from({ length: 2 }, () => `课程${below(courses)}`),
      busy: busy(0.3),
      mostWeeks: 4 + below(5),
    })),
    kilometres: (from, to) => {
      const [a, b] = [places.get(from) ?? [0, 0], places.get(to) ?? [0, 0]];
      return Math.hypot(a[0] - b[0], a[1] - b[1]);
    },
    kilometresPerPerson: 200,
    mostKilometres: 25,
  };
}
