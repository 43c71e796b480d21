import type { Answers } from '#core/form/answers.ts';
import { fictionalPerson } from '#server/example/ledgers/fictional-codes.ts';
import { type Random, seededRandom } from '#server/example/ledgers/random.ts';
import { between, drawFigures, tenths } from './draw-figures.ts';
import { type Industry, industries } from './industries.ts';
import { fictional, placeOf } from './make-names.ts';
import { writeTexts } from './write-texts.ts';

export type NationConsortium = {
  /** From 0, in the nation. */
  number: number;
  name: string;
  /** The province's number from 0. */
  province: number;
  industry: string;
  /** How well it does, 0–1: its figures and what readers think of it follow from it. */
  strength: number;
  answers: Answers;
  /** Its members' names by category. */
  members: Readonly<Record<MemberCategory, readonly string[]>>;
};

type MemberCategory =
  | 'secondaryVocational'
  | 'higherVocational'
  | 'university'
  | 'government'
  | 'enterprise'
  | 'researchInstitute'
  | 'other';

/** Students of a school of each category, at the middle. */
const students: Readonly<Partial<Record<string, number>>> = {
  secondaryVocational: 2400,
  higherVocational: 9800,
  university: 19_000,
};

const makers = ['云帆', '天工', '启明', '远航', '丰谷', '绿源', '金穗', '禾丰', '嘉禾', '新程'];
const staffMost = 12;

/** Where a consortium is, how its figures are drawn and how many enterprises it may have: `region` is its province in the form's list. */
type Setting = {
  province: number;
  region: string;
  draw?: (random: Random, strength: number) => Answers;
  enterprises?: readonly [least: number, most: number];
};

/** A consortium with its whole form, free of errors: the same for the same seed and number. */
export function makeConsortium(seed: number, number: number, at: Setting): NationConsortium {
  const random = seededRandom(seed * 1009 + number);
  const industry = industries[number % industries.length];
  if (!industry) throw new Error('there is no industry');
  const strength = random.next();
  const { city, park } = placeOf(number);
  const members = makeMembers(random, industry, placeOf(number), at.enterprises ?? [18, 40]);
  const name = `${city}市${park}${industry.label}产教联合体（虚构示例）`;
  const leads = { leadSchool: members.higherVocational[0] ?? '', leadEnterprise: members.enterprise[0] ?? '' };
  const staff = drawStaff(random, number);
  const figures = (at.draw ?? drawFigures)(random, 0.5 + 1.1 * strength);
  const parkOutput = tenths(between(random, 300, 900) * (0.6 + strength));
  const enterprises = members.enterprise.length;
  const aboveScale = Math.round(enterprises * between(random, 0.5, 0.75));
  const answers: Answers = {
    consortiumName: name,
    province: at.region,
    park: fictional(`${city}市${park}高新技术产业园区`),
    ...leads,
    filledOn: `2023-05-${random.whole(10, 26)}`,
    foundedOn: `202${random.whole(1, 2)}-0${random.whole(3, 9)}`,
    leaderName: person(number, 0),
    leaderContact: `园区管委会副主任，000-0000-${String(1000 + number)}`,
    secretariatHost: leads.leadSchool,
    secretariatHead: person(number, 1),
    officeArea: random.whole(12, 60) * 10,
    secretariatPhone: `000-0000-${String(2000 + number)}`,
    ...staff,
    members: rosterOf(random, members, strength),
    parkOutput,
    ...figures,
    enterpriseEmployees: Math.round(enterprises * between(random, 400, 1400)),
    enterpriseAssets: Math.round(enterprises * between(random, 40_000, 90_000)),
    enterpriseSales: Math.round(enterprises * between(random, 50_000, 110_000)),
    cooperationBenefit: Math.round(enterprises * between(random, 600, 1900)),
    aboveScaleEnterprises: aboveScale,
    aboveQuotaEnterprises: random.whole(0, Math.floor((enterprises - aboveScale) / 2)),
    noViolations: true,
  };
  const words = wordsOf(industry, answers, members, { city, park });
  return {
    number,
    name,
    province: at.province,
    industry: industry.label,
    strength,
    answers: { ...answers, ...writeTexts(words, random) },
    members,
  };
}

function person(number: number, at: number): string {
  return fictionalPerson(20_000 + number * (staffMost + 2) + at);
}

function drawStaff(random: Random, number: number): Answers {
  const staffFullTime = random.whole(3, 7);
  const staffPartTime = random.whole(1, staffMost - 7);
  const staffTotal = staffFullTime + staffPartTime;
  return {
    staffTotal,
    staffFullTime,
    staffPartTime,
    staffNames: Array.from({ length: staffTotal }, (_, at) => person(number, at + 1)),
  };
}

function makeMembers(
  random: Random,
  industry: Industry,
  { city, park }: { city: string; park: string },
  [least, most]: readonly [number, number],
): NationConsortium['members'] {
  const of = (names: readonly string[], least: number) => names.slice(0, random.whole(least, names.length));
  const here = (names: readonly string[]) => names.map((name) => fictional(`${city}${name}`));
  return {
    secondaryVocational: here(of(['市第一职业中学', '工程学校', `${park}职业教育中心`, '信息技术学校', '财经学校'], 2)),
    higherVocational: here(of([`${park}职业技术学院`, '职业大学', '城市职业学院'], 1)),
    university: here(of(['理工大学', '应用科技学院'], 1)),
    government: here(
      of(['市教育局', '市发展改革委', '市工业和信息化局', '市财政局', '市人力资源和社会保障局', '市国资委'], 4),
    ),
    enterprise: random
      .some(
        makers.flatMap((maker) => industry.trades.map((trade) => `${park}${maker}${trade}有限公司`)),
        random.whole(least, most),
      )
      .map(fictional),
    researchInstitute: here(of([`${industry.label}研究院`, '标准化研究所', '检测技术研究所'], 1)),
    other: here(of([`市${industry.label}行业协会`, '市职业教育学会'], 1)),
  };
}

function rosterOf(random: Random, members: NationConsortium['members'], strength: number): Answers {
  return Object.fromEntries(
    Object.entries(members).map(([category, names]) => {
      const each = students[category];
      const enrolled =
        each === undefined
          ? {}
          : { students: Math.round(names.length * each * between(random, 0.7, 1.2 + strength / 2)) };
      return [category, { count: names.length, ...enrolled, names }];
    }),
  );
}

/** What the texts may name: the consortium's own units, its industry's words, and figures as they stand in the form. */
function wordsOf(
  industry: Industry,
  answers: Answers,
  members: NationConsortium['members'],
  { city, park }: { city: string; park: string },
) {
  const bare = (name = '') => name.replace('（虚构）', '').replace('有限公司', '');
  const figure = (field: string, year: 2022 | 2023, grown = 1) => {
    const value: unknown = answers[field];
    const told: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, year) : value;
    return String(typeof told === 'number' ? Math.round(told * grown * 10) / 10 : '');
  };
  const whole = (field: string, year: 2022 | 2023, grown: number) =>
    String(Math.round(Number(figure(field, year, grown))));
  const { operatingFunds: funds } = answers;
  const fundsTotal =
    typeof funds === 'object' && funds !== null
      ? Object.values(funds).reduce<number>((sum, one) => sum + Number(one), 0)
      : 0;
  return {
    city,
    park,
    industry: industry.label,
    school: bare(members.higherVocational[0]),
    secondary: members.secondaryVocational.map(bare),
    university: members.university.map(bare),
    enterprise: bare(members.enterprise[0]),
    partner: members.enterprise.slice(1).map(bare),
    secretariat: bare(members.higherVocational[0]),
    members: String(Object.values(members).flat().length),
    trade: industry.trades,
    product: industry.products,
    subject: industry.subjects,
    position: industry.positions,
    major: industry.majors,
    staff: figure('staffFullTime', 2022),
    output: figure('parkOutput', 2022),
    apprentices: figure('apprentices', 2022),
    platforms: figure('technologyPlatforms', 2022),
    funds: figure('researchFundsReceived', 2022),
    transformation: figure('transformationRate', 2022),
    masters: figure('masterStudios', 2022),
    reports: figure('demandReports', 2022),
    bases: figure('coBuiltTrainingBases', 2022),
    colleges: figure('coBuiltIndustryColleges', 2022),
    hours: figure('enterpriseTeacherHours', 2022),
    reports23: figure('demandReports', 2023),
    colleges23: figure('coBuiltIndustryColleges', 2023),
    funds23: figure('researchFundsReceived', 2023),
    platforms24: whole('technologyPlatforms', 2023, 1.4),
    majors25: whole('coBuiltMajors', 2023, 1.5),
    apprentices25: whole('apprentices', 2023, 1.4),
    fundsTotal: String(fundsTotal),
  };
}
