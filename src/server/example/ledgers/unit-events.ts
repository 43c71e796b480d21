import { dayIn, dayOf, type Scene } from './scene.ts';
import { splitAmount, splitRate, splitTotal } from './split-total.ts';

/** What members say of themselves each year, what enterprises need, and what schools change and win. */
export function unitEvents(scene: Scene): void {
  for (const year of scene.years) {
    enterpriseYears(scene, year);
    schoolYears(scene, year);
    needs(scene, year);
    teachingYears(scene, year);
  }
}

export function enterpriseYears({ cast, random, targets, add }: Scene, year: number): void {
  const { enterprises } = cast;
  const count = enterprises.length;
  const employees = splitTotal(random, targets.of('enterpriseEmployees', year), count);
  const assets = splitAmount(random, targets.of('enterpriseAssets', year), count);
  const sales = splitAmount(random, targets.of('enterpriseSales', year), count);
  const benefits = splitAmount(random, targets.of('cooperationBenefit', year), count);
  const positions = splitRate(random, targets.of('apprenticePositionRate', year), count * 1165, count);
  const [industrial, trading] = [
    Math.min(count, targets.of('aboveScaleEnterprises', year)),
    targets.of('aboveQuotaEnterprises', year),
  ];
  for (const [at, enterprise] of enterprises.entries()) {
    add('enterprise-profile', year, {
      enterprise,
      year,
      sector: at < industrial ? '工业' : at < industrial + trading ? '批发业' : '其他',
      employees: employees[at] ?? 0,
      assets: assets[at] ?? '0',
      sales: sales[at] ?? '0',
      mainRevenue: String(Math.floor(Number(sales[at] ?? 0) * 0.92)),
      cooperationBenefit: benefits[at] ?? '0',
    });
    const { whole: total = 0, part: apprentice = 0 } = positions[at] ?? {};
    add('enterprise-positions', year, {
      enterprise,
      year,
      total,
      apprentice,
      internship: Math.floor(total / 12),
      teacher: Math.floor(total / 60),
    });
  }
}

function schoolYears({ cast, random, targets, add }: Scene, year: number): void {
  for (const category of ['secondaryVocational', 'higherVocational', 'university']) {
    const own = cast.schools.filter((id) => cast.categoryOf(id) === category);
    const enrolled = splitTotal(random, targets.of(`enrolledStudents.${category}`, year), own.length);
    for (const [at, school] of own.entries())
      add('school-profile', year, { school, year, enrolled: enrolled[at] ?? 0 });
  }
}

function needs(scene: Scene, year: number): void {
  const { cast, random, theme, grain, add } = scene;
  for (const enterprise of cast.enterprises) {
    for (const position of random.some(theme.positions, Math.max(1, Math.round(4 / grain))))
      add('talent-need', year, {
        enterprise,
        position: `${position}（虚构）`,
        occupation: random.pick(theme.occupations),
        level: random.pick(['中职', '高职', '高职', '本科', '不限']),
        headcount: random.whole(3, 40),
        year,
      });
    if (grain > 1 && !random.chance(1 / grain)) continue;
    add('core-product', year, {
      enterprise,
      name: `${random.pick(theme.products)}（示例${scene.serial()}型）`,
      field: random.pick(theme.subjects),
      listedOn: dayIn(scene, year),
    });
    for (let more = 0; more < 2; more++)
      add('technology-need', year, {
        enterprise,
        title: `${random.pick(theme.subjects)}难题（示例${scene.serial()}）`,
        field: random.pick(theme.subjects),
        budget: String(random.whole(4, 60) * 5),
        publishedOn: dayIn(scene, year),
        ...(random.chance(0.4) ? { closedOn: dayOf(year + 1, random.whole(1, 6), 15) } : {}),
      });
  }
}

/** New matter in class as the form's text counts it: twelve technologies, five processes, nine standards in the first year. */
const innovations = [
  ...Array<string>(12).fill('新技术'),
  ...Array<string>(5).fill('新工艺'),
  ...Array<string>(9).fill('新标准'),
];
const prizes = [
  ...Array<readonly [string, string]>(2).fill(['国家级', '一等奖']),
  ...Array<readonly [string, string]>(5).fill(['国家级', '二等奖']),
  ...Array<readonly [string, string]>(19).fill(['省级', '一等奖']),
  ['世界级', '优胜奖'] as const,
];

function teachingYears(scene: Scene, year: number): void {
  const { cast, random, theme, grain, add } = scene;
  const grown = (count: number) => Math.ceil((count * (1 + 0.15 * (year - (scene.years[0] ?? year)))) / grain);
  for (let at = 0; at < grown(innovations.length); at++)
    add('teaching-innovation', year, {
      school: random.pick(cast.schools),
      enterprise: random.pick(cast.enterprises),
      kind: innovations[(at * Math.ceil(grain)) % innovations.length] ?? '新技术',
      course: `${random.pick(theme.subjects)}（示例${scene.serial()}）`,
      introducedOn: dayIn(scene, year),
    });
  for (let at = 0; at < grown(prizes.length); at++) {
    const [level, prize] = prizes[(at * Math.ceil(grain)) % prizes.length] ?? ['省级', '一等奖'];
    add('skills-competition-award', year, {
      school: random.pick([...cast.secondary, ...cast.higher]),
      competition: `${random.pick(theme.subjects)}赛项（示例${scene.serial()}）`,
      level,
      prize,
      students: random.whole(1, 4),
      awardedOn: dayIn(scene, year),
    });
  }
  for (const [at, action] of ['新增', '新增', '新增', '新增', '停招', '停招', '停招'].slice(0, grown(7)).entries()) {
    const school = random.pick(cast.schools);
    add('major-adjustment', year, {
      school,
      major: scene.majorOf(school),
      action,
      decidedOn: dayOf(year, 1 + at, 12),
      basis: '园区人才需求报告（虚构）',
    });
  }
  for (let at = 0; at < Math.ceil(2 / grain); at++)
    add('teaching-team-award', year, {
      school: random.pick(cast.higher),
      team: `${random.pick(theme.subjects)}教学团队（示例${scene.serial()}）`,
      award: '教师教学创新团队（虚构）',
      level: at === 0 ? '国家级' : '省部级',
      awardedOn: dayIn(scene, year),
    });
  for (let at = 0; at < grown(150); at++)
    add('student-development', year, {
      school: random.pick(cast.schools),
      enterprise: random.pick(cast.enterprises),
      activity: `${random.pick(['技能节', '企业开放日', '职业体验', '师徒结对'])}（示例${scene.serial()}）`,
      participants: random.whole(20, 180),
      heldOn: dayIn(scene, year),
    });
  for (let at = 0; at < grown(6); at++)
    add('strategy-service', year, {
      strategy: random.pick(['制造强国', '乡村振兴', '共同富裕', '“一带一路”']),
      project: `${random.pick(theme.subjects)}帮扶（示例${scene.serial()}）`,
      unit: random.pick([...cast.schools, ...cast.enterprises]),
      outcome: '带动就业与增收（虚构）',
      startedOn: dayIn(scene, year),
    });
}
