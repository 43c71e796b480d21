import { dayAfter, dayOf, type Scene, sumOut, until } from './scene.ts';
import { splitRate, splitTotal } from './split-total.ts';

/** Joint training, internships, ways into further schools, and what becomes of graduates. */
export function trainingEvents(scene: Scene): void {
  cohorts(scene, 'apprenticeship', 'apprentices');
  cohorts(scene, 'field-engineer-training', 'fieldEngineers');
  cohorts(scene, 'other-joint-training', 'otherJointTrainees', { form: '订单班（虚构）' });
  internships(scene);
  articulations(scene);
  admissions(scene);
  schoolRates(scene);
}

/** Each cohort begins in September and ends in June, and counts in both years; the first one began the year before. */
function cohorts(scene: Scene, kind: string, figure: string, more: Readonly<Record<string, string>> = {}): void {
  const { cast, random, targets, years, grain } = scene;
  const [first = 0] = years;
  let before = Math.round(targets.of(figure, first) * 0.45);
  begin(first - 1, before);
  for (const year of years) {
    const own = targets.of(figure, year) - before;
    begin(year, own);
    before = own;
  }

  function begin(year: number, headcount: number): void {
    for (const part of splitTotal(random, headcount, Math.ceil(headcount / (14 * grain))))
      until(() => {
        const school = random.pick(cast.schools);
        return scene.add(kind, year, {
          school,
          enterprise: random.pick(cast.enterprises),
          major: scene.majorOf(school),
          headcount: part,
          startedOn: dayOf(year, 9, 1),
          endedOn: dayOf(year + 1, 6, 30),
          ...more,
        });
      });
  }
}

/** Whole months of thirty days, so that students times months add up exactly. */
function internships(scene: Scene): void {
  const { cast, random, targets, years, grain } = scene;
  for (const year of years) {
    let left = targets.of('internshipMonths', year);
    while (left > 0) {
      const wanted = random.whole(3, 6);
      const months = left < wanted * 12 * grain ? 1 : wanted;
      const headcount = Math.min(Math.round(random.whole(12, 30) * grain), Math.floor(left / months));
      const startedOn = dayOf(year, random.whole(1, 13 - months), 1);
      until(() => {
        const school = random.pick(cast.schools);
        return scene.add('internship', year, {
          school,
          enterprise: random.pick(cast.enterprises),
          major: scene.majorOf(school),
          headcount,
          startedOn,
          endedOn: dayAfter(startedOn, months * 30 - 1),
        });
      });
      left -= headcount * months;
    }
  }
}

function articulations(scene: Scene): void {
  const { cast, random } = scene;
  const path = (figure: string, from: readonly string[], to: readonly string[], name: string) =>
    sumOut(scene, { kind: 'articulation', figure, size: 45 }, (year, headcount) => {
      const fromSchool = random.pick(from);
      return { fromSchool, toSchool: random.pick(to), path: name, major: scene.majorOf(fromSchool), headcount, year };
    });
  path('secondaryToHigherStudents', cast.secondary, cast.higher, '中高职贯通');
  path('vocationalToBachelorStudents', [...cast.secondary, ...cast.higher], cast.universities, '中高本衔接');
}

function admissions(scene: Scene): void {
  const { cast, random } = scene;
  sumOut(scene, { kind: 'bachelor-admission', figure: 'bachelorAdmissions', size: 80 }, (year, headcount) => ({
    university: random.pick(cast.universities),
    source: random.pick(['中高职毕业生', '企业一线优秀员工']),
    level: random.pick(['本科', '专业学位研究生']),
    headcount,
    year,
  }));
}

function schoolRates(scene: Scene): void {
  const { cast, random, targets, years } = scene;
  const vocational = [...cast.secondary, ...cast.higher];
  for (const year of years) {
    const exam = splitRate(random, targets.of('skillsExamAdmissionRate', year), 4000, vocational.length);
    for (const [at, school] of vocational.entries())
      scene.add('skills-exam-admission', year, {
        school,
        year,
        candidates: exam[at]?.whole ?? 0,
        admitted: exam[at]?.part ?? 0,
      });
    const employment = splitRate(random, targets.of('employmentRate', year), 9000, cast.schools.length);
    for (const [at, school] of cast.schools.entries())
      scene.add('graduate-employment', year, {
        school,
        year,
        graduates: employment[at]?.whole ?? 0,
        employed: employment[at]?.part ?? 0,
      });
  }
}
