import { countOut, dayAfter, dayOf, type Scene, until } from './scene.ts';
import { splitAmount } from './split-total.ts';

/** Teachers who come from enterprises and from other schools, and teachers who practise in enterprises. */
export function teacherEvents(scene: Scene): void {
  partTime(scene, 'enterprise-teacher', 'enterpriseTeachers', 'enterpriseTeacherHours');
  partTime(scene, 'intercollegiate-teacher', 'intercollegiateTeachers', 'intercollegiateTeacherHours');
  practice(scene);
}

function partTime(scene: Scene, kind: string, figure: string, hoursFigure: string): void {
  const { cast, random, theme, targets } = scene;
  const hours = new Map(
    scene.years.map((year) => [year, splitAmount(random, targets.of(hoursFigure, year), targets.of(figure, year), 1)]),
  );
  countOut(scene, { kind, figure }, (year, at) => {
    const school = random.pick(cast.schools);
    const other = random.pick(
      kind === 'enterprise-teacher' ? cast.enterprises : cast.schools.filter((id) => id !== school),
    );
    const startedOn = dayOf(year, random.pick([2, 3, 8, 9]), random.pick([1, 15]));
    return {
      school,
      ...(kind === 'enterprise-teacher'
        ? { enterprise: other, post: random.pick(['固定岗', '流动岗']) }
        : { homeSchool: other }),
      person: scene.personOf(kind, school, other),
      course: `${random.pick(theme.subjects)}（虚构）`,
      hours: hours.get(year)?.[at] ?? '0',
      startedOn,
      endedOn: dayAfter(startedOn, 110),
    };
  });
}

/** Months of thirty days, the last of each year as many days as make the figure exact. */
function practice(scene: Scene): void {
  const { cast, random, targets, years, grain } = scene;
  for (const year of years) {
    let left = Math.round(targets.of('teacherPracticeMonths', year) * 10);
    while (left > 0) {
      const tenths = Math.min(left, grain > 4 ? 120 : random.pick([10, 15, 20, 30, 60]));
      const last = Math.floor(13 - tenths / 10);
      const startedOn = dayOf(year, random.whole(1, last), 1);
      until(() => {
        const school = random.pick(cast.schools);
        const enterprise = random.pick(cast.enterprises);
        return scene.add('teacher-practice', year, {
          school,
          enterprise,
          person: scene.personOf('teacher', school, enterprise),
          startedOn,
          endedOn: dayAfter(startedOn, tenths * 3 - 1),
        });
      });
      left -= tenths;
    }
  }
}
