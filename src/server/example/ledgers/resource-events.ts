import { fictionalIsbn } from './fictional-codes.ts';
import { countOut, dayIn, type Scene, standOut } from './scene.ts';

/** What members build and share: majors, courses, textbooks, bases, colleges, studios, platforms. */
export function resourceEvents(scene: Scene): void {
  const { cast, random, theme } = scene;
  const partners = (most: number) => random.some(cast.enterprises, random.whole(1, most));
  const span = (from: string, to: string, { begun, ended }: { begun: string; ended?: string }) => ({
    [from]: begun,
    ...(ended === undefined ? {} : { [to]: ended }),
  });
  standOut(scene, { kind: 'co-built-major', figure: 'coBuiltMajors' }, (when) => {
    const school = random.pick(cast.schools);
    return { school, major: scene.majorOf(school), enterprises: partners(3), ...span('startedOn', 'endedOn', when) };
  });
  standOut(scene, { kind: 'co-built-course', figure: 'coBuiltCourses' }, (when) => ({
    school: random.pick(cast.schools),
    name: `${random.pick(theme.subjects)}实务（示例${scene.serial()}）`,
    enterprises: partners(2),
    hours: String(random.pick([32, 36, 48, 64, 72])),
    ...span('startedOn', 'endedOn', when),
  }));
  standOut(scene, { kind: 'co-built-textbook', figure: 'coBuiltTextbooks' }, (when) => {
    const number = scene.serial();
    return {
      school: random.pick(cast.schools),
      title: `${random.pick(theme.subjects)}工作手册（示例${number}）`,
      isbn: fictionalIsbn(cast.consortium * 100_000 + number),
      enterprises: partners(2),
      ...span('publishedOn', 'withdrawnOn', when),
    };
  });
  standOut(scene, { kind: 'training-base', figure: 'coBuiltTrainingBases' }, (when) => ({
    host: random.pick(cast.schools),
    name: `${random.pick(theme.subjects)}实训基地（示例${scene.serial()}）`,
    partners: partners(3),
    area: String(random.whole(6, 60) * 100),
    workplaces: random.whole(4, 40) * 10,
    equipmentValue: String(random.whole(20, 300) * 10),
    ...span('openedOn', 'closedOn', when),
  }));
  standOut(scene, { kind: 'industry-college', figure: 'coBuiltIndustryColleges' }, (when) => ({
    school: random.pick([...cast.higher, ...cast.universities]),
    name: `${random.pick(theme.subjects)}产业学院（示例${scene.serial()}）`,
    enterprises: partners(4),
    ...span('foundedOn', 'closedOn', when),
  }));
  standOut(scene, { kind: 'master-studio', figure: 'masterStudios' }, (when) => {
    const host = random.pick([...cast.schools, ...cast.enterprises]);
    return {
      host,
      name: `${random.pick(theme.subjects)}大师工作室（示例${scene.serial()}）`,
      master: scene.personOf('master', host, String(scene.serial())),
      ...span('foundedOn', 'closedOn', when),
    };
  });
  standOut(scene, { kind: 'technology-platform', figure: 'technologyPlatforms' }, (when) => ({
    host: random.pick([...cast.higher, ...cast.universities, ...cast.institutes]),
    name: `${random.pick(theme.subjects)}共性技术平台（示例${scene.serial()}）`,
    field: random.pick(theme.subjects),
    ...span('openedOn', 'closedOn', when),
  }));
}

/** Results that count one each: reports on talent needed, and research. */
export function resultEvents(scene: Scene): void {
  const { cast, random, theme } = scene;
  countOut(scene, { kind: 'talent-demand-report', figure: 'demandReports' }, (year, at) => ({
    publisher: random.pick([...cast.others, ...cast.higher]),
    title: `${year}年园区技术技能人才需求报告第${at + 1}期（虚构）`,
    publishedOn: dayIn(scene, year),
  }));
  countOut(scene, { kind: 'research-result', figure: 'researchResults' }, (year) => {
    const owner = random.pick([...cast.higher, ...cast.universities, ...cast.institutes, ...cast.enterprises]);
    const number = scene.serial();
    const partners = random.chance(0.6)
      ? random.some(
          cast.enterprises.filter((id) => id !== owner),
          1,
        )
      : [];
    return {
      owner,
      kind: random.pick(['发明专利', '实用新型专利', '实用新型专利', '教育教学成果奖', '科技创新成果奖']),
      title: `一种${random.pick(theme.subjects)}装置（示例${number}）`,
      certificate: `SHILI-${cast.consortium + 1}-${String(number).padStart(6, '0')}`,
      grantedOn: dayIn(scene, year),
      ...(partners.length > 0 ? { partners } : {}),
    };
  });
}
